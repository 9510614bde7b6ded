internal import HTTPConnections

/// The open connections of one manager; adding and removing are O(1).
struct ConnectionTable {
    private(set) var all: [HTTPServerConnection] = []

    var count: Int { all.count }

    mutating func add(_ connection: HTTPServerConnection) {
        connection.userIndex = all.count
        all.append(connection)
    }

    mutating func replace(_ old: HTTPServerConnection, with new: HTTPServerConnection) {
        let index = old.userIndex
        guard index >= 0, index < all.count, all[index] === old else { return }
        all[index] = new
        new.userIndex = index
        old.userIndex = -1
    }

    mutating func remove(_ connection: HTTPServerConnection) {
        let index = connection.userIndex
        guard index >= 0, index < all.count, all[index] === connection, let last = all.popLast() else { return }
        if last !== connection {
            all[index] = last
            last.userIndex = index
        }
        connection.userIndex = -1
    }
}

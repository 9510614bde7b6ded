/// The listening sockets of this instance: whose they are, and whether they still accept. On the main thread.
struct BoundSockets {
    /// One socket. Several workers may accept from it.
    struct Entry {
        /// Unique in this instance.
        let id: UInt32
        /// The listener's number.
        let listener: Int
        /// The listener's name.
        let name: String
        /// The address as it was configured.
        let configured: String
        /// The number. Whoever closes it is told so by the main thread, after it was noted here.
        let descriptor: Int32
        var isOpen = true
    }

    private(set) var entries: [Entry] = []
    private var nextID: UInt32 = 0

    /// Notes a socket and returns its id.
    mutating func add(listener: Int, name: String, configured: String, descriptor: Int32) -> UInt32 {
        let id = nextID
        nextID &+= 1
        entries.removeAll { !$0.isOpen }
        entries.append(Entry(id: id, listener: listener, name: name, configured: configured, descriptor: descriptor))
        return id
    }

    /// Notes that the sockets of some listeners do not accept any more.
    mutating func close(where isClosed: (_ listener: Int) -> Bool) {
        for index in entries.indices where isClosed(entries[index].listener) { entries[index].isOpen = false }
    }

    /// The number of an open socket.
    func descriptor(of id: UInt32) -> Int32? {
        entries.first { $0.id == id && $0.isOpen }?.descriptor
    }
}

/// Where the admin interface listens, so that a later instance can take it over.
public struct AdminSocket {
    /// The socket's number; nil once it is closed.
    public let descriptor: () -> Int32?
    /// The address as it was configured.
    public let configured: String
    /// Begins to accept, if the instance before did so until now.
    public let start: () -> Void
    /// Stops accepting. Connections go on.
    public let close: () -> Void

    /// Tells how to reach the admin interface's socket.
    public init(
        descriptor: @escaping () -> Int32?, configured: String, start: @escaping () -> Void,
        close: @escaping () -> Void
    ) {
        self.descriptor = descriptor
        self.start = start
        self.configured = configured
        self.close = close
    }
}

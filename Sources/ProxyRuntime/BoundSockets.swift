/// The listening sockets of this instance: whose they are, and whether they still accept. On the main thread.
struct BoundSockets {
    /// One socket. Several workers may accept from it.
    struct Entry {
        /// Unique in this instance.
        let id: UInt32
        /// The listener's index in the snapshot.
        let listener: Int
        /// The address as it was configured.
        let configured: String
        /// The number. Whoever closes it is told so by the main thread, after it was noted here.
        let descriptor: Int32
        var isOpen = true
    }

    private(set) var entries: [Entry] = []

    /// Notes a socket and returns its id.
    mutating func add(listener: Int, configured: String, descriptor: Int32) -> UInt32 {
        let id = UInt32(clamping: entries.count)
        entries.append(Entry(id: id, listener: listener, configured: configured, descriptor: descriptor))
        return id
    }

    /// Notes that the sockets of some listeners do not accept any more.
    mutating func close(where isClosed: (_ listener: Int) -> Bool) {
        for index in entries.indices where isClosed(entries[index].listener) { entries[index].isOpen = false }
    }

    /// The number of an open socket.
    func descriptor(of id: UInt32) -> Int32? {
        guard id < entries.count, entries[Int(id)].isOpen else { return nil }
        return entries[Int(id)].descriptor
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

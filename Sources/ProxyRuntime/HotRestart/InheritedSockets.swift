public import EventLoops
public import NetworkAddresses

/// The listening sockets of the instance before, until this one's listeners have taken theirs.
final class InheritedSockets {
    typealias Description = HotRestartMessage.SocketDescription

    private final class Entry {
        let number: UInt32
        let description: Description
        let address: SocketAddress
        var descriptor: FileDescriptor?

        init(number: UInt32, description: Description, address: SocketAddress, descriptor: consuming FileDescriptor) {
            self.number = number
            self.description = description
            self.address = address
            self.descriptor = consume descriptor
        }
    }

    private var entries: [Entry] = []
    /// Those that somebody took.
    private(set) var kept = SocketSet()

    /// Adds what came with a message; what does not listen is of no use and closed.
    func add(_ number: UInt32, _ description: Description, _ descriptor: consuming FileDescriptor) {
        guard let address = Sockets.localAddress(of: descriptor.rawValue),
            description.role == .meetingPoint || Sockets.isListening(descriptor.rawValue)
        else { return }
        entries.append(
            Entry(number: number, description: description, address: address, descriptor: consume descriptor))
    }

    /// The sockets of a listener: those at its address, or at a port that the kernel chose for the same listener.
    ///
    /// - Parameter configured: the address as it is configured.
    func takeListener(name: String, address: SocketAddress, configured: String) -> [InheritedSocket] {
        take { entry in
            guard entry.description.role == .listener else { return false }
            if address.port == 0 && !address.isUnix {
                return entry.description.name == name && entry.description.configured == configured
            }
            return entry.address == address
        }
    }

    /// The socket of the admin interface, by the same rule.
    func takeAdmin(address: SocketAddress, configured: String) -> InheritedSocket? {
        take { entry in
            entry.description.role == .admin
                && (address.port == 0 && !address.isUnix
                    ? entry.description.configured == configured : entry.address == address)
        }.first
    }

    /// The meeting point of the instances.
    func takeMeetingPoint() -> InheritedSocket? { take { $0.description.role == .meetingPoint }.first }

    /// Closes what nobody took; the instance before empties those queues.
    func closeRest() { entries = [] }

    private func take(where isWanted: (Entry) -> Bool) -> [InheritedSocket] {
        var taken: [InheritedSocket] = []
        var left: [Entry] = []
        for entry in entries {
            guard isWanted(entry), let descriptor = entry.descriptor.take() else {
                left.append(entry)
                continue
            }
            kept.insert(entry.number)
            taken.append(InheritedSocket(address: entry.address, descriptor: descriptor))
        }
        entries = left
        return taken
    }
}

/// A socket that was taken over. Its descriptor can be taken once.
public final class InheritedSocket {
    /// Where it listens.
    public let address: SocketAddress
    /// By which the socket is known in this instance; nil means it is not yet.
    let id: UInt32?
    private var descriptor: FileDescriptor?

    init(address: SocketAddress, id: UInt32? = nil, descriptor: consuming FileDescriptor) {
        self.address = address
        self.id = id
        self.descriptor = consume descriptor
    }

    /// The number, -1 once it was taken.
    var rawValue: Int32 { descriptor?.rawValue ?? -1 }

    /// The descriptor; nil when it was taken before.
    public func take() -> FileDescriptor? { descriptor.take() }
}

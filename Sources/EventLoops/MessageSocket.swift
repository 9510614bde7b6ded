internal import CLinux
internal import Glibc
public import NetworkAddresses

/// One end of a conversation between two processes of this machine: whole messages, each with at most one descriptor.
public struct MessageSocket: ~Copyable, Sendable {
    private var descriptor: FileDescriptor

    /// What a look for the next message found.
    public enum Reception: ~Copyable {
        /// A message and, unless it is not open, the descriptor that came with it.
        case message([UInt8], FileDescriptor)
        /// Nothing yet.
        case nothing
        /// The other process has ended the conversation, or itself.
        case end
    }

    /// Who is at the other end, as the kernel knows it.
    public struct Peer: Hashable, Sendable {
        /// The process that connected, or that listened.
        public let process: Int32
        /// The user that it ran as.
        public let user: UInt32

        /// Makes a peer from its parts.
        public init(process: Int32, user: UInt32) {
            self.process = process
            self.user = user
        }

        /// Whether it may be told what this process knows: it runs as the same user, or as root.
        public var isTrusted: Bool { user == 0 || user == geteuid() }
    }

    /// Takes over a connected Unix socket that carries messages.
    public init(owning descriptor: consuming FileDescriptor) { self.descriptor = descriptor }

    /// The number, for a loop that watches it.
    public var rawValue: Int32 { descriptor.rawValue }

    /// A socket that listens for conversations at `address`.
    ///
    /// - Parameter mode: the permissions of the socket's file; without effect in the abstract name space.
    public static func listen(on address: SocketAddress, mode: UInt32) throws(SystemError) -> FileDescriptor {
        let socket = try make(address, blocking: false)
        try Sockets.bind(socket, to: address)
        if case .unix(let path) = address, !path.hasPrefix("@"), unsafe chmod(path, mode_t(mode)) < 0 {
            throw SystemError.last("chmod \(path)")
        }
        if Glibc.listen(socket.rawValue, 8) < 0 { throw SystemError.last("listen on \(address)") }
        return socket
    }

    /// Connects to who listens at `address`. Calls block, each for `milliseconds` at most.
    public static func connect(to address: SocketAddress, milliseconds: Int) throws(SystemError) -> MessageSocket {
        let socket = try make(address, blocking: true)
        var limit = timeval(tv_sec: milliseconds / 1_000, tv_usec: milliseconds % 1_000 * 1_000)
        let size = socklen_t(MemoryLayout<timeval>.size)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO]
        where unsafe setsockopt(socket.rawValue, SOL_SOCKET, option, &limit, size) < 0 {
            throw SystemError.last("set a time limit")
        }
        let code = Sockets.connect(socket, to: address)
        if code != 0 { throw SystemError(code: code, operation: "connect to \(address)") }
        return MessageSocket(owning: socket)
    }

    /// Two connected ends that do not block. For tests.
    public static func pair() throws(SystemError) -> SocketPair {
        var descriptors: [Int32] = [-1, -1]
        let type = clinux_SOCK_SEQPACKET | clinux_SOCK_NONBLOCK | clinux_SOCK_CLOEXEC
        if unsafe socketpair(AF_UNIX, type, 0, &descriptors) < 0 { throw SystemError.last("socketpair") }
        return SocketPair(
            first: FileDescriptor(owning: descriptors[0]), second: FileDescriptor(owning: descriptors[1]))
    }

    /// Who is at the other end; nil when the kernel does not say.
    public var peer: Peer? {
        var process: Int32 = 0
        var user: UInt32 = 0
        if unsafe clinux_peer_of(descriptor.rawValue, &process, &user) < 0 { return nil }
        return Peer(process: process, user: user)
    }

    /// Sends a message, with a second descriptor of the open file `attached` unless that is negative.
    public func send(_ bytes: [UInt8], attached: Int32 = -1) throws(SystemError) {
        while true {
            let sent = unsafe bytes.withUnsafeBytes { bytes in
                unsafe clinux_send_message(descriptor.rawValue, bytes.baseAddress, bytes.count, attached)
            }
            if sent >= 0 { return }
            if errno != EINTR { throw SystemError.last("send a message") }
        }
    }

    /// Takes the next message; a longer one than `limit` is an error.
    public func receive(limit: Int) throws(SystemError) -> Reception {
        var bytes = [UInt8](repeating: 0, count: limit)
        while true {
            var attached: Int32 = -1
            let count = unsafe clinux_receive_message(descriptor.rawValue, &bytes, limit, &attached)
            if count > 0 {
                return .message(Array(bytes[..<min(count, limit)]), FileDescriptor(owning: attached))
            }
            if count == 0 {
                if attached >= 0 { _ = Glibc.close(attached) }
                return .end
            }
            switch errno {
            case EINTR: continue
            case EAGAIN: return .nothing
            case ECONNRESET: return .end
            default: throw SystemError.last("receive a message")
            }
        }
    }

    /// Lets calls return at once from now on, for a loop.
    public func setNonblocking() {
        let flags = fcntl(descriptor.rawValue, F_GETFL)
        if flags >= 0 { _ = fcntl(descriptor.rawValue, F_SETFL, flags | O_NONBLOCK) }
    }

    /// Closes the socket. Idempotent.
    public mutating func close() { descriptor.close() }

    private static func make(_ address: SocketAddress, blocking: Bool) throws(SystemError) -> FileDescriptor {
        let type = clinux_SOCK_SEQPACKET | clinux_SOCK_CLOEXEC | (blocking ? 0 : clinux_SOCK_NONBLOCK)
        let number = socket(AF_UNIX, type, 0)
        if number < 0 { throw SystemError.last("socket") }
        guard address.isUnix, address.isRepresentable else {
            _ = Glibc.close(number)
            throw SystemError(code: ENAMETOOLONG, operation: "use \(address)")
        }
        return FileDescriptor(owning: number)
    }
}

internal import CLinux
internal import Glibc
public import NetworkAddresses

/// Probes that find a dead peer on an idle connection. Fields left nil keep the kernel's setting.
public struct KeepaliveOptions: Hashable, Sendable {
    /// Unanswered probes after which the connection is dead.
    public var probes: UInt32?
    /// Idle seconds before the first probe.
    public var idleSeconds: UInt32?
    /// Seconds between probes.
    public var intervalSeconds: UInt32?

    /// Options from their parts.
    public init(probes: UInt32? = nil, idleSeconds: UInt32? = nil, intervalSeconds: UInt32? = nil) {
        self.probes = probes
        self.idleSeconds = idleSeconds
        self.intervalSeconds = intervalSeconds
    }
}

/// A socket option, such as Envoy's `socket_options`; set before binding.
public struct SocketOption: Hashable, Sendable {
    /// The protocol level, such as `SOL_SOCKET`.
    public var level: Int32
    /// The option's number at that level.
    public var name: Int32
    /// The value, unless there are bytes.
    public var value: Int32
    /// The value as the kernel takes it, in place of a number.
    public var bytes: [UInt8]?

    /// Makes an option from its numbers.
    public init(level: Int32, name: Int32, value: Int32) {
        self.level = level
        self.name = name
        self.value = value
    }

    /// Makes an option with a value of bytes.
    public init(level: Int32, name: Int32, bytes: [UInt8]) {
        self.init(level: level, name: name, value: 0)
        self.bytes = bytes
    }

    /// Lets the kernel choose the local port only when it connects, so that a port can serve one connection to each
    /// peer. Linux `ip(7)`, `IP_BIND_ADDRESS_NO_PORT`.
    public static let latePort = SocketOption(level: 0, name: 24, value: 1)

    /// Binds to an address that this machine does not have (yet). Linux `ip(7)`, `IP_FREEBIND`.
    public static func freebind(_ family: IPAddress.Family) -> SocketOption {
        family == .v4 ? SocketOption(level: 0, name: 15, value: 1) : SocketOption(level: 41, name: 78, value: 1)
    }

    /// Marks the packets that leave. Linux `socket(7)`, `SO_MARK`.
    public static func mark(_ mark: UInt32) -> SocketOption {
        SocketOption(level: 1, name: 36, value: Int32(bitPattern: mark))
    }

    /// Binds to a foreign address for transparent proxying. Linux `ip(7)`, `IP_TRANSPARENT`.
    public static func transparent(_ family: IPAddress.Family) -> SocketOption {
        family == .v4 ? SocketOption(level: 0, name: 19, value: 1) : SocketOption(level: 41, name: 75, value: 1)
    }
}

/// How a listening socket is made.
public struct ListenOptions: Hashable, Sendable {
    /// Connections that may wait for `accept`; the kernel caps it by `net.core.somaxconn`.
    public var backlog: Int32 = 4096
    /// Lets several sockets share the port, so that each worker has its own queue.
    public var reusePort = true
    /// Keeps an IPv6 socket from taking IPv4 connections.
    public var ipv6Only = true
    /// Permissions of a Unix socket's file; nil leaves them to the umask.
    public var unixMode: UInt32?
    /// Keepalive probes of accepted connections; nil sends none.
    public var keepalive: KeepaliveOptions?
    /// Further options.
    public var socketOptions: [SocketOption] = []

    /// The defaults.
    public init() {}
}

/// Makes and asks sockets. All of them do not block and are closed on exec.
public enum Sockets {
    /// A socket bound to `address` that listens. A stale Unix socket file at the path is removed first.
    public static func listen(on address: SocketAddress, options: ListenOptions = ListenOptions())
        throws(SystemError) -> FileDescriptor
    {
        let socket = try make(for: address, operation: "listen on \(address)")
        if !address.isUnix {
            try set(socket, SOL_SOCKET, SO_REUSEADDR, 1, "SO_REUSEADDR")
            // Accepted connections inherit it, which saves a call for each.
            try set(socket, clinux_IPPROTO_TCP, TCP_NODELAY, 1, "TCP_NODELAY")
            if let keepalive = options.keepalive { setKeepalive(socket.rawValue, keepalive) }
            if options.reusePort { try set(socket, SOL_SOCKET, SO_REUSEPORT, 1, "SO_REUSEPORT") }
            if address.kernelFamily == AF_INET6 {
                try set(socket, clinux_IPPROTO_IPV6, clinux_IPV6_V6ONLY, options.ipv6Only ? 1 : 0, "IPV6_V6ONLY")
            }
        }
        try apply(options.socketOptions, to: socket)
        if case .unix(let path) = address, !path.utf8.starts(with: [UInt8(ascii: "@")]) { removeStaleSocket(path) }
        try bind(socket, to: address)
        if case .unix(let path) = address, let mode = options.unixMode, unsafe chmod(path, mode_t(mode)) < 0 {
            throw SystemError.last("chmod \(path)")
        }
        if Glibc.listen(socket.rawValue, options.backlog) < 0 { throw SystemError.last("listen on \(address)") }
        return socket
    }

    /// An unconnected stream socket of the family of `address`.
    public static func make(for address: SocketAddress, operation: @autoclosure () -> String = "socket")
        throws(SystemError) -> FileDescriptor
    {
        guard address.isRepresentable else { throw SystemError(code: ENAMETOOLONG, operation: operation()) }
        let type = clinux_SOCK_STREAM | clinux_SOCK_NONBLOCK | clinux_SOCK_CLOEXEC
        let descriptor = socket(address.kernelFamily, type, 0)
        if descriptor < 0 {
            let code = errno
            throw SystemError(code: code, operation: operation())
        }
        return FileDescriptor(owning: descriptor)
    }

    /// Binds a socket to a local address.
    public static func bind(_ socket: borrowing FileDescriptor, to address: SocketAddress) throws(SystemError) {
        guard address.isRepresentable else { throw SystemError(code: ENAMETOOLONG, operation: "bind \(address)") }
        let descriptor = socket.rawValue
        let result = unsafe address.withKernelForm { unsafe Glibc.bind(descriptor, $0, $1) }
        if result < 0 { throw SystemError.last("bind \(address)") }
    }

    /// Begins to connect: 0 when connected at once, `EINPROGRESS`, or the error.
    public static func connect(_ socket: borrowing FileDescriptor, to address: SocketAddress) -> Int32 {
        guard address.isRepresentable else { return ENAMETOOLONG }
        let descriptor = socket.rawValue
        while true {
            let result = unsafe address.withKernelForm { unsafe Glibc.connect(descriptor, $0, $1) }
            if result == 0 { return 0 }
            if errno != EINTR { return errno }
        }
    }

    /// Takes one waiting connection; nil with the error number when there is none or it failed.
    static func accept(_ listener: Int32, remote: inout SocketAddress) -> Int32 {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let descriptor = unsafe withUnsafeMutablePointer(to: &storage) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                unsafe clinux_accept4(listener, pointer, &length, clinux_SOCK_NONBLOCK | clinux_SOCK_CLOEXEC)
            }
        }
        if descriptor < 0 { return -errno }
        remote = SocketAddress(kernelForm: storage, length: length) ?? .unix("")
        return descriptor
    }

    /// The address that a socket has on this machine.
    public static func localAddress(of descriptor: Int32) -> SocketAddress? {
        unsafe address(of: descriptor) { unsafe getsockname($0, $1, $2) }
    }

    /// Where the client of a redirected connection wanted to go, as the kernel's connection tracking tells it; nil when
    /// that knows nothing of the connection. Linux `SO_ORIGINAL_DST`, `IP6T_SO_ORIGINAL_DST`.
    public static func originalDestination(of descriptor: Int32, _ peer: SocketAddress) -> SocketAddress? {
        guard let family = peer.ipAddress?.unmapped.family else { return nil }
        let (level, option): (Int32, Int32) = family == .v4 ? (clinux_IPPROTO_IP, 80) : (clinux_IPPROTO_IPV6, 80)
        return unsafe address(of: descriptor) { descriptor, address, length in
            unsafe getsockopt(descriptor, level, option, address, length)
        }
    }

    /// Whether a socket listens.
    public static func isListening(_ descriptor: Int32) -> Bool { flag(SO_ACCEPTCONN, of: descriptor) }

    /// Whether other sockets may share the port of this one.
    public static func sharesPort(_ descriptor: Int32) -> Bool { flag(SO_REUSEPORT, of: descriptor) }

    /// Changes how many connections may wait at a socket that listens already. Does nothing to any other.
    public static func setBacklog(_ descriptor: Int32, _ backlog: Int32) {
        if isListening(descriptor) { _ = Glibc.listen(descriptor, backlog) }
    }

    private static func flag(_ option: Int32, of descriptor: Int32) -> Bool {
        var value: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        return unsafe getsockopt(descriptor, SOL_SOCKET, option, &value, &length) == 0 && value != 0
    }

    /// The address of a connected socket's peer.
    public static func remoteAddress(of descriptor: Int32) -> SocketAddress? {
        unsafe address(of: descriptor) { unsafe getpeername($0, $1, $2) }
    }

    /// Sets options in order; the first that the kernel refuses is told by its numbers.
    public static func apply(_ options: [SocketOption], to socket: borrowing FileDescriptor) throws(SystemError) {
        for option in options {
            let operation = "set socket option \(option.level)/\(option.name)"
            guard let bytes = option.bytes else {
                try set(socket, option.level, option.name, option.value, operation)
                continue
            }
            let result = unsafe bytes.withUnsafeBytes { buffer in
                unsafe setsockopt(
                    socket.rawValue, option.level, option.name, buffer.baseAddress, socklen_t(buffer.count))
            }
            if result < 0 { throw SystemError.last(operation) }
        }
    }

    /// Takes the pending error of a socket, 0 when there is none.
    public static func takeError(of descriptor: Int32) -> Int32 {
        var value: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        if unsafe getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &value, &length) < 0 { return errno }
        return value
    }

    /// Sends small writes at once instead of waiting for an acknowledgement. Does nothing on a Unix socket.
    public static func setNoDelay(_ descriptor: Int32) {
        var one: Int32 = 1
        _ = unsafe setsockopt(
            descriptor, clinux_IPPROTO_TCP, TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
    }

    /// Turns keepalive probes on. Settings that the kernel refuses keep their old value.
    public static func setKeepalive(_ descriptor: Int32, _ options: KeepaliveOptions) {
        func set(_ level: Int32, _ name: Int32, _ value: UInt32?) {
            guard let value else { return }
            var number = Int32(clamping: value)
            _ = unsafe setsockopt(descriptor, level, name, &number, socklen_t(MemoryLayout<Int32>.size))
        }
        set(SOL_SOCKET, SO_KEEPALIVE, 1)
        set(clinux_IPPROTO_TCP, TCP_KEEPCNT, options.probes)
        set(clinux_IPPROTO_TCP, TCP_KEEPIDLE, options.idleSeconds)
        set(clinux_IPPROTO_TCP, TCP_KEEPINTVL, options.intervalSeconds)
    }

    /// Makes the next close send a reset and drop what was not sent.
    public static func setResetOnClose(_ descriptor: Int32) {
        var linger = linger(l_onoff: 1, l_linger: 0)
        _ = unsafe setsockopt(
            descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
    }

    /// Two connected Unix sockets. For tests and wake-ups.
    public static func pair() throws(SystemError) -> SocketPair {
        var descriptors: [Int32] = [-1, -1]
        let type = clinux_SOCK_STREAM | clinux_SOCK_NONBLOCK | clinux_SOCK_CLOEXEC
        if unsafe socketpair(AF_UNIX, type, 0, &descriptors) < 0 { throw SystemError.last("socketpair") }
        return SocketPair(
            first: FileDescriptor(owning: descriptors[0]), second: FileDescriptor(owning: descriptors[1]))
    }

    private static func address(
        of descriptor: Int32, _ ask: (Int32, UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32
    ) -> SocketAddress? {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let result = unsafe withUnsafeMutablePointer(to: &storage) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                unsafe ask(descriptor, pointer, &length)
            }
        }
        return result < 0 ? nil : SocketAddress(kernelForm: storage, length: length)
    }

    private static func set(
        _ socket: borrowing FileDescriptor, _ level: Int32, _ option: Int32, _ value: Int32, _ name: String
    ) throws(SystemError) {
        var value = value
        let size = socklen_t(MemoryLayout<Int32>.size)
        if unsafe setsockopt(socket.rawValue, level, option, &value, size) < 0 { throw SystemError.last(name) }
    }

    /// Removes the file of a Unix socket's address, if it is a socket's.
    public static func removeStaleFile(of address: SocketAddress) {
        if case .unix(let path) = address, !path.hasPrefix("@") { removeStaleSocket(path) }
    }

    /// Removes a socket file, and only a socket file, that an earlier process left.
    private static func removeStaleSocket(_ path: String) {
        var status = stat()
        guard unsafe lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK else { return }
        _ = unsafe unlink(path)
    }
}

/// Both ends of `Sockets.pair()`.
public struct SocketPair: ~Copyable {
    /// One end.
    public var first: FileDescriptor
    /// The other end.
    public var second: FileDescriptor
}

internal import CLinux
internal import Glibc
public import NetworkAddresses

/// A datagram socket on a loop. Subclasses override `received`.
open class DatagramSocket: EventSource {
    /// The longest datagram that is taken; longer ones are dropped.
    public final let longest: Int
    private final var descriptor: FileDescriptor
    private final var storage: [UInt8]

    /// Datagrams taken in one wake-up, before others have their turn.
    private static let most = 64

    /// Takes over a socket that is bound or connected. It hears from `start()` on.
    public init(loop: EventLoop, descriptor: consuming FileDescriptor, longest: Int) {
        self.longest = longest
        self.descriptor = descriptor
        storage = Array(repeating: 0, count: longest)
        super.init(loop: loop)
    }

    /// Runs for each datagram. `local` is the address that it was sent to, where the socket is bound to all of them.
    /// Default: it is lost.
    open func received(_ bytes: Span<UInt8>, from peer: SocketAddress, to local: SocketAddress?) {}

    /// Runs for each datagram that was too long. Default: nothing.
    open func dropped() {}

    /// Runs when receiving failed, as when a connected peer refuses; the socket goes on. Default: nothing.
    open func failed(_ code: Int32) {}

    /// Begins to hear.
    public final func start() throws(SystemError) {
        try loop.attach(self, descriptor: descriptor.rawValue, mode: .levelTriggered(.readable))
    }

    /// The socket's number, -1 after `close()`.
    public final var rawDescriptor: Int32 { descriptor.rawValue }

    /// Where it stands.
    public final var localAddress: SocketAddress? { Sockets.localAddress(of: descriptor.rawValue) }

    /// Sends one datagram to the peer of a connected socket; 0, or the `errno` value.
    public final func send(_ bytes: Span<UInt8>) -> Int32 {
        let descriptor = descriptor.rawValue
        let result = unsafe bytes.withUnsafeBytes { bytes in
            unsafe Glibc.send(descriptor, bytes.baseAddress, bytes.count, clinux_MSG_NOSIGNAL)
        }
        return result < 0 ? errno : 0
    }

    /// Sends one datagram from one of the addresses that the socket is bound to, nil means the kernel's choice; 0, or
    /// the `errno` value.
    public final func send(_ bytes: Span<UInt8>, to peer: SocketAddress, from local: SocketAddress?) -> Int32 {
        let descriptor = descriptor.rawValue
        let result = unsafe bytes.withUnsafeBytes { bytes in
            unsafe peer.withKernelForm { address, length in
                guard let local else {
                    return unsafe sendto(
                        descriptor, bytes.baseAddress, bytes.count, clinux_MSG_NOSIGNAL, address, length)
                }
                return unsafe local.withKernelForm { place, _ in
                    unsafe clinux_send_datagram(descriptor, bytes.baseAddress, bytes.count, address, length, place)
                }
            }
        }
        return result < 0 ? errno : 0
    }

    public final override func handle(_ events: EventSet) {
        var remaining = DatagramSocket.most
        while remaining > 0 && isAttached {
            remaining -= 1
            var (address, place) = (sockaddr_storage(), sockaddr_storage())
            var length: socklen_t = 0
            let descriptor = descriptor.rawValue
            let count = unsafe storage.withUnsafeMutableBytes { room in
                unsafe clinux_receive_datagram(
                    descriptor, room.baseAddress, room.count, &address, &length, &place)
            }
            if count < 0 {
                if errno == EAGAIN { return }
                if errno != EINTR { failed(errno) }
                continue
            }
            if count > longest {
                dropped()
                continue
            }
            let peer = SocketAddress(kernelForm: address, length: length) ?? .unix("")
            let local = SocketAddress(kernelForm: place, length: 0)
            // Taken out while it is looked at: the callback may close the socket.
            var bytes: [UInt8] = []
            swap(&bytes, &storage)
            received(bytes.span.extracting(first: count), from: peer, to: local)
            swap(&bytes, &storage)
        }
    }

    /// Stops hearing.
    public final func close() {
        loop.detach(self, descriptor: descriptor.rawValue, descriptorCloses: true)
        descriptor.close()
    }
}

extension Sockets {
    /// A datagram socket bound to `address`.
    public static func datagrams(at address: SocketAddress, options: ListenOptions) throws(SystemError)
        -> FileDescriptor
    {
        let socket = try makeDatagrams(for: address)
        if options.reusePort { try apply([SocketOption(level: SOL_SOCKET, name: SO_REUSEPORT, value: 1)], to: socket) }
        if address.kernelFamily == AF_INET6 {
            let v6Only = SocketOption(
                level: clinux_IPPROTO_IPV6, name: clinux_IPV6_V6ONLY, value: options.ipv6Only ? 1 : 0)
            try apply([v6Only], to: socket)
        }
        // An answer has to come from the address that was asked.
        if let ip = address.ipAddress, ip.isUnspecified {
            let tellsLocal =
                ip.family == .v4
                ? SocketOption(level: clinux_IPPROTO_IP, name: clinux_IP_PKTINFO, value: 1)
                : SocketOption(level: clinux_IPPROTO_IPV6, name: clinux_IPV6_RECVPKTINFO, value: 1)
            try apply([tellsLocal], to: socket)
        }
        try apply(options.socketOptions, to: socket)
        try bind(socket, to: address)
        return socket
    }

    /// A datagram socket whose peer is `address`.
    public static func datagrams(
        to address: SocketAddress, from local: SocketAddress?, options: [SocketOption]
    ) throws(SystemError) -> FileDescriptor {
        let socket = try makeDatagrams(for: address)
        try apply(options, to: socket)
        if let local { try bind(socket, to: local) }
        let result = connect(socket, to: address)
        if result != 0 { throw SystemError(code: result, operation: "connect to \(address)") }
        return socket
    }

    /// A datagram socket that is bound to nothing, to send to `address` from.
    public static func datagrams(toward address: SocketAddress) throws(SystemError) -> FileDescriptor {
        try makeDatagrams(for: address)
    }

    /// Sends one datagram; what the kernel does not take is lost.
    public static func send(_ bytes: Span<UInt8>, to peer: SocketAddress, over socket: borrowing FileDescriptor) {
        let descriptor = socket.rawValue
        _ = unsafe bytes.withUnsafeBytes { bytes in
            unsafe peer.withKernelForm { address, length in
                unsafe sendto(descriptor, bytes.baseAddress, bytes.count, clinux_MSG_NOSIGNAL, address, length)
            }
        }
    }

    private static func makeDatagrams(for address: SocketAddress) throws(SystemError) -> FileDescriptor {
        let type = clinux_SOCK_DGRAM | clinux_SOCK_NONBLOCK | clinux_SOCK_CLOEXEC
        let descriptor = socket(address.kernelFamily, type, 0)
        if descriptor < 0 { throw SystemError.last("datagram socket") }
        return FileDescriptor(owning: descriptor)
    }
}

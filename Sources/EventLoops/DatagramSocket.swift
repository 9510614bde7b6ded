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

    /// Runs for each datagram. Default: it is lost.
    open func received(_ bytes: Span<UInt8>, from peer: SocketAddress) {}

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

    /// Sends one datagram; 0, or the `errno` value. A connected socket needs no address.
    public final func send(_ bytes: Span<UInt8>, to peer: SocketAddress? = nil) -> Int32 {
        let descriptor = descriptor.rawValue
        let result = unsafe bytes.withUnsafeBytes { bytes in
            guard let peer else {
                return unsafe Glibc.send(descriptor, bytes.baseAddress, bytes.count, clinux_MSG_NOSIGNAL)
            }
            return unsafe peer.withKernelForm { address, length in
                unsafe sendto(descriptor, bytes.baseAddress, bytes.count, clinux_MSG_NOSIGNAL, address, length)
            }
        }
        return result < 0 ? errno : 0
    }

    public final override func handle(_ events: EventSet) {
        var remaining = DatagramSocket.most
        while remaining > 0 && isAttached {
            remaining -= 1
            var address = sockaddr_storage()
            var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
            let descriptor = descriptor.rawValue
            let count = unsafe storage.withUnsafeMutableBytes { room in
                unsafe withUnsafeMutablePointer(to: &address) { pointer in
                    unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                        unsafe recvfrom(
                            descriptor, room.baseAddress, room.count, clinux_MSG_TRUNC, pointer, &length)
                    }
                }
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
            // Taken out while it is looked at: the callback may close the socket.
            var bytes: [UInt8] = []
            swap(&bytes, &storage)
            received(bytes.span.extracting(first: count), from: peer)
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

    private static func makeDatagrams(for address: SocketAddress) throws(SystemError) -> FileDescriptor {
        let type = clinux_SOCK_DGRAM | clinux_SOCK_NONBLOCK | clinux_SOCK_CLOEXEC
        let descriptor = socket(address.kernelFamily, type, 0)
        if descriptor < 0 { throw SystemError.last("datagram socket") }
        return FileDescriptor(owning: descriptor)
    }
}

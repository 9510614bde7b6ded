import Glibc
import Synchronization

/// Held while a process is started, and while a descriptor exists that is not yet closed on exec.
enum ProcessStart {
    static let lock = Mutex(0)
}

/// A stream socket of loopback. One thread owns and closes it; others may only `interrupt` it, or look.
final class Socket: Sendable {
    /// The descriptor, or -1 once closed.
    private let descriptor: Mutex<Int32>

    /// What one wait for bytes brought.
    enum Received: Equatable {
        case bytes(ByteString)
        case end
        case reset
        case timedOut
    }

    /// Takes over an open descriptor.
    init(_ descriptor: Int32) {
        self.descriptor = Mutex(descriptor)
    }

    deinit { close() }

    private var raw: Int32 { descriptor.withLock { $0 } }

    /// Listens on a free port of 127.0.0.1; nil when the system refuses. Connections have `receiveBuffer` bytes of the
    /// system's room for what they have yet to read, or what the system thinks fit.
    static func listening(backlog: Int32 = 1024, receiveBuffer: Int32? = nil) -> Socket? {
        guard let socket = bound() else { return nil }
        if let receiveBuffer { socket.limit(receiveBuffer) }
        // Not to block in accept when the client is gone again.
        _ = fcntl(socket.raw, F_SETFL, O_NONBLOCK)
        return listen(socket.raw, backlog) == 0 ? socket : nil
    }

    /// Bound to a free port of 127.0.0.1 but not listening: connections to it are refused, and nobody else takes the port.
    static func bound() -> Socket? {
        let socket = Socket(Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0))
        guard socket.raw >= 0 else { return nil }
        var one: Int32 = 1
        unsafe setsockopt(socket.raw, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size))
        let result = unsafe withAddress(port: 0) { address, length in unsafe bind(socket.raw, address, length) }
        return result == 0 ? socket : nil
    }

    /// Connects to a port of 127.0.0.1; nil when refused. For `receiveBuffer` see `listening`.
    static func connected(to port: UInt16, receiveBuffer: Int32? = nil) -> Socket? {
        let socket = Socket(Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0))
        guard socket.raw >= 0 else { return nil }
        if let receiveBuffer { socket.limit(receiveBuffer) }
        let result = unsafe withAddress(port: port) { address, length in unsafe connect(socket.raw, address, length) }
        guard result == 0 else { return nil }
        socket.sendAtOnce()
        return socket
    }

    /// Starts to connect without waiting for the other side.
    static func connecting(to port: UInt16) -> Socket? {
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
        let socket = Socket(Glibc.socket(AF_INET, type, 0))
        guard socket.raw >= 0 else { return nil }
        _ = unsafe withAddress(port: port) { address, length in unsafe connect(socket.raw, address, length) }
        return socket
    }

    /// The local port, or 0.
    var port: UInt16 {
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = raw
        let result = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe getsockname(descriptor, $0, &length)
            }
        }
        return result == 0 ? UInt16(bigEndian: address.sin_port) : 0
    }

    /// The next connection of a listener; nil when it was interrupted.
    func accepted() -> Socket? {
        let listener = raw
        var descriptor: Int32 = -1
        while descriptor < 0 {
            var interest = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
            _ = unsafe poll(&interest, 1, -1)
            // Between the two calls no process may be started: it would inherit the connection and hold it open.
            descriptor = ProcessStart.lock.withLock { _ in
                let descriptor = accept(listener, nil, nil)
                if descriptor >= 0 { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
                return descriptor
            }
            if descriptor < 0, errno != EAGAIN, errno != EINTR, errno != ECONNABORTED { return nil }
        }
        let socket = Socket(descriptor)
        socket.sendAtOnce()
        return socket
    }

    /// Waits for bytes, the end, or the deadline.
    func receive(until deadline: Deadline) -> Received {
        let descriptor = raw
        var interest = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while true {
            let ready = unsafe poll(&interest, 1, deadline.remainingMilliseconds)
            if ready > 0 { break }
            if ready == 0 || errno != EINTR { return .timedOut }
        }
        var buffer = ByteString(repeating: 0, count: 65_536)
        let count = unsafe recv(descriptor, &buffer, buffer.count, 0)
        if count > 0 { return .bytes(ByteString(buffer[0..<count])) }
        return count == 0 ? .end : .reset
    }

    /// Whether bytes, an end or a connection are there to be taken now; callable from any thread.
    var isReadable: Bool {
        descriptor.withLock {
            var interest = pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
            return unsafe poll(&interest, 1, 0) > 0
        }
    }

    /// Whether somebody listens at the path of a Unix socket. Its file is there a little earlier.
    static func isListening(at path: String) -> Bool {
        // Number, references, protocol, flags, type, state, node, path; the flag says that it accepts.
        (readFile("/proc/net/unix") ?? []).text.split(separator: "\n").contains { line in
            line.contains(path) && line.split(separator: " ").dropFirst(3).first == "00010000"
        }
    }

    /// Sends all of `bytes`; false when the other side is gone or does not read before the deadline.
    @discardableResult
    func send(_ bytes: ByteString, until deadline: Deadline) -> Bool {
        let descriptor = raw
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.send(
                    descriptor, buffer.baseAddress.map { unsafe $0 + sent }, bytes.count - sent,
                    Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
            }
            if count > 0 {
                sent += count
                continue
            }
            guard errno == EAGAIN || errno == EINTR, !deadline.hasPassed else { return false }
            var interest = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            _ = unsafe poll(&interest, 1, deadline.remainingMilliseconds)
        }
        return true
    }

    /// Sends the end of this direction and goes on reading.
    func closeWriting() {
        _ = shutdown(raw, Int32(SHUT_WR))
    }

    /// Ends every wait of the owning thread; callable from any thread.
    func interrupt() {
        descriptor.withLock { if $0 >= 0 { _ = shutdown($0, Int32(SHUT_RDWR)) } }
    }

    /// Closes with a reset instead of an end.
    func reset() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        unsafe setsockopt(raw, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
        close()
    }

    /// Closes; harmless when closed already.
    func close() {
        descriptor.withLock {
            if $0 >= 0 { _ = Glibc.close($0) }
            $0 = -1
        }
    }

    private func limit(_ receiveBuffer: Int32) {
        var size = receiveBuffer
        unsafe setsockopt(raw, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
    }

    private func sendAtOnce() {
        var one: Int32 = 1
        unsafe setsockopt(raw, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
    }

    private static func withAddress(port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}

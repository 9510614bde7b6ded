/// An endpoint that speaks no protocol, on threads of its own.
final class RawUpstream: Sendable {
    /// The port of 127.0.0.1 it listens on.
    let port: UInt16
    private let listener: Socket
    private let behaviour: TCPCase.Upstream
    private let sockets = Watched([Socket]())
    private let bytes = Watched(ByteString())
    private let deadline = Deadline(seconds: 60)

    /// Starts to listen; nil when the system has no port.
    init?(_ behaviour: TCPCase.Upstream) {
        self.behaviour = behaviour
        let opened: Socket?
        switch behaviour {
        case .refusing: opened = Socket.bound()
        case .stuck: opened = Socket.listening(backlog: 0)
        default: opened = Socket.listening()
        }
        guard let opened else { return nil }
        listener = opened
        port = opened.port
        switch behaviour {
        case .refusing: break
        case .stuck:
            // The queue holds one connection; what comes later stays unanswered.
            let fillers = (0..<4).compactMap { _ in Socket.connecting(to: opened.port) }
            sockets.change { $0 += fillers }
        default: detachThread { [self] in acceptAll() }
        }
    }

    /// Everything that came, on whatever connection.
    var received: ByteString { bytes.value }

    /// Waits until these bytes have come.
    func waitUntilReceived(_ text: String) {
        let pattern = ByteString(text)
        bytes.wait(seconds: 30) { $0.firstIndex(of: pattern) != nil }
    }

    /// Ends all connections and stops to listen.
    func stop() {
        listener.interrupt()
        for socket in sockets.value { socket.interrupt() }
    }

    private func acceptAll() {
        while let socket = listener.accepted() {
            sockets.change { $0.append(socket) }
            detachThread { [self] in serve(socket) }
        }
    }

    private func serve(_ socket: Socket) {
        defer { socket.close() }
        if case .greeting(let text) = behaviour { socket.send(ByteString(text), until: deadline) }
        if case .halfClosing = behaviour { socket.closeWriting() }
        while case .bytes(let received) = socket.receive(until: deadline) {
            bytes.change { $0 += received }
            switch behaviour {
            case .echo, .greeting: socket.send(ByteString("echo:") + received, until: deadline)
            case .closing:
                socket.send(ByteString("bye"), until: deadline)
                return
            case .resetting: return socket.reset()
            case .halfClosing, .refusing, .stuck: break
            }
        }
    }
}

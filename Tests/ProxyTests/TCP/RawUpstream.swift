/// An endpoint that speaks no protocol, on threads of its own.
final class RawUpstream: Sendable {
    /// The port of 127.0.0.1 it listens on.
    let port: UInt16
    private let listener: Socket
    private let behaviour: TCPCase.Upstream
    private let sockets = Watched([Socket]())
    private let bytes = Watched(ByteString())

    /// The end of a wait that begins now; `stop` ends all waits.
    private var deadline: Deadline { Deadline(seconds: 600) }

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
        bytes.wait(seconds: 60) { $0.firstIndex(of: pattern) != nil }
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
        if case .leaving(let text, let resets) = behaviour {
            if !text.isEmpty { socket.send(ByteString(text), until: deadline) }
            return resets ? socket.reset() : socket.close()
        }
        if case .answering(let text) = behaviour { answerHead(socket, text) }
        while case .bytes(let received) = socket.receive(until: deadline) {
            bytes.change { $0 += received }
            switch behaviour {
            case .echo, .greeting, .answering: socket.send(ByteString("echo:") + received, until: deadline)
            case .closing:
                socket.send(ByteString("bye"), until: deadline)
                return
            case .resetting: return socket.reset()
            case .halfClosing, .refusing, .stuck, .leaving: break
            }
        }
    }

    /// Answers the head of a request; what comes right behind it is sent back.
    private func answerHead(_ socket: Socket, _ text: String) {
        var head = ByteString()
        let blank = ByteString("\r\n\r\n")
        while head.firstIndex(of: blank) == nil {
            guard case .bytes(let received) = socket.receive(until: deadline) else { return }
            head += received
            bytes.change { $0 += received }
        }
        socket.send(ByteString(text), until: deadline)
        let rest = head.dropFirst((head.firstIndex(of: blank) ?? 0) + blank.count)
        if !rest.isEmpty { socket.send(ByteString("echo:") + rest, until: deadline) }
    }
}

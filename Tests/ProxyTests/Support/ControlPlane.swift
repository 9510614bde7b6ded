import Foundation

/// A server of resources that answers what it is told to, and keeps what it was asked.
final class ControlPlane: Sendable {
    /// What is answered under one path, such as `clusters`.
    struct Answer: Sendable {
        var status = 200
        var body = ""
        /// What is sent in place of an answer, and then silence or the end.
        var raw: String?
    }

    /// The port of 127.0.0.1 that it listens on.
    let port: UInt16
    private let listener: Socket
    private let answers = Watched([String: Answer]())
    private let questions = Watched([String: [String]]())
    private let sockets = Watched([Socket]())

    /// Starts to listen; nil when the system has no port.
    init?() {
        guard let listener = Socket.listening() else { return nil }
        self.listener = listener
        port = listener.port
        detachThread { [self] in acceptAll() }
    }

    /// Answers so from now on.
    func set(_ kind: String, _ answer: Answer) { answers.change { $0[kind] = answer } }

    /// Answers with resources, as JSON objects, under a version.
    func set(_ kind: String, version: String, _ resources: [String]) {
        set(
            kind,
            Answer(
                body: "{\"version_info\":\"\(version)\",\"nonce\":\"n\(version)\",\"resources\":["
                    + resources.joined(separator: ",") + "]}"))
    }

    /// What was asked under a path so far.
    func asked(_ kind: String) -> [String] { questions.value[kind] ?? [] }

    /// Waits until a question holds a text.
    func waitUntilAsked(_ kind: String, _ text: String) -> Bool {
        questions.wait(seconds: 30) { $0[kind]?.contains { $0.contains(text) } == true }
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
        var reader = HTTPMessageReader()
        while true {
            while let question = reader.take() {
                let path = question.head.first?.text.split(separator: " ").dropFirst().first.map(String.init) ?? ""
                let kind = path.split(separator: ":").last.map(String.init) ?? ""
                questions.change { $0[kind, default: []].append(question.body.text) }
                let answer = answers.value[kind] ?? Answer(status: 404)
                let text =
                    answer.raw
                    ?? "HTTP/1.1 \(answer.status) Answer\r\ncontent-length: \(answer.body.utf8.count)\r\n\r\n"
                    + answer.body
                socket.send(ByteString(text), until: Deadline(seconds: 10))
            }
            guard case .bytes(let bytes) = socket.receive(until: Deadline(seconds: 60)) else { return }
            reader.append(bytes)
        }
    }
}

import Foundation

/// A server of resources that answers what it is told to, and keeps what it was asked.
final class ControlPlane: Sendable {
    /// What is answered under one path, such as `clusters`.
    struct Answer: Sendable {
        var status = 200
        var body = ""
        /// The version; to whoever has it already the answer is 304.
        var version: String?
        /// Whether it is given to those who have its version, too.
        var isAlwaysFull = false
        /// What is sent in place of an answer, and then silence or the end.
        var raw: String?
        /// Seconds before it is sent.
        var delay = 0.0
        /// Whether chunks of a body follow without end.
        var isEndless = false
        /// Whether the connection ends in place of an answer.
        var closes = false
        /// Resources by name, of which those come that are asked for.
        var named: [String: String]?

        /// What is said to a question.
        fileprivate func text(for question: String) -> String {
            var body = body
            if let named {
                let asked = named.filter { question.contains("\"\($0.key)\"") }.sorted { $0.key < $1.key }
                body = ControlPlane.response(version ?? "", asked.map(\.value))
            }
            return "HTTP/1.1 \(status) Answer\r\ncontent-length: \(body.utf8.count)\r\n\r\n" + body
        }
    }

    /// The port of 127.0.0.1 that it listens on.
    let port: UInt16
    private let listener: Socket
    private let answers = Watched([String: Answer]())
    private let questions = Watched([String: [String]]())
    private let sockets = Watched([Socket]())
    private let isStopped = Watched(false)

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
        set(kind, Answer(body: Self.response(version, resources), version: version))
    }

    /// Answers with what is asked for of some resources, under a version, or that nothing changed since.
    func set(_ kind: String, version: String, named: [String: String]) {
        set(kind, Answer(version: version, named: named))
    }

    private static func response(_ version: String, _ resources: [String]) -> String {
        "{\"version_info\":\"\(version)\",\"nonce\":\"n\(version)\",\"resources\":["
            + resources.joined(separator: ",") + "]}"
    }

    /// What was asked under a path so far.
    func asked(_ kind: String) -> [String] { questions.value[kind] ?? [] }

    /// Waits until a question holds a text.
    func waitUntilAsked(_ kind: String, _ text: String) -> Bool {
        questions.wait(seconds: 60) { $0[kind]?.contains { $0.contains(text) } == true }
    }

    /// Ends all connections and stops to listen.
    func stop() {
        isStopped.change { $0 = true }
        listener.interrupt()
        for socket in sockets.value { socket.interrupt() }
    }

    private func acceptAll() {
        while let socket = listener.accepted() {
            sockets.change { $0.append(socket) }
            // One that came while the others were ended.
            if isStopped.value { socket.interrupt() }
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
                var answer = answers.value[kind] ?? Answer(status: 404)
                if !answer.isAlwaysFull, let version = answer.version,
                    question.body.text.contains("\"version_info\":\"\(version)\"")
                {
                    answer = Answer(status: 304)
                }
                if answer.closes { return socket.close() }
                if answer.delay > 0 { Deadline.pause(milliseconds: Int32(answer.delay * 1_000)) }
                let text = answer.raw ?? answer.text(for: question.body.text)
                socket.send(ByteString(text), until: Deadline(seconds: 60))
                // A second at the most: the question has its own end.
                for _ in 0..<100 where answer.isEndless {
                    socket.send(ByteString("4\r\n    \r\n"), until: Deadline(seconds: 1))
                    Deadline.pause(milliseconds: 10)
                }
            }
            guard case .bytes(let bytes) = socket.receive(until: Deadline(seconds: 60)) else { return }
            reader.append(bytes)
        }
    }
}

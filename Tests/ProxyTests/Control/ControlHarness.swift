import Foundation

/// `apus control` on a port of its own, with a directory of documents and a store that outlive its process.
final class ControlHarness {
    /// The port of 127.0.0.1 that it listens on while it runs.
    let port: UInt16
    /// Where its files are.
    let directory: TemporaryDirectory
    /// Keeps the port from others while it does not run.
    private let place: Socket
    private(set) var process: ChildProcess?
    private let arguments: [String]

    /// A token that may change everything, and one that may only look.
    static let token = "0123456789abcdef-all"
    static let readToken = "0123456789abcdef-read"

    /// - Parameter arguments: further ones of the command line.
    init(arguments: [String] = []) throws {
        guard let place = Socket.bound() else { throw ProxyHarness.StartError(description: "no port") }
        self.place = place
        port = place.port
        directory = try TemporaryDirectory()
        self.arguments = arguments
        for name in ["documents", "drafts"] {
            try FileManager.default.createDirectory(
                atPath: directory.file(name), withIntermediateDirectories: true)
        }
        _ = try directory.write("all \(Self.token)\nlook \(Self.readToken) read\n", to: "tokens")
    }

    deinit { process?.signal(SIGKILL) }

    /// The command line.
    var command: [String] {
        [
            "control", "--documents", directory.file("documents"), "--store", directory.file("store"), "--listen",
            "127.0.0.1:\(port)", "--token-file", directory.file("tokens"), "--audit-log", directory.file("audit"),
        ] + arguments
    }

    /// Starts it, and waits until it answers.
    func start() throws {
        guard let path = ProxyBinary.apus.path else { throw ProxyHarness.StartError(description: "no apus") }
        let process = try ChildProcess(
            path, command, output: directory.file("output.txt"), errors: directory.file("errors.txt"))
        self.process = process
        var hasEnded = false
        let answers = Deadline(seconds: 60).reached {
            hasEnded = process.ending(within: 0) != nil
            return hasEnded || ProxyHarness.answer(at: port, "/healthz") == "200 ok\n"
        }
        guard answers, !hasEnded else {
            throw ProxyHarness.StartError(description: "control does not serve: \(errors.suffix(4_000))")
        }
    }

    /// Ends it as a crash would.
    func kill() {
        process?.signal(SIGKILL)
        _ = process?.ending(within: 60)
        process = nil
    }

    /// Ends it politely; how it ended.
    func stop() -> ChildProcess.Ending? {
        process?.signal(SIGTERM)
        defer { process = nil }
        return process?.ending(within: 60)
    }

    /// Everything it wrote to standard error.
    var errors: String { (readFile(directory.file("errors.txt")) ?? []).text }

    // MARK: - Documents

    /// Puts a document into the directory, whole.
    func write(_ text: String, to name: String) throws {
        let draft = try directory.write(text, to: "drafts/\(name)")
        guard unsafe rename(draft, directory.file("documents/\(name)")) == 0 else {
            throw CocoaError(.fileWriteUnknown)
        }
    }

    /// A document of resources as they are, for one node or for all.
    static func document(_ name: String, node: String? = nil, _ resources: [JSON]) -> String {
        var spec: JSON = ["resources": .array(resources)]
        if let node { spec = spec.merged(with: ["selector": ["id": .string(node)]]) }
        return
            ([
                "apiVersion": "apus.dev/v1", "kind": "EnvoyResources", "metadata": ["name": .string(name)],
                "spec": spec,
            ] as JSON).text
    }

    // MARK: - The interface

    /// Asks; nil when there is no whole answer.
    func ask(
        _ method: String, _ path: String, _ body: String = "", token: String? = ControlHarness.token,
        _ fields: String...
    ) -> HTTPMessage? {
        guard let socket = Socket.connected(to: port) else { return nil }
        let deadline = Deadline(seconds: 90)
        let more = (fields + (token.map { ["authorization: Bearer \($0)"] } ?? [])).map { $0 + "\r\n" }.joined()
        let request =
            "\(method) \(path) HTTP/1.1\r\nhost: c\r\nconnection: close\r\n\(more)"
            + "content-length: \(body.utf8.count)\r\n\r\n\(body)"
        socket.send(ByteString(request), until: deadline)
        var reader = HTTPMessageReader()
        while true {
            if let answer = reader.take(answersHead: method == "HEAD") { return answer }
            guard case .bytes(let bytes) = socket.receive(until: deadline) else { return nil }
            reader.append(bytes)
        }
    }

    /// Asks and reads an object; empty where there is none.
    func object(
        _ method: String, _ path: String, _ body: String = "", token: String? = ControlHarness.token
    ) -> [String: Any] {
        guard let answer = ask(method, path, body, token: token) else { return [:] }
        return (try? JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any]) ?? [:]
    }

    /// The number of the newest publication.
    var publication: Int { object("GET", "/v1/status")["publication"] as? Int ?? 0 }

    /// Waits until something newer than a publication is there; its number.
    func waitForPublication(after number: Int) -> Int? {
        var found = 0
        let comes = Deadline(seconds: 60).reached {
            found = publication
            return found > number
        }
        return comes ? found : nil
    }

    /// Waits until all nodes run a publication.
    func areLevel(_ publication: Int, nodes: Int, seconds: Int = 60) -> Bool {
        Deadline(seconds: Double(seconds)).reached {
            let answer = object("GET", "/v1/wait?version=\(publication)&timeout=\(seconds)")
            return answer["reached"] as? Bool == true && answer["nodes"] as? Int ?? 0 >= nodes
        }
    }

    /// What is known of a node and a kind, such as `state`.
    func fact(_ name: String, of node: String, _ kind: String) -> String {
        let nodes = object("GET", "/v1/nodes")["nodes"] as? [[String: Any]] ?? []
        let kinds = nodes.first { $0["id"] as? String == node }?["kinds"] as? [String: [String: Any]]
        return kinds?[kind]?[name] as? String ?? ""
    }

    /// A question as a proxy asks it, by hand.
    func question(
        _ kind: String, node: String = "hand", version: String = "", names: [String] = [], _ fields: String...
    ) -> HTTPMessage? {
        var body: JSON = ["node": ["id": .string(node)], "version_info": .string(version)]
        if !names.isEmpty { body = body.merged(with: ["resource_names": .array(names.map { .string($0) })]) }
        let field = fields.first ?? "x-none: 1"
        return ask("POST", "/v3/discovery:\(kind)", body.text, token: nil, field)
    }
}

import Foundation

/// A control plane that others wrote (PyPI `sovereign`), which renders its templates anew at each question.
///
/// Its resources stand in files of a directory, one for each kind; they outlive the process, as its configuration does.
/// A question names its kind and, in the node's metadata, ports that stand for `{NAME}` in listeners.
final class Sovereign {
    /// Whether Python has it.
    static let isAvailable = GRPCMatrixTests.isImportable("sovereign")

    /// The port of 127.0.0.1 that it listens on while it runs.
    let port: UInt16
    /// Keeps the port from others while it does not run.
    private let place: Socket
    private let directory: TemporaryDirectory
    private var process: ChildProcess?

    private static let kinds = ["clusters", "endpoints", "listeners", "routes", "runtime", "secrets"]

    /// Writes configuration and templates; nothing runs yet.
    init() throws {
        guard let place = Socket.bound() else { throw ProxyHarness.StartError(description: "no port") }
        self.place = place
        port = place.port
        directory = try TemporaryDirectory()
        _ = try directory.write(Self.module, to: "state.py")
        _ = try directory.write(Self.server, to: "serve.py")
        _ = try directory.write(Self.endpoints, to: "endpoints.jinja2")
        var templates: [String] = []
        for kind in Self.kinds {
            try set(kind, [])
            var (protocolName, serialization, file) = ("python", "raw", "\(kind)_template.py")
            if kind == "endpoints" { (protocolName, serialization, file) = ("file", "jinja2", "endpoints.jinja2") }
            if kind != "endpoints" {
                let text = """
                    import state

                    def call(discovery_request, **_):
                        return state.resources("\(kind)", discovery_request)

                    """
                _ = try directory.write(text, to: file)
            }
            templates.append(
                """
                  - type: \(kind)
                    spec: {protocol: \(protocolName), serialization: \(serialization), path: \(directory.file(file))}
                """)
        }
        let text = """
            templates:
              default:
            \(templates.joined(separator: "\n"))
            template_context:
              context:
                resources: {protocol: module, serialization: raw, path: "state:resources"}
            sources: [{type: inline, config: {instances: []}}]
            matching: {enabled: false}
            logging: {access_logs: {enabled: false}}

            """
        _ = try directory.write(text, to: "sovereign.yaml")
    }

    /// Starts it, and waits until it answers.
    func start() throws {
        let words = [
            "PYTHONPATH=\(directory.path)", "PYTHONDONTWRITEBYTECODE=1",
            "SOVEREIGN_CONFIG=file://\(directory.file("sovereign.yaml"))", "python3", directory.file("serve.py"),
            String(port),
        ]
        let errors = directory.file("errors.txt")
        let process = try ChildProcess("/usr/bin/env", words, output: errors, errors: errors)
        self.process = process
        var hasEnded = false
        let answers = Deadline(seconds: 120).reached {
            hasEnded = process.ending(within: 0) != nil
            return hasEnded || ProxyHarness.answer(at: port, "/healthcheck") == "200 OK"
        }
        guard answers, !hasEnded else {
            throw ProxyHarness.StartError(description: "sovereign does not serve: \(self.errors.suffix(4_000))")
        }
    }

    /// Ends it as a crash would.
    func kill() {
        process?.signal(SIGKILL)
        _ = process?.ending(within: 60)
        process = nil
    }

    /// Gives these resources of a kind from the next question on.
    func set(_ kind: String, _ resources: [JSON]) throws {
        let draft = try directory.write(JSON.array(resources).text, to: "draft")
        guard unsafe rename(draft, directory.file("\(kind).json")) == 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    /// The version under which it gives a kind to a node now; nil when it does not answer.
    func version(_ kind: String, for node: JSON) -> String? {
        guard let socket = Socket.connected(to: port) else { return nil }
        let deadline = Deadline(seconds: 60)
        let body: JSON = ["node": node]
        let question =
            "POST /v3/discovery:\(kind) HTTP/1.1\r\nhost: h\r\ncontent-type: application/json\r\n"
            + "content-length: \(body.text.utf8.count)\r\nconnection: close\r\n\r\n\(body.text)"
        socket.send(ByteString(question), until: deadline)
        var reader = HTTPMessageReader()
        while true {
            if let answer = reader.take() {
                let whole = try? JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any]
                return whole?["version_info"] as? String
            }
            guard case .bytes(let bytes) = socket.receive(until: deadline) else { return nil }
            reader.append(bytes)
        }
    }

    /// Everything it wrote.
    var errors: String { (readFile(directory.file("errors.txt")) ?? []).text }

    // MARK: - Its files

    /// What templates have in common: the file of a kind, with the node's ports in listeners.
    private static let module = """
        import json
        import os

        HERE = os.path.dirname(os.path.abspath(__file__))


        def resources(kind, request=None):
            with open(os.path.join(HERE, kind + ".json")) as file:
                text = file.read()
            if kind == "listeners":
                for name, port in request.node.metadata.items():
                    text = text.replace('"{%s}"' % name, str(int(port)))
            return json.loads(text)

        """

    /// One process, so that a signal ends all of it. It reads its configuration before there is an event loop.
    private static let server = """
        import sys

        import uvicorn
        from sovereign.app import app

        uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), access_log=False, log_level="warning", ws="none")

        """

    /// Endpoints as most templates of sovereign are written.
    private static let endpoints = """
        resources:
        {% for assignment in resources("endpoints") %}
        - cluster_name: {{ assignment.cluster_name }}
          endpoints:
          {% for group in assignment.endpoints %}
          - lb_endpoints:
            {% for member in group.lb_endpoints %}
            {% set address = member.endpoint.address.socket_address %}
            - endpoint:
                address:
                  socket_address: {address: {{ address.address }}, port_value: {{ address.port_value }}}
            {% endfor %}
          {% endfor %}
        {% endfor %}

        """
}

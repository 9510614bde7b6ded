import Foundation
import Testing

/// A proxy with everything that operators look at: good and failing upstreams, an endpoint that fails its checks, a
/// certificate that runs out soon, and clients that keep asking, with secrets.
final class BusyProxy: Sendable {
    let proxy: ProxyHarness
    private let good: ScriptedUpstream
    private let bad: ScriptedUpstream
    /// A port that nobody listens at.
    private let silent: Socket
    private let isOver = Watched(false)
    private let isQuiet = Watched(false)
    private let configuration: JSON

    /// What no page and no command may show.
    static let secret = "hunter2"

    init(arguments: [String] = []) throws {
        good = try #require(ScriptedUpstream(.plain))
        bad = try #require(ScriptedUpstream(.serving("HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n")))
        silent = try #require(Socket.bound())
        let directory = try TemporaryDirectory()
        try Self.makeCertificate(in: directory)
        configuration = Self.configuration(good.port, bad.port, silent.port, directory)
        proxy = try ProxyHarness(.apus, configuration: configuration, directory: directory, arguments: arguments)
        let port = try #require(proxy.port(of: "in"))
        detachThread { [isOver, isQuiet] in
            while !isOver.value {
                for path in ["/good?token=\(Self.secret)&page=2", "/bad/x"] { Self.ask(port, path) }
                // A breath, so that whoever looks finds a processor.
                Deadline.pause(milliseconds: 20)
            }
            isQuiet.change { $0 = true }
        }
    }

    /// Ends clients, proxy and upstreams.
    func stop() {
        isOver.change { $0 = true }
        _ = isQuiet.wait(seconds: 60) { $0 }
        proxy.process.signal(SIGKILL)
        _ = proxy.process.ending(within: 60)
        good.stop()
        bad.stop()
    }

    /// Puts a changed configuration in place, waits for it, then a wrong one, and waits until that is refused.
    func changeAndBreak() throws {
        let timeout: JSON = [
            "static_resources": ["clusters": .array(Self.clusters(good.port, bad.port, silent.port, "7s"))]
        ]
        try put(configuration.merged(with: timeout).text)
        #expect(Deadline(seconds: 60).reached { changes().contains("\"7s\"") })
        try put(configuration.text.replacing("\"connect_timeout\"", with: "\"conect_timeout\""))
        #expect(Deadline(seconds: 60).reached { changes().contains("conect_timeout") })
    }

    private func changes() -> String { proxy.admin.get("/config_changes")?.body.text ?? "" }

    private func put(_ text: String) throws {
        let draft = try proxy.directory.write(text, to: "configuration.draft")
        let isMoved = unsafe rename(draft, proxy.directory.file("configuration.json")) == 0
        guard isMoved else { throw CocoaError(.fileWriteUnknown) }
        proxy.process.signal(SIGHUP)
    }

    private static func ask(_ port: UInt16, _ path: String) {
        guard let socket = Socket.connected(to: port) else { return }
        let deadline = Deadline(seconds: 60)
        let head = get(path, host: "shop.test", "authorization: Bearer \(secret)", "cookie: id=\(secret)")
        socket.send(ByteString(head), until: deadline)
        var reader = HTTPMessageReader()
        while reader.take() == nil {
            guard case .bytes(let bytes) = socket.receive(until: deadline) else { return }
            reader.append(bytes)
        }
    }

    private static func makeCertificate(in directory: TemporaryDirectory) throws {
        let words = [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout",
            directory.file("soon.key"), "-out", directory.file("soon.crt"), "-days", "3", "-subj", "/CN=soon",
            "-addext",
            "subjectAltName=DNS:soon.test",
        ]
        let errors = directory.file("openssl.txt")
        let process = try ChildProcess("/usr/bin/env", words, output: errors, errors: errors)
        #expect(process.ending(within: 60) == .exit(0), "\(readFile(errors)?.text ?? "")")
    }

    // MARK: - Configuration

    private static func endpoint(_ port: UInt16, _ more: JSON = [:]) -> JSON {
        let address: JSON = ["socket_address": ["address": "127.0.0.1", "port_value": .integer(Int(port))]]
        return (["endpoint": ["address": address]] as JSON).merged(with: more)
    }

    private static func cluster(_ name: String, _ endpoints: [JSON], _ more: JSON = [:]) -> JSON {
        let base: JSON = [
            "name": .string(name), "connect_timeout": "5s",
            "load_assignment": [
                "cluster_name": .string(name), "endpoints": [["lb_endpoints": .array(endpoints)]],
            ],
        ]
        return base.merged(with: more)
    }

    /// One of them has a name that is markup, where it is not taken for a text.
    static let oddName = "<b>odd</b>"

    private static func clusters(_ good: UInt16, _ bad: UInt16, _ silent: UInt16, _ patience: String) -> [JSON] {
        let check: JSON = [
            "timeout": "5s", "interval": "60s", "unhealthy_threshold": 1, "healthy_threshold": 1,
            "http_health_check": ["path": "/health"],
        ]
        return [
            cluster("good", [endpoint(good)], ["connect_timeout": .string(patience)]),
            cluster("bad", [endpoint(bad), endpoint(silent, ["health_status": "DRAINING"])]),
            cluster("checked", [endpoint(silent)], ["health_checks": [check]]),
            cluster(oddName, [endpoint(good)]),
        ]
    }

    private static func configuration(
        _ good: UInt16, _ bad: UInt16, _ silent: UInt16, _ directory: TemporaryDirectory
    ) -> JSON {
        func listener(_ name: String, _ socket: JSON?) -> JSON {
            let routes: JSON = [
                [
                    "name": "bad", "match": ["path_separated_prefix": "/bad"], "route": ["cluster": "bad"],
                    "stat_prefix": "failing",
                ],
                [
                    "name": "posts",
                    "match": ["prefix": "/", "headers": [["name": ":method", "exact_match": "POST"]]],
                    "route": ["cluster": "checked"],
                ],
                ["name": "rest", "match": ["prefix": "/"], "route": ["cluster": "good"]],
            ]
            let manager: JSON = [
                "@type": .string(TypeName.manager), "stat_prefix": .string(name),
                "route_config": [
                    "name": "r", "virtual_hosts": [["name": "shop", "domains": ["*"], "routes": routes]],
                ],
                "http_filters": [["name": "router", "typed_config": ["@type": .string(TypeName.router)]]],
            ]
            var chain: JSON = ["filters": [["name": "manager", "typed_config": manager]]]
            if let socket { chain = chain.merged(with: ["transport_socket": socket]) }
            return ["name": .string(name), "address": Theme.address(port: 0), "filter_chains": [chain]]
        }
        let context: JSON = [
            "@type": "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext",
            "common_tls_context": [
                "tls_certificates": [
                    [
                        "certificate_chain": ["filename": .string(directory.file("soon.crt"))],
                        "private_key": ["filename": .string(directory.file("soon.key"))],
                    ]
                ]
            ],
        ]
        return [
            "node": ["id": "shop-1", "cluster": "shop"],
            "admin": ["address": Theme.address(port: 0)],
            "static_resources": [
                "listeners": [listener("in", nil), listener("secure", ["name": "tls", "typed_config": context])],
                "clusters": .array(clusters(good, bad, silent, "5s")),
            ],
        ]
    }
}

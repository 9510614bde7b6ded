import Glibc
import Testing

/// Listeners and endpoints that are Unix domain sockets.
@Suite struct UnixSocketTests {
    /// A proxy in front of itself: its TCP listener `outer` leads over a Unix socket to its listener `inner`.
    private final class Subject {
        let proxy: ProxyHarness
        let path: String

        /// - Parameter isAdditional: the Unix socket is a further address of `inner`, which has a port too.
        init(_ binary: ProxyBinary, abstract: Bool, mode: Int = 0, isAdditional: Bool = false) throws {
            let directory = try TemporaryDirectory()
            path = abstract ? "@" + directory.path.dropFirst() : directory.file("inner.sock")
            let pipe: JSON = ["pipe": ["path": .string(path), "mode": .integer(mode)]]
            let answer: JSON = ["direct_response": ["status": 200, "body": ["inline_string": "inner"]]]
            let inner = Self.listener("inner", isAdditional ? Theme.address(port: 0) : pipe, answer)
            let configuration: JSON = [
                "admin": ["address": Theme.address(port: 0)],
                "static_resources": [
                    "listeners": [
                        Self.listener("outer", Theme.address(port: 0), ["route": ["cluster": "inner"]]),
                        isAdditional ? inner.merged(with: ["additional_addresses": [["address": pipe]]]) : inner,
                    ],
                    "clusters": [
                        [
                            "name": "inner", "type": "STATIC",
                            "load_assignment": [
                                "cluster_name": "inner",
                                "endpoints": [["lb_endpoints": [["endpoint": ["address": pipe.withoutMode]]]]],
                            ],
                        ]
                    ],
                ],
            ]
            proxy = try ProxyHarness(binary, configuration: configuration, directory: directory)
        }

        deinit { proxy.process.signal(SIGKILL) }

        private static func listener(_ name: String, _ address: JSON, _ action: JSON) -> JSON {
            let manager: JSON = [
                "@type": .string(TypeName.manager), "stat_prefix": .string(name),
                "route_config": [
                    "virtual_hosts": [
                        [
                            "name": "all", "domains": ["*"],
                            "routes": [JSON.object([.init(key: "match", value: ["prefix": "/"])]).merged(with: action)],
                        ]
                    ]
                ],
                "http_filters": [
                    ["name": "envoy.filters.http.router", "typed_config": ["@type": .string(TypeName.router)]]
                ],
            ]
            let filter: JSON = [
                "name": "envoy.filters.network.http_connection_manager", "typed_config": manager,
            ]
            return ["name": .string(name), "address": address, "filter_chains": [["filters": [filter]]]]
        }

        /// The answer to a request that goes all the way.
        func answer() -> HTTPMessage? {
            guard let port = proxy.port(of: "outer"), let socket = Socket.connected(to: port) else { return nil }
            let deadline = Deadline(seconds: 60)
            socket.send(ByteString(get("/")), until: deadline)
            var reader = HTTPMessageReader()
            while true {
                if let answer = reader.take() { return answer }
                guard case .bytes(let bytes) = socket.receive(until: deadline) else { return nil }
                reader.append(bytes)
            }
        }

        /// What the admin pages say of the socket, without its path.
        func pages() -> [String] {
            let clusters = proxy.admin.get("/clusters")?.body.text ?? ""
            let listeners = proxy.admin.get("/listeners")?.body.text ?? ""
            let known = ["cx_active", "cx_total", "rq_success", "rq_total", "weight", "health_flags"]
            let lines = clusters.split(separator: "\n").map(String.init).filter { line in
                line.contains(path) && known.contains { line.contains("::\($0)::") }
            }
            let own = listeners.split(separator: "\n").map(String.init).filter { $0.hasPrefix("inner::") }
            return (lines + own).map { $0.replacing(path, with: "PATH") }
        }
    }

    @Test("A request goes over a Unix socket, in both name spaces, and the pages show it", arguments: [true, false])
    func serves(abstract: Bool) throws {
        let pages = try ProxyBinary.present.map { binary in
            let subject = try Subject(binary, abstract: abstract)
            let found = subject.answer()
            let answer = try #require(found, "\(binary)")
            #expect(answer.status == 200 && answer.body == ByteString("inner"), "\(binary)")
            return subject.pages()
        }
        #expect(pages[0].count == 7 && pages.allSatisfy { $0 == pages[0] }, "\(pages)")
    }

    @Test("A listener listens at its additional addresses too, and counts them under one name")
    func additionalAddress() throws {
        for binary in ProxyBinary.present {
            let subject = try Subject(binary, abstract: false, isAdditional: true)
            #expect(subject.answer()?.body == ByteString("inner"), "\(binary)")
            let statistics = subject.proxy.admin.statistics()
            let counts = statistics.filter {
                $0.key.hasPrefix("listener.127.0.0.1_0.") && $0.key.hasSuffix(".http.inner.downstream_rq_2xx")
            }
            #expect(counts.map(\.value) == ["1"], "\(binary): \(counts)")
            let page = subject.proxy.admin.get("/listeners")?.body.text ?? ""
            let line = page.split(separator: "\n").first { $0.hasPrefix("inner::127.0.0.1:") }
            guard let port = line?.split(separator: ":").last.flatMap({ UInt16($0) }),
                let socket = Socket.connected(to: port)
            else {
                Issue.record("\(binary) does not listen at the first address")
                continue
            }
            socket.close()
        }
    }

    @Test("The socket's file gets the mode that is asked for, and a stale file is no obstacle")
    func mode() throws {
        let subject = try Subject(.apus, abstract: false, mode: 0o640)
        var status = stat()
        #expect(unsafe stat(subject.path, &status) == 0)
        #expect(status.st_mode & S_IFMT == S_IFSOCK && status.st_mode & 0o777 == 0o640)
        #expect(subject.answer()?.status == 200)
    }
}

extension JSON {
    /// An address of a pipe without the mode of its file, which is the listener's.
    fileprivate var withoutMode: JSON { ["pipe": ["path": self["pipe"]?["path"] ?? .null]] }
}

import Testing

/// Connections to upstreams that have the address of the client. They go out by both ways that a listener has: bytes and
/// requests.
@Suite(.enabled(if: NetworkNamespace.missing == nil, "\(NetworkNamespace.missing ?? "")"))
struct OriginalSourceTests {
    private static let types = "type.googleapis.com/envoy.extensions.filters."

    /// Runs a proxy in a network of its own. A client says by a header that it is `127.0.0.77:4444`; what the endpoint
    /// saw comes back, and how many packets had the mark 123.
    private func seen(_ binary: ProxyBinary, _ source: JSON, carries: String = "") throws -> [String] {
        let directory = try TemporaryDirectory()
        let program = try #require(binary.path)
        let log = directory.file("log")
        let configuration = try directory.write(Self.configuration(log, source).text, to: "configuration.json")
        let command =
            [program] + binary.arguments(configuration: configuration, adminAddressPath: directory.file("admin"))
        let request = #"GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n"#
        let header = #"PROXY TCP4 127.0.0.77 127.0.0.1 4444 80\r\n"#
        let script = """
            set -e
            trap '' PIPE
            trap 'kill $(jobs -p) 2>/dev/null || true' EXIT
            ip link set lo up
            iptables -w -A OUTPUT -p tcp --dport 7777 -m mark --mark 123
            \(carries) \(command.joined(separator: " ")) &
            proxy=$!
            for _ in $(seq 600); do [ -s \(directory.file("admin")) ] && break; read -rt 0.1 <> <(:) || true; done
            for port in 15001 15002; do
              for _ in $(seq 600); do
                (exec 3<>/dev/tcp/127.0.0.1/$port) 2>/dev/null && break
                read -rt 0.1 <> <(:) || true
              done
              exec 3<>/dev/tcp/127.0.0.1/$port
              # It may be closed by now.
              printf '\(header)\(request)' 2>/dev/null >&3 || true
              timeout 60 cat <&3 2>/dev/null | head -1 | cut -c1-12
              exec 3>&-
            done
            kill $proxy
            wait $proxy || true
            sort -u \(log) || true
            [ "$(iptables -w -nvxL OUTPUT | awk '/mark match/ {print $1}')" = 0 ] && echo unmarked || echo marked
            """
        let file = try directory.write(script, to: "script.sh")
        let process = try ChildProcess(
            try #require(NetworkNamespace.path("unshare")), ["-n", "bash", file], output: directory.file("out"),
            errors: directory.file("err"))
        let ending = process.ending(within: 300)
        #expect(ending == .exit(0), "\((readFile(directory.file("err")) ?? []).text)")
        return (readFile(directory.file("out")) ?? []).text.split(separator: "\n").map(String.init)
    }

    @Test("Upstreams see the client's address, and the kernel a mark", arguments: ProxyBinary.present)
    func address(_ binary: ProxyBinary) throws {
        let lines = try seen(binary, ["mark": 123])
        #expect(lines == ["HTTP/1.1 200", "HTTP/1.1 200", "127.0.0.77", "marked"])
    }

    @Test("They do not see its port, whatever is asked for", arguments: ProxyBinary.present)
    func port(_ binary: ProxyBinary) throws {
        let lines = try seen(binary, ["bind_port": true])
        #expect(lines.first == "HTTP/1.1 200" && lines.contains { $0.hasPrefix("127.0.0.77:") }, "\(lines)")
        #expect(!lines.contains("127.0.0.77:4444"))
    }

    @Test("Without the capability there is no connection", arguments: ProxyBinary.present)
    func forbidden(_ binary: ProxyBinary) throws {
        let lines = try seen(
            binary, ["mark": 123], carries: "setpriv --bounding-set -net_admin,-net_raw --inh-caps -net_admin,-net_raw")
        #expect(lines == ["HTTP/1.1 503", "unmarked"])
    }

    /// Two listeners that lead to one that answers: one carries requests, one bytes.
    private static func configuration(_ log: String, _ source: JSON) -> JSON {
        let address = { (port: Int) -> JSON in
            ["socket_address": ["address": "127.0.0.1", "port_value": .integer(port)]]
        }
        let filter: JSON = ["@type": .string(types + "listener.original_src.v3.OriginalSrc")]
        let filters: JSON = [
            [
                "name": "header",
                "typed_config": ["@type": .string(types + "listener.proxy_protocol.v3.ProxyProtocol")],
            ],
            ["name": "source", "typed_config": filter.merged(with: source)],
        ]
        func manager(_ route: JSON, _ fields: JSON = [:]) -> JSON {
            let match: JSON = ["match": ["prefix": "/"]]
            let base: JSON = [
                "@type": .string(TypeName.manager), "stat_prefix": "h",
                "route_config": [
                    "virtual_hosts": [["name": "v", "domains": ["*"], "routes": [match.merged(with: route)]]]
                ],
                "http_filters": [["name": "router", "typed_config": ["@type": .string(TypeName.router)]]],
            ]
            return ["name": "manager", "typed_config": base.merged(with: fields)]
        }
        let port = source.text.contains("bind_port") ? ":%DOWNSTREAM_REMOTE_PORT%" : ""
        let format = "%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%\(port)\n"
        let answering = manager(
            ["direct_response": ["status": 200]],
            [
                "access_log": [
                    [
                        "name": "file",
                        "typed_config": [
                            "@type": .string(TypeName.fileAccessLog), "path": .string(log),
                            "log_format": ["text_format_source": ["inline_string": .string(format)]],
                        ],
                    ]
                ]
            ])
        func listener(_ name: String, _ port: Int, _ filter: JSON, _ filters: JSON = []) -> JSON {
            [
                "name": .string(name), "address": address(port), "listener_filters": filters,
                "filter_chains": [["filters": [filter]]],
            ]
        }
        let document: JSON = [
            "admin": ["address": Theme.address(port: 0)],
            "static_resources": [
                "listeners": [
                    listener("requests", 15_001, manager(["route": ["cluster": "CLUSTER"]]), filters),
                    listener("bytes", 15_002, TCPDocuments.proxy(["access_log": []]), filters),
                    listener("answers", 7777, answering),
                ],
                "clusters": [
                    [
                        "name": "CLUSTER",
                        "load_assignment": [
                            "cluster_name": "CLUSTER",
                            "endpoints": [["lb_endpoints": [["endpoint": ["address": address(7777)]]]]],
                        ],
                    ]
                ],
            ],
        ]
        return document.replacing("NAME", with: "bytes").replacing("CLUSTER", with: "answers")
    }
}

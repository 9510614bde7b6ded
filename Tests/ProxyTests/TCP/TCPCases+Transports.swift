/// Transports that endpoints ask for by their metadata.
extension TCPCases {
    private static let types = "type.googleapis.com/envoy.extensions.transport_sockets."

    private static func socket(_ type: String, _ fields: JSON = [:]) -> JSON {
        let base: JSON = ["@type": .string(types + type)]
        return ["name": .string(type), "typed_config": base.merged(with: fields)]
    }

    private static let plain = socket("raw_buffer.v3.RawBuffer")
    /// A header tells which transport it was.
    private static let telling = socket(
        "proxy_protocol.v3.ProxyProtocolUpstreamTransport", ["config": ["version": "V1"], "transport_socket": plain])

    private static func metadata(_ values: JSON) -> JSON {
        ["metadata": ["filter_metadata": ["envoy.transport_socket_match": values]]]
    }

    private static func match(_ name: String, _ values: JSON, _ socket: JSON = telling) -> JSON {
        ["name": .string(name), "match": values, "transport_socket": socket]
    }

    private static func matched(
        _ name: String, _ matches: [JSON], endpoint: JSON = [:], locality: JSON = [:], tells: Bool = false
    ) -> TCPCase {
        // What the header brings back comes first.
        let told: [TCPCase.Step] = tells ? [.upstreamReceived("PROXY"), .receive("PROXY")] : []
        return TCPCase(
            "transport-" + name, [TCPDocuments.proxy()],
            [.connect] + told + [.send(ByteString("hello")), .receive("hello"), .closeWriting, .end]
        ) {
            let place: JSON = ["endpoint": ["address": "PEER"]]
            let endpoints: JSON = ["lb_endpoints": [place.merged(with: metadata(endpoint))]]
            $0.cluster = [
                "transport_socket_matches": .array(matches),
                "load_assignment": ["endpoints": [endpoints.merged(with: metadata(locality))]],
            ]
            $0.statistics =
                ["cluster.\($0.name).default.total_match_count"]
                + ["one", "two"].map { "cluster.transport-\(name).\($0).total_match_count" }
        }
    }

    static let transports: [TCPCase] = [
        matched("of-a-match", [match("one", ["a": "b"])], endpoint: ["a": "b", "c": 1], tells: true),
        matched("of-no-match", [match("one", ["a": "b"])], endpoint: ["a": "c"]),
        matched("of-half-a-match", [match("one", ["a": "b", "c": 1])], endpoint: ["a": "b"]),
        matched("of-nobody", [match("one", ["a": "b"])]),
        matched("of-an-empty-match", [match("one", [:])], tells: true),
        matched("of-the-first-match", [match("one", ["a": 1], plain), match("two", ["a": 1])], endpoint: ["a": 1]),
        matched("of-its-locality", [match("one", ["a": true])], locality: ["a": true], tells: true),
        matched(
            "of-its-own-first", [match("one", ["a": 1]), match("two", ["a": 2], plain)], endpoint: ["a": 2],
            locality: ["a": 1]),
        matched("of-a-list", [match("one", ["a": ["b"]])], endpoint: ["a": ["b"]], tells: true),
        matched("of-an-element", [match("one", ["a": "b"])], endpoint: ["a": ["b"]]),
    ]
}

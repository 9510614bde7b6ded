/// The filter that waits for whole requests.
enum BufferCases {
    private typealias Chain = FilterChain

    private static func buffered(_ name: String, _ request: String, answers: Int = 1, _ most: Int, route: JSON = [:])
        -> ProxyCase
    {
        ProxyCase("buffers-" + name, request, answers: answers).with {
            $0.manager = Chain.manager(
                Chain.filter("buffer", "buffer.v3.Buffer", ["max_request_bytes": .integer(most)]))
            $0.virtualHosts = Chain.host([Chain.route(route)])
            $0.omitting = [.probe]
        }
    }

    private static let chunked = post("transfer-encoding: chunked", body: "5\r\nhello\r\n3\r\nyou\r\n0\r\n\r\n")

    private static func perRoute(_ fields: JSON) -> JSON {
        Chain.perFilter("buffer", Chain.message("buffer.v3.BufferPerRoute", fields))
    }

    static let all: [ProxyCase] = [
        buffered("no-body", get(), 10),
        buffered("length", post("content-length: 5", body: "hello"), 10),
        buffered("chunks", chunked, 10),
        buffered("exactly", post("content-length: 5", body: "hello"), 5),
        buffered("too-much", post("content-length: 6", body: "hello!"), 5).with {
            $0.omitting = [.probe, .bytewise]
        },
        buffered("too-many-chunks", chunked, 6).with { $0.omitting = [.probe, .bytewise] },
        buffered("more-by-route", chunked, 5, route: perRoute(["buffer": ["max_request_bytes": 10]])),
        buffered("off-by-route", chunked, 5, route: perRoute(["disabled": true])),
        buffered("trailers", post("transfer-encoding: chunked", body: "5\r\nhello\r\n0\r\nx-t: 1\r\n\r\n"), 10),
    ]
}

/// Conversations that runtime keys bound.
extension HTTP2Cases {
    private static func reset(_ stream: Int) -> ByteString { HTTP2Frames.frame(3, 0, stream, [0, 0, 0, 8]) }

    private static func turned(_ name: String, _ steps: [HTTP2Case.Step], _ upstream: UpstreamScript = .plain)
        -> HTTP2Case
    {
        HTTP2Case(name, steps, upstream: upstream) { $0.runtime = ["http.max_requests_per_io_cycle": 1] }
    }

    /// Each turn of the loop takes one request from a connection.
    static let turns = [
        turned("all-come-in-the-end", [.request(get2("/1")), .request(get2("/2")), .request(get2("/3")), .answers(3)]),
        turned(
            "bodies-wait-with-their-heads",
            [
                .request(post2("/1"), body: "one"), .request(post2("/2"), body: "two"),
                .request(post2("/3"), body: "three", trailers: [("x-t", "1")]), .answers(3),
            ]),
    ]

    private static func early(
        _ name: String, _ steps: [HTTP2Case.Step], _ upstream: UpstreamScript = .silent, manager: JSON = [:]
    ) -> HTTP2Case {
        HTTP2Case(name, steps, upstream: upstream) {
            $0.manager = manager
            $0.statistics = ["downstream_cx_protocol_error"]
            $0.runtime = [
                "overload.premature_reset_total_stream_count": 4,
                "overload.premature_reset_min_stream_lifetime_seconds": 0,
            ]
        }
    }

    /// A request that breaks a rule, which costs it its stream.
    private static func broken(_ stream: Int) -> ByteString { HTTP2Frames.headers(stream, ("X-A", "1")) }

    private static let forgiving: JSON = [
        "http2_protocol_options": ["override_stream_error_on_invalid_http_message": true]
    ]

    /// Half of four early resets end a connection, whether the client sends them or makes us send them.
    static let earlyResets = [
        early("two-early-resets", [.raw(HTTP2Frames.headers(1) + reset(1) + HTTP2Frames.headers(3) + reset(3)), .end]),
        early(
            "one-early-reset",
            [.raw(HTTP2Frames.headers(1) + reset(1) + HTTP2Frames.headers(3)), .frames(1), .leave],
            .serving("HTTP/1.1 204 No Content\r\n\r\n")),
        early("two-broken-messages", [.raw(broken(1) + broken(3)), .end], manager: forgiving),
        early(
            "one-broken-message", [.raw(broken(1) + HTTP2Frames.headers(3)), .frames(2), .leave],
            .serving("HTTP/1.1 204 No Content\r\n\r\n"), manager: forgiving),
        early(
            "one-reset-and-one-broken-message",
            [.raw(HTTP2Frames.headers(1) + reset(1) + broken(3)), .end], manager: forgiving),
    ]
}

/// Bodies that are kept for further tries. Over HTTP/2 a body that ends with its first piece may be longer than a filter
/// lets it be.
extension HTTP2Cases {
    static let retries: [HTTP2Case] = [
        retried("body-within-the-filters-limit", buffer: 10), retried("body-above-the-filters-limit", buffer: 9),
        retried("body-above-the-filters-limit-alone", buffer: 9, route: ["per_request_buffer_limit_bytes": 100]),
        retried("body-above-the-filters-limit-and-not-the-new", buffer: 9, route: ["request_body_buffer_limit": 100]),
        retried("body-above-the-routes-limit", buffer: 100, route: ["per_request_buffer_limit_bytes": 9]),
        retried("body-above-the-new-limit", buffer: 100, route: ["request_body_buffer_limit": 9]),
    ]

    private static func retried(_ name: String, buffer: Int, route more: JSON = [:]) -> HTTP2Case {
        let script = UpstreamScript([
            .serve([ByteString(answer("503 Bad", "content-length: 0")), UpstreamScript.okAnswer])
        ])
        return HTTP2Case("retried-\(name)", post2(), body: "helloworld", upstream: script) {
            let route: JSON = [
                "match": ["prefix": "/"],
                "route": ["cluster": "CLUSTER", "timeout": "0s", "retry_policy": ["retry_on": "5xx"]],
            ]
            $0.routes = [route.merged(with: more)]
            $0.manager = FilterChain.manager(
                FilterChain.filter("buffer", "buffer.v3.Buffer", ["max_request_bytes": .integer(buffer)]))
        }
    }
}

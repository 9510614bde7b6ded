/// One conversation over HTTP/2; configuration, upstream and what is recorded are those of a `ProxyCase`.
struct HTTP2Case: Sendable {
    /// What the client does.
    enum Step: Sendable {
        /// Opens a stream.
        case request([(String, String)], body: String? = nil, trailers: [(String, String)]? = nil, ends: Bool = true)
        /// Sends more of a body, by the number of its request from 0.
        case data(Int, String, ends: Bool = false)
        /// Waits until the body of an answer has these bytes, by the number of its request from 0.
        case body(Int, String)
        /// Waits until so many requests are over.
        case answers(Int)
        /// Waits for the head of an answer, by the number of its request from 0.
        case head(Int)
        /// Waits until the upstream has received this.
        case upstreamReceived(String)
        /// Gives a stream up, by the number of its request from 0.
        case reset(Int)
        /// Sends these bytes behind the preface. What comes is then read as frames, not as answers.
        case raw(ByteString)
        /// Waits for so many frames that concern streams.
        case frames(Int)
        /// Waits until the proxy ends the connection.
        case end
        /// Leaves.
        case leave
    }

    var base: ProxyCase
    var steps: [Step]

    /// A case of these steps.
    init(
        _ name: String, _ steps: [Step], upstream: UpstreamScript = .plain,
        _ change: (inout ProxyCase) -> Void = { _ in }
    ) {
        base = ProxyCase(name, steps: [], upstream: upstream).with(change)
        self.steps = steps
    }

    /// A case of one request.
    init(
        _ name: String, _ fields: [(String, String)] = get2(), body: String? = nil, trailers: [(String, String)]? = nil,
        upstream: UpstreamScript = .plain, _ change: (inout ProxyCase) -> Void = { _ in }
    ) {
        self.init(
            name, [.request(fields, body: body, trailers: trailers), .answers(1)], upstream: upstream, change)
    }
}

/// The head of a GET.
func get2(_ path: String = "/", _ fields: (String, String)...) -> [(String, String)] {
    head2("GET", path, fields)
}

/// The head of a POST.
func post2(_ path: String = "/", _ fields: (String, String)...) -> [(String, String)] {
    head2("POST", path, fields)
}

/// The head of a request to the host `a`.
func head2(_ method: String, _ path: String, _ fields: [(String, String)] = []) -> [(String, String)] {
    [(":method", method), (":path", path), (":authority", "a")] + fields
}

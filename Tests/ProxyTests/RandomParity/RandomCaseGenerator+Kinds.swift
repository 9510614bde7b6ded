/// What random cases are about, and their conversations.
extension RandomCaseGenerator {
    /// What a case is about.
    enum Kind {
        /// Requests, and answers that come.
        case ordinary
        /// An upstream that is silent, before its answer or in its middle.
        case slow
        /// Requests for a tunnel.
        case tunnel
        /// What no orderly client sends.
        case hostile
        /// An endpoint that speaks HTTP/2.
        case multiplexed
        /// A client that speaks HTTP/2.
        case overHTTP2

        /// Those over HTTP/1, as often as they come.
        static let all: [Kind] = [
            .ordinary, .ordinary, .ordinary, .ordinary, .ordinary, .slow, .tunnel, .hostile, .multiplexed,
        ]

        /// Whether a filter may stand in such a case.
        func allows(_ filter: RandomGrammar.Filter) -> Bool {
            switch self {
            case .ordinary, .hostile: true
            // How short bodies become is compared by the names of cases, which have one meaning.
            case .overHTTP2: filter.name != "compressor"
            // An authoriser shares the upstream, and would wait for it, or read what it says in HTTP/2.
            case .slow: filter.name != "authorize"
            case .multiplexed: !["authorize", "compressor"].contains(filter.name)
            // In Envoy a tunnel's end is waited for by who waits for that of a body.
            case .tunnel: !["authorize", "buffer", "health", "read"].contains(filter.name)
            }
        }

        var manager: [RandomGrammar.Group] { self == .tunnel ? RandomGrammar.tunnelManager : [] }

        var action: [RandomGrammar.Group] {
            switch self {
            case .slow: RandomGrammar.slowAction
            case .tunnel: RandomGrammar.tunnelAction
            case .ordinary, .hostile, .multiplexed, .overHTTP2: []
            }
        }

        var matches: [JSON] {
            self == .tunnel ? [["connect_matcher": [:]], ["prefix": "/"], ["prefix": "/"]] : RandomGrammar.matches
        }
    }

    /// Draws the conversation of a case, and its upstream.
    mutating func converse(_ kind: Kind, _ result: inout ProxyCase) {
        switch kind {
        case .ordinary, .overHTTP2:
            let isHead = chance(10)
            result.steps = conversation(isHead: isHead)
            result.upstream = upstream(isHead: isHead)
        case .slow:
            result.steps = [.send(ByteString(slowRequest())), .answers(1)]
            result.upstream = pick(RandomGrammar.slowUpstreams)
        case .tunnel: askForTunnel(&result)
        case .hostile:
            result.steps = [.send(ByteString(pick(RandomGrammar.hostileRequests))), .answers(1)]
            result.upstream = .plain
        case .multiplexed:
            let requests = (0..<pick([1, 2, 3])).map { _ in
                ProxyTests.request(pick(["GET", "OPTIONS", "DELETE"]), plainTarget(), fields())
            }
            result.steps = requests.flatMap { [.send(ByteString($0)), .answers(1)] }
            result.upstream = multiplexedUpstream()
            result.cluster = result.cluster.without("typed_extension_protocol_options").merged(
                with: RandomGrammar.multiplexedCluster)
        }
    }

    private mutating func plainTarget() -> String { pick(RandomGrammar.targets) }

    private mutating func slowRequest() -> String {
        let fields = fields() + [pick(RandomGrammar.slowFields)].filter { !$0.isEmpty }
        return ProxyTests.request(pick(["GET", "GET", "DELETE", "OPTIONS"]), plainTarget(), fields)
    }

    // MARK: - Tunnels

    private mutating func askForTunnel(_ result: inout ProxyCase) {
        if chance(40) {
            let request = "CONNECT \(pick(["a:80", "a", "a:443"])) HTTP/1.1\r\nhost: a\r\n\r\n"
            result.steps = [.send(ByteString(request)), .headAnswers(1)]
            result.upstream = Self.upstream(pick(RandomGrammar.answersToConnect))
            return
        }
        let upgrade = [
            "connection: \(pick(["upgrade", "Upgrade, keep-alive"]))",
            "upgrade: \(pick(["websocket", "WebSocket", "foo"]))",
        ]
        let others = fields().filter { !$0.hasPrefix("connection") && !$0.hasPrefix("keep-alive") }
        result.steps = [.send(ByteString(ProxyTests.request("GET", plainTarget(), others + upgrade))), .answers(1)]
        result.upstream = Self.upstream(pick(RandomGrammar.answersToUpgrade))
    }

    private static func upstream(_ answer: String) -> UpstreamScript {
        UpstreamScript([.head, .text(answer), .awaitEnd, .close])
    }

    // MARK: - HTTP/2

    /// Answers streams in their order with frames.
    private mutating func multiplexedUpstream() -> UpstreamScript {
        var steps: [UpstreamStep] = [.received(Self.endOfHead(1)), .send(HTTP2Frames.frame(4, 0, 0))]
        for number in 0..<24 {
            let stream = 2 * number + 1
            steps.append(.received(Self.endOfHead(UInt8(stream))))
            steps.append(.send(pick(RandomGrammar.multiplexedAnswers)(stream)))
        }
        return UpstreamScript(steps + [.awaitEnd])
    }

    /// The end of the frame header of a request without a body.
    private static func endOfHead(_ stream: UInt8) -> ByteString { [1, 5, 0, 0, 0, stream] }

    /// A request of a client that speaks HTTP/2.
    mutating func requestOverHTTP2() -> HTTP2Case.Step {
        let method = pick(RandomGrammar.methods)
        let named = fields().filter { !RandomGrammar.isOfConnection($0) }.map { field in
            let colon = field.firstIndex(of: ":") ?? field.endIndex
            return (String(field[..<colon]), String(field[colon...].dropFirst().drop { $0 == " " }))
        }
        let target = pick(RandomGrammar.targets.filter { $0.hasPrefix("/") })
        let head = [(":method", method), (":path", target), (":authority", pick(RandomGrammar.hosts))]
        guard ["POST", "PUT", "FOO"].contains(method) else { return .request(head + named) }
        let body = pick(RandomGrammar.bodies)
        let length = chance(40) ? [("content-length", String(body.utf8.count))] : []
        return .request(head + named + length, body: body, trailers: chance(20) ? [("x-t", "1")] : nil)
    }
}

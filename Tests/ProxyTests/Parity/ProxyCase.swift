import Testing

/// One conversation with a proxy: its configuration, what the client sends, how the upstream behaves. What has to come
/// of it stands in the golden file of its theme, recorded from Envoy.
struct ProxyCase: Sendable, CustomTestStringConvertible {
    /// Letters, digits and hyphens; the name of its listener, cluster and statistics prefix, and of its golden entry.
    var name: String
    var steps: [ClientStep]
    var upstream = UpstreamScript.plain
    /// Laid over the HTTP connection manager.
    var manager: JSON = [:]
    /// Laid over the listener.
    var listener: JSON = [:]
    /// Laid over the filter chain.
    var chain: JSON = [:]
    /// Laid over the route action `{"cluster": …}` of the only route.
    var action: JSON = [:]
    /// Instead of the only route; `"CLUSTER"` stands for the cluster's name.
    var routes: JSON?
    /// Instead of the only virtual host.
    var virtualHosts: JSON?
    /// Laid over the route configuration.
    var routeConfiguration: JSON = [:]
    /// Laid over the cluster; `"ADDRESS"` stands for the address of the upstream, `"PORT"` for its port.
    var cluster: JSON = [:]
    /// Further clusters; `@CASE@` in their names stands for the case's name, `"ADDRESS"` as above.
    var members: [JSON] = []
    /// Secrets of the file; their names are those of no other case.
    var secrets: [JSON] = []
    /// Laid over the only endpoint of the cluster.
    var endpoint: JSON = [:]
    /// Runtime keys, which all cases of the theme share; `@CASE@` stands for the case's name.
    var runtime: [String: JSON] = [:]
    /// Access logs of its own, beside the one that every case has; `"LOG"` stands for a file whose lines are recorded.
    var logs: [JSON] = []
    /// Access logs of its listener; `"LOG"` as above.
    var listenerLogs: [JSON] = []
    /// Logs of tries of its router, whose `upstream_log` is `"TRY-LOGS"`; `"LOG"` as above.
    var tryLogs: [JSON] = []
    /// Statistics to record even if they did not move, by names such as `http.downstream_rq_2xx`. Whatever moved below
    /// `http.<name>.`, `cluster.<name>.` and `listener.<name>.` is recorded in any case. Names of
    /// the whole process stand behind `process.`.
    var statistics: [String] = []
    /// What is not done. (What is done and not compared stands in `TranscriptMask`.)
    var omitting: Set<Aspect> = []

    /// A part of what is done with a case.
    enum Aspect: Sendable {
        /// The further request that finds out whether the connection is still good.
        case probe
        /// The run that sends byte by byte: its outcome depends on how many bytes are read at once.
        case bytewise
    }

    var testDescription: String { name }

    /// A case whose client sends all of `request` at once and waits for `answers` answers.
    init(_ name: String, _ request: String, answers: Int = 1, upstream: UpstreamScript = .plain) {
        self.init(name, bytes: ByteString(request), answers: answers, upstream: upstream)
    }

    /// As above, for requests that are no text.
    init(_ name: String, bytes: ByteString, answers: Int = 1, upstream: UpstreamScript = .plain) {
        self.init(name, steps: [.send(bytes), .answers(answers)], upstream: upstream)
    }

    /// A case whose client sends one request after the other, each after the answer to the one before.
    init(_ name: String, inTurn requests: [String], upstream: UpstreamScript = .plain) {
        self.init(name, steps: requests.flatMap { [.send(ByteString($0)), .answers(1)] }, upstream: upstream)
    }

    /// A case with a conversation of its own.
    init(_ name: String, steps: [ClientStep], upstream: UpstreamScript = .plain) {
        self.name = name
        self.steps = steps
        self.upstream = upstream
    }

    /// A copy that `change` has altered.
    func with(_ change: (inout ProxyCase) -> Void) -> ProxyCase {
        var copy = self
        change(&copy)
        return copy
    }
}

/// Cases that share a golden file and a proxy process.
struct Theme: Sendable, CustomTestStringConvertible {
    /// The name of the golden file.
    var name: String
    var cases: [ProxyCase]
    var testDescription: String { name }
}

import Testing

/// A conversation over a listener whose chain carries bytes; both proxies shall do the same with it.
///
/// In documents the strings `NAME` and `CLUSTER` stand for the case's own names, `LOG` for its access log, `PEER` for the
/// address of its upstream.
struct TCPCase: Sendable, CustomTestStringConvertible {
    /// What a client does, step by step, on the connection that was opened last.
    enum Step: Sendable {
        /// Opens one more connection.
        case connect
        /// Sends these bytes.
        case send(ByteString)
        /// Reads until these bytes have come, or the connection ends.
        case receive(String)
        /// Reads to the end.
        case end
        /// Ends its direction.
        case closeWriting
        /// Leaves.
        case leave
        /// Leaves with a reset.
        case reset
        /// Waits until the upstream has received these bytes.
        case upstreamReceived(String)
        /// Waits until the log has so many lines.
        case logged(Int)
        /// Goes back to the connection of this number, from 0.
        case use(Int)
    }

    /// What the endpoint is like.
    enum Upstream: Sendable {
        /// Sends back what comes behind `echo:`, and ends when the other side has ended.
        case echo
        /// Sends this at once, then echoes.
        case greeting(String)
        /// Reads something, answers `bye` and closes.
        case closing
        /// Reads something and resets.
        case resetting
        /// Ends its own direction at once and goes on reading.
        case halfClosing
        /// Refuses connections.
        case refusing
        /// Lets connections wait for ever.
        case stuck
    }

    var name: String
    var filters: [JSON]
    var steps: [Step]
    var upstream = Upstream.echo
    /// Laid over the listener.
    var listener: JSON = [:]
    /// Laid over the filter chain.
    var chain: JSON = [:]
    /// Laid over the cluster.
    var cluster: JSON = [:]
    /// Statistics that are shown even when they are 0.
    var statistics: [String] = []
    /// The first words of lines that are not compared, since a race decides them.
    var omitting: [String] = []

    var testDescription: String { name }

    init(_ name: String, _ filters: [JSON], _ steps: [Step], _ change: (inout TCPCase) -> Void = { _ in }) {
        self.name = name
        self.filters = filters
        self.steps = steps
        change(&self)
    }

    /// One connection that sends this, ends its direction and reads to the end.
    init(
        _ name: String, _ filters: [JSON] = [TCPDocuments.proxy()], send: String = "hello",
        _ change: (inout TCPCase) -> Void = { _ in }
    ) {
        self.init(name, filters, [.connect, .send(ByteString(send)), .closeWriting, .end], change)
    }
}

/// Documents of listeners without HTTP.
enum TCPDocuments {
    static let package = "type.googleapis.com/envoy.extensions.filters.network."

    /// The fields of a log line, in their order.
    static let logFields = [
        "type=%ACCESS_LOG_TYPE%", "code=%RESPONSE_CODE%", "flags=%RESPONSE_FLAGS%", "details=%RESPONSE_CODE_DETAILS%",
        "ended=%CONNECTION_TERMINATION_DETAILS%", "failure=%UPSTREAM_TRANSPORT_FAILURE_REASON%",
        "received=%BYTES_RECEIVED%", "sent=%BYTES_SENT%", "upstream=%UPSTREAM_HOST%", "cluster=%UPSTREAM_CLUSTER%",
        "up=%UPSTREAM_WIRE_BYTES_SENT%/%UPSTREAM_WIRE_BYTES_RECEIVED%",
        "down=%DOWNSTREAM_WIRE_BYTES_SENT%/%DOWNSTREAM_WIRE_BYTES_RECEIVED%",
        "attempts=%UPSTREAM_REQUEST_ATTEMPT_COUNT%", "closes=%DOWNSTREAM_DETECTED_CLOSE_TYPE%",
        "why=%DOWNSTREAM_LOCAL_CLOSE_REASON%/%UPSTREAM_LOCAL_CLOSE_REASON%", "name=%REQUESTED_SERVER_NAME%",
        "chain=%FILTER_CHAIN_NAME%", "peer=%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%",
        "local=%DOWNSTREAM_LOCAL_ADDRESS%", "request=%REQ(a)%%RESP(a)%%PROTOCOL%%ROUTE_NAME%",
    ]

    /// The TCP proxy to the case's cluster.
    static func proxy(_ fields: JSON = [:]) -> JSON {
        let base: JSON = [
            "@type": .string(package + "tcp_proxy.v3.TcpProxy"), "stat_prefix": "NAME", "cluster": "CLUSTER",
            "access_log": [log("proxy")],
        ]
        return ["name": "envoy.filters.network.tcp_proxy", "typed_config": base.merged(with: fields)]
    }

    /// Another network filter.
    static func filter(_ type: String, _ fields: JSON = [:]) -> JSON {
        let base: JSON = ["@type": .string(package + type)]
        return ["name": .string(type), "typed_config": base.merged(with: fields)]
    }

    /// An access log whose lines begin with this word.
    static func log(_ word: String) -> JSON {
        [
            "name": "envoy.access_loggers.file",
            "typed_config": [
                "@type": .string(TypeName.fileAccessLog), "path": "LOG",
                "log_format": [
                    "text_format_source": [
                        "inline_string": .string(([word] + logFields).joined(separator: " ") + "\n")
                    ]
                ],
            ],
        ]
    }
}

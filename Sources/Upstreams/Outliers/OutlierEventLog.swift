internal import Buffers
public import EventLoops
public import Telemetry

/// Writes what outlier detection does, one JSON object a line, as Envoy's event log has it. Confined to the main loop.
public final class OutlierEventLog {
    private let stream: LogStream
    private let loop: EventLoop
    private var timestamps = TimestampFormatter()

    /// Makes a log that goes to `sink`.
    public init(_ sink: LogSink, loop: EventLoop) {
        stream = LogStream(sink)
        self.loop = loop
    }

    /// What happened to an endpoint.
    enum Event {
        /// It was found to be an outlier, and ejected if that is enforced.
        case ejection(OutlierKind, isEnforced: Bool, rate: Double, rates: OutlierReports.Rates)
        /// It was taken back.
        case `return`
    }

    func write(
        _ event: Event, of endpoint: Endpoint, in cluster: Cluster, ejections: UInt32, sinceLast seconds: UInt64?
    ) {
        var line = ByteBuffer()
        line.append("{\"type\":\"")
        if case .ejection(let kind, _, _, _) = event {
            line.append(kind.rawValue)
        } else {
            line.append(OutlierKind.serverErrors.rawValue)
        }
        line.append("\",\"timestamp\":\"")
        let now = loop.wallClock
        timestamps.appendISO8601(seconds: now.seconds, nanoseconds: Int(now.nanoseconds), to: &line)
        if let seconds {
            line.append("\",\"secs_since_last_action\":\"")
            line.append(decimal: seconds)
        }
        line.append("\",\"cluster_name\":\"")
        line.append(escapingJSON: cluster.name.utf8Span.span)
        line.append("\",\"upstream_url\":\"")
        endpoint.appendAddress(to: &line)
        line.append("\",\"action\":\"")
        switch event {
        case .return: line.append("UNEJECT")
        case .ejection: line.append("EJECT")
        }
        line.append("\",\"num_ejections\":")
        line.append(decimal: UInt64(ejections))
        line.append(",\"enforced\":")
        switch event {
        case .return: line.append("false")
        case .ejection(let kind, let isEnforced, let rate, let rates):
            line.append(isEnforced ? "true" : "false")
            Self.append(kind, rate, rates, to: &line)
        }
        line.append("}\n")
        stream.buffer.append(line.readable)
        stream.commitLine()
        stream.flush()
    }

    private static func append(
        _ kind: OutlierKind, _ rate: Double, _ rates: OutlierReports.Rates, to line: inout ByteBuffer
    ) {
        switch kind {
        case .serverErrors, .gatewayErrors, .localFailures: line.append(",\"eject_consecutive_event\":{}")
        case .successRate, .localSuccessRate:
            line.append(",\"eject_success_rate_event\":{\"host_success_rate\":")
            line.append(decimal: whole(rate))
            line.append(",\"cluster_average_success_rate\":")
            line.append(decimal: whole(rates.average))
            line.append(",\"cluster_success_rate_ejection_threshold\":")
            line.append(decimal: whole(rates.threshold))
            line.append("}")
        case .failureRate, .localFailureRate:
            line.append(",\"eject_failure_percentage_event\":{\"host_success_rate\":")
            line.append(decimal: whole(rate))
            line.append("}")
        }
    }

    private static func whole(_ rate: Double) -> UInt64 { rate > 0 ? UInt64(min(rate, 100)) : 0 }
}

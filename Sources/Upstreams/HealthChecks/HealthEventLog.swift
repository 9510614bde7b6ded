internal import Buffers
internal import Configuration
internal import EventLoops
internal import NetworkAddresses
internal import Telemetry

/// Writes what health checks find out, a JSON object a line, as Envoy's file sink does
/// (`envoy.data.core.v3.HealthCheckEvent`).
final class HealthEventLog {
    private let streams: [LogStream]
    private let clusterName: String
    private let kind: StaticString
    private var timestamps = TimestampFormatter()

    init(_ sinks: [LogSink], cluster: Cluster, _ configuration: HealthCheckConfiguration) {
        streams = sinks.map { LogStream($0) }
        clusterName = cluster.name
        kind =
            switch configuration.kind {
            case .http: "HTTP"
            case .tcp: "TCP"
            case .grpc: "GRPC"
            }
    }

    /// Writes one event.
    func write(
        _ event: HealthCheckState.Event, of endpoint: Endpoint, wallClock: WallTime
    ) {
        var line = ByteBuffer()
        line.append("{\"health_checker_type\":\"")
        line.append(kind)
        line.append("\",\"host\":")
        Self.append(endpoint.address, to: &line)
        line.append(",\"cluster_name\":")
        Self.append(quoted: clusterName, to: &line)
        // Members stand in the order of their numbers in the message.
        if case .ejected(let failure) = event {
            line.append(",\"eject_unhealthy_event\":{")
            Self.append(failure, to: &line)
            line.append("}")
        }
        if case .becameHealthy(let isFirst) = event {
            line.append(",\"add_healthy_event\":{\"first_check\":")
            line.append(isFirst ? "true}" : "false}")
        }
        line.append(",\"timestamp\":\"")
        timestamps.appendISO8601(seconds: wallClock.seconds, nanoseconds: Int(wallClock.nanoseconds), to: &line)
        line.append("\"")
        switch event {
        case .failed(let failure, let isFirst):
            line.append(",\"health_check_failure_event\":{")
            Self.append(failure, isFirst: isFirst, to: &line)
            line.append("}")
        case .degraded: line.append(",\"degraded_healthy_host\":{}")
        case .noLongerDegraded: line.append(",\"no_longer_degraded_host\":{}")
        case .ejected, .becameHealthy, .succeeded: break
        }
        line.append(",\"locality\":{\"region\":")
        Self.append(quoted: endpoint.locality.region, to: &line)
        line.append(",\"zone\":")
        Self.append(quoted: endpoint.locality.zone, to: &line)
        line.append(",\"sub_zone\":")
        Self.append(quoted: endpoint.locality.subZone, to: &line)
        line.append("}")
        if event == .succeeded { line.append(",\"successful_health_check_event\":{}") }
        line.append("}\n")
        for stream in streams {
            stream.buffer.append(line.readable)
            stream.commitLine()
            // Events are few, and somebody waits for them.
            stream.flush()
        }
    }

    private static func append(_ failure: HealthCheckFailure, isFirst: Bool? = nil, to line: inout ByteBuffer) {
        line.append("\"failure_type\":\"")
        line.append(failure.name)
        line.append("\"")
        if let isFirst {
            line.append(",\"first_check\":")
            line.append(isFirst ? "true" : "false")
        }
        line.append(",\"http_status_code\":")
        if case .answer(let status) = failure { line.append(decimal: UInt64(status)) } else { line.append("0") }
    }

    private static func append(_ address: SocketAddress, to line: inout ByteBuffer) {
        switch address {
        case .ip(let ip, let port):
            line.append("{\"socket_address\":{\"protocol\":\"TCP\",\"address\":\"")
            line.append(ip.description)
            line.append("\",\"port_value\":")
            line.append(decimal: UInt64(port))
            line.append(",\"resolver_name\":\"\",\"ipv4_compat\":false,\"network_namespace_filepath\":\"\"}}")
        case .unix(let path):
            line.append("{\"pipe\":{\"path\":")
            append(quoted: path, to: &line)
            line.append(",\"mode\":0}}")
        }
    }

    private static func append(quoted text: String, to line: inout ByteBuffer) {
        line.append("\"")
        line.append(escapingJSON: text.utf8Span.span)
        line.append("\"")
    }
}

internal import Buffers
internal import RegularExpressions

/// Reads `envoy.config.core.v3.HealthCheck`.
enum HealthCheckDocument {
    private static let fileSink = "envoy.extensions.health_check.event_sinks.file.v3.HealthCheckEventFileSink"

    /// Reads a check; nil after a complaint.
    static func read(_ reader: inout MessageReader) -> HealthCheckConfiguration? {
        let timeout = readRequired("timeout", of: &reader)
        let interval = readRequired("interval", of: &reader)
        let unhealthy = readThreshold("unhealthy_threshold", of: &reader)
        let healthy = readThreshold("healthy_threshold", of: &reader)
        let kind = readKind(&reader)
        var result = HealthCheckConfiguration(
            kind: kind ?? .tcp(TCPHealthCheckConfiguration()), timeout: timeout ?? 1, interval: interval ?? 1,
            unhealthyThreshold: unhealthy ?? 1, healthyThreshold: healthy ?? 1)
        // Says nothing of what is done.
        _ = reader.string("name")
        readIntervals(&reader, into: &result)
        result.reusesConnection = reader.bool("reuse_connection") ?? true
        readEvents(&reader, into: &result)
        reader.message("tls_options") { result.applicationProtocols = $0.strings("alpn_protocols").map(\.text) }
        if reader.has("transport_socket_match_criteria") {
            result.transportCriteria = StructDocument.read("transport_socket_match_criteria", of: &reader)
        }
        if kind == nil || timeout == nil || interval == nil || unhealthy == nil || healthy == nil { return nil }
        return result
    }

    private static func readRequired(_ name: String, of reader: inout MessageReader) -> UInt64? {
        guard let node = reader.node(name) else {
            reader.missing(name)
            return nil
        }
        guard let value = reader.duration(name) else { return nil }
        if value > 0 { return value }
        reader.session.wrong(node, expected: "a duration of more than 0s")
        return nil
    }

    private static func readThreshold(_ name: String, of reader: inout MessageReader) -> UInt32? {
        if !reader.has(name) { reader.missing(name) }
        return reader.uint32(name)
    }

    private static func readIntervals(_ reader: inout MessageReader, into result: inout HealthCheckConfiguration) {
        func read(_ name: String) -> UInt64? {
            guard let node = reader.node(name), let value = reader.duration(name) else { return nil }
            if value > 0 { return value }
            reader.session.wrong(node, expected: "a duration of more than 0s")
            return nil
        }
        result.initialJitter = reader.duration("initial_jitter") ?? 0
        result.intervalJitter = reader.duration("interval_jitter") ?? 0
        result.intervalJitterPercent = reader.uint32("interval_jitter_percent") ?? 0
        result.noTrafficInterval = read("no_traffic_interval") ?? result.noTrafficInterval
        result.noTrafficHealthyInterval = read("no_traffic_healthy_interval") ?? result.noTrafficInterval
        result.unhealthyInterval = read("unhealthy_interval") ?? result.interval
        result.unhealthyEdgeInterval = read("unhealthy_edge_interval") ?? result.unhealthyInterval
        result.healthyEdgeInterval = read("healthy_edge_interval") ?? result.interval
    }

    private static func readEvents(_ reader: inout MessageReader, into result: inout HealthCheckConfiguration) {
        if let path = reader.string("event_log_path"), !path.isEmpty { result.eventLogs.append(path) }
        let sinks = reader.messages("event_logger") { reader -> String? in
            let name = reader.requiredString("name")
            guard let content = reader.any("typed_config", named: name) else { return nil }
            guard content.typeName == fileSink else {
                if content.typeName.contains(text: ".event_sinks.") {
                    content.refuse("a sink of health check events")
                } else {
                    content.misplace("the configuration of a sink of health check events")
                }
                return nil
            }
            return content.read { $0.requiredString("event_log_path") } ?? nil
        }
        result.eventLogs += sinks.compactMap(\.self)
        result.logsFailures = reader.bool("always_log_health_check_failures") ?? false
        result.logsSuccesses = reader.bool("always_log_health_check_success") ?? false
    }

    private static func readKind(_ reader: inout MessageReader) -> HealthCheckConfiguration.Kind? {
        if reader.has("http_health_check") {
            return (reader.message("http_health_check", readHTTP) ?? nil).map { .http($0) }
        }
        if reader.has("tcp_health_check") { return reader.message("tcp_health_check", readTCP).map { .tcp($0) } }
        if reader.has("grpc_health_check") { return reader.message("grpc_health_check", readGRPC).map { .grpc($0) } }
        if reader.has("custom_health_check") {
            reader.refuse("custom_health_check")
        } else {
            reader.missing("http_health_check", "tcp_health_check", "grpc_health_check")
        }
        return nil
    }

    // MARK: - Kinds

    private static func readHTTP(_ reader: inout MessageReader) -> HTTPHealthCheckConfiguration? {
        let host = reader.headerText("host") ?? ""
        let pathNode = reader.node("path")
        let path = reader.requiredString("path")
        if let pathNode, let path, path.utf8.contains(where: { $0 == 0 || $0 == 0x0A || $0 == 0x0D }) {
            reader.session.wrong(pathNode, expected: "a text without NUL, carriage return and line feed")
        }
        var result = HTTPHealthCheckConfiguration(path: path ?? "/")
        result.host = host
        let place = reader.node("request_headers_to_add") ?? reader.place
        result.headers = HeaderEditsDocument.read(
            adding: "request_headers_to_add", removing: "request_headers_to_remove", of: &reader)
        checkPlain(result.headers, at: place, in: reader.session)
        let expected = reader.messages("expected_statuses", readStatuses).compactMap(\.self)
        if !expected.isEmpty { result.expectedStatuses = expected }
        result.retriableStatuses = reader.messages("retriable_statuses", readStatuses).compactMap(\.self)
        result.isHTTP2 = reader.choice("codec_client_type", [0: false, 1: true]) ?? false
        result.serviceName = reader.message("service_name_matcher", StringMatcherDocument.read)
            .flatMap { $0.map { TextMatcher($0) } }
        let methods: KeyValuePairs<Int32, String> = [
            0: "GET", 1: "GET", 2: "HEAD", 3: "POST", 4: "PUT", 5: "DELETE", 7: "OPTIONS", 8: "TRACE", 9: "PATCH",
        ]
        result.method = reader.choice("method", methods) ?? "GET"
        readBodies(&reader, into: &result)
        return path == nil ? nil : result
    }

    /// Methods whose requests have no body.
    private static let bare: Set<String> = ["GET", "HEAD", "DELETE", "TRACE"]

    private static func readBodies(_ reader: inout MessageReader, into result: inout HTTPHealthCheckConfiguration) {
        let sendNode = reader.node("send")
        result.send = reader.message("send", readPayload) ?? []
        if let sendNode, bare.contains(result.method) {
            reader.session.complain(
                .wrongValue, at: sendNode, "expected no body with the method \(result.method), found one",
                isFoundLate: true)
        }
        let receiveNode = reader.node("receive")
        result.receive = reader.messages("receive", readPayload)
        if let limit = reader.uint64("response_buffer_size") { result.receiveLimit = limit == 0 ? nil : limit }
        let wanted = result.receive.reduce(0) { $0 + UInt64($1.count) }
        if let receiveNode, let limit = result.receiveLimit, wanted > limit {
            reader.session.complain(
                .wrongValue, at: receiveNode, "expected at most the \(limit) bytes that are looked at, found \(wanted)",
                isFoundLate: true)
        }
    }

    private static func readStatuses(_ reader: inout MessageReader) -> Range<Int64>? {
        let (start, end) = (reader.int64("start") ?? 0, reader.int64("end") ?? 0)
        if start < end && start >= 100 && end <= 600 { return start..<end }
        reader.session.complain(
            .wrongValue, at: reader.place,
            "expected \"start\" from 100 and a greater \"end\" up to 600, found \(start) and \(end)")
        return nil
    }

    private static func readTCP(_ reader: inout MessageReader) -> TCPHealthCheckConfiguration {
        var result = TCPHealthCheckConfiguration()
        result.send = reader.message("send", readPayload) ?? []
        result.receive = reader.messages("receive", readPayload)
        return result
    }

    /// Reads `HealthCheck.Payload`: text is hexadecimal.
    private static func readPayload(_ reader: inout MessageReader) -> [UInt8] {
        if reader.has("binary") { return reader.bytes("binary") ?? [] }
        guard let node = reader.node("text"), let text = reader.requiredString("text") else {
            if reader.node("text") == nil { reader.missing("text", "binary") }
            return []
        }
        guard let bytes = Bytes.fromHexadecimal(text.utf8) else {
            reader.session.wrong(node, expected: "bytes in hexadecimal digits")
            return []
        }
        return bytes
    }

    private static func readGRPC(_ reader: inout MessageReader) -> GRPCHealthCheckConfiguration {
        var result = GRPCHealthCheckConfiguration()
        result.service = reader.string("service_name") ?? ""
        result.authority = reader.headerText("authority") ?? ""
        let place = reader.node("initial_metadata") ?? reader.place
        result.headers.additions = HeaderEditsDocument.readAdditions("initial_metadata", of: &reader)
        checkPlain(result.headers, at: place, in: reader.session)
        return result
    }

    /// A check has no request that commands could tell of.
    private static func checkPlain(
        _ edits: HeaderEditsConfiguration, at node: JSONNode, in session: DecodingSession
    ) {
        if edits.additions.allSatisfy({ $0.value.plainText != nil }) { return }
        session.complain(
            .unimplemented, at: node,
            "expected plain texts, found a value with commands, which Apus does not compute for health checks")
    }
}

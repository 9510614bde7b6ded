/// Reads `envoy.extensions.filters.http.fault.v3.HTTPFault`.
enum FaultDocument: HTTPFilterReading {
    static let typeName = "envoy.extensions.filters.http.fault.v3.HTTPFault"
    static let routeTypeName: String? = typeName

    static func read(_ reader: inout MessageReader) -> (any HTTPFilterValue)? {
        var result = FaultConfiguration(
            delay: reader.message("delay", readDelay) ?? nil,
            abort: reader.message("abort", readAbort) ?? nil,
            rateLimit: reader.message("response_rate_limit", readRateLimit) ?? nil,
            upstreamCluster: reader.string("upstream_cluster") ?? "",
            maxActiveFaults: reader.uint32("max_active_faults"))
        result.headers = reader.messages("headers", HeaderMatcherDocument.read).compactMap(\.self)
        result.downstreamNodes = reader.strings("downstream_nodes").map(\.text)
        result.metadata = StructDocument.read("filter_metadata", of: &reader)
        result.countsClusters = !(reader.bool("disable_downstream_cluster_stats") ?? false)
        readKeys(&reader, into: &result.keys)
        return result
    }

    private static func readKeys(_ reader: inout MessageReader, into keys: inout FaultConfiguration.Keys) {
        let fields: [(name: String, key: WritableKeyPath<FaultConfiguration.Keys, String>)] = [
            ("delay_percent_runtime", \.delayPercent), ("abort_percent_runtime", \.abortPercent),
            ("response_rate_limit_percent_runtime", \.rateLimitPercent),
            ("delay_duration_runtime", \.delayDuration), ("abort_http_status_runtime", \.abortHTTPStatus),
            ("abort_grpc_status_runtime", \.abortGRPCStatus), ("max_active_faults_runtime", \.maxActiveFaults),
        ]
        for field in fields {
            if let key = reader.string(field.name), !key.isEmpty { keys[keyPath: field.key] = key }
        }
    }

    private static func readDelay(_ reader: inout MessageReader) -> FaultDelayConfiguration? {
        let percentage = reader.message("percentage", FractionDocument.read) ?? FractionalPercentConfiguration()
        if reader.message("header_delay", { _ in true }) != nil {
            return FaultDelayConfiguration(fixedDelay: nil, percentage: percentage)
        }
        guard let node = reader.node("fixed_delay") else {
            reader.missing("fixed_delay", "header_delay")
            return nil
        }
        guard let delay = reader.duration("fixed_delay") else { return nil }
        if delay == 0 {
            reader.session.wrong(node, expected: "a duration of more than 0s")
            return nil
        }
        return FaultDelayConfiguration(fixedDelay: delay, percentage: percentage)
    }

    private static func readAbort(_ reader: inout MessageReader) -> FaultAbortConfiguration? {
        let percentage = reader.message("percentage", FractionDocument.read) ?? FractionalPercentConfiguration()
        if reader.message("header_abort", { _ in true }) != nil {
            return FaultAbortConfiguration(.header, percentage: percentage)
        }
        if reader.has("grpc_status") {
            return reader.uint32("grpc_status").map { FaultAbortConfiguration(.grpc($0), percentage: percentage) }
        }
        guard reader.has("http_status") else {
            reader.missing("http_status", "grpc_status", "header_abort")
            return nil
        }
        guard let status = reader.uint32("http_status", in: 200...599) else { return nil }
        return FaultAbortConfiguration(httpStatus: UInt16(truncatingIfNeeded: status), percentage: percentage)
    }

    private static func readRateLimit(_ reader: inout MessageReader) -> FaultRateLimitConfiguration? {
        let percentage = reader.message("percentage", FractionDocument.read) ?? FractionalPercentConfiguration()
        if reader.message("header_limit", { _ in true }) != nil {
            return FaultRateLimitConfiguration(kilobytes: nil, percentage: percentage)
        }
        guard reader.has("fixed_limit") else {
            reader.missing("fixed_limit", "header_limit")
            return nil
        }
        let limit =
            reader.message("fixed_limit") { reader -> UInt64? in
                let node = reader.node("limit_kbps") ?? reader.place
                let limit = reader.uint64("limit_kbps") ?? 0
                if limit == 0 { reader.session.wrong(node, expected: "a whole number of at least 1") }
                return limit == 0 ? nil : limit
            } ?? nil
        return limit.map { FaultRateLimitConfiguration(kilobytes: $0, percentage: percentage) }
    }
}

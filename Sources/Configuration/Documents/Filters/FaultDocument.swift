/// Reads `envoy.extensions.filters.http.fault.v3.HTTPFault`.
enum FaultDocument: HTTPFilterReading {
    static let typeName = "envoy.extensions.filters.http.fault.v3.HTTPFault"
    static let routeTypeName: String? = typeName

    static func read(_ reader: inout MessageReader) -> (any HTTPFilterValue)? {
        FaultConfiguration(
            delay: reader.message("delay", readDelay) ?? nil,
            abort: reader.message("abort", readAbort) ?? nil,
            upstreamCluster: reader.string("upstream_cluster") ?? "",
            maxActiveFaults: reader.uint32("max_active_faults"))
    }

    private static func readDelay(_ reader: inout MessageReader) -> FaultDelayConfiguration? {
        let percentage = reader.message("percentage", FractionDocument.read) ?? FractionalPercentConfiguration()
        if reader.has("header_delay") {
            reader.refuse("header_delay")
            return nil
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
        for name in ["grpc_status", "header_abort"] where reader.has(name) {
            reader.refuse(name)
            return nil
        }
        guard reader.has("http_status") else {
            reader.missing("http_status", "grpc_status", "header_abort")
            return nil
        }
        guard let status = reader.uint32("http_status", in: 200...599) else { return nil }
        return FaultAbortConfiguration(httpStatus: UInt16(truncatingIfNeeded: status), percentage: percentage)
    }
}

/// Reads `envoy.extensions.filters.http.admission_control.v3.AdmissionControl`.
enum AdmissionControlDocument: HTTPFilterReading {
    static let typeName = "envoy.extensions.filters.http.admission_control.v3.AdmissionControl"
    static let routeTypeName: String? = nil

    private typealias Value = AdmissionControlConfiguration

    static func read(_ reader: inout MessageReader) -> (any HTTPFilterValue)? {
        var result = Value()
        result.enabled = (reader.message("enabled", RuntimeFlagDocument.read) ?? nil) ?? result.enabled
        guard reader.has("success_criteria") else {
            reader.missing("success_criteria")
            return nil
        }
        reader.message("success_criteria") { readCriteria(&$0, into: &result) }
        // As in Envoy, parts of a second do not count.
        if let window = reader.duration("sampling_window") { result.window = window / 1_000_000_000 }
        result.aggression = reader.message("aggression", RuntimeDecimalDocument.read) ?? result.aggression
        let node = reader.node("sr_threshold")
        if let threshold = reader.message("sr_threshold", readPercent) {
            if let node, threshold.number < 1 { reader.session.wrong(node, expected: "at least 1 percent") }
            result.successThreshold = threshold
        }
        if let threshold = reader.message("rps_threshold", readNumber) { result.rateThreshold = threshold }
        result.maxRefused = reader.message("max_rejection_probability", readPercent) ?? result.maxRefused
        return result
    }

    /// Reads `envoy.config.core.v3.RuntimePercent`.
    private static func readPercent(_ reader: inout MessageReader) -> RuntimeDecimalConfiguration {
        let key = reader.string("runtime_key") ?? ""
        return RuntimeDecimalConfiguration(BalancingDocument.readPercent("default_value", of: &reader) ?? 0, key: key)
    }

    /// Reads `envoy.config.core.v3.RuntimeUInt32`.
    private static func readNumber(_ reader: inout MessageReader) -> RuntimeNumberConfiguration {
        let key = reader.string("runtime_key") ?? ""
        return RuntimeNumberConfiguration(reader.uint32("default_value") ?? 0, key: key)
    }

    private static func readCriteria(_ reader: inout MessageReader, into result: inout Value) {
        reader.message("http_criteria") { reader in
            let ranges = reader.messages("http_success_status", readStatuses)
            if ranges.isEmpty { reader.missing("http_success_status") }
            result.goodStatuses = ranges.compactMap(\.self)
        }
        reader.message("grpc_criteria") { reader in
            let statuses = reader.elements("grpc_success_status")
            if statuses.isEmpty { reader.missing("grpc_success_status") }
            result.goodGRPCStatuses = 0
            for node in statuses {
                guard let status = reader.session.unsigned(node, maximum: UInt64(UInt32.max)) else { continue }
                if status > 16 { reader.session.wrong(node, expected: "a status from 0 to 16") }
                result.goodGRPCStatuses |= 1 << UInt32(min(status, 31))
            }
        }
    }

    /// Reads `envoy.type.v3.Int32Range`.
    private static func readStatuses(_ reader: inout MessageReader) -> Range<Int32>? {
        let start = reader.int32("start") ?? 0
        let end = reader.int32("end") ?? 0
        guard start <= end, start >= 100, end <= 600 else {
            reader.session.wrong(reader.place, expected: "a range of HTTP statuses")
            return nil
        }
        return start..<end
    }
}

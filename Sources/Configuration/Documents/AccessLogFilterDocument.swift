/// Reads `envoy.config.accesslog.v3.AccessLogFilter`.
enum AccessLogFilterDocument {
    /// Reads the `filter` field of an access log or a mapper; nil when there is none, or after a complaint.
    static func read(_ reader: inout MessageReader) -> AccessLogFilterConfiguration? {
        reader.message("filter", readFilter) ?? nil
    }

    private static func readFilter(_ reader: inout MessageReader) -> AccessLogFilterConfiguration? {
        if reader.has("extension_filter") {
            reader.refuse("extension_filter")
            return nil
        }
        if let filter = reader.message("status_code_filter", { readComparison(&$0, isStatus: true) }) { return filter }
        if let filter = reader.message("duration_filter", { readComparison(&$0, isStatus: false) }) { return filter }
        if reader.message("not_health_check_filter", { _ in }) != nil { return .notHealthCheck }
        if reader.message("traceable_filter", { _ in }) != nil { return .traceable }
        if let filter = reader.message("runtime_filter", readRuntime) { return filter }
        if let filters = reader.message("and_filter", readList) { return filters.map { .all($0) } }
        if let filters = reader.message("or_filter", readList) { return filters.map { .any($0) } }
        if let filter = reader.message("header_filter", readHeader) { return filter }
        if let filter = reader.message("response_flag_filter", readFlags) { return filter }
        if let filter = reader.message("grpc_status_filter", readGRPC) { return filter }
        if let filter = reader.message("log_type_filter", readLogTypes) { return filter }
        if let filter = reader.message("metadata_filter", readMetadata) { return filter }
        reader.missing(
            "status_code_filter", "duration_filter", "not_health_check_filter", "and_filter", "or_filter",
            "header_filter", "response_flag_filter")
        return nil
    }

    private static func readComparison(
        _ reader: inout MessageReader, isStatus: Bool
    ) -> AccessLogFilterConfiguration? {
        guard reader.has("comparison") else {
            reader.missing("comparison")
            return nil
        }
        return reader.message("comparison") { reader in
            let comparison: AccessLogFilterConfiguration.Comparison =
                reader.choice("op", [0: .equal, 1: .atLeast, 2: .atMost, 3: .notEqual]) ?? .equal
            let value = reader.message("value") { reader in
                let key = reader.string("runtime_key") ?? ""
                return RuntimeNumberConfiguration(reader.uint32("default_value") ?? 0, key: key)
            }
            guard let value else {
                reader.missing("value")
                return nil
            }
            return isStatus ? .statusCode(comparison, value) : .duration(comparison, value)
        } ?? nil
    }

    private static func readRuntime(_ reader: inout MessageReader) -> AccessLogFilterConfiguration? {
        let key = reader.requiredString("runtime_key")
        let share = reader.message("percent_sampled", FractionDocument.read) ?? FractionalPercentConfiguration()
        let isIndependent = reader.bool("use_independent_randomness") ?? false
        return key.map { .sample(RuntimeFractionConfiguration(share, key: $0), isIndependent: isIndependent) }
    }

    private static func readList(_ reader: inout MessageReader) -> [AccessLogFilterConfiguration]? {
        let place = reader.node("filters") ?? reader.place
        let filters = reader.messages("filters", readFilter)
        if filters.count < 2 {
            reader.session.wrong(place, expected: "at least two filters")
            return nil
        }
        let read = filters.compactMap(\.self)
        return read.count == filters.count ? read : nil
    }

    private static func readMetadata(_ reader: inout MessageReader) -> AccessLogFilterConfiguration? {
        let isGiven = reader.has("matcher")
        let matcher = reader.message("matcher", MetadataMatcherDocument.read) ?? nil
        let whenMissing = reader.bool("match_if_key_not_found") ?? true
        return isGiven && matcher == nil ? nil : .metadata(matcher, whenMissing: whenMissing)
    }

    private static func readHeader(_ reader: inout MessageReader) -> AccessLogFilterConfiguration? {
        guard reader.has("header") else {
            reader.missing("header")
            return nil
        }
        return (reader.message("header", HeaderMatcherDocument.read) ?? nil).map { .header($0) }
    }

    private static func readFlags(_ reader: inout MessageReader) -> AccessLogFilterConfiguration? {
        var names: [String] = []
        for (name, node) in reader.strings("flags") {
            if flags.contains(name) {
                names.append(name)
            } else {
                reader.session.wrong(
                    node, expected: "a response flag such as \"UF\"",
                    suggestion: NearestName.of(name, in: flags))
            }
        }
        return .responseFlags(names)
    }

    private static func readGRPC(_ reader: inout MessageReader) -> AccessLogFilterConfiguration? {
        .grpcStatus(
            readNumbers("statuses", "envoy.config.accesslog.v3.GrpcStatusFilter.Status", of: &reader),
            excludes: reader.bool("exclude") ?? false)
    }

    private static func readLogTypes(_ reader: inout MessageReader) -> AccessLogFilterConfiguration? {
        .logType(
            readNumbers("types", "envoy.data.accesslog.v3.AccessLogType", of: &reader),
            excludes: reader.bool("exclude") ?? false)
    }

    private static func readNumbers(_ name: String, _ type: String, of reader: inout MessageReader) -> [UInt8] {
        let session = reader.session
        return reader.elements(name).compactMap { node in
            session.enumeration(node, type, definedOnly: true).map { UInt8(truncatingIfNeeded: $0) }
        }
    }

    /// Envoy's flags, those included that Apus never sets.
    private static let flags = [
        "LH", "UH", "UT", "LR", "UR", "UF", "UC", "UO", "NR", "DI", "FI", "RL", "UAEX", "RLSE", "DC", "URX", "SI", "IH",
        "DPE", "UMSDR", "RFCF", "NFCF", "DT", "UPE", "NC", "OM", "DF", "DO", "DR", "UDO",
    ]
}

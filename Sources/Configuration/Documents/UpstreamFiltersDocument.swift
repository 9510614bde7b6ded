/// Reads filters between the router and the codec of upstream connections. The codec is the only one that Apus has.
enum UpstreamFiltersDocument {
    private static let codec = "envoy.extensions.filters.http.upstream_codec.v3.UpstreamCodec"
    private static let package = "envoy.extensions.filters.http."

    /// Envoy's HTTP filters that are none of upstream requests there, by the name of their packages. The list was found
    /// by giving each to Envoy itself.
    private static let downstreamOnly: Set<String> = [
        "bandwidth_limit", "cors", "csrf", "ext_authz", "fault", "grpc_stats", "header_to_metadata", "jwt_authn",
        "local_ratelimit", "router", "set_filter_state", "set_metadata", "tap",
    ]

    /// Reads a chain: the codec ends it. An empty one is as none.
    static func read(_ field: String, of reader: inout MessageReader) {
        let filters = reader.messages(field) { reader in
            (isCodec: readFilter(&reader), place: reader.node("name") ?? reader.place)
        }
        for (place, filter) in filters.enumerated() {
            guard let isCodec = filter.isCodec else { continue }
            let isLast = place == filters.count - 1
            if isLast && !isCodec {
                reader.session.wrong(filter.place, expected: "the codec (\(codec)) at the end of the chain")
            } else if !isLast && isCodec {
                reader.session.complain(
                    .wrongValue, at: filter.place, "expected the codec at the end of its chain, found it before others",
                    isFoundLate: true)
            }
        }
    }

    /// Whether a filter is the codec; nil after a complaint that says more.
    private static func readFilter(_ reader: inout MessageReader) -> Bool? {
        let name = reader.requiredString("name")
        _ = reader.bool("is_optional")
        if reader.has("config_discovery") {
            reader.refuse("config_discovery")
            return nil
        }
        guard let content = reader.configuration(of: name) else { return nil }
        if content.typeName == codec { return content.read { _ in true } }
        let part = content.typeName.hasPrefix(package) ? content.typeName.dropFirst(package.count) : ""
        if part.isEmpty || downstreamOnly.contains(String(part.prefix { $0 != "." })) {
            content.misplace("a filter of upstream requests")
        } else {
            content.refuse("a filter of upstream requests")
        }
        return nil
    }
}

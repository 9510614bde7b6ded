/// Reads `envoy.extensions.filters.http.health_check.v3.HealthCheck`.
enum HealthCheckFilterDocument: HTTPFilterReading {
    static let typeName = "envoy.extensions.filters.http.health_check.v3.HealthCheck"
    static let routeTypeName: String? = nil

    static func read(_ reader: inout MessageReader) -> (any HTTPFilterValue)? {
        guard reader.has("pass_through_mode") else {
            reader.missing("pass_through_mode")
            return nil
        }
        let passesThrough = reader.bool("pass_through_mode") ?? false
        var result = HealthCheckFilterConfiguration(passesThrough: passesThrough)
        let cacheNode = reader.node("cache_time")
        result.cacheTime = reader.duration("cache_time") ?? 0
        if let cacheNode, result.cacheTime != 0, !passesThrough {
            reader.session.wrong(cacheNode, expected: "\"pass_through_mode\" beside a time")
        }
        // Where checks go on to the upstream, it answers; so in Envoy.
        result.clusters = readShares(&reader)
        result.headers = reader.messages("headers", HeaderMatcherDocument.read).compactMap(\.self)
        return result
    }

    private static func readShares(_ reader: inout MessageReader) -> [HealthCheckFilterConfiguration.ClusterShare] {
        let session = reader.session
        guard let type = session.types.message("envoy.type.v3.Percent") else { return [] }
        return reader.map("cluster_min_healthy_percentages").compactMap { key, value in
            guard value.kind == .object || value.isNull else {
                session.wrong(value, expected: "an object (envoy.type.v3.Percent)")
                return nil
            }
            var inner = MessageReader([value], as: type, in: session)
            let node = inner.node("value") ?? value
            let percent = inner.double("value") ?? 0
            inner.finish()
            if percent < 0 || percent > 100 {
                session.wrong(node, expected: "a number from 0 to 100")
                return nil
            }
            return HealthCheckFilterConfiguration.ClusterShare(name: key.string ?? "", percent: percent)
        }.sorted { $0.name < $1.name }
    }
}

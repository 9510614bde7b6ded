internal import Buffers
internal import Configuration
internal import EventLoops
internal import NetworkAddresses
internal import RegularExpressions
internal import Upstreams

/// `/clusters`: each cluster's limits, and what was counted of each endpoint.
enum ClustersPage {
    /// A line a value: `cluster::address::name::value`.
    static func text(_ clusters: [Cluster], dynamic: Set<String>, filter: RegularExpression?) -> ByteBuffer {
        var page = ByteBuffer()
        for cluster in clusters where accepts(cluster, filter) {
            let name = Array(cluster.name.utf8)
            line(name, "observability_name", cluster.observabilityName, to: &page)
            if let outliers = cluster.outliers {
                for (label, isLocal) in [("outlier::", false), ("outlier::local_origin_", true)] {
                    let rates = outliers.rates(local: isLocal)
                    line(name + Array("::\(label)".utf8), to: &page, "success_rate_average", rates.average)
                    line(
                        name + Array("::\(label)".utf8), to: &page, "success_rate_ejection_threshold",
                        rates.threshold)
                }
            }
            limits(name, "default_priority", cluster.circuitBreakers.defaults, to: &page)
            limits(name, "high_priority", cluster.circuitBreakers.high, to: &page)
            line(name, "added_via_api", dynamic.contains(cluster.name) ? "true" : "false", to: &page)
            if let service = service(of: cluster) { line(name, "eds_service_name", service, to: &page) }
            for endpoint in cluster.allEndpoints {
                let prefix = name + Array("::".utf8) + Array(endpoint.address.description.utf8)
                let stats = EndpointStats(endpoint)
                for (counter, value) in stats.byName { line(prefix, counter, value, to: &page) }
                line(prefix, "hostname", endpoint.hostname, to: &page)
                line(prefix, "health_flags", endpoint.flagsText, to: &page)
                line(prefix, "weight", UInt64(endpoint.weight), to: &page)
                line(prefix, "region", endpoint.locality.region, to: &page)
                line(prefix, "zone", endpoint.locality.zone, to: &page)
                line(prefix, "sub_zone", endpoint.locality.subZone, to: &page)
                line(prefix, "canary", endpoint.isCanary ? "true" : "false", to: &page)
                line(prefix, "priority", UInt64(endpoint.priority), to: &page)
                line(prefix, "success_rate", rate(endpoint.outlier?.successRate), to: &page)
                line(prefix, "local_origin_success_rate", rate(endpoint.outlier?.localSuccessRate), to: &page)
            }
        }
        return page
    }

    /// Envoy's `Clusters` message.
    static func json(_ clusters: [Cluster], dynamic: Set<String>, filter: RegularExpression?) -> ByteBuffer {
        var page = JSONWriter()
        page.beginObject()
        var isFirst = true
        for cluster in clusters where accepts(cluster, filter) {
            if isFirst { page.beginArray("cluster_statuses") }
            isFirst = false
            page.beginObject()
            page.member("name", cluster.name)
            if dynamic.contains(cluster.name) { page.member("added_via_api", true) }
            percent("success_rate_ejection_threshold", cluster.outliers?.rates(local: false).threshold, to: &page)
            if !cluster.allEndpoints.isEmpty {
                page.beginArray("host_statuses")
                for endpoint in cluster.allEndpoints { host(endpoint, to: &page) }
                page.endArray()
            }
            percent(
                "local_origin_success_rate_ejection_threshold", cluster.outliers?.rates(local: true).threshold,
                to: &page)
            page.beginObject("circuit_breakers")
            page.beginArray("thresholds")
            thresholds(cluster.circuitBreakers.defaults, isHigh: false, to: &page)
            thresholds(cluster.circuitBreakers.high, isHigh: true, to: &page)
            page.endArray()
            page.endObject()
            page.member("observability_name", cluster.observabilityName)
            if let service = service(of: cluster) { page.member("eds_service_name", service) }
            page.endObject()
        }
        if !isFirst { page.endArray() }
        page.endObject()
        return page.finish()
    }

    /// The name that its endpoints have at their source, where the cluster says one.
    private static func service(of cluster: Cluster) -> String? {
        guard case .eds(let discovery) = cluster.configuration.discoveryType, !discovery.serviceName.isEmpty else {
            return nil
        }
        return discovery.serviceName
    }

    private static func accepts(_ cluster: Cluster, _ filter: RegularExpression?) -> Bool {
        filter?.matches(Array(cluster.name.utf8).span) ?? true
    }

    // MARK: - Text

    private static func line(_ prefix: [UInt8], _ name: StaticString, _ value: String, to page: inout ByteBuffer) {
        page.append(prefix)
        page.append("::")
        page.append(name)
        page.append("::")
        page.append(value)
        page.append("\n")
    }

    private static func line(_ prefix: [UInt8], _ name: StaticString, _ value: UInt64, to page: inout ByteBuffer) {
        page.append(prefix)
        page.append("::")
        page.append(name)
        page.append("::")
        page.append(decimal: value)
        page.append("\n")
    }

    /// A rate in as many digits as C's `%g` writes.
    private static func line(
        _ prefix: [UInt8], to page: inout ByteBuffer, _ name: StaticString, _ rate: Double
    ) {
        page.append(prefix)
        page.append(name)
        page.append("::")
        page.append(shortened(rate))
        page.append("\n")
    }

    /// Six digits that count, without zeros at the end.
    private static func shortened(_ rate: Double) -> String {
        let scale: Double = abs(rate) >= 100 ? 1_000 : abs(rate) >= 10 ? 10_000 : 100_000
        return text((rate * scale).rounded() / scale)
    }

    private static func text(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : String(number)
    }

    private static func rate(_ rate: Double?) -> String { text(rate ?? -1) }

    private static func limits(
        _ name: [UInt8], _ priority: String, _ limits: CircuitBreakers.Priority, to page: inout ByteBuffer
    ) {
        let prefix = name + Array("::\(priority)".utf8)
        line(prefix, "max_connections", UInt64(limits.bounds.connections), to: &page)
        line(prefix, "max_pending_requests", UInt64(limits.bounds.pendingRequests), to: &page)
        line(prefix, "max_requests", UInt64(limits.bounds.requests), to: &page)
        line(prefix, "max_retries", UInt64(limits.mostRetries(at: LoopClock.monotonic())), to: &page)
    }

    // MARK: - JSON

    private static func host(_ endpoint: Endpoint, to page: inout JSONWriter) {
        page.beginObject()
        page.beginObject("address")
        page.address(endpoint.address)
        page.endObject()
        page.beginArray("stats")
        let stats = EndpointStats(endpoint)
        for (name, value) in stats.counters { stat(name, value, isGauge: false, to: &page) }
        for (name, value) in stats.gauges { stat(name, value, isGauge: true, to: &page) }
        page.endArray()
        page.beginObject("health_status")
        for (flag, name) in Self.flagMembers where endpoint.healthFlags.contains(flag) { page.member(name, true) }
        page.member("eds_health_status", endpoint.configuredHealth.status)
        page.endObject()
        percent("success_rate", endpoint.outlier?.successRate, to: &page)
        page.member("weight", number: UInt64(endpoint.weight))
        if !endpoint.hostname.isEmpty { page.member("hostname", endpoint.hostname) }
        if endpoint.priority != 0 { page.member("priority", number: UInt64(endpoint.priority)) }
        percent("local_origin_success_rate", endpoint.outlier?.localSuccessRate, to: &page)
        page.beginObject("locality")
        page.locality(endpoint)
        page.endObject()
        page.endObject()
    }

    private static let flagMembers: [(HealthFlags, StaticString)] = [
        (.failedHealthCheck, "failed_active_health_check"), (.ejected, "failed_outlier_check"),
        (.degradedByHealthCheck, "failed_active_degraded_check"), (.leaving, "pending_dynamic_removal"),
        (.awaitsHealthCheck, "pending_active_hc"), (.excludedAtOnce, "excluded_via_immediate_hc_fail"),
        (.timedOut, "active_hc_timeout"),
    ]

    /// A `Percent` message, left out where there is no value.
    private static func percent(_ name: StaticString, _ rate: Double?, to page: inout JSONWriter) {
        guard let rate, rate >= 0 else { return }
        page.beginObject(name)
        if rate != 0 { page.member("value", double: rate) }
        page.endObject()
    }

    private static func stat(_ name: StaticString, _ value: UInt64, isGauge: Bool, to page: inout JSONWriter) {
        page.beginObject()
        if isGauge { page.member("type", "GAUGE") }
        // Protobuf's JSON leaves zeros out.
        if value != 0 { page.member("value", text: value) }
        page.member("name", name.description)
        page.endObject()
    }

    private static func thresholds(
        _ limits: CircuitBreakers.Priority, isHigh: Bool, to page: inout JSONWriter
    ) {
        page.beginObject()
        if isHigh { page.member("priority", "HIGH") }
        page.member("max_connections", number: UInt64(limits.bounds.connections))
        page.member("max_pending_requests", number: UInt64(limits.bounds.pendingRequests))
        page.member("max_requests", number: UInt64(limits.bounds.requests))
        page.member("max_retries", number: UInt64(limits.mostRetries(at: LoopClock.monotonic())))
        page.endObject()
    }
}

/// An endpoint's counts at one moment, over all workers.
private struct EndpointStats {
    let counters: [(StaticString, UInt64)]
    let gauges: [(StaticString, UInt64)]

    init(_ endpoint: Endpoint) {
        counters = [
            ("cx_connect_fail", endpoint.sum(\.connectFailures)), ("cx_total", endpoint.sum(\.connectionsTotal)),
            ("rq_error", endpoint.sum(\.requestsFailed)), ("rq_success", endpoint.sum(\.requestsSucceeded)),
            ("rq_timeout", endpoint.sum(\.requestsTimedOut)), ("rq_total", endpoint.sum(\.requestsTotal)),
        ]
        // Requests wait for a connection in the cluster's queue, not at an endpoint of their own.
        gauges = [
            ("cx_active", endpoint.sum(\.connectionsActive)), ("rq_active", endpoint.sum(\.requestsActive)),
            ("rq_pending_active", 0),
        ]
    }

    /// All of them as the text page orders them.
    var byName: [(StaticString, UInt64)] {
        (counters + gauges).sorted { $0.0.description < $1.0.description }
    }
}

extension JSONWriter {
    /// The members of a `Locality` message.
    mutating func locality(_ endpoint: Endpoint) {
        let locality = endpoint.locality
        if !locality.region.isEmpty { member("region", locality.region) }
        if !locality.zone.isEmpty { member("zone", locality.zone) }
        if !locality.subZone.isEmpty { member("sub_zone", locality.subZone) }
    }
}

extension Endpoint {
    /// All that speaks against it, as the text page writes it.
    fileprivate var flagsText: String {
        let flags = healthFlags
        var text = ""
        func note(_ name: String, _ isSet: Bool) { if isSet { text += "/" + name } }
        note("failed_active_hc", flags.contains(.failedHealthCheck))
        note("failed_outlier_check", flags.contains(.ejected))
        note("failed_eds_health", configuredHealth == .unhealthy || configuredHealth == .timeout)
        note("degraded_active_hc", flags.contains(.degradedByHealthCheck))
        note("degraded_eds_health", configuredHealth == .degraded)
        note("pending_dynamic_removal", flags.contains(.leaving))
        note("pending_active_hc", flags.contains(.awaitsHealthCheck))
        note("excluded_via_immediate_hc_fail", flags.contains(.excludedAtOnce))
        note("active_hc_timeout", flags.contains(.timedOut))
        note("eds_status_draining", configuredHealth == .draining)
        return text.isEmpty ? "healthy" : text
    }
}

extension EndpointConfiguration.HealthStatus {
    /// As the JSON page writes it.
    fileprivate var status: String {
        switch self {
        case .unknown, .healthy: "HEALTHY"
        case .unhealthy, .timeout: "UNHEALTHY"
        case .draining: "DRAINING"
        case .degraded: "DEGRADED"
        }
    }
}

extension Cluster {
    /// The name in statistics.
    fileprivate var observabilityName: String {
        configuration.altStatName.isEmpty ? configuration.name : configuration.altStatName
    }
}

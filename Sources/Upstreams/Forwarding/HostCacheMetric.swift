public import Telemetry

/// The statistics of a cache of names.
public enum HostCacheMetric: Int, MetricIndex {
    /// `cache_load`
    case cacheLoad
    /// `dns_address_filter_out`
    case dnsAddressFilterOut
    /// `dns_query_attempt`
    case dnsQueryAttempt
    /// `dns_query_failure`
    case dnsQueryFailure
    /// `dns_query_success`
    case dnsQuerySuccess
    /// `dns_query_timeout`
    case dnsQueryTimeout
    /// `dns_rq_pending_overflow`
    case dnsRqPendingOverflow
    /// `host_added`
    case hostAdded
    /// `host_address_changed`
    case hostAddressChanged
    /// `host_overflow`
    case hostOverflow
    /// `host_removed`
    case hostRemoved
    /// `num_hosts`
    case numHosts
    /// `circuit_breakers.rq_pending_open`
    case rqPendingOpen
    /// `circuit_breakers.rq_pending_remaining`
    case rqPendingRemaining

    /// Name and kind.
    public var declaration: MetricDeclaration {
        switch self {
        case .cacheLoad: .counter("cache_load")
        case .dnsAddressFilterOut: .counter("dns_address_filter_out")
        case .dnsQueryAttempt: .counter("dns_query_attempt")
        case .dnsQueryFailure: .counter("dns_query_failure")
        case .dnsQuerySuccess: .counter("dns_query_success")
        case .dnsQueryTimeout: .counter("dns_query_timeout")
        case .dnsRqPendingOverflow: .counter("dns_rq_pending_overflow")
        case .hostAdded: .counter("host_added")
        case .hostAddressChanged: .counter("host_address_changed")
        case .hostOverflow: .counter("host_overflow")
        case .hostRemoved: .counter("host_removed")
        case .numHosts: .gauge("num_hosts")
        case .rqPendingOpen: .gauge("circuit_breakers.rq_pending_open")
        case .rqPendingRemaining: .gauge("circuit_breakers.rq_pending_remaining")
        }
    }

    static let family = makeFamily(extractedPrefix: "dns_cache.")
}

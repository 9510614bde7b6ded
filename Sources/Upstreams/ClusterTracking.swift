public import HTTPSemantics
public import Telemetry

/// Sizes of tries; see `ClusterConfiguration.tracksSizes`.
public enum ClusterSizeMetric: Int, MetricIndex {
    /// `upstream_rq_headers_size`, of names and values
    case upstreamRqHeadersSize
    /// `upstream_rq_headers_count`
    case upstreamRqHeadersCount
    /// `upstream_rq_body_size`
    case upstreamRqBodySize
    /// `upstream_rs_headers_size`
    case upstreamRsHeadersSize
    /// `upstream_rs_headers_count`
    case upstreamRsHeadersCount
    /// `upstream_rs_body_size`
    case upstreamRsBodySize

    /// The metric's name and kind.
    public var declaration: MetricDeclaration {
        switch self {
        case .upstreamRqHeadersSize: .histogram("upstream_rq_headers_size", .bytes)
        case .upstreamRqHeadersCount: .histogram("upstream_rq_headers_count", .unspecified)
        case .upstreamRqBodySize: .histogram("upstream_rq_body_size", .bytes)
        case .upstreamRsHeadersSize: .histogram("upstream_rs_headers_size", .bytes)
        case .upstreamRsHeadersCount: .histogram("upstream_rs_headers_count", .unspecified)
        case .upstreamRsBodySize: .histogram("upstream_rs_body_size", .bytes)
        }
    }

    static let family = makeFamily(extractedPrefix: "cluster.")
}

/// How much of their time requests and tries take; see `ClusterConfiguration.tracksBudgets`.
public enum ClusterBudgetMetric: Int, MetricIndex {
    /// `upstream_rq_timeout_budget_percent_used`
    case upstreamRqTimeoutBudgetPercentUsed
    /// `upstream_rq_timeout_budget_per_try_percent_used`
    case upstreamRqTimeoutBudgetPerTryPercentUsed

    /// The metric's name and kind.
    public var declaration: MetricDeclaration {
        switch self {
        case .upstreamRqTimeoutBudgetPercentUsed: .histogram("upstream_rq_timeout_budget_percent_used", .unspecified)
        case .upstreamRqTimeoutBudgetPerTryPercentUsed:
            .histogram("upstream_rq_timeout_budget_per_try_percent_used", .unspecified)
        }
    }

    static let family = makeFamily(extractedPrefix: "cluster.")
}

/// Where one worker measures the tries that go to a cluster.
public final class ClusterTracking {
    // Nil means those are not measured.
    private let sizes: MetricWriter?
    private let budgets: MetricWriter?

    init(sizes: MetricWriter?, budgets: MetricWriter?) {
        self.sizes = sizes
        self.budgets = budgets
    }

    /// A try is over: this was sent of it.
    public func recordRequest(_ head: borrowing RequestHead, body: UInt64) {
        guard let sizes else { return }
        sizes.record(ClusterSizeMetric.upstreamRqHeadersSize, head.nameAndValueBytes())
        sizes.record(ClusterSizeMetric.upstreamRqHeadersCount, UInt64(head.headers.count + 1))
        sizes.record(ClusterSizeMetric.upstreamRqBodySize, body)
    }

    /// The head of an answer has come.
    public func recordAnswer(_ head: borrowing ResponseHead) {
        guard let sizes else { return }
        sizes.record(
            ClusterSizeMetric.upstreamRsHeadersSize, head.headers.nameAndValueBytes() + UInt64(":status200".utf8.count))
        sizes.record(ClusterSizeMetric.upstreamRsHeadersCount, UInt64(head.headers.count + 1))
    }

    /// A try with an answer is over: so many bytes of its body have come.
    public func recordAnswerBody(_ body: UInt64) { sizes?.record(ClusterSizeMetric.upstreamRsBodySize, body) }

    /// A request was answered, or its time was up; milliseconds.
    public func recordBudget(_ time: UInt64, of timeout: UInt64) {
        budgets?.record(ClusterBudgetMetric.upstreamRqTimeoutBudgetPercentUsed, Self.percent(time, timeout))
    }

    /// A try is over; milliseconds.
    public func recordTryBudget(_ time: UInt64, of timeout: UInt64) {
        budgets?.record(ClusterBudgetMetric.upstreamRqTimeoutBudgetPerTryPercentUsed, Self.percent(time, timeout))
    }

    private static func percent(_ time: UInt64, _ timeout: UInt64) -> UInt64 {
        if timeout == 0 { return 0 }
        let (product, overflow) = time.multipliedReportingOverflow(by: 100)
        return overflow ? .max : product / timeout
    }
}

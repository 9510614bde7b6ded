/// Which requests a log takes, or a mapper of local replies (`envoy.config.accesslog.v3.AccessLogFilter`).
public indirect enum AccessLogFilterConfiguration: Sendable, Equatable {
    /// The response's status compares so with a number.
    case statusCode(Comparison, RuntimeNumberConfiguration)
    /// The duration in milliseconds compares so with a number.
    case duration(Comparison, RuntimeNumberConfiguration)
    /// No health check.
    case notHealthCheck
    /// Requests that are traced: none here.
    case traceable
    /// A share of the requests; by their `x-request-id`, unless it is to be independent of it. A number at the key
    /// takes the place of the numerator.
    case sample(RuntimeFractionConfiguration, isIndependent: Bool)
    /// All of these.
    case all([AccessLogFilterConfiguration])
    /// Any of these.
    case any([AccessLogFilterConfiguration])
    /// A field of the request is so.
    case header(HeaderMatcherConfiguration)
    /// Any of these response flags, by their short names; empty means any flag at all.
    case responseFlags([String])
    /// The gRPC status is one of these numbers, or, with `excludes`, none of them.
    case grpcStatus([UInt8], excludes: Bool)
    /// The line is of one of these types, or, with `excludes`, of none of them. Numbers are `AccessLogType`'s.
    case logType([UInt8], excludes: Bool)

    /// A value of the metadata is so, whatever the matcher's `invert` says; `whenMissing` is the verdict where there is
    /// no such value, and without a matcher.
    case metadata(MetadataMatcherConfiguration?, whenMissing: Bool)

    /// How a number is compared with the configured one.
    public enum Comparison: Sendable, Equatable {
        /// It is the same, at least as great, at most as great, or another.
        case equal, atLeast, atMost, notEqual
    }
}

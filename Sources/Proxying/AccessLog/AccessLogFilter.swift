internal import Buffers
internal import Configuration
internal import EventLoops
internal import Filters
internal import HTTPSemantics
internal import Routing
internal import RuntimeValues

/// A compiled condition on an exchange: of an access log, or of a mapper of local replies.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/accesslog/v3/accesslog.proto
indirect enum AccessLogFilter {
    typealias Comparison = AccessLogFilterConfiguration.Comparison

    case statusCode(Comparison, Number)
    case duration(Comparison, Number)
    case always, never
    case sample(share: Number, of: UInt64, isIndependent: Bool)
    case all([AccessLogFilter])
    case any([AccessLogFilter])
    case header(HeaderMatcher)
    case flags(ResponseFlags)
    case grpcStatus(bits: UInt64, excludes: Bool)
    case logType(bits: UInt64, excludes: Bool)

    /// A number that a runtime key may change.
    struct Number {
        private let number: UInt64
        private let value: RuntimeValue?

        init(_ number: UInt32, key: String, _ runtime: LiveRuntime) {
            self.number = UInt64(number)
            value = key.isEmpty ? nil : runtime.value(at: key)
        }

        /// What it is at present.
        var current: UInt64 { value?.number ?? number }
    }

    init(_ configuration: AccessLogFilterConfiguration, runtime: LiveRuntime) {
        switch configuration {
        case .statusCode(let comparison, let value):
            self = .statusCode(comparison, Number(value.number, key: value.key, runtime))
        case .duration(let comparison, let value):
            self = .duration(comparison, Number(value.number, key: value.key, runtime))
        // No filter here answers health checks, and nothing is traced.
        case .notHealthCheck: self = .always
        case .traceable: self = .never
        case .sample(let fraction, let isIndependent):
            self = .sample(
                share: Number(fraction.share.numerator, key: fraction.key, runtime),
                of: UInt64(max(1, fraction.share.denominator)), isIndependent: isIndependent)
        case .all(let filters): self = .all(filters.map { AccessLogFilter($0, runtime: runtime) })
        case .any(let filters): self = .any(filters.map { AccessLogFilter($0, runtime: runtime) })
        case .header(let matcher): self = .header(HeaderMatcher(matcher))
        case .responseFlags(let names): self = .flags(Self.flags(names))
        case .grpcStatus(let statuses, let excludes):
            self = .grpcStatus(bits: Self.bits(statuses), excludes: excludes)
        case .logType(let types, let excludes): self = .logType(bits: Self.bits(types), excludes: excludes)
        }
    }

    private static func bits(_ numbers: [UInt8]) -> UInt64 {
        numbers.reduce(0) { $1 < 64 ? $0 | 1 << UInt64($1) : $0 }
    }

    /// The flags of those names. Names of flags that are never set here ask for none; no name asks for any.
    private static func flags(_ names: [String]) -> ResponseFlags {
        if names.isEmpty { return ResponseFlags(rawValue: .max) }
        var flags: ResponseFlags = []
        for flag in ResponseFlags.names where names.contains("\(flag.short)") { flags.insert(flag.flag) }
        return flags
    }

    /// Whether the exchange, as it is now, is one that the condition asks for.
    func matches(_ exchange: some LoggedExchange) -> Bool {
        switch self {
        case .always: true
        case .never: false
        case .statusCode(let comparison, let value):
            Self.compare(UInt64(exchange.info.responseCode), comparison, value.current)
        case .duration(let comparison, let value):
            Self.compare((exchange.loop.now &- exchange.info.startTime) / 1_000_000, comparison, value.current)
        case .sample(let share, let whole, let isIndependent):
            (isIndependent ? exchange.worker.randomBits() : exchange.requestNumber) % whole < share.current
        case .all(let filters): filters.allSatisfy { $0.matches(exchange) }
        case .any(let filters): filters.contains { $0.matches(exchange) }
        case .header(let matcher): exchange.request.map { matcher.matches($0.requestHead) } ?? false
        case .flags(let flags): !exchange.info.flags.isDisjoint(with: flags)
        case .grpcStatus(let bits, let excludes):
            Self.contains(bits, exchange.request?.responseGRPCStatus ?? -1) != excludes
        case .logType(let bits, let excludes):
            Self.contains(bits, Int(exchange.logType.rawValue)) != excludes
        }
    }

    private static func contains(_ bits: UInt64, _ number: Int) -> Bool {
        number >= 0 && number < 64 && bits >> UInt64(number) & 1 == 1
    }

    private static func compare(_ found: UInt64, _ comparison: Comparison, _ value: UInt64) -> Bool {
        switch comparison {
        case .equal: found == value
        case .atLeast: found >= value
        case .atMost: found <= value
        case .notEqual: found != value
        }
    }
}

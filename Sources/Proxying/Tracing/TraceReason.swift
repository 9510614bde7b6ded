internal import Buffers
internal import HTTPSemantics

/// Why a request is traced. It travels in the version digit of `x-request-id`, so that all proxies on its way decide
/// alike.
/// Source: https://www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/observability/tracing
enum TraceReason: UInt8 {
    /// It is not.
    case notTraceable = 0x34
    /// Chance has chosen it.
    case sampled = 0x39
    /// A service of ours asks for it, by `x-envoy-force-trace`.
    case serviceForced = 0x61
    /// The client asks for it, by `x-client-trace-id`.
    case clientForced = 0x62

    /// Whether there is one.
    var isTraced: Bool { self != .notTraceable }
}

extension HeaderMap {
    /// The reason that `x-request-id` carries.
    var traceReason: TraceReason {
        let index = firstIndex(of: .xRequestID)
        guard index >= 0, value(at: index).count == 36 else { return .notTraceable }
        return TraceReason(rawValue: value(at: index)[14]) ?? .notTraceable
    }

    /// Lets `x-request-id` carry a reason, if it is a UUID.
    mutating func setTraceReason(_ reason: TraceReason) {
        let index = firstIndex(of: .xRequestID)
        if index >= 0 { setTraceReason(reason, at: index) }
    }

    /// Lets the UUID in field `index` carry a reason.
    mutating func setTraceReason(_ reason: TraceReason, at index: Int) {
        guard value(at: index).count == 36 else { return }
        var id = ByteBuffer()
        id.append(value(at: index))
        id[14] = reason.rawValue
        setValue(at: index, id.readable)
    }

    /// A number that is the same for a request wherever it is asked for, out of `x-request-id`; nil when that is no
    /// UUID.
    var traceNumber: UInt64? {
        let index = firstIndex(of: .xRequestID)
        guard index >= 0, value(at: index).count == 36 else { return nil }
        return HexadecimalID.read(value(at: index).extracting(0..<8))
    }
}

/// Who a span is.
struct TraceContext: Equatable {
    /// The trace's id; the high half is 0 where ids have 64 bits.
    var traceHigh: UInt64 = 0
    var traceLow: UInt64
    /// The span's own id.
    var span: UInt64
    /// The id of the span that caused it; 0 means none did.
    var parent: UInt64 = 0
    /// Whether it is told to a collector.
    var isSampled: Bool
}

/// What the fields of a request say of the trace that it belongs to.
enum TraceReading: Equatable {
    /// Of none; perhaps whether a new one is to be told.
    case absent(isSampled: Bool?)
    /// Something that breaks the rules: such a request gets no span, and its fields go on as they came.
    case broken
    /// The client's span; perhaps whether it is told.
    case found(TraceContext, isSampled: Bool?)
}

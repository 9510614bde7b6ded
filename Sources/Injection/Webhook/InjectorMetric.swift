public import Telemetry

/// What the webhook counts of itself, under `injector.`.
public enum InjectorMetric: Int, MetricIndex {
    /// Questions that came.
    case reviews
    /// Pods that got a proxy.
    case injected
    /// Pods that wanted none, and what is no pod.
    case skipped
    /// Pods that can have none.
    case refused
    /// Questions that could not be answered.
    case malformed
    /// Questions that were put off, since those of the same address take all the memory that they may.
    case overloaded
    /// Questions that did not come in time.
    case slow
    /// Microseconds from the last byte of a question to its answer.
    case answerTime

    /// Name and kind.
    public var declaration: MetricDeclaration {
        switch self {
        case .reviews: .counter("reviews")
        case .injected: .counter("injected")
        case .skipped: .counter("skipped")
        case .refused: .counter("refused")
        case .malformed: .counter("malformed")
        case .overloaded: .counter("overloaded")
        case .slow: .counter("slow")
        case .answerTime: .histogram("answer_time_us")
        }
    }

    static let family = makeFamily(extractedPrefix: "injector.")
}

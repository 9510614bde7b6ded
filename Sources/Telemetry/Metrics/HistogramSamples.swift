internal import Synchronization

/// Single values of histograms on their way to who sends them on, as statsd wants them. Only a registry that was given
/// one hands values over; histograms of others know nothing of it.
///
/// Each thread has a queue of its own, more or less, which is bounded: what finds it full is lost, and counted.
public final class HistogramSamples: Sendable {
    struct Sample: Sendable {
        let source: SampledScope
        let index: Int
        let value: UInt64
    }
    private final class Queue: Sendable {
        let samples = Mutex<[Sample]>([])
    }
    private let queues = (0..<16).map { _ in Queue() }
    private let limit: Int
    private let lost = Atomic<UInt64>(0)
    private let waker = Mutex<(@Sendable () -> Void)?>(nil)

    /// Queues for `limit` values each.
    public init(limit: Int = 8_192) { self.limit = limit }

    /// Lets `wake` run when a value comes to an empty queue, on the thread that recorded it.
    public func whenWaiting(_ wake: @escaping @Sendable () -> Void) { waker.withLock { $0 = wake } }

    /// How many values were lost so far.
    public var lostCount: UInt64 { lost.load(ordering: .relaxed) }

    func add(_ sample: Sample, thread: Int) {
        let count = queues[thread & 15].samples.withLock { samples in
            if samples.count >= limit { return 0 }
            samples.append(sample)
            return samples.count
        }
        if count == 0 { lost.add(1, ordering: .relaxed) }
        if count == 1, let wake = waker.withLock({ $0 }) { wake() }
    }

    /// Takes out everything, and calls `visit` with it.
    func drain(_ visit: (Sample) -> Void) {
        for queue in queues {
            let samples = queue.samples.withLock { samples in
                var taken: [Sample] = []
                swap(&taken, &samples)
                return taken
            }
            for sample in samples { visit(sample) }
        }
    }
}

/// What a scope is called, for those who send its values on.
final class SampledScope: Sendable {
    let prefix: String
    let extractedPrefix: String
    let labels: [MetricLabel]
    let family: MetricFamily
    private let samples: HistogramSamples

    init(_ scope: MetricScope, _ samples: HistogramSamples) {
        prefix = scope.prefix
        extractedPrefix = scope.extractedPrefix
        labels = scope.labels
        family = scope.family
        self.samples = samples
    }

    func add(_ index: Int, _ value: UInt64, thread: Int) {
        samples.add(HistogramSamples.Sample(source: self, index: index, value: value), thread: thread)
    }
}

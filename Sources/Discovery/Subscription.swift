internal import Buffers
public import Configuration
public import EventLoops
internal import Synchronization
public import Telemetry

/// What one subscriber has heard from its source, with its statistics, and how long it waits for the first answer.
/// Confined to the main loop.
///
/// ```
///   waiting ──first answer, good or bad──▶ following
///      └──────initial fetch timeout──────▶ following (with nothing yet)
/// ```
/// `onReady` runs once, at the end of the wait: who warms up behind it may go on.
public final class Subscription: TimerOwner {
    /// What became of an answer.
    public enum Outcome: Sendable {
        /// It is in use.
        case accepted(reloaded: Bool)
        /// It is in use and holds nothing for this subscriber.
        case empty
        /// Something of it is not in use.
        case rejected
        /// It did not come.
        case failed
        /// It could not be read. Envoy counts it as failed when it is a file, and as rejected when it is a server's.
        case unreadable
        /// It says that all is as it was, or nothing of what this subscriber asks for.
        case unchanged
    }

    /// The version that was accepted last.
    public private(set) var version = ""
    private let counters: MetricBlock
    private let scope: MetricScope
    private let family: SubscriptionFamily
    private let registry: MetricRegistry
    private let versionText: VersionText
    private var textSource: Int?
    private let timer: LoopTimer
    private var onReady: (() -> Void)?
    private var isPatient = false
    private var lastOutcome = Outcome.unchanged
    private let log: Log
    private let what: String

    /// The text that `version_text` shows.
    private final class VersionText: Sendable {
        let text = Mutex("")
    }

    /// Makes a subscription that counts in `family` at `prefix`; `what` is what it is called in the log.
    public init(
        _ what: String, family: SubscriptionFamily, prefix: String, labels: [MetricLabel] = [],
        registry: MetricRegistry,
        loop: EventLoop, log: Log
    ) {
        self.what = what
        self.registry = registry
        self.log = log
        scope = registry.scope(prefix: prefix, labels: labels, family: family.metrics)
        counters = scope.block(thread: 0)
        self.family = family
        let versionText = VersionText()
        self.versionText = versionText
        timer = LoopTimer(loop: loop)
        super.init()
        timer.owner = self
        textSource = registry.addTextSource(
            "\(prefix)version_text", extractedName: "\(family.metrics.extractedPrefix)version_text", labels: labels
        ) { versionText.text.withLock { $0 } }
    }

    /// Waits for the first answer of a source; as long as the source says, or for ever.
    public func begin(_ source: ConfigSourceConfiguration, onReady: @escaping () -> Void) {
        self.onReady = onReady
        switch source.origin {
        case .file: break
        case .rest, .identity: isPatient = true
        }
        if let timeout = source.initialFetchTimeout { timer.arm(after: timeout) }
    }

    /// Notes that the answer from before has come again, with all that became of it.
    public func noteAgain() {
        switch lastOutcome {
        case .accepted: note(.accepted(reloaded: false), version: version)
        case .empty, .rejected, .failed, .unreadable, .unchanged: note(lastOutcome, version: version)
        }
    }

    /// Notes what became of an answer with a version.
    public func note(_ outcome: Outcome, version: String) {
        if case .unreadable = outcome { return note(isPatient ? .rejected : .failed, version: version) }
        if case .unchanged = outcome {} else { lastOutcome = outcome }
        count(.updateAttempt)
        switch outcome {
        case .accepted(let reloaded):
            accept(version)
            if reloaded {
                count(.configReload)
                if family.has(.configReloadTimeMs) { counters.set(SubscriptionMetric.configReloadTimeMs, Self.now()) }
            }
        case .empty:
            accept(version)
            count(.updateEmpty)
        case .rejected: count(.updateRejected)
        case .failed, .unreadable: count(.updateFailure)
        case .unchanged: return
        }
        // As in Envoy: what is wrong will not get better by waiting, but a server may come back.
        if case .failed = outcome, isPatient { return }
        ready()
    }

    private func count(_ metric: SubscriptionMetric) {
        if family.has(metric) { counters.increment(metric) }
    }

    private func accept(_ version: String) {
        self.version = version
        versionText.text.withLock { $0 = version }
        count(.updateSuccess)
        counters.set(SubscriptionMetric.updateTime, Self.now())
        if family.has(.version) { scope.setFixed(SubscriptionMetric.version.rawValue, Self.number(of: version)) }
    }

    /// Waits for nothing more and takes its statistics away.
    public func end() {
        timer.cancel()
        onReady = nil
        if let textSource { registry.removeSource(textSource) }
        textSource = nil
        registry.remove(scope)
    }

    private func ready() {
        timer.cancel()
        guard let onReady else { return }
        self.onReady = nil
        onReady()
    }

    public override func timerFired(_ kind: UInt8) {
        count(.initFetchTimeout)
        log.warning(.config, "\(what): no answer in time; going on without one")
        ready()
    }

    /// The number that stands for a version, as in Envoy; 0 for none.
    public static func number(of version: String) -> UInt64 { number(of: Array(version.utf8)) }

    /// The same of bytes.
    public static func number(of bytes: [UInt8]) -> UInt64 { Bytes.xxHash64(bytes.span) }

    private static func now() -> UInt64 {
        let now = WallTime.now()
        return UInt64(clamping: now.seconds) &* 1_000 &+ UInt64(now.nanoseconds) / 1_000_000
    }
}

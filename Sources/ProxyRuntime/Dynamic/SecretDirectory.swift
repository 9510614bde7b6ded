internal import Configuration
internal import Discovery
internal import EventLoops
internal import TLS
internal import Telemetry

/// The secrets that TLS contexts take from sources. Confined to the main loop.
///
/// ```
///   heard ─▶ given to the contexts ─all can be made of it─▶ in use
///                                  └─one cannot───────────▶ refused: all stay as they were; tried again when the
///                                                           directories of its files change
/// ```
/// Contexts that ask for the same secret share a subscription, which ends with the last of them.
final class SecretDirectory: TimerOwner {
    private final class Follower {
        let secret: SuppliedSecret
        let subscription: Subscription
        var ticket: ResourceFeeds.Ticket?
        var contexts: [any RenewableContext] = []
        var waiting: [() -> Void] = []
        var isReady = false
        /// Of the text of what came last.
        var fingerprint: ResourceFingerprint?
        var candidate: Candidate?

        init(_ secret: SuppliedSecret, _ subscription: Subscription) {
            self.secret = secret
            self.subscription = subscription
        }

        func endWait() {
            isReady = true
            let waiting = self.waiting
            self.waiting = []
            for ready in waiting { ready() }
        }
    }

    /// A secret that is right in itself, and of which a context cannot be made.
    private struct Candidate {
        var secret: SecretConfiguration
        var version: String
        var reason: String
        var watches: [Int]
    }

    private let feeds: ResourceFeeds
    private let watcher: FileWatcher
    private let registry: MetricRegistry
    private let loop: EventLoop
    private let log: Log
    private let changed: (any RenewableContext) -> Void
    private let timer: LoopTimer
    private var quiet: QuietPeriod
    private var followers: [SecretReference: Follower] = [:]
    private var order: [SecretReference] = []

    /// `changed` hears of contexts that are made from another secret now.
    init(
        feeds: ResourceFeeds, watcher: FileWatcher, registry: MetricRegistry, loop: EventLoop, log: Log,
        changed: @escaping (any RenewableContext) -> Void
    ) {
        self.feeds = feeds
        self.watcher = watcher
        self.registry = registry
        self.loop = loop
        self.log = log
        self.changed = changed
        timer = LoopTimer(loop: loop)
        quiet = QuietPeriod(timer, quiet: 50_000_000)
        super.init()
        timer.owner = self
    }

    /// The secrets, in the order of their coming.
    var all: [SuppliedSecret] { order.compactMap { followers[$0]?.secret } }

    /// Gives a context its secrets, and others when they change; `ready` runs once, when all have come, or one will not
    /// in time.
    func add(_ context: any RenewableContext, ready: @escaping () -> Void) {
        var left = 1
        let one = {
            left -= 1
            if left == 0 { ready() }
        }
        for secret in context.secrets {
            left += 1
            add(context, secret, ready: one)
        }
        one()
    }

    private func add(_ context: any RenewableContext, _ secret: SuppliedSecret, ready: @escaping () -> Void) {
        if let known = followers[secret.reference] {
            if !known.contexts.contains(where: { $0 === context }) {
                known.contexts.append(context)
                // It is made of what is there already; as in Envoy that counts as an update.
                if known.secret.current != nil { try? context.secretChanged() }
            }
            if known.isReady { ready() } else { known.waiting.append(ready) }
            return
        }
        let name = secret.reference.name
        let subscription = Subscription(
            "sds: secret '\(name)'", family: SubscriptionFamily.secrets, prefix: "sds.\(name).",
            labels: [MetricLabel("envoy_xds_resource_name", name)], registry: registry, loop: loop, log: log)
        let follower = Follower(secret, subscription)
        follower.contexts = [context]
        follower.waiting = [ready]
        followers[secret.reference] = follower
        order.append(secret.reference)
        subscription.begin(secret.reference.source) { [unowned follower] in follower.endWait() }
        do throws(ResourceFeeds.Problem) {
            let ticket = try feeds.follow(secret.reference.source, .secret, named: name) {
                [unowned self, unowned follower] in heard($0, follower)
            }
            // Who heard the first answer may have let the context go.
            if followers[secret.reference] === follower { follower.ticket = ticket } else { ticket.cancel() }
        } catch {
            // Sources are looked at before a context is followed; this one has gone since.
            _ = refuse([error.text], "", follower)
        }
    }

    /// What a context waits for, in Envoy's words.
    func targets(of context: any RenewableContext) -> [String] {
        context.secrets.filter { followers[$0.reference]?.isReady == false }.map { "SdsApi \($0.reference.name)" }
    }

    /// A context is gone.
    func remove(_ context: any RenewableContext) {
        for secret in context.secrets {
            guard let follower = followers[secret.reference] else { continue }
            follower.contexts.removeAll { $0 === context }
            if follower.contexts.isEmpty { end(follower) }
        }
    }

    /// Follows nothing any more.
    func stop() {
        timer.cancel()
        for follower in followers.values { end(follower) }
    }

    private func end(_ follower: Follower) {
        dismiss(follower)
        follower.ticket?.cancel()
        follower.subscription.end()
        let reference = follower.secret.reference
        followers[reference] = nil
        order.removeAll { $0 == reference }
    }

    // MARK: - What comes

    private func heard(_ answer: ResourceFeed.Answer, _ follower: Follower) -> String? {
        switch answer {
        case .unchanged:
            follower.subscription.note(.unchanged, version: "")
            return nil
        case .failure(let text):
            follower.subscription.note(.failed, version: "")
            return text
        case .repeated:
            follower.subscription.noteAgain()
            return nil
        case .response(let response): return take(response, follower)
        }
    }

    private func take(_ response: DiscoveredResponse, _ follower: Follower) -> String? {
        let reference = follower.secret.reference
        if !response.complaints.isEmpty {
            follower.subscription.note(.unreadable, version: response.version)
            return response.complaints.map(\.text).joined(separator: "\n")
        }
        // A file that a secret is taken from has no other; what a server says may be for others as well.
        if case .file = reference.source.origin, response.resources.count != 1 {
            let text = "one resource expected, found \(response.resources.count)"
            return refuse([text], response.version, follower)
        }
        guard let resource = response.resource(named: reference.name) else {
            let found = response.resources.first.map { "'\($0.name)'" } ?? "none"
            return refuse(["a secret of that name expected, found \(found)"], response.version, follower)
        }
        guard case .secret(let secret)? = resource.value else {
            return refuse(resource.complaints.map(\.text), response.version, follower)
        }
        guard secret.kind == reference.kind else {
            let text = "expected a \(reference.kind.rawValue), found a \(secret.kind.rawValue)"
            return refuse([text], response.version, follower)
        }
        let fingerprint = ResourceFingerprint(resource.source)
        let isOther = fingerprint != follower.fingerprint
        follower.fingerprint = fingerprint
        if !isOther {
            if let candidate = follower.candidate { return refuse([candidate.reason], response.version, follower) }
            follower.subscription.note(.accepted(reloaded: false), version: response.version)
            return nil
        }
        dismiss(follower)
        if let reason = use(secret, response.version, follower) {
            keep(secret, response.version, reason, follower)
            return refuse([reason], response.version, follower)
        }
        follower.subscription.note(.accepted(reloaded: false), version: response.version)
        return nil
    }

    /// Gives a secret to all contexts, or to none; why not, or nil.
    private func use(_ secret: SecretConfiguration, _ version: String, _ follower: Follower) -> String? {
        let supplied = follower.secret
        let before = (supplied.current, supplied.version, supplied.updatedAt)
        let now = WallTime.now()
        let time = UInt64(clamping: now.seconds) &* 1_000 &+ UInt64(clamping: now.nanoseconds) / 1_000_000
        supplied.replace(with: secret, version: version, at: time)
        var made: [any RenewableContext] = []
        for context in follower.contexts {
            do {
                try context.secretChanged()
                made.append(context)
            } catch {
                supplied.replace(with: before.0, version: before.1, at: before.2)
                // What they were made from is as good as it was.
                for context in made { _ = try? context.reload() }
                return error.text
            }
        }
        for context in follower.contexts { changed(context) }
        log.info(.main, "secret '\(supplied.reference.name)' is in use")
        return nil
    }

    private func refuse(_ reasons: [String], _ version: String, _ follower: Follower) -> String {
        for reason in reasons {
            log.warning(.main, "sds: secret '\(follower.secret.reference.name)' stays: \(reason)")
        }
        follower.subscription.note(.rejected, version: version)
        return reasons.joined(separator: "\n")
    }

    // MARK: - Another try

    /// Remembers a secret whose files may still come to fit.
    private func keep(_ secret: SecretConfiguration, _ version: String, _ reason: String, _ follower: Follower) {
        var watches: [Int] = []
        for directory in Set(secret.directories).sorted() {
            let token = try? watcher.watch(directory: directory) { [unowned self] in quiet.noteChange() }
            if let token { watches.append(token) }
        }
        follower.candidate = Candidate(secret: secret, version: version, reason: reason, watches: watches)
    }

    private func dismiss(_ follower: Follower) {
        for token in follower.candidate?.watches ?? [] { watcher.unwatch(token) }
        follower.candidate = nil
    }

    override func timerFired(_ kind: UInt8) {
        for follower in followers.values {
            guard let candidate = follower.candidate else { continue }
            if let reason = use(candidate.secret, candidate.version, follower) {
                follower.candidate?.reason = reason
                continue
            }
            dismiss(follower)
            follower.subscription.note(.accepted(reloaded: false), version: candidate.version)
        }
    }
}

internal import Cryptography
internal import EventLoops
internal import Telemetry
internal import WebTokens

/// Has tokens judged by the API of a cluster, each once while its judgement is fresh. Confined to its loop.
final class TokenReviewer {
    private let client: KubernetesClient
    private let audiences: [String]
    private let metrics: MetricBlock
    /// Judgements by the hash of a token, and until when they hold on the loop's clock.
    private var known: [[UInt8]: (verdict: TokenReview.Verdict, until: UInt64)] = [:]
    /// Those that were refused, apart: whoever makes up tokens is not to have good ones forgotten.
    private var refused: [[UInt8]: (verdict: TokenReview.Verdict, until: UInt64)] = [:]
    /// Who waits for those that are under way.
    private var waiting: [[UInt8]: [(TokenReview.Verdict) -> Void]] = [:]
    private var calls: [[UInt8]: KubernetesCall] = [:]
    /// Whose tokens are under way, by token and counted.
    private var peers: [[UInt8]: String] = [:]
    private var shares: [String: Int] = [:]

    /// How long a judgement holds: a pod that has gone has no more than that.
    static let freshness: UInt64 = 10_000_000_000
    /// How long an answer may take.
    private static let timeout: UInt64 = 10_000_000_000
    private static let mostKnown = 4096
    private static let mostUnderWay = 64
    /// Who waits for one judgement.
    private static let mostWaiting = 64
    /// Seconds by which clocks may differ.
    private static let leeway: UInt64 = 60

    init(_ client: KubernetesClient, audiences: [String], metrics: MetricBlock) {
        self.client = client
        self.audiences = audiences
        self.metrics = metrics
    }

    /// Ends what is under way.
    func stop() {
        for call in calls.values { call.cancel() }
        (calls, waiting, peers, shares) = ([:], [:], [:], [:])
        client.stop()
    }

    /// Why a token need not be shown to anybody; nil when only the cluster can tell. Whoever sends what is no token of
    /// this moment is not to keep the cluster busy.
    static func obviousProblem(_ token: [UInt8], audiences: [String], at now: UInt64) -> String? {
        guard token.count <= ServiceAccountTokens.longest else {
            return "the token is longer than \(ServiceAccountTokens.longest) bytes"
        }
        switch JSONWebToken.read(token) {
        case .failure(let problem): return problem.status.rawValue
        case .success(let token):
            guard token.algorithm.family != .secret else { return "the token is signed by none of the cluster's keys" }
            if let end = token.expiration, now > end, now - end > leeway { return "the token has expired" }
            if !token.audiences.isEmpty, !token.audiences.contains(where: audiences.contains) {
                return "the token is for others than \(audiences.joined(separator: ", "))"
            }
            return nil
        }
    }

    /// Whether a peer may have one more place: it never has more than are left for others, so that whoever sends many
    /// tokens has half of them at most, and somebody else always finds one.
    static func mayBegin(underWay: Int, own: Int) -> Bool { own < mostUnderWay - underWay }

    /// Judges a token; `done` hears it, perhaps before this returns.
    ///
    /// - Parameter peer: the address of who shows it.
    func review(_ token: [UInt8], from peer: String, done: @escaping (TokenReview.Verdict) -> Void) {
        if let text = Self.obviousProblem(token, audiences: audiences, at: UInt64(clamping: WallTime.now().seconds)) {
            return done(.refused(ServiceAccountTokens.Problem(text: text)))
        }
        let hash = Digest.sha256(token)
        let now = client.loop.now
        if let judged = known[hash] ?? refused[hash], judged.until > now {
            metrics.increment(AuthorityMetric.reviewsKnown)
            return done(judged.verdict)
        }
        if let others = waiting[hash] {
            guard others.count < Self.mostWaiting else {
                return done(.busy)
            }
            waiting[hash]?.append(done)
            return
        }
        guard Self.mayBegin(underWay: waiting.count, own: shares[peer] ?? 0) else {
            return done(.busy)
        }
        waiting[hash] = [done]
        peers[hash] = peer
        shares[peer, default: 0] += 1
        metrics.increment(AuthorityMetric.reviews)
        let call = KubernetesCall(
            loop: client.loop, timing: client.options.timing, limit: KubernetesLimit.answer, timeout: Self.timeout,
            silence: Self.timeout
        ) { [weak self] end in self?.judged(hash, end) }
        calls[hash] = call
        client.send(
            .init(path: TokenReview.path, body: TokenReview.question(token, audiences: audiences)), call)
    }

    private func judged(_ hash: [UInt8], _ end: KubernetesCall.End) {
        calls[hash] = nil
        if let peer = peers.removeValue(forKey: hash) {
            let left = (shares[peer] ?? 1) - 1
            shares[peer] = left > 0 ? left : nil
        }
        let verdict: TokenReview.Verdict
        switch end {
        case .failure(let text), .tooMuch(let text): verdict = .unknown("the cluster cannot be asked: \(text)")
        case .answer(200, let body), .answer(201, let body):
            verdict = TokenReview.verdict(in: body, audiences: audiences)
        case .answer(let status, let body):
            verdict = .unknown("the cluster judges no token: \(KubernetesStatus.words(status: status, body: body))")
        }
        if case .unknown = verdict {
            metrics.increment(AuthorityMetric.reviewsFailed)
        } else {
            keep(verdict, hash)
        }
        for done in waiting.removeValue(forKey: hash) ?? [] { done(verdict) }
    }

    private func keep(_ verdict: TokenReview.Verdict, _ hash: [UInt8]) {
        if case .refused = verdict { note(verdict, hash, in: &refused) } else { note(verdict, hash, in: &known) }
    }

    private func note(
        _ verdict: TokenReview.Verdict, _ hash: [UInt8],
        in judged: inout [[UInt8]: (verdict: TokenReview.Verdict, until: UInt64)]
    ) {
        let now = client.loop.now
        if judged.count >= Self.mostKnown {
            judged = judged.filter { $0.value.until > now }
            if judged.count >= Self.mostKnown { judged = [:] }
        }
        judged[hash] = (verdict, now &+ Self.freshness)
    }
}

internal import Buffers
internal import Configuration
internal import EventLoops
internal import Telemetry
internal import WebTokens

/// The keys of one provider on one worker: known from the start, or fetched when they are wanted and old.
final class JWTKeySource {
    /// Keys that were fetched stay as long as the loop's clock says.
    private var keys: JSONWebKeySet?
    private var goodUntil: UInt64 = .max
    private let remote: Remote?
    private var waiting: [(Bool) -> Void] = []
    private var isFetching = false
    private let loop: EventLoop

    /// How keys are fetched.
    private struct Remote {
        let configuration: JWTProviderConfiguration.RemoteKeys
        let call: FilterCall
        let request: FilterCall.Request
        let metrics: MetricWriter
        let timer: LoopTimer
    }

    /// Hands the timer's end on.
    private final class Relay: TimerOwner {
        weak var source: JWTKeySource?
        override func timerFired(_ kind: UInt8) { source?.fetch() }
    }
    private let relay = Relay()

    /// A longer answer is no set of keys.
    private static let longest = 1 << 20

    init(_ provider: JWTProvider, _ worker: FilterWorker, _ metrics: MetricWriter) {
        loop = worker.loop
        keys = provider.localKeys
        if case .remote(let configuration) = provider.configuration.keys {
            let (authority, path) = Self.parts(of: configuration.uri)
            var request = FilterCall.Request(method: "GET", authority: authority, path: Array(path.utf8))
            request.fields = [(Array("user-agent".utf8), Array("Go-browser".utf8))]
            request.tellsAddress = true
            request.retries = configuration.retries
            request.backOff = (configuration.backOff.base, configuration.backOff.limit)
            remote = Remote(
                configuration: configuration, call: worker.makeCall(toCluster: configuration.cluster),
                request: request, metrics: metrics, timer: LoopTimer(loop: worker.loop, owner: relay))
        } else {
            remote = nil
        }
        relay.source = self
        if remote?.configuration.isEager == true { remote?.timer.arm(after: 0) }
    }

    /// Host and path of a URL.
    private static func parts(of uri: String) -> (String, String) {
        let rest = uri.range(ofText: "://").map { uri[$0.upperBound...] } ?? uri[...]
        guard let slash = rest.firstIndex(where: { $0 == "/" || $0 == "?" }) else { return (String(rest), "/") }
        return (String(rest[..<slash]), String(rest[slash...]))
    }

    /// The keys; nil while they have to be fetched, or when there are none.
    var current: JSONWebKeySet? { loop.now < goodUntil ? keys : nil }

    /// Whether keys may come by a fetch.
    var isRemote: Bool { remote != nil }

    /// Fetches keys, and says whether there are some then. Whoever asks meanwhile waits for the same answer.
    func fetch(_ completion: @escaping (Bool) -> Void) {
        waiting.append(completion)
        fetch()
    }

    private func fetch() {
        guard let remote else { return finish(false) }
        if isFetching { return }
        isFetching = true
        remote.call.send(remote.request, timeout: remote.configuration.timeout, longest: Self.longest) {
            [weak self] answer in
            guard let self else { return }
            isFetching = false
            let fetched = answer.flatMap { $0.status == 200 ? JSONWebKeySet($0.body) : nil }
            remote.metrics.increment(fetched == nil ? JWTMetric.jwksFetchFailed : .jwksFetchSuccess)
            if let fetched { take(fetched, remote) }
            if remote.configuration.isEager { again(fetched != nil, remote) }
            finish(fetched != nil)
        }
    }

    private func take(_ fetched: JSONWebKeySet, _ remote: Remote) {
        keys = fetched
        goodUntil = loop.now &+ remote.configuration.cacheDuration
    }

    private func again(_ isFetched: Bool, _ remote: Remote) {
        // A little before they are old.
        let duration = remote.configuration.cacheDuration
        let good = duration > 5_000_000_000 ? duration - 5_000_000_000 : duration
        remote.timer.arm(after: isFetched ? good : remote.configuration.failedRefetchDuration)
    }

    private func finish(_ isThere: Bool) {
        let all = waiting
        waiting = []
        for completion in all { completion(isThere) }
    }
}

internal import Buffers
public import Configuration
internal import EventLoops
internal import Synchronization
internal import Telemetry

/// A secret that a file holds, as it is at this moment.
///
/// ```
///   file changes ─▶ reload ─▶ good: `current` is another one, and contexts made from it are made anew
///                         └─▶ not good: told once and counted, `current` stays
/// ```
/// Files are read by whoever calls; any thread may ask for `current`.
public final class SecretFile: Sendable {
    /// Which secret of which file.
    public let reference: SecretReference
    private let metrics: MetricScope
    private let state = Mutex(State())

    private struct State {
        var response: SecretReader.Response?
        /// When it came, in milliseconds since 1970.
        var updatedAt: UInt64 = 0
        /// Of the bytes that were last looked at, good or not.
        var hash: UInt64?
        var problem: String?
    }

    /// Reads the file for the first time; what it holds may be no good yet.
    ///
    /// - Throws: when there is no such file.
    init(_ reference: SecretReference, registry: MetricRegistry) throws(TLSProblem) {
        self.reference = reference
        let labels = [MetricLabel("envoy_xds_resource_name", reference.name)]
        let prefix = "sds.\(reference.name)."
        metrics = registry.scope(prefix: prefix, labels: labels, family: SecretMetric.family)
        if case .failure(let error) = Files.read(reference.path) {
            throw TLSProblem(text: "\(place): it cannot be read: \(error.text)")
        }
        _ = reload()
        registry.addSource(prefix + "update_time", extractedName: "sds.update_time", labels: labels) { [self] in
            state.withLock { $0.updatedAt }
        }
        registry.addSource(prefix + "version", extractedName: "sds.version", labels: labels) { [self] in
            state.withLock { $0.response.map { Bytes.xxHash64(Array($0.version.utf8).span) } ?? 0 }
        }
        registry.addTextSource(prefix + "version_text", extractedName: "sds.version_text", labels: labels) { [self] in
            version
        }
    }

    private var place: String { "secret '\(reference.name)' of file '\(reference.path)'" }

    /// The secret; nil while there has been no good one.
    public var current: SecretConfiguration? { state.withLock { $0.response?.secret } }

    /// The version that the file gives itself; empty: none.
    public var version: String { state.withLock { $0.response?.version ?? "" } }

    /// When the secret came, in milliseconds since 1970.
    public var updatedAt: UInt64 { state.withLock { $0.updatedAt } }

    /// What is wrong with what was last read; nil: nothing.
    public var problem: String? { state.withLock { $0.problem } }

    /// Reads the file again; whether it has changed. Blocks.
    public func reload() -> Bool {
        guard case .success(let bytes) = Files.read(reference.path) else { return false }
        let hash = Bytes.xxHash64(bytes.span)
        let isNew = state.withLock { state in
            defer { state.hash = hash }
            return state.hash != hash
        }
        if !isNew { return false }
        let counts = metrics.block(thread: TLSMetrics.mainThread)
        counts.increment(SecretMetric.updateAttempt)
        do {
            let response = try SecretReader().read(bytes, reference)
            let now = WallTime.now()
            let time = UInt64(clamping: now.seconds) &* 1_000 &+ UInt64(clamping: now.nanoseconds) / 1_000_000
            state.withLock { state in
                state.response = response
                state.updatedAt = time
                state.problem = nil
            }
            counts.increment(SecretMetric.updateSuccess)
        } catch {
            let reason: String
            switch error {
            case .unreadable(let text):
                reason = text
                counts.increment(SecretMetric.updateFailure)
            case .unfit(let text):
                reason = text
                counts.increment(SecretMetric.updateRejected)
            }
            state.withLock { $0.problem = "\(place): \(reason)" }
        }
        return true
    }
}

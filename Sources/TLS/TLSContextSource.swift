internal import COpenSSL
internal import Configuration
internal import Synchronization
internal import Telemetry

/// The context of one filter chain or cluster as it is at this moment: made from files, and made anew when they change.
///
/// Connections keep the context that they began with. A pair that does not fit, or a file that cannot be read, changes
/// nothing.
public final class TLSContextSource<Context: TLSContext>: Sendable {
    /// The field that it comes from, for messages.
    public let place: String
    /// The files that it is made from.
    public let files: [String]
    private let sources: [DataSourceConfiguration]
    private let make: @Sendable () throws(TLSProblem) -> Context
    private let metrics: TLSMetrics
    private let state: Mutex<State>

    private struct State {
        var context: Context
        /// SHA-256 of everything that was read.
        var digest: [UInt8]
        /// The same of what could not be used the last time; it is told once.
        var rejected: [UInt8] = []
    }

    /// Makes the first context; reads files, so it blocks.
    init(
        _ sources: [DataSourceConfiguration], validates: Bool, metrics: TLSMetrics, place: String,
        _ make: @escaping @Sendable () throws(TLSProblem) -> Context
    ) throws(TLSProblem) {
        self.sources = sources
        self.place = place
        self.metrics = metrics
        self.make = make
        files = sources.compactMap { if case .file(let path) = $0 { path } else { nil } }
        // The digest comes first: what changes in between is seen as a change. What cannot be read is told by `make`.
        let digest = Self.digest(sources)
        state = Mutex(State(context: try make(), digest: digest))
        metrics.showExpiry(validates: validates) { [self] in (current.certificates, current.authorities) }
    }

    /// The context for new connections.
    public var current: Context { state.withLock { $0.context } }

    /// Makes the context anew if what it is made from has changed; whether it has. Reads files, so it blocks.
    ///
    /// - Throws: what is wrong with the new files; the old context stays.
    public func reload() throws(TLSProblem) -> Bool {
        let digest = Self.digest(sources)
        if state.withLock({ $0.digest == digest || $0.rejected == digest }) { return false }
        let context: Context
        do {
            context = try make()
        } catch {
            state.withLock { $0.rejected = digest }
            throw error
        }
        // A writer may have been at work between the two readings; then there will be another change.
        guard Self.digest(sources) == digest else { return false }
        state.withLock { $0 = State(context: context, digest: digest) }
        metrics.scope.block(thread: TLSMetrics.mainThread).increment(TLSMetric.contextUpdateBySds)
        return true
    }

    /// Counts files that could not take the place of others.
    public func countFailure() { metrics.countReloadFailure() }

    /// SHA-256 of everything that can be read; what cannot counts as its absence.
    private static func digest(_ sources: [DataSourceConfiguration]) -> [UInt8] {
        var all: [UInt8] = []
        for source in sources {
            guard let bytes = try? source.read("") else {
                all += Array("-".utf8)
                continue
            }
            all += Array("\(bytes.count):".utf8) + bytes
        }
        var digest = [UInt8](repeating: 0, count: 32)
        _ = unsafe SHA256(all, all.count, &digest)
        return digest
    }
}

extension CommonTLSConfiguration {
    /// Everything that a context of it is read from.
    var sources: [DataSourceConfiguration] {
        var sources: [DataSourceConfiguration] = []
        for certificate in certificates {
            sources += [certificate.chain, certificate.key]
            if let password = certificate.password { sources.append(password) }
        }
        return sources + [validation?.trustedAuthorities, validation?.revocations].compactMap(\.self)
    }
}

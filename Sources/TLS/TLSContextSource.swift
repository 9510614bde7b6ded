internal import Configuration
internal import EventLoops
internal import Synchronization
internal import Telemetry
public import Transports

/// The context of one filter chain or cluster as it is at this moment: made from files, and made anew when they change.
///
/// Connections keep the context that they began with. A pair that does not fit, or a file that cannot be read, changes
/// nothing. Without all its secrets there is no context yet, and connections that come meanwhile are closed.
public final class TLSContextSource<Context: TLSContext>: RenewableContext {
    /// The field that it comes from, for messages.
    public let place: String
    private let plan: @Sendable () -> Plan?
    /// The secrets of sources that it is made from.
    public let secrets: [SuppliedSecret]
    private let metrics: TLSMetrics
    private let state: Mutex<State>

    /// What a context is made from at one moment.
    private struct Plan {
        let sources: [DataSourceConfiguration]
        let directories: [String]
        /// All that it is made from but the content of the sources.
        let identity: String
        let make: () throws(TLSProblem) -> Context

        /// SHA-256 of everything; what cannot be read counts as its absence.
        var digest: [UInt8] {
            var all = Array(identity.utf8)
            for source in sources {
                guard let bytes = try? source.read("") else {
                    all += Array("-".utf8)
                    continue
                }
                all += Array("\(bytes.count):".utf8) + bytes
            }
            return TLSContext.digest(of: all)
        }
    }

    private struct State {
        var context: Context?
        /// Of what the context was made from.
        var digest: [UInt8] = []
        /// Of what could not be used the last time; it is told once.
        var rejected: [UInt8] = []
    }

    /// Makes the first context; reads files, so it blocks.
    init<Configuration: TLSConfiguration>(
        _ configuration: Configuration, secrets: [SuppliedSecret], metrics: TLSMetrics, place: String,
        _ make: @escaping @Sendable (Configuration) throws(TLSProblem) -> Context
    ) throws(TLSProblem) {
        self.place = place
        self.metrics = metrics
        self.secrets = secrets
        plan = {
            guard let completed = configuration.completed(by: secrets) else { return nil }
            return Plan(
                sources: completed.sources, directories: completed.watchedDirectories, identity: "\(completed)",
                make: { () throws(TLSProblem) in try make(completed) })
        }
        state = Mutex(State())
        guard let plan = plan() else { return }
        // The digest comes first: what changes in between is seen as a change. What cannot be read is told by `make`.
        let digest = plan.digest
        install(try plan.make(), digest)
    }

    /// The context for new connections; nil while a secret is missing.
    public var current: Context? { state.withLock { $0.context } }

    /// The directories whose changes may concern it.
    public var directories: [String] {
        guard let plan = plan() else { return [] }
        let files = plan.sources.compactMap { source -> String? in
            if case .file(let path) = source { FileWatcher.directory(of: path) } else { nil }
        }
        return files + plan.directories
    }

    /// Makes the context anew if what it is made from has changed; whether it has. Reads files, so it blocks.
    ///
    /// - Throws: what is wrong with the new files; the old context stays.
    public func reload() throws(TLSProblem) -> Bool {
        guard let plan = plan() else { return false }
        let digest = plan.digest
        if state.withLock({ $0.rejected == digest }) { return false }
        guard try remake(plan, digest) else { return false }
        countUpdate()
        return true
    }

    /// One of the secrets is another: makes the context anew once all are there. Reads files, so it blocks.
    ///
    /// - Throws: why it cannot be made of them; the old context stays.
    public func secretChanged() throws(TLSProblem) {
        if let plan = plan() { _ = try remake(plan, plan.digest) }
        countUpdate()
    }

    private func remake(_ plan: Plan, _ digest: [UInt8]) throws(TLSProblem) -> Bool {
        if state.withLock({ $0.digest == digest }) { return false }
        let context: Context
        do {
            context = try plan.make()
        } catch {
            state.withLock { $0.rejected = digest }
            throw error
        }
        // A writer may have been at work between the two readings; then there will be another change.
        guard plan.digest == digest else { return false }
        install(context, digest)
        return true
    }

    private func install(_ context: Context, _ digest: [UInt8]) {
        state.withLock { $0 = State(context: context, digest: digest) }
        _ = metrics.scope
        for name in context.expiries.keys {
            // What is counted must not keep alive what it is counted of.
            metrics.showExpiry(name) { [weak self] in
                self?.current?.expiries[name].map { UInt64(clamping: $0) } ?? .max
            }
        }
    }

    private func countUpdate() {
        metrics.count(.contextUpdateBySds, thread: TLSMetrics.mainThread)
    }

    /// Counts files that could not take the place of others.
    public func countFailure() { metrics.countReloadFailure() }

    /// The transport of a connection that came too early.
    private func missing(_ metric: TLSSupplyMetric, thread: Int) -> TransportSocket {
        metrics.count(metric, thread: thread)
        return MissingSecretTransport()
    }
}

extension TLSContextSource where Context == TLSServerContext {
    /// The transport of an accepted connection, on the thread of that number.
    ///
    /// - Parameter inspectedName: the name that the client asks for, as a first look at its bytes told; empty without.
    public func makeTransport(thread: Int, inspectedName: String) -> TransportSocket {
        guard let context = current else { return missing(.downstreamContextSecretsNotReady, thread: thread) }
        let transport = context.makeTransport(thread: thread)
        transport.inspectedServerName = inspectedName
        return transport
    }
}

extension TLSContextSource where Context == TLSClientContext {
    /// The transport of a connection to an endpoint with that host name, which may be empty, on the thread of that
    /// number.
    public func makeTransport(
        thread: Int, hostname: String, names: TLSPeerNames = TLSPeerNames()
    ) -> TransportSocket {
        guard let context = current else { return missing(.upstreamContextSecretsNotReady, thread: thread) }
        return context.makeTransport(thread: thread, hostname: hostname, names: names)
    }
}

internal import EventLoops
internal import TLS
internal import Telemetry

/// What the main loop does for TLS contexts as long as they are used: it gives them their secrets, and makes them anew
/// when their files change. Confined to it.
final class ContextUpkeep {
    private let secrets: SecretDirectory
    private let files: CertificateWatch

    /// Nothing to do yet.
    init(feeds: ResourceFeeds, watcher: FileWatcher, registry: MetricRegistry, loop: EventLoop, log: Log) {
        let files = CertificateWatch(watcher: watcher, loop: loop, log: log)
        self.files = files
        secrets = SecretDirectory(feeds: feeds, watcher: watcher, registry: registry, loop: loop, log: log) {
            files.follow($0)
        }
    }

    /// The secrets that are followed, in the order of their coming.
    var suppliedSecrets: [SuppliedSecret] { secrets.all }

    /// Begins, if that is not done already; `ready` runs once, when all secrets have come, or one will not in time.
    func follow(_ context: any RenewableContext, ready: @escaping () -> Void) {
        files.follow(context)
        secrets.add(context, ready: ready)
    }

    /// What a context waits for, in Envoy's words.
    func targets(of context: any RenewableContext) -> [String] { secrets.targets(of: context) }

    /// Ends for one context.
    func forget(_ context: any RenewableContext) {
        files.forget(context)
        secrets.remove(context)
    }

    /// Ends for all.
    func stop() {
        files.stop()
        secrets.stop()
    }
}

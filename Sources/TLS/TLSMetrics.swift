internal import Synchronization
public import Telemetry

/// The metrics of one context, and those that come into being with the first handshake of their kind
/// (`ssl.versions.TLSv1.3`).
public final class TLSMetrics: Sendable {
    /// What is counted from the start: of the secrets.
    private let supply: MetricScope
    private let connections = Mutex<MetricScope?>(nil)
    private let registry: MetricRegistry
    private let isUpstream: Bool

    /// Makes a listener's or cluster's; `prefix` and `labels` are its own, as for its other metrics.
    public init(prefix: String, labels: [MetricLabel], isUpstream: Bool, registry: MetricRegistry) {
        self.registry = registry
        self.isUpstream = isUpstream
        supply = registry.scope(
            prefix: prefix, labels: labels, family: isUpstream ? TLSSupplyMetric.clusters : TLSSupplyMetric.listeners)
    }

    /// The statistics of connections. It is there from the first context on, as in Envoy: while a secret is missing
    /// there is none.
    var scope: MetricScope {
        connections.withLock { known in
            if let known { return known }
            let made = registry.scope(
                prefix: supply.prefix, labels: supply.labels,
                family: isUpstream ? TLSMetric.clusters : TLSMetric.listeners)
            known = made
            return made
        }
    }

    /// Counts what became of secrets, on a thread.
    func count(_ metric: TLSSupplyMetric, thread: Int) { supply.writer(thread: thread).increment(metric) }

    /// The number under which the main thread counts.
    static let mainThread = Int.max

    /// The certificates whose end is shown.
    private let shownCertificates = Mutex<Set<String>>([])

    /// Shows when a certificate ends to hold, from the first time on that there is one of that name.
    func showExpiry(_ name: String, _ read: @escaping @Sendable () -> UInt64) {
        guard shownCertificates.withLock({ $0.insert(name).inserted }) else { return }
        registry.addSource(
            "\(supply.prefix)ssl.certificate.\(name).expiration_unix_time_seconds",
            extractedName: supply.extractedPrefix + "ssl.certificate.expiration_unix_time_seconds",
            labels: [MetricLabel("envoy_tls_certificate", name)] + supply.labels, read)
    }

    /// Counts files that could not take the place of others: a counter of our own, which exists once it was needed.
    func countReloadFailure() {
        let family = isUpstream ? ReloadMetric.clusters : ReloadMetric.listeners
        registry.scope(prefix: supply.prefix, labels: supply.labels, family: family).block(thread: Self.mainThread)
            .increment(ReloadMetric.failure)
    }

    private enum ReloadMetric: Int, MetricIndex {
        case failure
        var declaration: MetricDeclaration { .counter("ssl.certificate_reload_failure", existence: .onceUsed) }
        static let listeners = makeFamily(extractedPrefix: "listener.")
        static let clusters = makeFamily(extractedPrefix: "cluster.")
    }

    /// Where one thread counts.
    func writer(thread: Int) -> MetricWriter { scope.writer(thread: thread) }

    /// What handshakes are counted by.
    enum Property: String {
        case ciphers, curves, sigalgs, versions

        var label: String {
            switch self {
            case .ciphers: "envoy_ssl_cipher"
            case .curves: "envoy_ssl_curve"
            case .sigalgs: "envoy_ssl_sigalg"
            case .versions: "envoy_ssl_version"
            }
        }
    }

    /// The one metric of a property's value.
    private enum PropertyMetric: Int, MetricIndex {
        case count
        var declaration: MetricDeclaration { .counter("") }
    }

    private struct FamilyKey: Hashable {
        var property: Property
        var value: String
        var isUpstream: Bool
    }

    /// Families are found by identity, so there is one for each value that the library knows.
    private static let families = Mutex<[FamilyKey: MetricFamily]>([:])

    private static func family(_ key: FamilyKey) -> MetricFamily {
        families.withLock { families in
            if let known = families[key] { return known }
            // Envoy's Prometheus page has another label for the ciphers of clusters.
            let label = key.property == .ciphers && key.isUpstream ? "cipher_suite" : key.property.label
            let made = MetricFamily(
                extractedPrefix: key.isUpstream ? "cluster." : "listener.",
                [
                    MetricDeclaration(
                        "ssl.\(key.property.rawValue).\(key.value)", .counter, existence: .onceUsed,
                        extractedName: "ssl.\(key.property.rawValue)", labels: [MetricLabel(label, key.value)])
                ])
            families[key] = made
            return made
        }
    }

    /// Where handshakes are counted whose properties have come up, which are few: to find a scope anew costs more than
    /// to count. No scope is for what has no name.
    private let properties = Mutex<[(property: Property, number: Int, name: String, scope: MetricScope?)]>([])

    /// Counts a handshake by one of its properties, whose value has this number in OpenSSL. Its name is asked for once.
    func count(_ property: Property, number: Int, thread: Int, name: () -> String) {
        let counted = properties.withLock { known in
            for entry in known where entry.number == number && entry.property == property { return entry.scope }
            let name = name()
            let made = propertyScope(property, name)
            known.append((property, number, name, made))
            return made
        }
        counted?.writer(thread: thread).increment(PropertyMetric.count)
    }

    /// Counts a handshake by one of its properties, whose value has no number.
    func count(_ property: Property, named name: String, thread: Int) {
        let counted = properties.withLock { known in
            for entry in known where entry.property == property && entry.name == name { return entry.scope }
            let made = propertyScope(property, name)
            known.append((property, 0, name, made))
            return made
        }
        counted?.writer(thread: thread).increment(PropertyMetric.count)
    }

    private func propertyScope(_ property: Property, _ name: String) -> MetricScope? {
        if name.isEmpty { return nil }
        let key = FamilyKey(property: property, value: name, isUpstream: isUpstream)
        return registry.scope(prefix: supply.prefix, labels: supply.labels, family: Self.family(key))
    }
}

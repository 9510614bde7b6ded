internal import Buffers
internal import Configuration
internal import EventLoops
internal import Filters
internal import HTTPSemantics
internal import NetworkAddresses
internal import Telemetry
internal import Transports

/// Reads the header of a proxy in front and takes it off the connection; its addresses become the connection's.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/listeners/listener_filters/proxy_protocol
final class ProxyProtocolFilter: ListenerFilter {
    private let settings: ProxyProtocolSettings
    private let metrics: MetricWriter
    private let versionMetrics: [ProxyProtocolHeader.Version: MetricWriter]
    private let errors: MetricWriter

    /// Enough for most headers; the start of a longer one tells how long it is.
    private var most = 1024

    init(_ settings: ProxyProtocolSettings, thread: Int) {
        self.settings = settings
        metrics = settings.metrics.writer(thread: thread)
        versionMetrics = settings.versionMetrics.mapValues { $0.writer(thread: thread) }
        errors = settings.errors.writer(thread: thread)
    }

    override var mostBytes: Int { most }

    override func look(_ bytes: Span<UInt8>, at pending: PendingConnection) -> Verdict {
        let options = settings.configuration
        switch ProxyProtocolHeader.read(bytes) {
        case .incomplete(let isPossible):
            if let byteCount = ProxyProtocolHeader.byteCount(of: bytes) { most = max(most, byteCount) }
            return isPossible || !options.allowsNone || bytes.isEmpty ? .waits : pass()
        case .notFound:
            if options.allowsNone { return pass() }
            // What ends a line that early counts as a broken one of version 1.
            if bytes.count < ProxyProtocolHeader.binaryStart {
                versionMetrics[.v1]?.increment(ProxyProtocolVersionMetric.error)
            } else {
                metrics.increment(ProxyProtocolMetric.notFoundDisallowed)
            }
            errors.increment(ProxyProtocolErrorMetric.error)
            return .refuses
        case .malformed(let version):
            versionMetrics[version]?.increment(ProxyProtocolVersionMetric.error)
            errors.increment(ProxyProtocolErrorMetric.error)
            return .refuses
        case .header(let header):
            return take(header, pending)
        }
    }

    private func pass() -> Verdict {
        metrics.increment(ProxyProtocolMetric.notFoundAllowed)
        return .passes(consuming: 0)
    }

    private func take(_ header: ProxyProtocolHeader, _ pending: PendingConnection) -> Verdict {
        let options = settings.configuration
        if !(header.version == .v1 ? options.allowsV1 : options.allowsV2) {
            // Where a header may be missing, one of the other form is no header.
            if options.allowsNone { return pass() }
            versionMetrics[header.version]?.increment(ProxyProtocolVersionMetric.found)
            versionMetrics[header.version]?.increment(ProxyProtocolVersionMetric.disallowed)
            return .refuses
        }
        versionMetrics[header.version]?.increment(ProxyProtocolVersionMetric.found)
        if let addresses = header.addresses {
            pending.connection.restoreAddresses(remote: addresses.source, local: addresses.destination)
            pending.isDestinationRestored = true
        }
        pending.connection.tellOrigin(header.values.filter { options.keptValues.contains($0.type) })
        for value in header.values { note(value, in: &pending.facts.metadata) }
        return .passes(consuming: header.byteCount)
    }
}

extension ProxyProtocolFilter {
    /// Writes a value down, unless one has its place already.
    private func note(_ value: ProxyProtocolHeader.TypedValue, in metadata: inout Metadata) {
        guard let rule = settings.configuration.rules[value.type],
            metadata.value(in: rule.space, at: [rule.key][...]) == nil
        else { return }
        metadata.set(
            rule.key, in: rule.space, to: .string(rule.isCoded ? Self.base64(value.value) : Self.text(value.value)))
    }

    /// The bytes, with `!` for each that is no UTF-8, as Envoy has it.
    static func text(_ bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        var parser = Unicode.UTF8.ForwardParser()
        var rest = bytes.makeIterator()
        while true {
            switch parser.parseScalar(from: &rest) {
            case .valid(let scalar): text.append(contentsOf: scalar)
            case .error(let length): text.append(contentsOf: repeatElement(UInt8(ascii: "!"), count: length))
            case .emptyInput: return text
            }
        }
    }

    private static func base64(_ bytes: [UInt8]) -> [UInt8] {
        var coded = ByteBuffer()
        Base64Coding.encode(bytes.span, .standard, to: &coded)
        var text: [UInt8] = []
        for index in 0..<coded.count { text.append(coded[index]) }
        return text
    }
}

/// A PROXY protocol filter as the snapshot holds it.
struct ProxyProtocolSettings: Sendable {
    let configuration: ProxyProtocolConfiguration
    let metrics: MetricScope
    let versionMetrics: [ProxyProtocolHeader.Version: MetricScope]
    /// What is counted for all listeners together.
    let errors: MetricScope

    init(_ configuration: ProxyProtocolConfiguration, registry: MetricRegistry) {
        self.configuration = configuration
        let prefix = configuration.statPrefix.isEmpty ? "proxy_proto." : "proxy_proto.\(configuration.statPrefix)."
        let labels =
            configuration.statPrefix.isEmpty
            ? [] : [MetricLabel("envoy_proxy_protocol_prefix", configuration.statPrefix)]
        metrics = registry.scope(prefix: prefix, labels: labels, family: ProxyProtocolMetric.family)
        var scopes: [ProxyProtocolHeader.Version: MetricScope] = [:]
        for (version, name) in [(ProxyProtocolHeader.Version.v1, "1"), (.v2, "2")] {
            scopes[version] = registry.scope(
                prefix: "\(prefix)versions.v\(name).", extractedPrefix: "proxy_proto.",
                labels: labels + [MetricLabel("envoy_proxy_protocol_version", name)],
                family: ProxyProtocolVersionMetric.family)
        }
        versionMetrics = scopes
        errors = registry.scope(
            prefix: "downstream_cx_proxy_proto_", labels: [], family: ProxyProtocolErrorMetric.family)
    }
}

/// The statistics of connections without a header.
enum ProxyProtocolMetric: Int, MetricIndex {
    case notFoundAllowed, notFoundDisallowed

    var declaration: MetricDeclaration {
        switch self {
        case .notFoundAllowed: .counter("not_found_allowed")
        case .notFoundDisallowed: .counter("not_found_disallowed")
        }
    }

    static let family = makeFamily(extractedPrefix: "proxy_proto.")
}

/// The statistics of headers of one version.
enum ProxyProtocolVersionMetric: Int, MetricIndex {
    case disallowed, error, found

    var declaration: MetricDeclaration {
        switch self {
        case .disallowed: .counter("disallowed")
        case .error: .counter("error")
        case .found: .counter("found")
        }
    }

    static let family = makeFamily(extractedPrefix: "proxy_proto.")
}

/// The statistics of all filters together.
enum ProxyProtocolErrorMetric: Int, MetricIndex {
    case error

    var declaration: MetricDeclaration { .counter("error") }

    static let family = makeFamily(extractedPrefix: "downstream_cx_proxy_proto_")
}

internal import Buffers
internal import HTTPSemantics
internal import Telemetry
internal import Upstreams

/// By which protocol a call came, as names of statistics have it.
enum GRPCProtocolName: String {
    case grpc = "grpc"
    case grpcWeb = "grpc-web"
}

/// The gRPC methods that were called so far, and where a worker counts them: `cluster.<name>.grpc.<service>.<method>.`.
struct GRPCStatistics {
    private struct Entry {
        let cluster: ObjectIdentifier
        let name: GRPCProtocolName
        let replacesDots: Bool
        /// As it came; empty for all methods together.
        let path: [UInt8]
        let writer: MetricWriter
        /// The next entry whose hash is the same; -1 for none.
        let next: Int
    }

    private var entries: [Entry] = []
    /// By hash, the first entry.
    private var first: [UInt64: Int] = [:]

    /// Methods beyond these are not counted: clients choose their names, and each costs memory for good.
    private static let mostNames = 1024

    /// Where to count a call with that head by its method; nil when it names none, or when there are too many.
    mutating func writer(
        of headers: borrowing HeaderMap, _ name: GRPCProtocolName, cluster: MetricScope, replacesDots: Bool = false,
        registry: MetricRegistry, worker: Int
    ) -> MetricWriter? {
        let path = headers.value(of: .path)
        return writer(
            path.extracting(0..<Bytes.endOfPath(path)), name, cluster: cluster, replacesDots: replacesDots,
            registry: registry, worker: worker)
    }

    /// Where to count calls of the method that `path` names, or of all when it is empty; nil when it names none, or
    /// when there are too many.
    mutating func writer(
        _ path: Span<UInt8>, _ name: GRPCProtocolName, cluster: MetricScope, replacesDots: Bool = false,
        registry: MetricRegistry, worker: Int
    ) -> MetricWriter? {
        let hash = Self.hash(path, name, replacesDots)
        let identity = ObjectIdentifier(cluster)
        var place = first[hash] ?? -1
        while place >= 0 {
            let entry = entries[place]
            if entry.cluster == identity && entry.name == name && entry.replacesDots == replacesDots
                && Self.isSame(path, entry.path)
            {
                return entry.writer
            }
            place = entry.next
        }
        guard entries.count < Self.mostNames, let scope = Self.scope(path, name, cluster, replacesDots, registry) else {
            return nil
        }
        var bytes: [UInt8] = []
        for index in path.indices { bytes.append(path[index]) }
        let writer = scope.writer(thread: worker)
        entries.append(
            Entry(
                cluster: identity, name: name, replacesDots: replacesDots, path: bytes, writer: writer,
                next: first[hash] ?? -1))
        first[hash] = entries.count - 1
        return writer
    }

    private static func isSame(_ path: Span<UInt8>, _ known: [UInt8]) -> Bool { Bytes.equal(path, known.span) }

    private static func hash(_ path: Span<UInt8>, _ name: GRPCProtocolName, _ replacesDots: Bool) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for index in path.indices { hash = (hash ^ UInt64(path[index])) &* 0x100_0000_01b3 }
        return hash &+ (name == .grpc ? 0 : 1) &+ (replacesDots ? 2 : 0)
    }

    private static func scope(
        _ path: Span<UInt8>, _ name: GRPCProtocolName, _ cluster: MetricScope, _ replacesDots: Bool,
        _ registry: MetricRegistry
    ) -> MetricScope? {
        if path.isEmpty {
            return registry.scope(
                prefix: "\(cluster.prefix)\(name.rawValue).", extractedPrefix: "cluster.\(name.rawValue).",
                labels: cluster.labels, family: GRPCMetric.family)
        }
        guard let method = GRPCMethodName(path) else { return nil }
        let service = text(path.extracting(method.service), replacesDots: replacesDots)
        let whole = "\(service).\(text(path.extracting(method.method)))"
        var labels = cluster.labels
        var rest = whole[...]
        if name == .grpc {
            // As Envoy's tags have it: the first two parts of the name, whatever they are.
            let parts = whole.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
            labels =
                [
                    MetricLabel("envoy_grpc_bridge_method", String(parts[1])),
                    MetricLabel("envoy_grpc_bridge_service", String(parts[0])),
                ] + labels
            rest = parts.count > 2 ? parts[2] : ""
        }
        return registry.scope(
            prefix: "\(cluster.prefix)\(name.rawValue).\(whole).",
            extractedPrefix: "cluster.\(name.rawValue)." + (rest.isEmpty ? "" : "\(rest)."), labels: labels,
            family: GRPCMetric.family)
    }

    private static func text(_ bytes: Span<UInt8>, replacesDots: Bool = false) -> String {
        var all: [UInt8] = []
        for index in bytes.indices {
            let isDot = replacesDots && bytes[index] == UInt8(ascii: ".")
            all.append(isDot ? UInt8(ascii: "_") : bytes[index])
        }
        return String(decoding: all, as: UTF8.self)
    }
}

/// Where a path names its service and method: `/service/method`, with as many slashes as there may be.
struct GRPCMethodName {
    let service: Range<Int>
    let method: Range<Int>

    /// Nil when the path has another form, or names of more than 200 bytes.
    init?(_ path: Span<UInt8>) {
        let end = Bytes.endOfPath(path)
        guard end > 3, end <= 400, path[0] == UInt8(ascii: "/") else { return nil }
        guard let service = Self.part(of: path, in: 0..<end),
            let method = Self.part(of: path, in: service.upperBound..<end)
        else { return nil }
        if Self.part(of: path, in: method.upperBound..<end) != nil { return nil }
        self.service = service
        self.method = method
    }

    /// The bytes between slashes that come first; nil when there are only slashes.
    private static func part(of path: Span<UInt8>, in range: Range<Int>) -> Range<Int>? {
        let slash = UInt8(ascii: "/")
        guard let start = range.first(where: { path[$0] != slash }) else { return nil }
        let end = (start..<range.upperBound).first { path[$0] == slash }
        return start..<(end ?? range.upperBound)
    }
}

extension ActiveStream {
    /// Counts how a call has ended, by the fields that say so; not when they do not.
    func countCall(status fields: borrowing HeaderMap, protocolName: GRPCProtocolName) {
        guard let cluster = route?.cluster else { return }
        let writer = manager.grpcStatistics.writer(
            of: requestHead.headers, protocolName, cluster: cluster.cluster.metrics, registry: settings.registry,
            worker: cluster.workerIndex)
        writer?.countCall(status: fields)
    }
}

extension MetricWriter {
    /// Counts a call by its status; false when the fields do not have one.
    @discardableResult func countCall(status fields: borrowing HeaderMap) -> Bool {
        let index = fields.firstIndex(of: .grpcStatus)
        guard index >= 0, let status = fields.number(at: index) else { return false }
        if let metric = GRPCMetric.ofStatus(status) { increment(metric) }
        increment(status == 0 ? GRPCMetric.success : .failure)
        increment(GRPCMetric.total)
        return true
    }
}

internal import Buffers
internal import Configuration
internal import Filters
internal import HTTPSemantics
internal import Telemetry

/// What kinds of things Istio's metrics count.
enum IstioSubject: UInt8 {
    /// Requests, and those of gRPC.
    case request, call
    /// Messages of gRPC calls.
    case messages
    /// Connections that carry no HTTP.
    case connection

    /// The metrics of each, in the order in which a series has their writers.
    var metrics: [IstioMetricName] {
        switch self {
        case .request, .call: [.requestsTotal, .requestDuration, .requestBytes, .responseBytes]
        case .messages: [.requestMessages, .responseMessages]
        case .connection: [.connectionsOpened, .connectionsClosed, .sentBytes, .receivedBytes]
        }
    }
}

/// What tells one series from another, apart from names.
struct IstioFacts: Equatable, BitwiseCopyable {
    /// How connections are secured, as far as the reporter can tell.
    enum Security: UInt8 {
        case unknown, none, mutualTLS

        var label: String {
            switch self {
            case .unknown: "unknown"
            case .none: "none"
            case .mutualTLS: "mutual_tls"
            }
        }
    }

    var subject: IstioSubject
    /// Whether this proxy is the server's.
    var isServer: Bool
    var security = Security.unknown
    /// The status; 0 where there is none.
    var status: UInt16 = 0
    /// The status of gRPC; -1 for none.
    var grpcStatus: Int16 = -1
    var flags: UInt32 = 0
    /// Which of the worker's configurations counts.
    var variant: Int32 = 0
    /// Whether its own names were too many.
    var isOverflow = false

    /// All of it in a number.
    var hash: UInt64 {
        var head = UInt64(subject.rawValue) | UInt64(security.rawValue) << 5
        if isServer { head |= 1 << 3 }
        if isOverflow { head |= 1 << 4 }
        head |= UInt64(status) << 8
        head |= UInt64(UInt16(bitPattern: grpcStatus)) << 24
        head ^= UInt64(flags) << 32
        return head &* 0x9e37_79b9_7f4a_7c15 &+ UInt64(UInt32(bitPattern: variant))
    }
}

/// The metrics of one set of labels, as one worker writes them.
final class IstioSeries {
    let facts: IstioFacts
    let peer: PeerWorkload?
    let host: [UInt8]
    let name: [UInt8]
    let peerPrincipal: [UInt8]
    let ownPrincipal: [UInt8]
    /// The next series whose hash is the same; -1 for none.
    let next: Int
    /// By the order of the subject's metrics; nil for those that are not counted.
    private let writers: [MetricWriter?]
    // Writers do not keep what they write to.
    private let scopes: [MetricScope]

    init(
        _ facts: IstioFacts, peer: PeerWorkload?, host: [UInt8], name: [UInt8], peerPrincipal: [UInt8],
        ownPrincipal: [UInt8], next: Int, scopes: [MetricScope?], thread: Int
    ) {
        self.facts = facts
        self.peer = peer
        self.host = host
        self.name = name
        self.peerPrincipal = peerPrincipal
        self.ownPrincipal = ownPrincipal
        self.next = next
        writers = scopes.map { $0?.writer(thread: thread) }
        self.scopes = scopes.compactMap { $0 }
    }

    func isMeant(
        _ facts: IstioFacts, _ peer: PeerWorkload?, _ host: Span<UInt8>, _ name: Span<UInt8>,
        _ peerPrincipal: Span<UInt8>, _ ownPrincipal: Span<UInt8>
    ) -> Bool {
        self.facts == facts && self.peer === peer && Self.isSame(host, self.host) && Self.isSame(name, self.name)
            && Self.isSame(peerPrincipal, self.peerPrincipal) && Self.isSame(ownPrincipal, self.ownPrincipal)
    }

    private static func isSame(_ text: Span<UInt8>, _ known: [UInt8]) -> Bool { Bytes.equal(text, known.span) }

    /// Adds to the counter at that place of the subject's metrics.
    func add(_ place: Int, _ amount: UInt64) { writers[place]?.add(SoleMetric.value, amount) }

    /// Adds to the histogram at that place.
    func record(_ place: Int, _ value: UInt64) { writers[place]?.record(SoleMetric.value, value) }
}

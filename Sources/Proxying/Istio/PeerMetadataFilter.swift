internal import Buffers
internal import Configuration
internal import Filters
internal import HTTPSemantics
internal import Upstreams

/// Tells peers which workload this proxy serves, and reads what they tell, in two fields that applications never see.
/// The workloads are left on the stream, for `IstioStatsFilter`.
///
/// Source: https://github.com/istio/proxy/blob/master/source/extensions/filters/http/peer_metadata/config.proto
final class PeerMetadataFilter: HTTPFilter {
    private let configuration: PeerMetadataConfiguration
    private let owner: ActiveStream
    /// What is told: who this proxy is, and what it serves; empty for nothing.
    private let ownID: [UInt8]
    private let ownText: [UInt8]
    /// Whether the client has told its own, and so understands ours.
    private var clientTellsID = false
    private var clientTellsWorkload = false

    private static let idField = Array("x-envoy-peer-metadata-id".utf8)
    private static let field = Array("x-envoy-peer-metadata".utf8)

    /// Made once a stream object.
    init(_ configuration: PeerMetadataConfiguration, name: String, stream: ActiveStream) {
        self.configuration = configuration
        owner = stream
        let node = stream.settings.node
        let id = Array(node.id.utf8)
        ownID = Bytes.firstForbiddenInFieldValue(id.span) < 0 ? id : []
        ownText = stream.worker.istioStatistics.ownText(node.workload, more: configuration.moreLabels)
        super.init(stream: stream, name: name, interests: [.requestHeaders, .responseHeaders])
    }

    override func streamDestroyed() {
        clientTellsID = false
        clientTellsWorkload = false
        if owner.downstreamWorkload != nil { owner.downstreamWorkload = nil }
        if owner.upstreamWorkload != nil { owner.upstreamWorkload = nil }
    }

    /// Whom a field of a head tells of.
    private func workload(_ headers: borrowing HeaderMap, _ index: Int) -> PeerWorkload? {
        owner.worker.istioStatistics.peers.workload(.field, headers.value(at: index))
    }

    override func requestHeaders(endStream: Bool) -> FilterHeadersStatus {
        if configuration.readsRequests {
            let index = stream.requestHead.headers.index(named: Self.field.span)
            if index >= 0 {
                clientTellsWorkload = true
                owner.downstreamWorkload = workload(stream.requestHead.headers, index)
                stream.requestHead.headers.remove(named: Self.field.span)
            }
            clientTellsID = stream.requestHead.headers.remove(named: Self.idField.span)
        }
        if let fields = configuration.requestFields, isTold(fields) {
            Self.tell(ownID, ownText, &stream.requestHead.headers)
        }
        return .continueIteration
    }

    override func responseHeaders(endStream: Bool) -> FilterHeadersStatus {
        if configuration.readsResponses {
            let index = stream.responseHead.headers.index(named: Self.field.span)
            if index >= 0 {
                owner.upstreamWorkload = workload(stream.responseHead.headers, index)
                stream.responseHead.headers.remove(named: Self.field.span)
            }
            stream.responseHead.headers.remove(named: Self.idField.span)
        }
        if let fields = configuration.responseFields, isTold(fields) {
            Self.tell(clientTellsID ? ownID : [], clientTellsWorkload ? ownText : [], &stream.responseHead.headers)
        }
        return .continueIteration
    }

    /// Whether those behind the request's cluster are told.
    private func isTold(_ fields: PeerMetadataConfiguration.Fields) -> Bool {
        guard let facts = owner.route?.cluster?.cluster.meshFacts else { return true }
        return !facts.refusesFields && !(fields.skipsExternal && facts.isExternal)
    }

    private static func tell(_ id: [UInt8], _ text: [UInt8], _ headers: inout HeaderMap) {
        if !id.isEmpty { headers.set(named: idField.span, id.span) }
        if !text.isEmpty { headers.set(named: field.span, text.span) }
    }
}

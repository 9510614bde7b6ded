internal import Buffers
internal import Configuration
internal import HTTPSemantics
internal import RuntimeValues
internal import Telemetry

/// Compresses bodies: those of responses for clients that take it, those of requests where it is told so.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/compressor_filter
final class CompressorFilter: HTTPFilter {
    private let compressor: WorkerCompressor
    private let factory: CompressorFactory
    /// What the client takes; `isAcceptanceKnown` says whether it said so.
    private var acceptance = ByteBuffer()
    private var isAcceptanceKnown = false
    /// What follows from it, once somebody has asked.
    private var choice: AcceptedCoding?
    private var request: BodyCompressor
    private var response: BodyCompressor

    init(_ compressor: WorkerCompressor, name: String, stream: FilterStream) {
        self.compressor = compressor
        factory = compressor.factory
        request = compressor.request
        response = compressor.response
        var interests: FilterInterests = [.requestHeaders, .responseHeaders, .responseData, .responseTrailers]
        if factory.configuration.request != nil { interests.formUnion([.requestData, .requestTrailers]) }
        super.init(stream: stream, name: name, interests: interests)
    }

    private var route: CompressorRoute? { stream.routeSettings(of: self) as? CompressorRoute }

    private func shelf(_ route: CompressorRoute?) -> EncoderShelf { route?.encoders ?? compressor.encoders }

    private func compressesResponses(_ route: CompressorRoute?) -> Bool {
        route?.configuration.isEnabled ?? factory.response.enabled.isOn
    }

    // MARK: - Requests

    override func requestHeaders(endStream: Bool) -> FilterHeadersStatus {
        var index = stream.requestHead.headers.firstIndex(of: .acceptEncoding)
        while index >= 0 {
            if isAcceptanceKnown { acceptance.append(UInt8(ascii: ",")) }
            stream.requestHead.headers.appendValue(at: index, to: &acceptance)
            isAcceptanceKnown = true
            index = stream.requestHead.headers.index(of: .acceptEncoding, from: index + 1)
        }
        let route = self.route
        if compressesResponses(route),
            route?.configuration.hidesAcceptance ?? factory.configuration.hidesAcceptance
        {
            stream.requestHead.headers.remove(.acceptEncoding)
        }
        if !endStream, request.direction.enabled.isOn, !stream.requestHead.headers.isUpgrade,
            request.isLongEnough(stream.requestHead.headers),
            request.direction.takesType(of: stream.requestHead.headers),
            !stream.requestHead.headers.contains(.contentEncoding), !stream.requestHead.headers.isTransferCompressed
        {
            stream.requestHead.headers.remove(.contentLength)
            stream.requestHead.headers.set(.contentEncoding, "gzip")
            request.begin(with: shelf(route))
        } else {
            request.leave()
        }
        return .continueIteration
    }

    override func requestData(_ data: inout ByteBuffer, endStream: Bool) -> FilterDataStatus {
        request.compress(&data, isLast: endStream)
        return .continueIteration
    }

    override func requestTrailers() -> FilterTrailersStatus {
        var rest = ByteBuffer()
        request.compress(&rest, isLast: true)
        if !rest.isEmpty { requestGate.buffer.append(rest.readable) }
        return .continueIteration
    }

    // MARK: - Responses

    override func responseHeaders(endStream: Bool) -> FilterHeadersStatus {
        let route = self.route
        if factory.configuration.tellsStatus {
            respondTelling(route, endStream: endStream)
            return .continueIteration
        }
        let isWanted = compressesResponses(route) && response.isLongEnough(stream.responseHead.headers)
        let isFit =
            isWanted && !stream.responseHead.headers.isUpgrade
            && response.direction.takesType(of: stream.responseHead.headers)
            && !stream.responseHead.headers.forbidsTransforming && mayCompressTagged(counting: true)
            && !stream.responseHead.headers.contains(.contentEncoding) && isOfStatus
        if !endStream && isWanted && isAccepted() && isFit && !stream.responseHead.headers.isTransferCompressed {
            beginResponse(route)
        } else {
            response.leave()
        }
        // Caches are told that there may be another form for other clients.
        if isFit { stream.responseHead.headers.addAcceptEncodingToVary() }
        return .continueIteration
    }

    /// As Envoy does it where responses tell what was done: what is looked at comes in another order.
    private func respondTelling(_ route: CompressorRoute?, endStream: Bool) {
        let isWanted =
            compressesResponses(route) && !stream.responseHead.headers.isUpgrade
            && !stream.responseHead.headers.forbidsTransforming
            && !stream.responseHead.headers.contains(.contentEncoding)
        let isFit =
            isWanted && response.isLongEnough(stream.responseHead.headers)
            && response.direction.takesType(of: stream.responseHead.headers) && mayCompressTagged(counting: false)
            && isOfStatus
        if isFit { stream.responseHead.headers.addAcceptEncodingToVary() }
        guard !endStream, isWanted, !stream.responseHead.headers.isTransferCompressed else {
            response.leave()
            return
        }
        var reason: StaticString?
        if !response.isLongEnough(stream.responseHead.headers) {
            reason = "gzip;ContentLengthTooSmall"
        } else if !response.direction.takesType(of: stream.responseHead.headers) {
            reason = "gzip;ContentTypeNotAllowed"
        } else if !mayCompressTagged(counting: true) {
            reason = "gzip;EtagNotAllowed"
        } else if !isOfStatus {
            reason = "gzip;StatusCodeNotAllowed"
        }
        if let reason {
            stream.responseHead.headers.appendCompressionStatus { $0.append(reason) }
            response.leave()
            return
        }
        guard isAccepted() else {
            response.leave()
            return
        }
        var told = ByteBuffer()
        told.append("gzip;Compressed;OriginalLength=")
        let length = stream.responseHead.headers.firstIndex(of: .contentLength)
        if length >= 0 { stream.responseHead.headers.appendValue(at: length, to: &told) }
        beginResponse(route)
        stream.responseHead.headers.appendCompressionStatus { $0.append(told.readable) }
    }

    private func beginResponse(_ route: CompressorRoute?) {
        settleTag()
        stream.responseHead.headers.remove(.contentLength)
        stream.responseHead.headers.set(.contentEncoding, "gzip")
        response.begin(with: shelf(route))
    }

    /// The bytes are other ones: a strong tag would lie.
    private func settleTag() {
        let index = stream.responseHead.headers.firstIndex(of: .etag)
        guard index >= 0, !stream.responseHead.headers.isWeakTag(at: index) else { return }
        if factory.configuration.weakensTags {
            stream.responseHead.headers.weakenTag(at: index)
        } else {
            stream.responseHead.headers.remove(.etag)
        }
    }

    override func responseData(_ data: inout ByteBuffer, endStream: Bool) -> FilterDataStatus {
        response.compress(&data, isLast: endStream)
        return .continueIteration
    }

    override func responseTrailers() -> FilterTrailersStatus {
        var rest = ByteBuffer()
        response.compress(&rest, isLast: true)
        if !rest.isEmpty { responseGate.buffer.append(rest.readable) }
        return .continueIteration
    }

    override func streamDestroyed() {
        if isAcceptanceKnown {
            acceptance.removeAll()
            isAcceptanceKnown = false
        }
        choice = nil
        request.end()
        response.end()
    }

    // MARK: - Conditions

    private var isOfStatus: Bool {
        !factory.configuration.plainStatuses.contains(UInt16(stream.responseHead.status))
    }

    private func mayCompressTagged(counting: Bool) -> Bool {
        guard factory.configuration.keepsTagged, stream.responseHead.headers.contains(.etag) else { return true }
        if counting { compressor.choices.increment(CompressorResponseMetric.notCompressedEtag) }
        return false
    }

    /// Whether the client takes gzip. The first compressor that asks settles it for all of the chain.
    private func isAccepted() -> Bool {
        guard isAcceptanceKnown else {
            compressor.choices.increment(CompressorResponseMetric.noAcceptHeader)
            return false
        }
        var known = self.choice
        var allowed: CompressorFilter?
        for case let filter as CompressorFilter in stream.filters where !filter.heard.isEmpty {
            if known == nil { known = filter.choice }
            if allowed == nil && filter.takesType { allowed = filter }
        }
        let choice =
            known
            ?? acceptance.acceptedCoding(
                isAllowed: allowed != nil, isFirst: allowed?.factory.configuration.isChosenFirst ?? false)
        self.choice = choice
        switch choice {
        case .gzip: compressor.choices.increment(CompressorResponseMetric.headerCompressorUsed)
        case .anything: compressor.choices.increment(CompressorResponseMetric.headerWildcard)
        case .identity: compressor.choices.increment(CompressorResponseMetric.headerIdentity)
        case .nothing: compressor.choices.increment(CompressorResponseMetric.headerNotValid)
        }
        return choice.compresses
    }

    private var takesType: Bool { response.direction.takesType(of: stream.responseHead.headers) }
}

extension ByteBuffer {
    /// What its bytes say as `accept-encoding`.
    fileprivate func acceptedCoding(isAllowed: Bool, isFirst: Bool) -> AcceptedCoding {
        AcceptedCoding(readable, isAllowed: isAllowed, isFirst: isFirst)
    }
}

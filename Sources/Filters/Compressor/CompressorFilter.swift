internal import Buffers
internal import Compression
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
    private var requestEncoder: LentEncoder?
    private var responseEncoder: LentEncoder?

    init(_ compressor: WorkerCompressor, name: String, stream: FilterStream) {
        self.compressor = compressor
        factory = compressor.factory
        var interests: FilterInterests = [.requestHeaders, .responseHeaders, .responseData, .responseTrailers]
        if factory.configuration.request != nil { interests.formUnion([.requestData, .requestTrailers]) }
        super.init(stream: stream, name: name, interests: interests)
    }

    private var route: CompressorRoute? { stream.routeSettings(of: self) as? CompressorRoute }

    private func lend(_ route: CompressorRoute?) -> LentEncoder {
        LentEncoder(from: route?.encoders ?? compressor.encoders)
    }

    private func compressesResponses(_ route: CompressorRoute?) -> Bool {
        route?.configuration.isEnabled ?? factory.responseEnabled.isOn
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
        if !endStream, let enabled = factory.requestEnabled, enabled.isOn, !stream.requestHead.headers.isUpgrade,
            isLongEnough(request: true), isOfType(stream.requestHead.headers, factory.requestTypes),
            !stream.requestHead.headers.contains(.contentEncoding), !stream.requestHead.headers.isTransferCompressed
        {
            stream.requestHead.headers.remove(.contentLength)
            stream.requestHead.headers.set(.contentEncoding, "gzip")
            compressor.request.increment(CompressorMetric.compressed)
            requestEncoder = lend(route)
        } else {
            compressor.request.increment(CompressorMetric.notCompressed)
        }
        return .continueIteration
    }

    override func requestData(_ data: inout ByteBuffer, endStream: Bool) -> FilterDataStatus {
        compressRequest(&data, isLast: endStream)
        return .continueIteration
    }

    override func requestTrailers() -> FilterTrailersStatus {
        var rest = ByteBuffer()
        compressRequest(&rest, isLast: true)
        if !rest.isEmpty { requestGate.buffer.append(rest.readable) }
        return .continueIteration
    }

    private func compressRequest(_ data: inout ByteBuffer, isLast: Bool) {
        guard let requestEncoder else { return }
        compressor.request.add(CompressorMetric.totalUncompressedBytes, UInt64(data.count))
        requestEncoder.encoder.encode(&data, isLast: isLast)
        compressor.request.add(CompressorMetric.totalCompressedBytes, UInt64(data.count))
    }

    // MARK: - Responses

    override func responseHeaders(endStream: Bool) -> FilterHeadersStatus {
        let route = self.route
        if factory.configuration.tellsStatus {
            respondTelling(route, endStream: endStream)
            return .continueIteration
        }
        let isWanted = compressesResponses(route) && isLongEnough(request: false)
        let isFit =
            isWanted && !stream.responseHead.headers.isUpgrade
            && isOfType(stream.responseHead.headers, factory.responseTypes)
            && !stream.responseHead.headers.forbidsTransforming && mayCompressTagged(counting: true)
            && !stream.responseHead.headers.contains(.contentEncoding) && isOfStatus
        if !endStream && isWanted && isAccepted() && isFit && !stream.responseHead.headers.isTransferCompressed {
            beginResponse(route)
        } else {
            compressor.response.increment(CompressorMetric.notCompressed)
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
            isWanted && isLongEnough(request: false) && isOfType(stream.responseHead.headers, factory.responseTypes)
            && mayCompressTagged(counting: false) && isOfStatus
        if isFit { stream.responseHead.headers.addAcceptEncodingToVary() }
        guard !endStream, isWanted, !stream.responseHead.headers.isTransferCompressed else {
            compressor.response.increment(CompressorMetric.notCompressed)
            return
        }
        var reason: StaticString?
        if !isLongEnough(request: false) {
            reason = "gzip;ContentLengthTooSmall"
        } else if !isOfType(stream.responseHead.headers, factory.responseTypes) {
            reason = "gzip;ContentTypeNotAllowed"
        } else if !mayCompressTagged(counting: true) {
            reason = "gzip;EtagNotAllowed"
        } else if !isOfStatus {
            reason = "gzip;StatusCodeNotAllowed"
        }
        if let reason {
            stream.responseHead.headers.appendCompressionStatus { $0.append(reason) }
            compressor.response.increment(CompressorMetric.notCompressed)
            return
        }
        guard isAccepted() else {
            compressor.response.increment(CompressorMetric.notCompressed)
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
        compressor.response.increment(CompressorMetric.compressed)
        responseEncoder = lend(route)
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
        compressResponse(&data, isLast: endStream)
        return .continueIteration
    }

    override func responseTrailers() -> FilterTrailersStatus {
        var rest = ByteBuffer()
        compressResponse(&rest, isLast: true)
        if !rest.isEmpty { responseGate.buffer.append(rest.readable) }
        return .continueIteration
    }

    private func compressResponse(_ data: inout ByteBuffer, isLast: Bool) {
        guard let responseEncoder else { return }
        compressor.response.add(CompressorMetric.totalUncompressedBytes, UInt64(data.count))
        responseEncoder.encoder.encode(&data, isLast: isLast)
        compressor.response.add(CompressorMetric.totalCompressedBytes, UInt64(data.count))
    }

    override func streamDestroyed() {
        if isAcceptanceKnown {
            acceptance.removeAll()
            isAcceptanceKnown = false
        }
        choice = nil
        if let lent = requestEncoder {
            lent.giveBack()
            requestEncoder = nil
        }
        if let lent = responseEncoder {
            lent.giveBack()
            responseEncoder = nil
        }
    }

    // MARK: - Conditions

    /// Whether the body is long enough, as far as it is known.
    private func isLongEnough(request: Bool) -> Bool {
        let length =
            request
            ? stream.requestHead.headers.knownLength : stream.responseHead.headers.knownLength
        let least =
            request ? factory.configuration.request?.minimumLength : factory.configuration.response.minimumLength
        guard let length, length < UInt64(least ?? 0) else { return true }
        if request {
            compressor.request.increment(CompressorMetric.contentLengthTooSmall)
        } else {
            compressor.response.increment(CompressorMetric.contentLengthTooSmall)
        }
        return false
    }

    private func isOfType(_ headers: borrowing HeaderMap, _ types: ContentTypes) -> Bool {
        let index = headers.firstIndex(of: .contentType)
        return index < 0 || types.contains(headers.value(at: index))
    }

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

    private var takesType: Bool { isOfType(stream.responseHead.headers, factory.responseTypes) }
}

extension ByteBuffer {
    /// What its bytes say as `accept-encoding`.
    fileprivate func acceptedCoding(isAllowed: Bool, isFirst: Bool) -> AcceptedCoding {
        AcceptedCoding(readable, isAllowed: isAllowed, isFirst: isFirst)
    }
}

extension HeaderMap {
    /// Appends the value of field `index` to a buffer.
    fileprivate func appendValue(at index: Int, to buffer: inout ByteBuffer) { buffer.append(value(at: index)) }

    /// Whether the message turns its connection into something else.
    fileprivate var isUpgrade: Bool {
        let index = firstIndex(of: .connection)
        return index >= 0 && contains(.upgrade) && list(at: index, contains: "upgrade")
    }

    /// `content-length`; nil where there is none.
    fileprivate var knownLength: UInt64? {
        let index = firstIndex(of: .contentLength)
        guard index >= 0 else { return nil }
        let value = self.value(at: index)
        var length: UInt64 = 0
        for place in value.indices {
            let (product, isTooLong) = length.multipliedReportingOverflow(by: 10)
            let digit = UInt64(value[place] &- UInt8(ascii: "0"))
            let (sum, overflows) = product.addingReportingOverflow(digit)
            guard digit < 10, !isTooLong, !overflows else { return 0 }
            length = sum
        }
        return length
    }

    /// Whether a transfer coding has compressed the body already.
    fileprivate var isTransferCompressed: Bool {
        var index = firstIndex(of: .transferEncoding)
        while index >= 0 {
            if list(at: index, contains: "gzip") || list(at: index, contains: "br")
                || list(at: index, contains: "deflate") || list(at: index, contains: "compress")
                || list(at: index, contains: "zstd")
            {
                return true
            }
            index = self.index(of: .transferEncoding, from: index + 1)
        }
        return false
    }

    /// Whether the body has to stay as it is (RFC 9111 §5.2.2.6).
    fileprivate var forbidsTransforming: Bool {
        var index = firstIndex(of: .cacheControl)
        while index >= 0 {
            if list(at: index, contains: "no-transform") { return true }
            index = self.index(of: .cacheControl, from: index + 1)
        }
        return false
    }

    fileprivate mutating func addAcceptEncodingToVary() {
        let index = firstIndex(of: .vary)
        if index < 0 {
            append(.vary, "Accept-Encoding")
        } else if !list(at: index, containsExactly: "Accept-Encoding") {
            extendValue(at: index, separator: ", ") { $0.append("Accept-Encoding") }
        }
    }

    /// Whether an entity tag is a weak one.
    fileprivate func isWeakTag(at index: Int) -> Bool {
        let value = self.value(at: index)
        return value.count >= 2 && Bytes.lowercased(value[0]) == UInt8(ascii: "w") && value[1] == UInt8(ascii: "/")
    }

    fileprivate mutating func weakenTag(at index: Int) {
        var tag = ByteBuffer()
        tag.append("W/")
        tag.append(value(at: index))
        setValue(at: index, tag.readable)
    }

    fileprivate mutating func appendCompressionStatus(_ write: (inout ByteBuffer) -> Void) {
        var text = ByteBuffer()
        write(&text)
        append(name: compressionStatusName.span, text.readable)
    }
}

private let compressionStatusName = Array("x-envoy-compression-status".utf8)

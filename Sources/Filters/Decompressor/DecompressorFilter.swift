internal import Buffers
internal import Compression
internal import Configuration
internal import HTTPSemantics
internal import RuntimeValues
internal import Telemetry

/// Decompresses bodies that are gzip, in both directions, and tells upstreams that it takes them so.
///
/// A body that is none, or that stands for too many bytes, ends where that was noticed: what came before goes on.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/decompressor_filter
final class DecompressorFilter: HTTPFilter {
    private let decompressor: WorkerDecompressor
    private let factory: DecompressorFactory
    private var request: Body?
    private var response: Body?

    /// A body on its way.
    private struct Body {
        let decoder: GzipDecoder
        var compressed: UInt64 = 0
        var uncompressed: UInt64 = 0
    }

    init(_ decompressor: WorkerDecompressor, name: String, stream: FilterStream) {
        self.decompressor = decompressor
        factory = decompressor.factory
        super.init(
            stream: stream, name: name,
            interests: [
                .requestHeaders, .requestData, .requestTrailers, .responseHeaders, .responseData, .responseTrailers,
            ])
    }

    // MARK: - Requests

    override func requestHeaders(endStream: Bool) -> FilterHeadersStatus {
        if factory.configuration.advertises, factory.responseEnabled.isOn {
            stream.requestHead.headers.advertiseGzip()
        }
        if endStream { return .continueIteration }
        let direction = factory.configuration.request
        if factory.requestEnabled.isOn,
            direction.ignoresNoTransform || !stream.requestHead.headers.forbidsTransforming,
            stream.requestHead.headers.takeGzipCoding()
        {
            decompressor.request.increment(DecompressorMetric.decompressed)
            request = Body(decoder: decompressor.take())
        } else {
            decompressor.request.increment(DecompressorMetric.notDecompressed)
        }
        return .continueIteration
    }

    override func requestData(_ data: inout ByteBuffer, endStream: Bool) -> FilterDataStatus {
        guard request != nil else { return .continueIteration }
        decode(&request, &data, decompressor.request)
        if endStream, let request {
            stream.addRequestTrailers()
            report(request, in: &stream.requestTrailers)
        }
        return .continueIteration
    }

    override func requestTrailers() -> FilterTrailersStatus {
        if let request { report(request, in: &stream.requestTrailers) }
        return .continueIteration
    }

    // MARK: - Responses

    override func responseHeaders(endStream: Bool) -> FilterHeadersStatus {
        if endStream { return .continueIteration }
        let direction = factory.configuration.response
        if factory.responseEnabled.isOn,
            direction.ignoresNoTransform || !stream.responseHead.headers.forbidsTransforming,
            stream.responseHead.headers.takeGzipCoding()
        {
            decompressor.response.increment(DecompressorMetric.decompressed)
            response = Body(decoder: decompressor.take())
        } else {
            decompressor.response.increment(DecompressorMetric.notDecompressed)
        }
        return .continueIteration
    }

    override func responseData(_ data: inout ByteBuffer, endStream: Bool) -> FilterDataStatus {
        guard response != nil else { return .continueIteration }
        decode(&response, &data, decompressor.response)
        if endStream, let response {
            stream.addResponseTrailers()
            report(response, in: &stream.responseTrailers)
        }
        return .continueIteration
    }

    override func responseTrailers() -> FilterTrailersStatus {
        if let response { report(response, in: &stream.responseTrailers) }
        return .continueIteration
    }

    override func streamDestroyed() {
        if let request { decompressor.put(back: request.decoder) }
        if let response { decompressor.put(back: response.decoder) }
        request = nil
        response = nil
    }

    // MARK: - Bodies

    /// Puts in the place of a piece what it stands for. After each chunk it is asked whether that is too much, by the
    /// bytes of this piece; then the rest of the piece is dropped.
    private func decode(_ body: inout Body?, _ data: inout ByteBuffer, _ metrics: MetricWriter) {
        guard let decoder = body?.decoder else { return }
        let count = data.count
        let library = factory.configuration.library
        let (limit, chunk) = (Int(library.greatestRatio) * count, Int(library.chunkSize))
        var output = ByteBuffer()
        var position = 0
        var goesOn = count > 0
        while goesOn {
            let before = output.count
            switch decoder.decode(data.readable, from: &position, room: chunk, to: &output) {
            case .ended: goesOn = false
            case .damaged:
                decompressor.library.increment(DecompressionMetric.dataError)
                goesOn = false
            case .goesOn:
                goesOn = output.count - before == chunk
                if goesOn && output.count > limit {
                    decompressor.library.increment(DecompressionMetric.dataError)
                    goesOn = false
                }
            }
        }
        metrics.add(DecompressorMetric.totalCompressedBytes, UInt64(count))
        metrics.add(DecompressorMetric.totalUncompressedBytes, UInt64(output.count))
        body?.compressed += UInt64(count)
        body?.uncompressed += UInt64(output.count)
        data.removeAll()
        data.append(output.readable)
    }

    private func report(_ body: Body, in trailers: inout HeaderMap) {
        let (compressedName, uncompressedName) = (factory.compressedName, factory.uncompressedName)
        trailers.setCount(compressedName.span, body.compressed)
        trailers.setCount(uncompressedName.span, body.uncompressed)
    }
}

extension HeaderMap {
    fileprivate mutating func setCount(_ name: Span<UInt8>, _ count: UInt64) {
        var text = ByteBuffer()
        text.append(decimal: count)
        set(named: name, text.readable)
    }

    /// Takes gzip away where it is the first of the codings, with the length of what was coded; false: it is not.
    fileprivate mutating func takeGzipCoding() -> Bool {
        let index = firstIndex(of: .contentEncoding)
        guard index >= 0 else { return false }
        var rest = ByteBuffer()
        guard let hasMore = afterGzip(at: index, &rest) else { return false }
        if hasMore { setValue(at: index, rest.readable) } else { remove(at: index) }
        remove(.contentLength)
        return true
    }

    /// What stands behind gzip in a list, if that is the first element; false: nothing.
    private func afterGzip(at index: Int, _ rest: inout ByteBuffer) -> Bool? {
        let value = self.value(at: index)
        let comma = Bytes.firstIndex(of: UInt8(ascii: ","), in: value)
        let end = comma < 0 ? value.count : comma
        guard Bytes.equalIgnoringCase(Self.trimmed(value.extracting(0..<end)), "gzip") else { return nil }
        if comma < 0 { return false }
        rest.append(Self.trimmed(value.extracting((comma + 1)..<value.count)))
        return true
    }

    /// Puts gzip behind the codings that are taken, whatever was said of it before.
    fileprivate mutating func advertiseGzip() {
        var list = ByteBuffer()
        var index = firstIndex(of: .acceptEncoding)
        while index >= 0 {
            appendOthers(at: index, to: &list)
            index = self.index(of: .acceptEncoding, from: index + 1)
        }
        if !list.isEmpty { list.append(UInt8(ascii: ",")) }
        list.append("gzip" as StaticString)
        set(.acceptEncoding, list.readable)
    }

    private func appendOthers(at index: Int, to list: inout ByteBuffer) {
        let value = self.value(at: index)
        var start = 0
        while start <= value.count {
            let comma = Bytes.firstIndex(of: UInt8(ascii: ","), in: value, from: start)
            let end = comma < 0 ? value.count : comma
            let element = Self.trimmed(value.extracting(start..<end))
            start = end + 1
            let semicolon = Bytes.firstIndex(of: UInt8(ascii: ";"), in: element)
            let name = Self.trimmed(element.extracting(0..<(semicolon < 0 ? element.count : semicolon)))
            if element.isEmpty || Bytes.equal(name, "gzip") { continue }
            if !list.isEmpty { list.append(UInt8(ascii: ",")) }
            list.append(element)
        }
    }

    @_lifetime(copy bytes)
    private static func trimmed(_ bytes: Span<UInt8>) -> Span<UInt8> {
        var (start, end) = (0, bytes.count)
        while start < end && (bytes[start] == 0x20 || bytes[start] == 0x09) { start += 1 }
        while end > start && (bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09) { end -= 1 }
        return bytes.extracting(start..<end)
    }
}

internal import Buffers
internal import Compression
internal import Configuration
internal import HTTPSemantics
internal import RuntimeValues
internal import Telemetry

/// One direction of a decompressor: which bodies it takes, and where they are counted.
final class DecompressorDirection: Sendable {
    private let enabled: RuntimeFlag
    private let ignoresNoTransform: Bool
    let scope: MetricScope

    /// Compiles what is validated.
    init(_ configuration: DecompressorConfiguration.Direction, scope: MetricScope, runtime: LiveRuntime) {
        enabled = runtime.flag(configuration.enabled)
        ignoresNoTransform = configuration.ignoresNoTransform
        self.scope = scope
    }

    /// Whether bodies are decompressed at all.
    var isEnabled: Bool { enabled.isOn }

    /// Whether the body of a head is decompressed. The head does not say then any more that it is compressed.
    func takes(_ headers: inout HeaderMap) -> Bool {
        enabled.isOn && (ignoresNoTransform || !headers.forbidsTransforming) && headers.takeGzipCoding()
    }
}

/// What decompresses the bodies of one direction of a stream, one message after another.
struct BodyDecompressor {
    let direction: DecompressorDirection
    private let decompressor: WorkerDecompressor
    private let metrics: MetricWriter
    private var decoder: GzipDecoder?
    private var compressed: UInt64 = 0
    private var uncompressed: UInt64 = 0

    init(_ direction: DecompressorDirection, metrics: MetricWriter, by decompressor: WorkerDecompressor) {
        self.direction = direction
        self.metrics = metrics
        self.decompressor = decompressor
    }

    /// Whether the message's body is decompressed.
    var isAtWork: Bool { decoder != nil }

    /// A message with a body begins, maybe in the place of another one.
    mutating func begin(_ headers: inout HeaderMap) {
        end()
        guard direction.takes(&headers) else { return metrics.increment(DecompressorMetric.notDecompressed) }
        metrics.increment(DecompressorMetric.decompressed)
        decoder = decompressor.take()
        (compressed, uncompressed) = (0, 0)
    }

    /// Puts in the place of a piece what it stands for, if the body is decompressed. After each chunk it is asked
    /// whether that is too much, by the bytes of this piece; then the rest of the piece is dropped.
    mutating func decompress(_ data: inout ByteBuffer) {
        guard let decoder else { return }
        let count = data.count
        let library = decompressor.factory.configuration.library
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
        compressed += UInt64(count)
        uncompressed += UInt64(output.count)
        data.removeAll()
        data.append(output.readable)
    }

    /// Tells in trailers how many bytes there were, and how many there are.
    func report(in trailers: inout HeaderMap) {
        let factory = decompressor.factory
        trailers.setCount(factory.compressedName, compressed)
        trailers.setCount(factory.uncompressedName, uncompressed)
    }

    /// The message is over, however far it got.
    mutating func end() {
        guard let decoder = decoder.take() else { return }
        decompressor.put(back: decoder)
    }
}

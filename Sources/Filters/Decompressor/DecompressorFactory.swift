internal import Compression
public import Configuration
internal import Telemetry

/// The decompressor of a chain.
public final class DecompressorFactory: HTTPFilterFactory {
    let configuration: DecompressorConfiguration
    let request: DecompressorDirection
    let response: DecompressorDirection
    let libraryScope: MetricScope
    /// The trailers that tell how many bytes there were, and how many there are.
    let compressedName: [UInt8]
    let uncompressedName: [UInt8]

    /// Compiles a validated configuration.
    public init(_ configuration: DecompressorConfiguration, _ context: FilterContext) {
        self.configuration = configuration
        let name = "decompressor.\(configuration.libraryName).gzip."
        func scope(_ part: String, _ family: MetricFamily) -> MetricScope {
            context.registry.scope(
                prefix: context.statPrefix + name + part, extractedPrefix: "http." + name + part,
                labels: context.labels, family: family)
        }
        request = DecompressorDirection(
            configuration.request, scope: scope("request.", DecompressorMetric.family), runtime: context.runtime)
        response = DecompressorDirection(
            configuration.response, scope: scope("response.", DecompressorMetric.family), runtime: context.runtime)
        libraryScope = scope("decompressor_library.", DecompressionMetric.family)
        let trailer = "x-envoy-decompressor-\(configuration.libraryName)-"
        compressedName = Array((trailer + "compressed-bytes").lowercased().utf8)
        uncompressedName = Array((trailer + "uncompressed-bytes").lowercased().utf8)
    }

    /// The worker's counters and decoders.
    public func makeMaker(on worker: FilterWorker) -> HTTPFilterMaker {
        let decompressor = WorkerDecompressor(self, worker)
        return HTTPFilterMaker { DecompressorFilter(decompressor, name: $0, stream: $1) }
    }
}

/// A decompressor as one worker applies it, with decoders between two bodies. Confined to its worker.
final class WorkerDecompressor {
    let factory: DecompressorFactory
    let request: MetricWriter
    let response: MetricWriter
    let library: MetricWriter
    private var idle: [GzipDecoder] = []
    /// More than so many at once are given up again.
    private static let most = 8

    init(_ factory: DecompressorFactory, _ worker: FilterWorker) {
        self.factory = factory
        request = factory.request.scope.writer(thread: worker.index)
        response = factory.response.scope.writer(thread: worker.index)
        library = factory.libraryScope.writer(thread: worker.index)
    }

    /// A decoder before its first byte.
    func take() -> GzipDecoder {
        idle.popLast() ?? GzipDecoder(windowBits: Int(factory.configuration.library.windowBits))
    }

    /// Takes one back, however far it got.
    func put(back decoder: GzipDecoder) {
        guard idle.count < Self.most else { return }
        decoder.reset()
        idle.append(decoder)
    }
}

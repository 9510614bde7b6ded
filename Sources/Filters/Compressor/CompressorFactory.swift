internal import Compression
public import Configuration
internal import Telemetry

/// The compressor of a chain.
public final class CompressorFactory: HTTPFilterFactory {
    let configuration: CompressorConfiguration
    let request: CompressorDirection
    let response: CompressorDirection
    /// Of what only responses have.
    let choiceScope: MetricScope

    /// Compiles a validated configuration.
    public init(_ configuration: CompressorConfiguration, _ context: FilterContext) {
        self.configuration = configuration
        let name = "compressor.\(configuration.libraryName).gzip."
        func scope(_ direction: String, _ family: MetricFamily) -> MetricScope {
            context.registry.scope(
                prefix: context.statPrefix + name + direction, extractedPrefix: "http." + name + direction,
                labels: context.labels, family: family)
        }
        request = CompressorDirection(
            configuration.request, scope: scope("request.", CompressorMetric.family), runtime: context.runtime)
        response = CompressorDirection(
            configuration.response,
            scope: scope(configuration.hasResponseDirection ? "response." : "", CompressorMetric.family),
            runtime: context.runtime)
        choiceScope = scope("", CompressorResponseMetric.family)
    }

    /// The worker's counters and encoders.
    public func makeMaker(on worker: FilterWorker) -> HTTPFilterMaker {
        let compressor = WorkerCompressor(self, worker)
        return HTTPFilterMaker {
            ($0.first as? Level).map { CompressorRoute($0.configuration) }
        } make: {
            CompressorFilter(compressor, name: $0, stream: $1)
        }
    }

    /// What a route says.
    public func compile(_ value: any HTTPFilterValue) -> (any Sendable & AnyObject)? {
        (value as? CompressorRouteConfiguration).map { Level($0) }
    }

    private final class Level: Sendable {
        let configuration: CompressorRouteConfiguration

        init(_ configuration: CompressorRouteConfiguration) { self.configuration = configuration }
    }
}

/// What a route says, as one worker applies it.
final class CompressorRoute {
    let configuration: CompressorRouteConfiguration
    let encoders: EncoderShelf?

    init(_ configuration: CompressorRouteConfiguration) {
        self.configuration = configuration
        encoders = configuration.library.map { EncoderShelf($0) }
    }
}

/// A compressor as one worker applies it.
final class WorkerCompressor {
    let factory: CompressorFactory
    /// Before its first body; each stream copies them.
    let request: BodyCompressor
    let response: BodyCompressor
    let choices: MetricWriter
    let encoders: EncoderShelf

    init(_ factory: CompressorFactory, _ worker: FilterWorker) {
        self.factory = factory
        request = BodyCompressor(factory.request, thread: worker.index)
        response = BodyCompressor(factory.response, thread: worker.index)
        choices = factory.choiceScope.writer(thread: worker.index)
        encoders = EncoderShelf(factory.configuration.library)
    }
}

/// Encoders between two bodies. Confined to its worker.
final class EncoderShelf {
    private let settings: GzipSettings
    private var idle: [GzipEncoder] = []
    /// More than so many at once are given up again.
    private static let most = 8

    init(_ configuration: GzipConfiguration) {
        let strategy: GzipSettings.Strategy =
            switch configuration.strategy {
            case .standard: .standard
            case .filtered: .filtered
            case .huffmanOnly: .huffmanOnly
            case .runs: .runs
            case .fixed: .fixed
            }
        settings = GzipSettings(
            level: configuration.level, strategy: strategy, windowBits: Int(configuration.windowBits),
            memoryLevel: Int(configuration.memoryLevel))
    }

    /// An encoder before its first byte.
    func take() -> GzipEncoder { idle.popLast() ?? GzipEncoder(settings) }

    /// Takes one back, however far it got.
    func put(back encoder: GzipEncoder) {
        guard idle.count < Self.most else { return }
        encoder.reset()
        idle.append(encoder)
    }
}

/// An encoder that works on a body, and where it goes then.
struct LentEncoder {
    let encoder: GzipEncoder
    private let shelf: EncoderShelf

    init(from shelf: EncoderShelf) {
        self.shelf = shelf
        encoder = shelf.take()
    }

    func giveBack() { shelf.put(back: encoder) }
}

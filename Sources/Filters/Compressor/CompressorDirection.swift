internal import Buffers
internal import Compression
internal import Configuration
internal import HTTPSemantics
internal import RuntimeValues
internal import Telemetry

/// One direction of a compressor: which bodies it takes, and where they are counted.
final class CompressorDirection: Sendable {
    /// Whether bodies are compressed at all.
    let enabled: RuntimeFlag
    let scope: MetricScope
    private let types: ContentTypes
    private let minimumLength: UInt64

    /// Compiles what is validated; nil means bodies of this direction stay as they are.
    init(_ configuration: CompressorConfiguration.Direction?, scope: MetricScope, runtime: LiveRuntime) {
        enabled = configuration.map { runtime.flag($0.enabled) } ?? RuntimeFlag(false)
        self.scope = scope
        types = ContentTypes(configuration?.contentTypes ?? [])
        minimumLength = UInt64(configuration?.minimumLength ?? 0)
    }

    /// Whether bodies of the type that a head names are compressed.
    func takesType(of headers: borrowing HeaderMap) -> Bool {
        let index = headers.firstIndex(of: .contentType)
        return index < 0 || types.contains(headers.value(at: index))
    }

    /// Whether a body may be long enough: those whose length nobody knows are.
    func takesLength(of headers: borrowing HeaderMap) -> Bool {
        guard let length = headers.knownLength else { return true }
        return length >= minimumLength
    }
}

/// What compresses the bodies of one direction of a stream, one message after another.
struct BodyCompressor {
    let direction: CompressorDirection
    private let metrics: MetricWriter
    private var lent: LentEncoder?

    init(_ direction: CompressorDirection, thread: Int) {
        self.direction = direction
        metrics = direction.scope.writer(thread: thread)
    }

    /// Whether the body is long enough; counts it when it is not.
    func isLongEnough(_ headers: borrowing HeaderMap) -> Bool {
        if direction.takesLength(of: headers) { return true }
        metrics.increment(CompressorMetric.contentLengthTooSmall)
        return false
    }

    /// The message's body is compressed.
    mutating func begin(with shelf: EncoderShelf) {
        metrics.increment(CompressorMetric.compressed)
        lent = LentEncoder(from: shelf)
    }

    /// The message's body, if it has one, stays as it is.
    func leave() { metrics.increment(CompressorMetric.notCompressed) }

    /// Puts in the place of body bytes what stands for them, if the body is compressed.
    func compress(_ data: inout ByteBuffer, isLast: Bool) {
        guard let lent else { return }
        metrics.add(CompressorMetric.totalUncompressedBytes, UInt64(data.count))
        lent.encoder.encode(&data, isLast: isLast)
        metrics.add(CompressorMetric.totalCompressedBytes, UInt64(data.count))
    }

    /// The message is over, however far it got.
    mutating func end() {
        guard let lent else { return }
        lent.giveBack()
        self.lent = nil
    }
}

import Buffers
import Testing

@testable import Compression

@Suite("The gzip encoder")
struct GzipEncoderTests {
    private static func random(_ count: Int, of symbols: Int, seed: UInt64 = 1) -> [UInt8] {
        var state = seed
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: (state >> 33) % UInt64(symbols))
        }
    }

    private static func words(_ count: Int) -> [UInt8] {
        let words = ["the ", "swift ", "flies ", "above ", "old ", "roofs ", "and ", "never ", "lands, ", "it ", "is "]
        var result: [UInt8] = []
        for pick in random(count, of: words.count, seed: 7) where result.count < count {
            result += Array(words[Int(pick)].utf8)
        }
        return Array(result.prefix(count))
    }

    private typealias Body = (name: String, bytes: [UInt8])

    /// Bodies of every kind.
    private static let bodies: [Body] = [
        ("empty", []), ("one", [65]), ("two", [65, 65]), ("short", Array("hello, hello, hello".utf8)),
        ("all bytes", Array(0...255)), ("zeros", Array(repeating: 0, count: 3_000)), ("words", words(4_000)),
        ("noise", random(2_000, of: 256)), ("two symbols", random(3_000, of: 2)),
        ("skewed", (1...12).flatMap { Array(repeating: UInt8($0), count: 1 << ($0 - 1)) }.shuffledBy(3)),
    ]

    /// Longer than what an encoder holds.
    private static let longBodies: [Body] = [
        ("zeros", Array(repeating: 0, count: 140_000)), ("words", words(70_000)), ("noise", random(67_000, of: 256)),
        ("far", words(2_000) + random(31_000, of: 256) + words(2_000)),
    ]

    private static let settings: [GzipSettings] =
        (1...9).map { GzipSettings(level: $0) }
        + [GzipSettings.Strategy.filtered, .huffmanOnly, .runs, .fixed].map { GzipSettings(strategy: $0) }
        + [(9, 1), (12, 9), (14, 8), (15, 9)].map { GzipSettings(windowBits: $0.0, memoryLevel: $0.1) }

    private static func encode(_ encoder: GzipEncoder, _ bytes: [UInt8], in pieces: Int = .max) throws -> Inflater {
        encoder.reset()
        var whole: [UInt8] = []
        var start = 0
        repeat {
            let count = min(pieces, bytes.count - start)
            var buffer = ByteBuffer()
            buffer.append(bytes.span.extracting(start..<(start + count)))
            start += count
            encoder.encode(&buffer, isLast: start == bytes.count)
            whole += buffer.bytes
        } while start < bytes.count
        var reader = Inflater(whole)
        try reader.run()
        #expect(reader.isComplete)
        return reader
    }

    @Test("What is read is what was written, whatever the settings", arguments: settings)
    func roundTrip(_ settings: GzipSettings) throws {
        let encoder = GzipEncoder(settings)
        for (name, bytes) in Self.bodies {
            let reader = try Self.encode(encoder, bytes)
            #expect(reader.output == bytes, "\(name)")
            #expect(reader.farthest <= 1 << settings.windowBits - 262, "\(name)")
        }
    }

    @Test("The window moves along", arguments: [GzipSettings(), GzipSettings(windowBits: 15, memoryLevel: 9)])
    func longBodies(_ settings: GzipSettings) throws {
        let encoder = GzipEncoder(settings)
        for (name, bytes) in Self.longBodies {
            let reader = try Self.encode(encoder, bytes)
            #expect(reader.output == bytes, "\(name)")
            #expect(reader.farthest <= 1 << settings.windowBits - 262, "\(name)")
        }
    }

    @Test("Each piece can be read before the next one comes")
    func pieces() throws {
        let bytes = Self.words(40_000)
        let encoder = GzipEncoder(GzipSettings())
        var whole: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 4_000) {
            var buffer = ByteBuffer()
            buffer.append(bytes.span.extracting(start..<(start + 4_000)))
            encoder.encode(&buffer, isLast: false)
            whole += buffer.bytes
            var reader = Inflater(whole)
            try reader.run()
            #expect(reader.output.count == start + 4_000 && !reader.isComplete)
        }
        var end = ByteBuffer()
        encoder.encode(&end, isLast: true)
        var reader = Inflater(whole + end.bytes)
        try reader.run()
        #expect(reader.output == bytes && reader.isComplete)
        for size in [1, 7, 1_000] {
            let few = Array(bytes.prefix(2_000))
            #expect(try Self.encode(encoder, few, in: size).output == few)
        }
    }

    @Test("The shortest form of a block is taken")
    func forms() throws {
        let encoder = GzipEncoder(GzipSettings())
        #expect(try Self.encode(encoder, Self.random(2_000, of: 256)).forms.contains(0))
        #expect(try Self.encode(encoder, Array("hello".utf8)).forms == [1])
        #expect(try Self.encode(encoder, Self.words(4_000)).forms.contains(2))
    }

    @Test("Short bodies become what zlib makes of them")
    func bytesOfZlib() {
        let encoder = GzipEncoder(GzipSettings())
        var buffer = ByteBuffer()
        buffer.append(Array("hello, hello, hello, hello world".utf8).span)
        encoder.encode(&buffer, isLast: true)
        // Python: zlib.compressobj(6, zlib.DEFLATED, 28, 5)
        let expected: [UInt8] = [
            0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0xCB, 0x48, 0xCD, 0xC9, 0xC9, 0xD7,
            0x51, 0xC8, 0xC0, 0xA4, 0x14, 0xCA, 0xF3, 0x8B, 0x72, 0x52, 0x00, 0xAC, 0x3E, 0x11, 0x37, 0x20,
            0x00, 0x00, 0x00,
        ]
        #expect(buffer.bytes == expected)
    }

    @Test("More effort makes less")
    func effort() throws {
        let bytes = Self.words(60_000)
        func size(_ settings: GzipSettings) -> Int {
            var buffer = ByteBuffer()
            buffer.append(bytes.span)
            GzipEncoder(settings).encode(&buffer, isLast: true)
            return buffer.count
        }
        let (fast, standard, best) = (
            size(GzipSettings(level: 1)), size(GzipSettings()), size(GzipSettings(level: 9, windowBits: 15))
        )
        #expect(best <= standard && standard < fast && fast < bytes.count / 2)
    }
}

extension [UInt8] {
    /// The elements in another order, the same each time.
    fileprivate func shuffledBy(_ seed: UInt64) -> [UInt8] {
        var (result, state) = (self, seed)
        for index in result.indices.dropFirst() {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            result.swapAt(index, Int((state >> 33) % UInt64(index + 1)))
        }
        return result
    }
}

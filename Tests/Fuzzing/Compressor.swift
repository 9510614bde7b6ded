// room: Compression
// longest: 768
// with: Tests/CompressionTests/Inflater.swift
import Buffers
import Compression

/// A body to be compressed. Byte 0 chooses the settings, byte 1 how long its pieces are, byte 2 how often the rest comes
/// again: what is made of it must be read as what it was, and each piece as soon as it is written.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    guard count > 3 else { return 0 }
    var body = Array(bytes[3...])
    let repeated = bytes[2] < 0xF0 ? 0 : Int(bytes[2] & 3)
    for _ in 0..<repeated { body += bytes[3...] }
    encoders.check(body, settings: bytes[0], pieces: bytes[1])
    return 0
}

nonisolated(unsafe) private var encoders = Encoders()

/// An encoder for each of the settings that are tried, used again and again as a server does.
private struct Encoders {
    private static let settings: [GzipSettings] = {
        let strategies: [GzipSettings.Strategy] = [.filtered, .huffmanOnly, .runs, .fixed]
        return (1...9).map { GzipSettings(level: $0, windowBits: 9, memoryLevel: 1) }
            + strategies.map { GzipSettings(strategy: $0, windowBits: 9, memoryLevel: 1) }
            + [(4, 10, 2), (6, 12, 5), (9, 15, 9)].map {
                GzipSettings(level: $0.0, windowBits: $0.1, memoryLevel: $0.2)
            }
    }()
    private var all = Self.settings.map { GzipEncoder($0) }

    mutating func check(_ body: [UInt8], settings: UInt8, pieces: UInt8) {
        let index = Int(settings) % all.count
        let encoder = all[index]
        encoder.reset()
        // Rarely in small pieces: each makes a block.
        let size = pieces < 0x80 ? body.count : pieces < 0xC0 ? 1 + body.count / 2 : 16 + Int(pieces & 63) * 8
        var written: [UInt8] = []
        var start = 0
        repeat {
            let count = min(size, body.count - start)
            var piece = ByteBuffer()
            piece.append(body.span.extracting(start..<(start + count)))
            start += count
            encoder.encode(&piece, isLast: start == body.count)
            written += piece.bytes
            // Once in the middle; the rest is seen at the end.
            if start < body.count && start <= size { verify(written, body[..<start], Self.settings[index], false) }
        } while start < body.count
        verify(written, body[...], Self.settings[index], true)
    }

    private func verify(_ written: [UInt8], _ body: ArraySlice<UInt8>, _ settings: GzipSettings, _ isWhole: Bool) {
        var reader = Inflater(written)
        do { try reader.run() } catch { preconditionFailure("what was written cannot be read: \(error)") }
        precondition(reader.isComplete == isWhole, "an end too early, or none")
        precondition(reader.output.elementsEqual(body), "another body is read")
        precondition(reader.farthest <= 1 << settings.windowBits, "a match from outside of the window")
    }
}

import Buffers
import Foundation
import Testing

@testable import Compression

@Suite("The gzip decoder")
struct GzipDecoderTests {
    /// A member of the corpus, and what Python's zlib makes of it: how it ends, the bytes, and their checksum.
    struct Member: Sendable, CustomTestStringConvertible {
        let name: String
        let outcome: GzipDecoder.Outcome
        let count: Int
        let checksum: UInt32

        init(_ name: String, _ outcome: GzipDecoder.Outcome, _ count: Int, _ checksum: UInt32) {
            self.name = name
            self.outcome = outcome
            self.count = count
            self.checksum = checksum
        }

        var testDescription: String { name }

        var bytes: [UInt8] {
            get throws {
                let corpus = URL(filePath: #filePath).deletingLastPathComponent()
                    .appending(path: "../Fuzzing/corpus/GzipMember")
                return [UInt8](try Data(contentsOf: corpus.appending(path: name)))
            }
        }
    }

    // Python: zlib.decompressobj(31).decompress, byte by byte.
    static let members = [
        Member("bad-checksum", .damaged, 176, 0x1E4B_DB24), Member("bad-codes", .damaged, 0, 0),
        Member("bad-form", .damaged, 0, 0), Member("bad-head-checksum", .damaged, 0, 0),
        Member("bad-length", .damaged, 176, 0x1E4B_DB24), Member("bad-stored", .damaged, 0, 0),
        Member("cut", .goesOn, 22, 0xB7BF_BBA0), Member("dynamic", .ended, 2_057, 0x0FF2_BE6A),
        Member("empty", .ended, 0, 0), Member("far", .ended, 771, 0xB43C_C7C0),
        Member("fixed", .ended, 19, 0x09CA_A19F), Member("flushed", .ended, 15, 0xFD67_2867),
        Member("long-codes", .ended, 3_071, 0x567E_A776), Member("reserved-flags", .damaged, 0, 0),
        Member("run", .ended, 3_000, 0xDA86_5B0D), Member("stored", .ended, 5, 0x3610_A686),
        Member("tail", .ended, 176, 0x1E4B_DB24), Member("text", .ended, 176, 0x1E4B_DB24),
        Member("too-far", .damaged, 1, 0xD202_EF8D), Member("whole-head", .ended, 176, 0x1E4B_DB24),
        Member("zlib", .damaged, 0, 0),
    ]

    private static func decode(
        _ decoder: GzipDecoder, _ pieces: [ArraySlice<UInt8>], room: Int = 65_536
    ) -> (outcome: GzipDecoder.Outcome, bytes: [UInt8]) {
        var outcome = GzipDecoder.Outcome.goesOn
        var all = ByteBuffer()
        for piece in pieces {
            let input = Array(piece)
            var position = 0
            var isFull = true
            while isFull {
                let before = all.count
                outcome = decoder.decode(input.span, from: &position, room: room, to: &all)
                #expect(all.count - before <= room)
                isFull = outcome == .goesOn && all.count - before == room
            }
        }
        return (outcome, all.bytes)
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var checksum = CRC32()
        checksum.update(bytes.span)
        return checksum.value
    }

    @Test("What zlib reads is read, whole, split at every byte, byte by byte, and into little room", arguments: members)
    func likeZlib(_ member: Member) throws {
        let bytes = try member.bytes
        let decoder = GzipDecoder()
        func check(_ pieces: [ArraySlice<UInt8>], room: Int = 65_536, _ note: String) {
            decoder.reset()
            let found = Self.decode(decoder, pieces, room: room)
            #expect(found.outcome == member.outcome, "\(note)")
            #expect(found.bytes.count == member.count, "\(note)")
            #expect(Self.checksum(found.bytes) == member.checksum, "\(note)")
        }
        check([bytes[...]], "whole")
        check(bytes.indices.map { bytes[$0...$0] }, "byte by byte")
        check([bytes[...]], room: 1, "a byte of room")
        for place in bytes.indices where bytes.count < 100 || place % 37 == 0 {
            check([bytes[..<place], bytes[place...]], "split at \(place)")
        }
        GzipFuzz.run(bytes)
    }

    @Test("What the encoder makes is read", arguments: [GzipSettings(), GzipSettings(level: 9, windowBits: 15)])
    func roundTrip(_ settings: GzipSettings) {
        var bytes: [UInt8] = []
        var state: UInt64 = 3
        while bytes.count < 150_000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let length = Int(state >> 33) % 50
            if state >> 62 == 0 || bytes.count < 100 {
                for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: state >> UInt64(shift * 7))) }
            } else {
                let start = bytes.count - 1 - Int(state >> 40) % min(bytes.count - 1, 30_000)
                for place in start..<min(start + length, bytes.count) { bytes.append(bytes[place]) }
            }
        }
        var buffer = ByteBuffer()
        buffer.append(bytes)
        GzipEncoder(settings).encode(&buffer, isLast: true)
        let found = Self.decode(GzipDecoder(), [buffer.bytes[...]], room: 4_096)
        #expect(found.outcome == .ended && found.bytes == bytes)
    }

    @Test("Matches lie no farther back than the window is long and the call has made")
    func window() {
        var bytes = (0..<4_000).map { UInt8(truncatingIfNeeded: $0 &* 167 ^ $0 >> 5) }
        bytes += bytes
        var buffer = ByteBuffer()
        buffer.append(bytes)
        GzipEncoder(GzipSettings(windowBits: 15)).encode(&buffer, isLast: true)
        #expect(Self.decode(GzipDecoder(windowBits: 9), [buffer.bytes[...]], room: 1_000).outcome == .damaged)
        #expect(Self.decode(GzipDecoder(windowBits: 9), [buffer.bytes[...]], room: 65_536).bytes == bytes)
        #expect(Self.decode(GzipDecoder(windowBits: 12), [buffer.bytes[...]], room: 1_000).bytes == bytes)
    }
}

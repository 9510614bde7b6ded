import Buffers
import Testing

@Suite("Searches over the bytes of first lines")
struct BytesVisibleTests {
    @Test("A path ends at its query or fragment, whichever comes first")
    func endOfPath() {
        func end(_ text: String) -> Int { Bytes.endOfPath(Array(text.utf8).span) }
        #expect(end("") == 0 && end("/") == 1 && end("?") == 0 && end("#") == 0)
        #expect(end("/a?b#c") == 2 && end("/a#b?c") == 2)
        for length in 0...50 {
            let path = String(repeating: "/", count: length)
            #expect(end(path) == length)
            for mark in ["?", "#", "?#", "#?", "??"] {
                for behind in ["", "a", String(repeating: "b", count: 33), "?" + String(repeating: "#", count: 20)] {
                    #expect(end(path + mark + behind) == length)
                }
            }
        }
    }

    @Test("Every byte but two belongs to a path, wherever it stands")
    func everyByteOfPath() {
        for byte in UInt8.min ... .max {
            for at in [0, 1, 7, 15, 16, 17, 31, 32] {
                var path = [UInt8](repeating: 0x61, count: 36)
                path[at] = byte
                let isMark = byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
                #expect(Bytes.endOfPath(path.span) == (isMark ? at : 36))
            }
        }
    }

    @Test("Blanks and control bytes are seen in any place of a run of any length")
    func blankOrControl() {
        for byte in UInt8.min ... .max {
            let isPlain = byte > 0x20 && byte != 0x7f
            for count in [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 24, 31, 32, 33] {
                var bytes = [UInt8](repeating: 0x61, count: count)
                #expect(Bytes.hasNoBlankOrControl(bytes.span) == true)
                for at in 0..<count {
                    bytes[at] = byte
                    #expect(Bytes.hasNoBlankOrControl(bytes.span) == isPlain)
                    bytes[at] = 0x61
                }
            }
        }
        let none: [UInt8] = []
        #expect(Bytes.hasNoBlankOrControl(none.span) == true)
    }

    @Test("Texts that differ in case only have one hash; others, and other seeds, have others", arguments: 0..<4)
    func hash(number: Int) {
        var random = SeededNumbers(seed: number)
        let seed = random.next()
        func hash(_ bytes: [UInt8], _ seed: UInt64) -> UInt64 { Bytes.hashIgnoringCase(bytes.span, seed: seed) }
        for length in 0...40 {
            let text = random.bytes(length)
            let lower = text.map { Bytes.lowercased($0) }
            let mixed = lower.map { byte in
                byte >= 0x61 && byte <= 0x7a && random.below(2) == 0 ? byte - 0x20 : byte
            }
            #expect(hash(text, seed) == hash(lower, seed) && hash(mixed, seed) == hash(lower, seed))
            #expect(hash(text, seed) != hash(text, seed ^ 1))
            #expect(hash(text + [0], seed) != hash(text, seed) && hash([0] + text, seed) != hash(text, seed))
            for at in 0..<length {
                for bit: UInt8 in [0x01, 0x10, 0x20, 0x40, 0x80] {
                    var other = text
                    other[at] ^= bit
                    let isSame = other.map { Bytes.lowercased($0) } == lower
                    #expect((hash(other, seed) == hash(text, seed)) == isSame)
                }
            }
        }
    }

    @Test("Hashes of names that differ little fill a table as chance does")
    func spread() {
        for seed: UInt64 in [0, 1, 0x9e37_79b9_7f4a_7c15] {
            var slots = [Int](repeating: 0, count: 1024)
            for number in 0..<4096 {
                let hash = Bytes.hashIgnoringCase(Array("service-\(number).example.com".utf8).span, seed: seed)
                slots[Int(hash & 1023)] += 1
            }
            #expect((slots.max() ?? 0) <= 20 && slots.count { $0 == 0 } < 60)
        }
    }
}

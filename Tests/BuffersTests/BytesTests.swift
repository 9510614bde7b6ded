import Buffers
import Testing

@Suite("Searches and comparisons over bytes")
struct BytesTests {
    /// Tries runs of every length with one odd byte in every place, and with none.
    private func forEveryPlace(_ odd: UInt8, filling: UInt8, upTo length: Int = 40, _ body: ([UInt8], Int?) -> Void) {
        for count in 0...length {
            var bytes = [UInt8](repeating: filling, count: count)
            body(bytes, nil)
            for at in 0..<count {
                bytes[at] = odd
                body(bytes, at)
                bytes[at] = filling
            }
        }
    }

    @Test("A byte is found where it first stands")
    func firstIndex() {
        forEveryPlace(0x0a, filling: 0x61) { bytes, place in
            #expect(Bytes.firstIndex(of: 0x0a, in: bytes.span) == place ?? -1)
            for start in [-1, 0, place ?? 0, (place ?? 0) + 1, bytes.count, bytes.count + 1] {
                let isFound = place.map { start >= 0 && start <= $0 } ?? false
                #expect(Bytes.firstIndex(of: 0x0a, in: bytes.span, from: start) == (isFound ? place ?? -1 : -1))
            }
        }
        let twice = Array("a:b:c".utf8)
        #expect(Bytes.firstIndex(of: 0x3a, in: twice.span) == 1)
        #expect(Bytes.firstIndex(of: 0x3a, in: twice.span, from: 2) == 3)
    }

    @Test("Runs are equal when every byte is")
    func equal() {
        forEveryPlace(0x41, filling: 0x61) { bytes, place in
            let plain = [UInt8](repeating: 0x61, count: bytes.count)
            #expect(Bytes.equal(bytes.span, plain.span) == (place == nil))
            #expect(Bytes.equal(bytes.span, (plain + [0x61]).span) == false)
            #expect(Bytes.hasPrefix((plain + [0x61]).span, bytes.span) == (place == nil))
            #expect(Bytes.hasPrefix(plain.span, (bytes + [0x61]).span) == false)
            let none: [UInt8] = []
            #expect(Bytes.hasPrefix(plain.span, none.span) == true)
        }
    }

    @Test("Runs are compared with literals, with and without case")
    func literals() {
        let literals: [StaticString] = [
            "", "a", "te", "close", "x-forwarded-for", "chunked", "{|}~ _9-", "0123456789abcdef",
        ]
        for literal in literals {
            let text = Array("\(literal)".utf8)
            let upper = Array("\(literal)".uppercased().utf8)
            func isSame(_ bytes: [UInt8]) -> Bool { Bytes.equal(bytes.span, literal) }
            func isAlike(_ bytes: [UInt8]) -> Bool { Bytes.equalIgnoringCase(bytes.span, literal) }
            #expect(isSame(text) && isAlike(text) && isAlike(upper) && isSame(upper) == (upper == text))
            #expect(!isSame(text + [0x61]) && !isAlike(text + [0x61]))
            for at in text.indices {
                for byte in UInt8.min ... .max {
                    var other = text
                    other[at] = byte
                    #expect(isSame(other) == (other == text))
                    #expect(isAlike(other) == (other.map { Bytes.lowercased($0) } == text))
                }
            }
        }
    }

    @Test("Every byte is classed as RFC 9110 §5.5 and §5.6.2 say")
    func classes() {
        let marks = Set("!#$%&'*+-.^_`|~".utf8)
        for byte in UInt8.min ... .max {
            let isUpper = byte >= 0x41 && byte <= 0x5a
            let isLower = byte >= 0x61 && byte <= 0x7a
            let isDigit = byte >= 0x30 && byte <= 0x39
            #expect(Bytes.isToken(byte) == (isUpper || isLower || isDigit || marks.contains(byte)))
            #expect(Bytes.lowercased(byte) == (isUpper ? byte + 0x20 : byte))
            let isForbidden = byte < 0x20 && byte != 0x09 || byte == 0x7f
            let isVisible = byte > 0x20 && byte < 0x7f
            let isHost = isUpper || isLower || isDigit || [0x2d, 0x2e, 0x3a].contains(byte)
            for filling: UInt8 in [0x61, 0x2d, 0x39, 0x3a] {
                forEveryPlace(byte, filling: filling, upTo: 36) { bytes, place in
                    let found = Bytes.firstForbiddenInFieldValue(bytes.span)
                    #expect(found == (isForbidden ? place ?? -1 : -1))
                    let end = Bytes.firstNotVisible(in: bytes.span, from: 0)
                    #expect(end == (isVisible ? bytes.count : place ?? bytes.count))
                    #expect(Bytes.isPlainHost(bytes.span) == (place == nil || isHost))
                    let isName =
                        (place == nil || isHost && byte != 0x3a)
                        && (filling != 0x3a || bytes.count == (place == nil ? 0 : 1))
                    #expect(Bytes.isPlainName(bytes.span) == isName)
                }
            }
        }
    }

    @Test("Bytes that are not forbidden hide none that is", arguments: 0..<8)
    func random(seed: Int) {
        var random = SeededNumbers(seed: seed)
        let marks: [UInt8] = [0x00, 0x09, 0x0a, 0x1f, 0x20, 0x21, 0x22, 0x7e, 0x7f, 0x80, 0xa0, 0xff, 0x61, 0x61, 0x61]
        for _ in 0..<3000 {
            let bytes = (0..<random.below(50)).map { _ in marks[random.below(marks.count)] }
            let forbidden = bytes.firstIndex { $0 < 0x20 && $0 != 0x09 || $0 == 0x7f }
            #expect(Bytes.firstForbiddenInFieldValue(bytes.span) == forbidden ?? -1)
            let start = random.below(bytes.count + 2)
            let visible = start < bytes.count ? bytes[start...].firstIndex { $0 <= 0x20 || $0 >= 0x7f } : nil
            #expect(Bytes.firstNotVisible(in: bytes.span, from: start) == visible ?? bytes.count)
            let line = bytes.firstIndex(of: 0x0a)
            #expect(Bytes.firstIndex(of: 0x0a, in: bytes.span) == line ?? -1)
        }
    }
}

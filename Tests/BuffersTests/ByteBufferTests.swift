import Buffers
import Testing

/// The bytes of a span as an array.
func array(_ bytes: Span<UInt8>) -> [UInt8] { (0..<bytes.count).map { bytes[$0] } }

@Suite("Byte buffers")
struct ByteBufferTests {
    private func buffer(_ text: String) -> ByteBuffer {
        var buffer = ByteBuffer()
        buffer.append(Array(text.utf8))
        return buffer
    }

    private func text(_ body: (inout ByteBuffer) -> Void) -> String {
        var buffer = ByteBuffer()
        body(&buffer)
        return String(decoding: array(buffer.readable), as: UTF8.self)
    }

    @Test("An empty buffer holds no storage, and gives none away")
    func empty() {
        var buffer = ByteBuffer()
        #expect(buffer.isEmpty && buffer.count == 0 && buffer.capacity == 0 && buffer.writableCount == 0)
        #expect(array(buffer.readable) == [] && array(buffer.span(at: 0, count: 0)) == [])
        buffer.consume(0)
        buffer.truncate(to: 0)
        buffer.removeAll()
        buffer.append([])
        buffer.append("")
        buffer.append(String())
        buffer.append(copying: 0, count: 0)
        buffer.reserve(0)
        #expect(buffer.capacity == 0)
        buffer.releaseStorage()
        let none = ByteBuffer(capacity: 0)
        let negative = ByteBuffer(capacity: -1)
        #expect(none.capacity == 0 && negative.capacity == 0)
    }

    @Test("Any run of bytes is appended as it is, at any place", arguments: 0...16)
    func appendLengths(before: Int) {
        var random = SeededNumbers(seed: before)
        for length in 0...100 {
            let (head, tail) = (random.bytes(before), random.bytes(length))
            var buffer = ByteBuffer()
            buffer.append(head)
            buffer.append(tail.span)
            #expect(array(buffer.readable) == head + tail)
            buffer.append(copying: before, count: length)
            #expect(array(buffer.readable) == head + tail + tail)
            buffer.consume(before)
            #expect(array(buffer.readable) == tail + tail)
        }
    }

    @Test("Literals and strings of every length are appended")
    func literals() {
        let literals: [StaticString] = [
            "", "a", "ab", "abc", "abcd", "abcde", "abcdefg", "abcdefgh", "abcdefghi", "abcdefghijklmno",
            "abcdefghijklmnop", "abcdefghijklmnopq", "abcdefghijklmnopqrstuvwxyz0123456789", "\u{e9}\u{20ac}",
        ]
        for literal in literals {
            #expect(text { $0.append(literal) } == "\(literal)")
            #expect(text { $0.append("x\(literal)" as String) } == "x\(literal)")
        }
    }

    @Test("Numbers are written in decimal")
    func decimal() {
        var value: UInt64 = 1
        var all: [UInt64] = [0, .max, .max - 1]
        for _ in 0..<20 {
            all += [value, value &- 1, value &+ 1]
            value = value &* 10
        }
        all += (0...1_100).map { $0 }
        for value in all { #expect(text { $0.append(decimal: value) } == String(value)) }
        for value in [0, 1, -1, 42, -42, Int.max, Int.min] {
            #expect(text { $0.append(decimal: value) } == String(value))
        }
    }

    @Test("Numbers are written in hexadecimal, short or in so many digits")
    func hexadecimal() {
        var random = SeededNumbers(seed: 1)
        for shift in 0..<64 {
            let bit = UInt64(1) << UInt64(shift)
            for value in [random.next() >> UInt64(shift), bit, bit - 1] {
                let short = String(value, radix: 16)
                #expect(text { $0.append(hexadecimal: value) } == short)
                let padded = String(repeating: "0", count: 16 - short.count) + short
                for digits in 1...16 {
                    let written = text { $0.append(hexadecimal: value, digits: digits) }
                    #expect(written == String(padded.suffix(digits)))
                }
            }
        }
    }

    @Test("Sixteen bytes are written as a UUID")
    func uuid() {
        let known = text { $0.append(uuid: 0x0123_4567_89ab_cdef, 0xfedc_ba98_7654_3210) }
        #expect(known == "01234567-89ab-cdef-fedc-ba9876543210")
        var random = SeededNumbers(seed: 2)
        for _ in 0..<200 {
            let (high, low) = (random.next(), random.next())
            let digits = text {
                $0.append(hexadecimal: high, digits: 16)
                $0.append(hexadecimal: low, digits: 16)
            }
            let written = text { $0.append(uuid: high, low) }
            #expect(written.filter { $0 != "-" } == digits)
            #expect(written.split(separator: "-").map(\.count) == [8, 4, 4, 4, 12])
        }
    }

    @Test("The first bytes of a word are appended, lowest first")
    func words() {
        for count in 0...8 {
            let written = text {
                $0.append("x")
                $0.append(word: 0x6867_6665_6463_6261, count: count)
                $0.append("y")
            }
            #expect(written == "x" + "abcdefgh".prefix(count) + "y")
        }
    }

    @Test("Runs of every short length are appended whole and touch nothing else")
    func shortRuns() {
        let source = (0..<70).map { UInt8($0 + 1) }
        for count in 0...70 {
            var buffer = ByteBuffer(capacity: 4)
            buffer.append(0xee as UInt8)
            buffer.append(Array(source.prefix(count)))
            buffer.append(0xdd as UInt8)
            #expect(array(buffer.readable) == [0xee] + source.prefix(count) + [0xdd])
        }
    }

    @Test("Room is made by moving few bytes, or when many were consumed before; else by growing")
    func reserve() {
        var buffer = ByteBuffer(capacity: 100)
        buffer.append([UInt8](repeating: 1, count: 60))
        buffer.append([UInt8](repeating: 2, count: 30))
        #expect(buffer.writableCount == 10)
        buffer.consume(60)
        buffer.reserve(10)
        #expect(buffer.capacity == 100 && buffer.writableCount == 10)
        buffer.reserve(60)
        #expect(buffer.capacity == 100 && buffer.writableCount == 70)
        #expect(array(buffer.readable) == [UInt8](repeating: 2, count: 30))
        buffer.reserve(71)
        #expect(buffer.capacity >= 200 && buffer.writableCount >= 71)
        #expect(array(buffer.readable) == [UInt8](repeating: 2, count: 30))
        buffer.consume(30)
        #expect(buffer.isEmpty && buffer.writableCount == buffer.capacity)
        // More than half is not moved for a little room, or else every byte of a queue would be moved for each.
        var full = ByteBuffer(capacity: 100)
        full.append([UInt8](repeating: 3, count: 90))
        full.consume(20)
        full.reserve(30)
        #expect(full.capacity >= 200 && array(full.readable) == [UInt8](repeating: 3, count: 70))
        // A queue that holds two thirds and has lost one is moved, so that a steady one never grows.
        var steady = ByteBuffer(capacity: 100)
        steady.append([UInt8](repeating: 3, count: 90))
        steady.consume(30)
        steady.reserve(40)
        #expect(steady.capacity == 100 && array(steady.readable) == [UInt8](repeating: 3, count: 60))
    }

    @Test("Appending byte by byte does not grow for every byte")
    func amortised() {
        var buffer = ByteBuffer()
        var growths = 0
        var capacity = 0
        for number in 0..<100_000 {
            buffer.append(UInt8(truncatingIfNeeded: number))
            if buffer.capacity != capacity { growths += 1 }
            capacity = buffer.capacity
        }
        #expect(growths < 20 && buffer.count == 100_000 && capacity < 300_000)
        // A queue that is drained as it is filled stays as it is.
        for number in 0..<300_000 {
            buffer.append(UInt8(truncatingIfNeeded: number))
            buffer.consume(1)
        }
        #expect(buffer.count == 100_000 && buffer.capacity < 600_000)
    }

    @Test("Moving all of a buffer hands the storage over to an empty one, and copies behind a full one")
    func moving() {
        var target = ByteBuffer()
        var source = ByteBuffer(capacity: 1000)
        source.append("abc")
        target.append(moving: &source)
        #expect(array(target.readable) == Array("abc".utf8) && target.capacity == 1000)
        #expect(source.isEmpty && source.capacity == 0)
        source.append("def")
        target.append(moving: &source)
        #expect(array(target.readable) == Array("abcdef".utf8) && source.isEmpty && source.capacity > 0)
        target.append(moving: &source)
        #expect(target.count == 6)
    }

    @Test("Storage is kept by emptying and given up by releasing")
    func release() {
        var buffer = buffer("abc")
        let capacity = buffer.capacity
        buffer.removeAll()
        #expect(buffer.isEmpty && buffer.capacity == capacity && capacity > 0)
        buffer.append("d")
        buffer.releaseStorage()
        #expect(buffer.isEmpty && buffer.capacity == 0 && array(buffer.readable) == [])
        buffer.append("e")
        #expect(array(buffer.readable) == Array("e".utf8))
    }

    @Test("A caller fills as many bytes as it says")
    func rawWriting() {
        var buffer = buffer("ab")
        let offered = unsafe buffer.writeWithUnsafeBytes(minimum: 1000) { room in
            for index in 0..<1000 { unsafe room[index] = UInt8(truncatingIfNeeded: index) }
            return (filled: 999, result: room.count)
        }
        #expect(offered >= 1000 && buffer.count == 1001 && buffer[1] == UInt8(ascii: "b") && buffer[1000] == 230)
        let lent = unsafe buffer.withUnsafeReadableBytes { bytes in unsafe Array(bytes) }
        #expect(lent == array(buffer.readable))
    }

    @Test("Token bytes are written in lower case where they stand; the first other byte ends it")
    func lowercaseToken() {
        for before in 0..<9 {
            for length in 1...24 {
                let name = (0..<length).map { UInt8(ascii: "A") + UInt8($0 % 26) }
                for spare in [0, 3, 64] {
                    var buffer = ByteBuffer(capacity: before + length + spare)
                    buffer.append([UInt8](repeating: 0x58, count: before) + name)
                    let isToken = buffer.lowercaseToken(at: before, count: length)
                    #expect(isToken)
                    #expect(array(buffer.readable) == [UInt8](repeating: 0x58, count: before) + name.map { $0 | 0x20 })
                }
            }
        }
        for byte in UInt8.min ... .max {
            for at in [0, 3, 7, 8, 10] {
                var name = Array("ABCDEFGHIJK".utf8)
                name[at] = byte
                var buffer = ByteBuffer()
                buffer.append(name)
                let isToken = buffer.lowercaseToken(at: 0, count: name.count)
                #expect(isToken == Bytes.isToken(byte))
                if isToken { #expect(array(buffer.readable) == name.map { Bytes.lowercased($0) }) }
            }
        }
        var buffer = buffer("a")
        let isToken = buffer.lowercaseToken(at: 0, count: 0)
        #expect(!isToken)
    }

    @Test("What is not readable is not reached")
    func traps() async {
        await #expect(processExitsWith: .failure) {
            var buffer = ByteBuffer(capacity: 64)
            buffer.append("abc")
            print(buffer.span(at: 2, count: 2).count)
        }
        await #expect(processExitsWith: .failure) {
            var buffer = ByteBuffer(capacity: 64)
            buffer.append("abc")
            print(buffer[3])
        }
        await #expect(processExitsWith: .failure) {
            var buffer = ByteBuffer(capacity: 64)
            buffer.append("abc")
            buffer.consume(4)
        }
        await #expect(processExitsWith: .failure) {
            var buffer = ByteBuffer(capacity: 64)
            buffer.append("abc")
            buffer.append(copying: Int.max, count: 1)
        }
    }
}

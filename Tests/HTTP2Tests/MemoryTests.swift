import CNGHTTP2
import Testing

@testable import HTTP2

/// The blocks that nghttp2 is given.
@Suite struct MemoryTests {
    private static func pattern(_ block: Int, _ index: Int) -> UInt8 { UInt8(truncatingIfNeeded: block &* 31 &+ index) }

    @Test("Blocks of all sizes hold what is written to them, also while others come and go and when they change size")
    func contents() {
        let memory = HTTP2Memory()
        var blocks: [(start: UnsafeMutableRawPointer, size: Int, number: Int)] = []
        var state: UInt64 = 7
        for number in 0..<4000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let size = Int(state >> 33) % 700
            guard let start = unsafe memory.take(size) else { return #expect(Bool(false), "no memory") }
            #expect(unsafe UInt(bitPattern: start) % 16 == 0)
            Self.fill(unsafe start, 0..<size, number)
            unsafe blocks.append((start, size, number))
            if unsafe blocks.count < 40 { continue }
            let index = Int(state >> 50) % 40
            var block = unsafe blocks[index]
            unsafe blocks.remove(at: index)
            if number % 3 == 0 {
                let size = (unsafe block.size) * 2 % 900
                guard let moved = unsafe memory.change(block.start, to: size) else { continue }
                unsafe block.start = moved
                unsafe block.size = min(block.size, size)
            }
            #expect(unsafe Self.holds(block.start, block.size, block.number))
            unsafe memory.giveBack(block.start)
        }
        for block in unsafe blocks {
            #expect(unsafe Self.holds(block.start, block.size, block.number))
            unsafe memory.giveBack(block.start)
        }
    }

    private static func fill(_ start: UnsafeMutableRawPointer, _ range: Range<Int>, _ number: Int) {
        for index in range { unsafe start.storeBytes(of: pattern(number, index), toByteOffset: index, as: UInt8.self) }
    }

    private static func holds(_ start: UnsafeMutableRawPointer, _ size: Int, _ number: Int) -> Bool {
        (0..<size).allSatisfy { unsafe start.load(fromByteOffset: $0, as: UInt8.self) == pattern(number, $0) }
    }

    @Test("A block that was given back is the next of its size; what is too large for any is refused")
    func reuse() {
        let memory = HTTP2Memory()
        let first = unsafe memory.take(100)
        if let first = unsafe first { unsafe memory.giveBack(first) }
        #expect(unsafe memory.take(120) == first)
        #expect(unsafe memory.take(.max) == nil)
        #expect(unsafe memory.take(-1) == nil)
    }
}

import Testing

@testable import HTTP2

/// The blocks that nghttp2 is given.
@Suite struct MemoryTests {
    /// A block by its address, with the bytes that were written to it.
    private struct Block {
        let address: UInt
        var size: Int
        let number: Int

        private var start: UnsafeMutableRawPointer? { unsafe UnsafeMutableRawPointer(bitPattern: address) }

        func fill() {
            guard let start = unsafe start else { return }
            for index in 0..<size { unsafe start.storeBytes(of: byte(at: index), toByteOffset: index, as: UInt8.self) }
        }

        var isWhole: Bool {
            guard let start = unsafe start else { return false }
            for index in 0..<size {
                let byte = unsafe start.load(fromByteOffset: index, as: UInt8.self)
                if byte != self.byte(at: index) { return false }
            }
            return true
        }

        /// The block after a change of its size.
        func changed(to size: Int, by memory: HTTP2Memory) -> Block? {
            guard let start = unsafe start, let moved = unsafe memory.change(start, to: size) else { return nil }
            return Block(address: UInt(bitPattern: moved), size: min(self.size, size), number: number)
        }

        func giveBack(to memory: HTTP2Memory) {
            if let start = unsafe start { unsafe memory.giveBack(start) }
        }

        private func byte(at index: Int) -> UInt8 { UInt8(truncatingIfNeeded: number &* 31 &+ index) }
    }

    /// The address of a new block; 0 when there is none.
    private static func take(_ size: Int, from memory: HTTP2Memory) -> UInt {
        UInt(bitPattern: unsafe memory.take(size))
    }

    @Test("Blocks hold what is written to them while others come and go, and when they change size")
    func contents() {
        let memory = HTTP2Memory()
        var blocks: [Block] = []
        var state: UInt64 = 7
        for number in 0..<4000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let size = Int(state >> 33) % 2600
            let block = Block(address: Self.take(size, from: memory), size: size, number: number)
            #expect(block.address != 0 && block.address % 16 == 0)
            block.fill()
            blocks.append(block)
            if blocks.count < 40 { continue }
            var old = blocks.remove(at: Int(state >> 50) % 40)
            if number % 3 == 0, let changed = old.changed(to: old.size * 2 % 2900, by: memory) { old = changed }
            #expect(old.isWhole)
            old.giveBack(to: memory)
        }
        for block in blocks {
            #expect(block.isWhole)
            block.giveBack(to: memory)
        }
    }

    @Test("What a hundred streams gave back waits for others, and most of it goes when no stream is left")
    func idle() {
        let memory = HTTP2Memory()
        let blocks = (0..<1600).map { Block(address: Self.take(50 + $0, from: memory), size: 0, number: 0) }
        for block in blocks { block.giveBack(to: memory) }
        #expect(memory.waitingBytes > 260_000 && memory.waitingBytes <= 262_144)
        memory.becameIdle()
        #expect(memory.waitingBytes > 7_000 && memory.waitingBytes <= 8_192)
        // Small blocks are what stays.
        #expect(Self.take(60, from: memory) != 0 && memory.waitingBytes <= 8_192 - 64)
    }

    @Test("A block that was given back is the next of its size; what is too large for any is refused")
    func reuse() {
        let memory = HTTP2Memory()
        let first = Block(address: Self.take(100, from: memory), size: 0, number: 0)
        first.giveBack(to: memory)
        let again = Block(address: Self.take(120, from: memory), size: 0, number: 0)
        #expect(again.address == first.address)
        #expect(Self.take(.max, from: memory) == 0)
        #expect(Self.take(-1, from: memory) == 0)
        #expect(again.changed(to: .max, by: memory) == nil)
        again.giveBack(to: memory)
    }
}

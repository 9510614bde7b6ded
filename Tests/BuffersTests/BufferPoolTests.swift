import Buffers
import Testing

@Suite("Buffer pools")
struct BufferPoolTests {
    @Test("A block is lent to a buffer without storage, and comes back when it is empty")
    func lending() {
        let pool = BufferPool(blockSize: 256, capacity: 2)
        #expect(pool.blockSize == 256 && pool.capacity == 2 && pool.idleBlocks == 0)
        var buffer = ByteBuffer()
        pool.lend(to: &buffer)
        #expect(buffer.capacity == 256 && buffer.isEmpty && pool.idleBlocks == 0)
        buffer.append("abc")
        pool.takeBack(from: &buffer)
        #expect(buffer.count == 3 && buffer.capacity == 256 && pool.idleBlocks == 0)
        buffer.consume(3)
        pool.takeBack(from: &buffer)
        #expect(buffer.capacity == 0 && buffer.isEmpty && pool.idleBlocks == 1)
        pool.takeBack(from: &buffer)
        #expect(pool.idleBlocks == 1)
        pool.lend(to: &buffer)
        #expect(buffer.capacity == 256 && pool.idleBlocks == 0)
    }

    @Test("A buffer that has storage gets none")
    func notTwice() {
        let pool = BufferPool(blockSize: 256, capacity: 2)
        var buffer = ByteBuffer(capacity: 10)
        pool.lend(to: &buffer)
        #expect(buffer.capacity == 10)
        pool.takeBack(from: &buffer)
        // It was not a block: the storage is freed.
        #expect(buffer.capacity == 0 && pool.idleBlocks == 0)
    }

    @Test("A buffer that grew frees its storage, and is served again")
    func grown() {
        let pool = BufferPool(blockSize: 64, capacity: 2)
        var buffer = ByteBuffer()
        pool.lend(to: &buffer)
        buffer.append([UInt8](repeating: 7, count: 1000))
        buffer.consume(1000)
        pool.takeBack(from: &buffer)
        #expect(buffer.capacity == 0 && pool.idleBlocks == 0)
        pool.lend(to: &buffer)
        #expect(buffer.capacity == 64)
    }

    @Test("Bytes that wait give their block back, unless they fill more than half of it", arguments: [1, 32, 33, 64])
    func settling(count: Int) {
        let pool = BufferPool(blockSize: 64, capacity: 2)
        var buffer = ByteBuffer()
        pool.lend(to: &buffer)
        buffer.append([0] + [UInt8](repeating: 7, count: count - 1))
        pool.settle(&buffer)
        #expect(array(buffer.readable) == [0] + [UInt8](repeating: 7, count: count - 1))
        #expect(buffer.capacity == (count <= 32 ? count : 64) && pool.idleBlocks == (count <= 32 ? 1 : 0))
        pool.settle(&buffer)
        buffer.append("more")
        #expect(buffer.count == count + 4 && buffer[count] == UInt8(ascii: "m"))
        buffer.consume(buffer.count)
        pool.takeBack(from: &buffer)
        #expect(buffer.capacity == 0)
        pool.settle(&buffer)
        #expect(buffer.capacity == 0)
    }

    @Test("No more blocks are kept than the pool may keep")
    func limit() {
        let pool = BufferPool(blockSize: 64, capacity: 2)
        var one = ByteBuffer()
        var two = ByteBuffer()
        var three = ByteBuffer()
        pool.lend(to: &one)
        pool.lend(to: &two)
        pool.lend(to: &three)
        pool.takeBack(from: &one)
        pool.takeBack(from: &two)
        pool.takeBack(from: &three)
        #expect(pool.idleBlocks == 2 && three.capacity == 0)
    }

    @Test("Blocks that go round and round belong to one buffer at a time", arguments: 0..<4)
    func rounds(seed: Int) {
        var random = SeededNumbers(seed: seed)
        let pool = BufferPool(blockSize: 32, capacity: 3)
        var one = ByteBuffer()
        var two = ByteBuffer()
        var (oneModel, twoModel) = ([UInt8](), [UInt8]())
        func step(_ buffer: inout ByteBuffer, _ model: inout [UInt8]) {
            let bytes = random.bytes(random.below(20))
            switch random.below(4) {
            case 0:
                pool.lend(to: &buffer)
                #expect(buffer.capacity >= 32)
            case 1:
                buffer.append(bytes)
                model += bytes
            case 2:
                buffer.consume(model.count)
                model = []
            default: pool.takeBack(from: &buffer)
            }
            #expect(pool.idleBlocks <= 3)
        }
        for _ in 0..<2000 {
            step(&one, &oneModel)
            step(&two, &twoModel)
            #expect(array(one.readable) == oneModel && array(two.readable) == twoModel)
        }
    }
}

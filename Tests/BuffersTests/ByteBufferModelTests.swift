import Buffers
import Testing

@Suite("Byte buffers, compared with a model")
struct ByteBufferModelTests {
    @Test("Any sequence of edits leaves what it leaves in an array", arguments: 0..<32)
    func edits(seed: Int) {
        var random = SeededNumbers(seed: seed)
        var buffer = seed % 2 == 0 ? ByteBuffer() : ByteBuffer(capacity: random.below(200))
        var other = ByteBuffer()
        var (model, otherModel) = ([UInt8](), [UInt8]())
        for _ in 0..<1500 {
            let bytes = random.bytes(random.below(random.below(30) == 0 ? 3000 : 40))
            switch random.below(20) {
            case 0, 1:
                buffer.append(bytes.span)
                model += bytes
            case 2:
                buffer.append(UInt8(bytes.count & 255))
                model.append(UInt8(bytes.count & 255))
            case 3, 4, 5, 6:
                let count = random.below(model.count + 1)
                buffer.consume(count)
                model.removeFirst(count)
            case 7:
                let count = random.below(model.count + 1)
                buffer.truncate(to: count)
                model.removeLast(model.count - count)
            case 8:
                let extra = random.below(300)
                buffer.reserve(extra)
                #expect(buffer.writableCount >= extra)
            case 9, 10:
                let offset = random.below(model.count + 1)
                let count = random.below(min(model.count - offset, 500) + 1)
                buffer.append(copying: offset, count: count)
                model += model[offset..<offset + count]
            case 11 where !model.isEmpty:
                let at = random.below(model.count)
                buffer[at] ^= 0xff
                model[at] ^= 0xff
            case 12:
                let value = random.next() >> UInt64(random.below(64))
                buffer.append(decimal: value)
                model += Array(String(value).utf8)
            case 13:
                let value = random.next() >> UInt64(random.below(64))
                buffer.append(hexadecimal: value)
                model += Array(String(value, radix: 16).utf8)
            case 14:
                other.append(bytes)
                otherModel += bytes
            case 15:
                buffer.append(moving: &other)
                model += otherModel
                otherModel = []
            case 16:
                unsafe buffer.writeWithUnsafeBytes(minimum: bytes.count) { room in
                    for (index, byte) in bytes.enumerated() { unsafe room[index] = byte }
                    return (filled: bytes.count, result: ())
                }
                model += bytes
            case 17 where random.below(4) == 0:
                buffer.releaseStorage()
                model = []
            case 18 where random.below(4) == 0:
                buffer.removeAll()
                model = []
            case 19:
                buffer.append("literal, more than sixteen")
                model += Array("literal, more than sixteen".utf8)
            default: break
            }
            #expect(buffer.count == model.count && buffer.isEmpty == model.isEmpty)
            #expect(buffer.capacity >= buffer.count + buffer.writableCount && buffer.writableCount >= 0)
            guard array(buffer.readable) == model, array(other.readable) == otherModel else {
                Issue.record("the buffer is not what the array is")
                return
            }
            let offset = random.below(model.count + 1)
            let count = random.below(model.count - offset + 1)
            #expect(array(buffer.span(at: offset, count: count)) == Array(model[offset..<offset + count]))
        }
    }

    @Test("A queue gives back what it was given, however it is cut", arguments: [1, 2, 3, 7, 16, 63, 64, 65, 1000])
    func queue(step: Int) {
        var random = SeededNumbers(seed: step)
        let sent = random.bytes(6000)
        var received: [UInt8] = []
        var buffer = ByteBuffer(capacity: 64)
        var at = 0
        while received.count < sent.count {
            let end = min(sent.count, at + step)
            buffer.append(Array(sent[at..<end]))
            at = end
            let taken = at == sent.count ? buffer.count : random.below(buffer.count + 1)
            received += array(buffer.span(at: 0, count: taken))
            buffer.consume(taken)
        }
        #expect(received == sent && buffer.isEmpty)
    }
}

import Testing

@testable import Buffers

@Suite("Blocks of sixteen bytes")
struct ByteBlockTests {
    private func naive(_ bytes: ArraySlice<UInt8>, _ test: (UInt8) -> Bool) -> Int {
        (bytes.firstIndex(where: test) ?? bytes.endIndex) - bytes.startIndex
    }

    private func check(_ bytes: [UInt8], _ other: [UInt8], sought: UInt8) {
        let block = bytes[...]
        let control = naive(block) { $0 < 0x20 || $0 == 0x7f }
        let notVisible = naive(block) { $0 < 0x21 || $0 > 0x7e }
        let blank = naive(block) { $0 < 0x21 || $0 == 0x7f }
        let equal = naive(block) { $0 == sought }
        let difference = zip(bytes, other).enumerated().first { $1.0 != $1.1 }?.offset ?? 16
        unsafe bytes.withUnsafeBytes { raw in
            unsafe other.withUnsafeBytes { otherRaw in
                guard let base = raw.baseAddress, let otherBase = otherRaw.baseAddress else { return }
                let native = unsafe ByteBlock(at: base)
                let portable = unsafe ByteBlock.Portable(at: base)
                #expect(unsafe (native.controls.isEmpty ? 16 : native.controls.first) == control)
                #expect(unsafe (portable.controls.isEmpty ? 16 : portable.controls.first) == control)
                #expect(unsafe native.firstNotVisible == notVisible)
                #expect(unsafe portable.firstNotVisible == notVisible)
                #expect(unsafe native.firstBlankOrControl == blank)
                #expect(unsafe portable.firstBlankOrControl == blank)
                let places = unsafe native.places(of: sought)
                let portablePlaces = unsafe portable.places(of: sought)
                #expect((places.isEmpty ? 16 : places.first) == equal)
                #expect((portablePlaces.isEmpty ? 16 : portablePlaces.first) == equal)
                #expect(unsafe native.firstDifference(from: ByteBlock(at: otherBase)) == difference)
                #expect(unsafe portable.firstDifference(from: ByteBlock.Portable(at: otherBase)) == difference)
            }
        }
    }

    @Test("Each byte value is told from the others in each place", arguments: 0..<16)
    func everyByte(place: Int) {
        for byte in UInt8.min ... .max {
            let plain = [UInt8](repeating: 0x61, count: 16)
            var bytes = plain
            bytes[place] = byte
            check(bytes, plain, sought: byte)
            check(bytes, bytes, sought: UInt8(ascii: ":"))
            // What comes behind a hit does not hide it.
            if place < 15 { bytes[place + 1] = byte &+ 1 }
            check(bytes, plain, sought: byte)
        }
    }
}

import Buffers
import Testing

@Suite("Plain array")
struct PlainArrayTests {
    @Test("Elements are added, changed and removed; order stays")
    func editing() {
        var array = PlainArray<UInt32>()
        for value in 0..<100 { array.append(UInt32(value)) }
        array[3] = 300
        array.remove(at: 0)
        array.remove(at: 98)
        var values: [UInt32] = []
        for index in 0..<array.count { values.append(array[index]) }
        #expect(values == [1, 2, 300] + (4...98).map { UInt32($0) })
        array.removeAll()
        let isEmpty = array.isEmpty
        #expect(isEmpty)
    }
}

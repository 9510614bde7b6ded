import Buffers
import Testing

@Suite("Plain arrays, compared with a model")
struct PlainArrayModelTests {
    private struct Item: BitwiseCopyable, Equatable {
        var number: UInt64
        var mark: UInt8
    }

    @Test("Any sequence of edits leaves what it leaves in an array", arguments: 0..<8)
    func edits(seed: Int) {
        var random = SeededNumbers(seed: seed)
        var items = PlainArray<Item>()
        var model: [Item] = []
        for _ in 0..<3000 {
            let item = Item(number: random.next(), mark: UInt8(random.below(256)))
            switch random.below(16) {
            case 0..<8:
                items.append(item)
                model.append(item)
            case 8..<13 where !model.isEmpty:
                let index = random.below(model.count)
                items.remove(at: index)
                model.remove(at: index)
            case 13..<15 where !model.isEmpty:
                let index = random.below(model.count)
                items[index] = item
                model[index] = item
            case 15 where random.below(40) == 0:
                items.removeAll()
                model = []
            default: break
            }
            #expect(items.count == model.count && items.isEmpty == model.isEmpty)
            #expect((0..<items.count).map { items[$0] } == model)
        }
    }

    @Test("What is outside ends the process")
    func traps() async {
        await #expect(processExitsWith: .failure) {
            var items = PlainArray<UInt8>()
            items.append(1)
            print(items[1])
        }
        await #expect(processExitsWith: .failure) {
            var items = PlainArray<UInt8>()
            items.append(1)
            items.remove(at: -1)
        }
    }
}

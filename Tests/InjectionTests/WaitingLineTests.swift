import Testing

@testable import Injection

struct WaitingLineTests {
    private final class Item {}

    @Test("Turns come in the order of the line, and who leaves it is held no more")
    func order() {
        let items = (0..<4).map { _ in Item() }
        var line = WaitingLine<Item>()
        for item in items + [items[1]] { line.append(item) }
        #expect(line.count == 4)
        line.remove(items[1])
        line.remove(items[1])
        #expect(line.popFirst() === items[0])
        line.append(items[0])
        #expect(line.popFirst() === items[2] && line.popFirst() === items[3] && line.popFirst() === items[0])
        #expect(line.popFirst() == nil && line.count == 0)
        weak var left: Item?
        do {
            let item = Item()
            left = item
            line.append(item)
            line.remove(item)
        }
        #expect(left == nil)
    }
}

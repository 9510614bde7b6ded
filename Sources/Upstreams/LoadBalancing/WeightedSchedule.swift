/// Earliest deadline first: each entry's turn comes in proportion to its weight, spread evenly.
///
/// A binary heap of deadlines in arrays of fixed size; picking allocates nothing. Entries whose deadlines are equal
/// keep the order in which they were put back.
struct WeightedSchedule {
    private struct Entry {
        var deadline: Double
        var order: UInt64
        var index: Int
    }

    private var heap: [Entry] = []
    private var time = 0.0
    private var order: UInt64 = 0

    /// Entries whose weight is 0 have no turns. `phase` is how many rounds, with a fraction, are taken as over: in a
    /// round an entry has as many turns as its weight says.
    init(_ weights: [Double], phase: Double = 0) {
        time = phase
        for (index, weight) in weights.enumerated() where weight > 0 {
            add(index, deadline: ((phase * weight).rounded(.down) + 1) / weight)
        }
    }

    private mutating func add(_ index: Int, deadline: Double) {
        order &+= 1
        heap.append(Entry(deadline: deadline, order: order, index: index))
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            if !precedes(heap[child], heap[parent]) { break }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    /// The entry whose turn it is; it is put back with the weight that `weight` gives it now. Nil when there is none.
    mutating func next(weight: (Int) -> Double) -> Int? {
        guard let top = heap.first else { return nil }
        time = top.deadline
        order &+= 1
        heap[0] = Entry(deadline: time + 1 / max(weight(top.index), 1e-9), order: order, index: top.index)
        var parent = 0
        while true {
            var least = parent
            let left = parent * 2 + 1
            if left < heap.count && precedes(heap[left], heap[least]) { least = left }
            if left + 1 < heap.count && precedes(heap[left + 1], heap[least]) { least = left + 1 }
            if least == parent { break }
            heap.swapAt(parent, least)
            parent = least
        }
        return top.index
    }

    private func precedes(_ a: Entry, _ b: Entry) -> Bool {
        a.deadline != b.deadline ? a.deadline < b.deadline : a.order < b.order
    }
}

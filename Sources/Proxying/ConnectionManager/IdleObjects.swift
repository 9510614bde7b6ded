/// What can wait in `IdleObjects`.
protocol IdleObject: AnyObject {
    /// The one behind it in the list; nil for none.
    var nextIdle: Self? { get set }

    /// Frees what it holds, and what keeps it.
    func dismantle()
}

/// Objects that wait for the next requests, the one used last first, linked through `nextIdle`.
///
/// HTTP/2 brings requests by hundreds that begin and end together, so there is room for many; `freeUnused()` takes
/// apart those that a burst has left.
struct IdleObjects<Object: IdleObject>: ~Copyable {
    /// Kept at most.
    let most: Int

    private var first: Object?
    private(set) var count = 0
    /// The fewest since `freeUnused()`: so many were never needed.
    private var least = 0

    init(most: Int) { self.most = most }

    /// The one used last; nil when none waits.
    mutating func take() -> Object? {
        guard let object = first.take() else { return nil }
        first = object.nextIdle.take()
        count -= 1
        if count < least { least = count }
        return object
    }

    /// Keeps `object`; false when there are enough.
    mutating func keep(_ object: Object) -> Bool {
        if count >= most { return false }
        object.nextIdle = first.take()
        first = object
        count += 1
        return true
    }

    /// Takes all of them apart.
    mutating func shrink() {
        while let object = take() { object.dismantle() }
        least = 0
    }

    /// Takes apart as many as nobody has needed since the last call.
    mutating func freeUnused() {
        for _ in 0..<least { take()?.dismantle() }
        least = count
    }
}

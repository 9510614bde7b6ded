import Foundation

/// Runs `body` on a thread of its own, so that waits on sockets starve no other test.
func detachThread(_ body: @escaping @Sendable () -> Void) {
    Thread.detachNewThread(body)
}

/// Runs blocking work on a thread of its own and hands its result to the caller's task.
func onThread<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
        detachThread { continuation.resume(returning: body()) }
    }
}

/// Runs `body` for every element on up to `width` threads and waits for all of them; results stand in order.
func concurrently<Element: Sendable, Value: Sendable>(
    _ elements: [Element], width: Int, _ body: @escaping @Sendable (Element) -> Value
) -> [Value] {
    let results = Watched([Int: Value]())
    let next = Watched(0)
    for _ in 0..<min(width, elements.count) {
        detachThread {
            while true {
                let index = next.change { value in
                    value += 1
                    return value - 1
                }
                guard index < elements.count else { return }
                let value = body(elements[index])
                results.change { $0[index] = value }
            }
        }
    }
    results.wait { $0.count == elements.count }
    return results.value.sorted { $0.key < $1.key }.map(\.value)
}

/// A value that threads change under a lock and can wait for.
final class Watched<Value: Sendable>: @unchecked Sendable {
    // Sendable: `stored` is touched only while `condition` is locked.
    private let condition = NSCondition()
    private var stored: Value

    init(_ value: Value) {
        stored = value
    }

    /// A copy of the value.
    var value: Value { change { $0 } }

    /// Changes the value and wakes everyone who waits for it.
    @discardableResult
    func change<Result>(_ body: (inout Value) -> Result) -> Result {
        condition.lock()
        defer {
            condition.broadcast()
            condition.unlock()
        }
        return body(&stored)
    }

    /// Waits until the value satisfies `predicate`; false when `seconds` passed first.
    @discardableResult
    func wait(seconds: Double = 600, until predicate: (Value) -> Bool) -> Bool {
        let limit = Date(timeIntervalSinceNow: seconds)
        condition.lock()
        defer { condition.unlock() }
        while !predicate(stored) {
            if !condition.wait(until: limit) { return predicate(stored) }
        }
        return true
    }
}

/// How many pieces of work may run at once.
final class Turnstile: Sendable {
    private let free: Watched<Int>

    init(_ width: Int) {
        free = Watched(width)
    }

    /// Waits for a place, runs `body`, gives the place back.
    func pass<Value>(_ body: () throws -> Value) rethrows -> Value {
        while true {
            free.wait { $0 > 0 }
            let entered = free.change { count in
                guard count > 0 else { return false }
                count -= 1
                return true
            }
            if entered { break }
        }
        defer { free.change { $0 += 1 } }
        return try body()
    }
}

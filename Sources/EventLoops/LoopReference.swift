/// Carries a loop-confined object through a `@Sendable` closure without keeping it: it may be gone when that runs.
public struct LoopReference<Object: AnyObject>: Sendable {
    // A weak reference may be freed on any thread.
    private let reference: LoopBound<Weak>

    private struct Weak {
        weak var object: Object?
    }

    /// Refers to `object`. Call it on the object's loop.
    public init(_ object: Object, loop: EventLoop) {
        reference = LoopBound(Weak(object: object), loop: loop)
    }

    /// The object; nil when it is gone. Traps off the loop's thread.
    public var object: Object? { reference.value.object }
}

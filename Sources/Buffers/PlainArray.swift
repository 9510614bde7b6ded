/// A growable array of plain values with one owner: no reference count, no uniqueness check.
///
/// Invariant: `0 <= length <= capacity`.
@safe
public struct PlainArray<Element: BitwiseCopyable>: ~Copyable {
    @usableFromInline var base: UnsafeMutablePointer<Element>?
    @usableFromInline var capacity = 0
    @usableFromInline var length = 0

    /// An empty array without storage.
    @inlinable public init() { unsafe base = nil }

    deinit {
        if let base = unsafe base { unsafe base.deallocate() }
    }

    /// Elements.
    @inlinable public var count: Int { length }

    /// Whether there is no element.
    @inlinable public var isEmpty: Bool { length == 0 }

    /// The element at `index`; traps outside the array.
    @inlinable public subscript(index: Int) -> Element {
        get {
            precondition(index >= 0 && index < length, "index outside the array")
            return unsafe base.unsafelyUnwrapped[index]
        }
        set {
            precondition(index >= 0 && index < length, "index outside the array")
            unsafe base.unsafelyUnwrapped[index] = newValue
        }
    }

    /// Adds an element behind the others; growth is amortised.
    @inlinable public mutating func append(_ element: Element) {
        if length == capacity { grow() }
        unsafe base.unsafelyUnwrapped[length] = element
        length &+= 1
    }

    /// Removes the element at `index`; those behind it move up.
    public mutating func remove(at index: Int) {
        precondition(index >= 0 && index < length, "index outside the array")
        length &-= 1
        let at = unsafe base.unsafelyUnwrapped + index
        unsafe at.update(from: at + 1, count: length &- index)
    }

    /// Removes all elements and keeps the storage.
    @inlinable public mutating func removeAll() { length = 0 }

    @inline(never) @usableFromInline mutating func grow() {
        let wanted = max(16, capacity &* 2)
        let grown = UnsafeMutablePointer<Element>.allocate(capacity: wanted)
        if let base = unsafe base {
            unsafe grown.update(from: base, count: length)
            unsafe base.deallocate()
        }
        unsafe base = grown
        capacity = wanted
    }
}

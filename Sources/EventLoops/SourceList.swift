/// A growing list of unretained sources; it keeps its storage, so that a turn allocates nothing.
///
/// Whoever stands in a list has the matching `scheduled` bit, and the loop frees no source with such a bit.
@safe
struct SourceList: ~Copyable {
    private var base: UnsafeMutablePointer<Unmanaged<EventSource>>
    private var capacity: Int
    private(set) var count = 0

    init() {
        capacity = 64
        unsafe base = .allocate(capacity: 64)
    }

    deinit { unsafe base.deallocate() }

    mutating func append(_ source: EventSource) {
        if count == capacity { grow() }
        unsafe (base + count).initialize(to: Unmanaged.passUnretained(source))
        count &+= 1
    }

    @unsafe subscript(index: Int) -> Unmanaged<EventSource> {
        precondition(index < count)
        return unsafe base[index]
    }

    /// Drops the first `dropped` sources.
    mutating func removeFirst(_ dropped: Int) {
        count &-= dropped
        if count > 0 { unsafe base.update(from: base + dropped, count: count) }
    }

    private mutating func grow() {
        let grown = UnsafeMutablePointer<Unmanaged<EventSource>>.allocate(capacity: capacity * 2)
        unsafe grown.moveInitialize(from: base, count: count)
        unsafe base.deallocate()
        unsafe base = grown
        capacity *= 2
    }
}

internal import Buffers

/// A session's streams by place: those in use and those for reuse.
///
/// It retains each of them as long as it lives. Whoever looks at one through it therefore counts no reference, which
/// would be done with every frame.
@safe
struct HTTP2StreamTable: ~Copyable {
    private var streams: PlainArray<Unmanaged<HTTP2Stream>>

    init() { unsafe streams = PlainArray() }

    deinit {
        for place in 0..<count { unsafe streams[place].release() }
    }

    /// Streams, in use or not.
    var count: Int { unsafe streams.count }

    /// The stream at `place`; traps where there never was one.
    subscript(place: Int) -> HTTP2Stream { unsafe streams[place].takeUnretainedValue() }

    /// The same without a reference counted. Not a function with a body: the table may grow while one looks at a
    /// stream.
    @unsafe func borrowed(_ place: Int) -> Unmanaged<HTTP2Stream> { unsafe streams[place] }

    /// Makes a stream behind the others.
    mutating func add() -> HTTP2Stream {
        let stream = HTTP2Stream(place: count)
        unsafe streams.append(Unmanaged.passRetained(stream))
        return stream
    }
}

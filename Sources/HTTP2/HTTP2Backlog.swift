/// How many frames may still wait in the output: those written behind a mark, and those before it while the bytes up to
/// the mark have not all left. It may tell up to twice as many as wait, and falls to the truth as bytes leave.
struct HTTP2Backlog {
    /// Frames of any kind.
    var frames: UInt32 { oldFrames &+ newFrames }
    /// Acknowledgements and resets.
    var controlFrames: UInt32 { oldControl &+ newControl }

    private var oldFrames: UInt32 = 0
    private var oldControl: UInt32 = 0
    private var newFrames: UInt32 = 0
    private var newControl: UInt32 = 0
    // Bytes written before the mark, and all in all.
    private var mark: UInt64 = 0
    private var written: UInt64 = 0

    /// A frame was written. An acknowledgement, or a reset, counts as both.
    mutating func add(isControl: Bool) {
        if isControl { newControl &+= 1 } else { newFrames &+= 1 }
    }

    /// Bytes were written.
    mutating func wrote(_ count: Int) { written &+= UInt64(count) }

    /// `waiting` of the bytes that were written have not left yet.
    mutating func settle(waiting: Int) {
        let left = written &- UInt64(waiting)
        if waiting == 0 {
            (oldFrames, oldControl, newFrames, newControl) = (0, 0, 0, 0)
            mark = written
        } else if left >= mark {
            (oldFrames, oldControl, newFrames, newControl) = (newFrames, newControl, 0, 0)
            mark = written
        }
    }
}

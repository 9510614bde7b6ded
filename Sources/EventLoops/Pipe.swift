internal import CLinux

/// A pipe of the kernel's, through which bytes go from one socket to another without coming here.
///
/// Who moves bytes through it may keep what it knows of them in a class of its own, which is lent and kept as a whole.
open class Pipe {
    private let entranceDescriptor: FileDescriptor
    private let exitDescriptor: FileDescriptor
    /// Bytes that it holds at most. In small pieces it holds fewer.
    public let capacity: Int

    /// Makes an empty pipe; nil with `errno` set when the system gives none that is worth its calls.
    public required init?() {
        var ends: [Int32] = [-1, -1]
        let capacity = unsafe clinux_pipe(&ends)
        guard capacity > 0 else { return nil }
        exitDescriptor = FileDescriptor(owning: ends[0])
        entranceDescriptor = FileDescriptor(owning: ends[1])
        self.capacity = Int(capacity)
    }

    /// Where bytes go in.
    public var entrance: Int32 { entranceDescriptor.rawValue }
    /// Where they come out.
    public var exit: Int32 { exitDescriptor.rawValue }
}

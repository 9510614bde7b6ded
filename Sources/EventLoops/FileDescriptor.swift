internal import CLinux
internal import Glibc

/// An owned kernel descriptor: closed when its owner ends, unless it was released.
public struct FileDescriptor: ~Copyable, Sendable {
    /// The number, -1 after `close()`.
    public private(set) var rawValue: Int32

    /// Takes ownership of an open descriptor.
    public init(owning rawValue: Int32) { self.rawValue = rawValue }

    deinit { if rawValue >= 0 { _ = Glibc.close(rawValue) } }

    /// Whether a descriptor is held.
    public var isOpen: Bool { rawValue >= 0 }

    /// Closes now instead of at the end of life. Closing twice does nothing.
    public mutating func close() {
        // A failing close still frees the number on Linux, so there is nothing to repeat.
        if rawValue >= 0 { _ = Glibc.close(rawValue) }
        rawValue = -1
    }

    /// Gives the descriptor up without closing it; the caller owns the number.
    public consuming func release() -> Int32 {
        let value = rawValue
        discard self
        return value
    }

    /// A second descriptor of the same open file, closed on exec.
    public borrowing func duplicate() throws(SystemError) -> FileDescriptor { try Self.duplicate(of: rawValue) }

    /// A second descriptor of an open file that somebody else owns, closed on exec.
    public static func duplicate(of rawValue: Int32) throws(SystemError) -> FileDescriptor {
        let copy = fcntl(rawValue, F_DUPFD_CLOEXEC, 0)
        if copy < 0 { throw SystemError.last("duplicate descriptor") }
        return FileDescriptor(owning: copy)
    }
}

internal import CLinux
internal import Glibc

/// A system call that failed: what was attempted, and the kernel's reason.
public struct SystemError: Error, Hashable, Sendable {
    /// The `errno` value.
    public let code: Int32
    /// What was attempted, such as `bind 127.0.0.1:80`.
    public let operation: String

    /// Makes an error from its parts.
    public init(code: Int32, operation: String) {
        self.code = code
        self.operation = operation
    }

    /// The error that the last failed call of this thread left in `errno`.
    static func last(_ operation: String) -> SystemError {
        SystemError(code: errno, operation: operation)
    }

    /// Whether an address is taken already.
    public var isAddressInUse: Bool { code == EADDRINUSE }

    /// Whether this process may not do it.
    public var deniesPermission: Bool { code == EACCES || code == EPERM }

    /// Whether nobody listens at the address of a Unix socket.
    public var saysNobodyListens: Bool { code == ECONNREFUSED || code == ENOENT }

    /// The kernel's words for a code, such as `Connection refused`.
    public static func text(of code: Int32) -> String {
        guard let words = unsafe strerror(code) else { return "error \(code)" }
        return unsafe String(cString: words)
    }
}

extension SystemError: CustomStringConvertible {
    /// `bind 127.0.0.1:80: Address already in use`.
    public var description: String { "\(operation): \(SystemError.text(of: code))" }
}

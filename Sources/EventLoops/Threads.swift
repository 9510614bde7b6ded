internal import CLinux
internal import Glibc

/// A running thread. Joining waits for its end; a handle that is dropped lets the thread run on.
public struct ThreadHandle: ~Copyable, Sendable {
    private let thread: UInt64

    fileprivate init(_ thread: pthread_t) { self.thread = UInt64(thread) }

    /// Waits until the thread has ended.
    public consuming func join() {
        _ = pthread_join(pthread_t(thread), nil)
        discard self
    }

    deinit { _ = pthread_detach(pthread_t(thread)) }
}

/// Starts threads.
public enum Threads {
    /// Runs `body` on a new thread.
    ///
    /// - Parameter name: shown by `top -H`; the kernel keeps 15 bytes.
    /// - Parameter cpu: the only CPU it may run on; nil leaves it free. A CPU that the process may not use is ignored.
    public static func start(name: String, cpu: Int? = nil, _ body: @escaping @Sendable () -> Void)
        throws(SystemError) -> ThreadHandle
    {
        let start = unsafe Unmanaged.passRetained(ThreadStart(name: name, cpu: cpu, body: body))
        var thread = pthread_t()
        let code = unsafe pthread_create(&thread, nil, runThread, start.toOpaque())
        if code != 0 {
            unsafe start.release()
            throw SystemError(code: code, operation: "start thread \(name)")
        }
        return ThreadHandle(thread)
    }

    /// Lets the calling thread do nothing for so long. For commands, not for loops that serve.
    public static func sleep(milliseconds: Int) {
        _ = poll(nil, 0, Int32(clamping: max(0, milliseconds)))
    }
}

private final class ThreadStart: Sendable {
    let name: String
    let cpu: Int?
    let body: @Sendable () -> Void

    init(name: String, cpu: Int?, body: @escaping @Sendable () -> Void) {
        self.name = name
        self.cpu = cpu
        self.body = body
    }
}

private func runThread(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument = unsafe argument else { return nil }
    let start = unsafe Unmanaged<ThreadStart>.fromOpaque(argument).takeRetainedValue()
    unsafe String(decoding: start.name.utf8.prefix(15), as: UTF8.self).withCString { name in
        _ = unsafe clinux_name_thread(name)
    }
    if let cpu = start.cpu { _ = clinux_pin_to_cpu(Int32(clamping: cpu)) }
    start.body()
    return nil
}

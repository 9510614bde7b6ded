import Glibc
import Synchronization

/// A process that this test started, and ends.
final class ChildProcess: Sendable {
    /// Its id.
    let pid: pid_t
    /// One of two sockets whose other only the child holds: its end says that the child is gone.
    private let lifeline: Int32
    private let reaped = Watched<Int32?>(nil)

    /// How a process ended.
    enum Ending: Equatable {
        case exit(Int32)
        case signal(Int32)
    }

    /// What could not be started.
    struct StartError: Error, CustomStringConvertible {
        var description: String
    }

    /// Starts `path` with standard output and error in the files given.
    init(_ path: String, _ arguments: [String], output: String, errors: String) throws {
        var ends: [Int32] = [0, 0]
        // A socket pair can be made close-on-exec at once, so that no other child inherits it.
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard unsafe socketpair(AF_UNIX, type, 0, &ends) == 0 else {
            throw StartError(description: "socketpair: \(errno)")
        }
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe _ = posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        unsafe posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        unsafe posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        // Descriptor 200 is far from any that the child opens, and is inherited although the socket is not.
        unsafe posix_spawn_file_actions_adddup2(&actions, ends[1], 200)
        // Threads of this process may block signals; the child shall not inherit that.
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe _ = posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        unsafe sigemptyset(&none)
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        let words = [path] + arguments
        var pointers = unsafe words.map { unsafe strdup($0) }
        unsafe pointers.append(nil)
        defer { unsafe pointers.forEach { unsafe free($0) } }
        var child: pid_t = 0
        let result = ProcessStart.lock.withLock { _ in
            unsafe posix_spawn(&child, path, &actions, &attributes, pointers, environ)
        }
        close(ends[1])
        guard result == 0 else {
            close(ends[0])
            throw StartError(description: "\(path) cannot be started: error \(result)")
        }
        pid = child
        lifeline = ends[0]
        Self.running.change { _ = $0.insert(child) }
        Self.installExitHandler()
    }

    deinit {
        if ending(within: 0) == nil {
            kill(pid, SIGKILL)
            _ = ending(within: 10)
        }
        close(lifeline)
    }

    /// Sends a signal while the process is there.
    func signal(_ number: Int32) {
        if reaped.value == nil { kill(pid, number) }
    }

    /// Waits for the end of the process; nil when it lives on after `seconds`.
    func ending(within seconds: Double) -> Ending? {
        if let status = reaped.value { return Self.ending(of: status) }
        let deadline = Deadline(seconds: seconds)
        var interest = pollfd(fd: lifeline, events: Int16(POLLIN), revents: 0)
        while true {
            // What the child started may outlive it and hold the lifeline: the child is looked for now and then.
            let isOver = unsafe poll(&interest, 1, min(200, deadline.remainingMilliseconds)) > 0
            if let ending = reap(isOver ? 0 : WNOHANG) { return ending }
            if isOver || deadline.hasPassed { return nil }
        }
    }

    /// Takes the child's status if it has one.
    private func reap(_ options: Int32) -> Ending? {
        reaped.change { known in
            if let status = known { return Self.ending(of: status) }
            var status: Int32 = 0
            guard unsafe waitpid(pid, &status, options) == pid else { return nil }
            known = status
            Self.running.change { _ = $0.remove(pid) }
            return Self.ending(of: status)
        }
    }

    private static func ending(of status: Int32) -> Ending {
        status & 0x7f == 0 ? .exit((status >> 8) & 0xff) : .signal(status & 0x7f)
    }

    // MARK: - Processes that outlive a test

    /// What runs now; ended when the tests exit.
    private static let running = Watched(Set<pid_t>())
    private static let exitHandler: Void = {
        atexit { for pid in ChildProcess.running.value { kill(pid, SIGKILL) } }
    }()

    private static func installExitHandler() { exitHandler }
}

internal import CLinux
internal import Glibc

/// Runs other programs to their end. For commands, not for servers: the caller waits.
public enum Processes {
    /// What became of a program.
    public enum Outcome: Hashable, Sendable {
        /// It ended with this status.
        case exited(Int32)
        /// A signal ended it.
        case killed(Int32)
        /// It could not be started; the `errno` value.
        case failed(Int32)
    }

    /// Bytes that a program can be given.
    public static let longestInput = 60_000

    /// Runs the program that `PATH` finds by its name and waits for it. It reads `input` and writes where this process
    /// writes; with `isQuiet` what it says on standard error is lost.
    public static func run(_ words: [String], input: [UInt8] = [], isQuiet: Bool = false) -> Outcome {
        guard let program = words.first, input.count <= longestInput else { return .failed(EINVAL) }
        var ends: [Int32] = [-1, -1]
        if unsafe pipe(&ends) < 0 { return .failed(errno) }
        // As much as the pipe takes at once: nobody reads yet.
        let written = unsafe input.withUnsafeBytes { unsafe write(ends[1], $0.baseAddress, $0.count) }
        close(ends[1])
        defer { close(ends[0]) }
        if written < input.count { return .failed(EIO) }
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe _ = posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, ends[0], 0)
        if isQuiet { unsafe posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0) }
        var pointers = unsafe words.map { unsafe strdup($0) }
        unsafe pointers.append(nil)
        defer { unsafe pointers.forEach { unsafe free($0) } }
        var child: pid_t = 0
        let result = unsafe posix_spawnp(&child, program, &actions, nil, pointers, environ)
        if result != 0 { return .failed(result) }
        var status: Int32 = 0
        while unsafe waitpid(child, &status, 0) < 0 { if errno != EINTR { return .failed(errno) } }
        return status & 0x7F == 0 ? .exited(status >> 8 & 0xFF) : .killed(status & 0x7F)
    }
}

import Glibc
import LoopTesting
import NetworkAddresses
import Testing

@testable import EventLoops

@Suite struct SystemTests {
    @Test("A descriptor closes at the end of its life, and not after its release")
    func descriptors() throws {
        func isOpen(_ descriptor: Int32) -> Bool { fcntl(descriptor, F_GETFD) >= 0 }
        let kept: Int32
        do {
            let pair = try Sockets.pair()
            kept = try pair.first.duplicate().release()
            #expect(isOpen(kept))
        }
        #expect(isOpen(kept))
        var owned = FileDescriptor(owning: kept)
        #expect(owned.rawValue == kept)
        owned.close()
        owned.close()
        #expect(owned.rawValue == -1)
    }

    @Test("A signal becomes an event of the loop")
    func signals() throws {
        let loop = try EventLoop(name: "test")
        var received: [Signal] = []
        let source = try SignalSource(loop: loop, signals: [.user2]) { received.append($0) }
        // To this thread, where it is blocked, and not to the process, whose other threads have never heard of it.
        pthread_kill(pthread_self(), Signal.user2.rawValue)
        loop.turn { !received.isEmpty }
        #expect(received == [.user2])
        source.close()
        #expect(loop.attachedCount == 0)
    }

    @Test(
        "Control groups bound the CPUs",
        arguments: [
            // The group's own file, the parent's being smaller, the mount's root inside a container, no quota at all.
            (["proc/self/cgroup": "0::/a/b\n", "sys/fs/cgroup/a/b/cpu.max": "250000 100000\n"], 2.5),
            (
                [
                    "proc/self/cgroup": "0::/a/b\n", "sys/fs/cgroup/a/b/cpu.max": "400000 100000\n",
                    "sys/fs/cgroup/a/cpu.max": "150000 100000\n",
                ], 1.5
            ),
            (["proc/self/cgroup": "0::/x\n", "sys/fs/cgroup/cpu.max": "50000 100000"], 0.5),
            (["proc/self/cgroup": "0::/x\n", "sys/fs/cgroup/cpu.max": "max 100000"], nil),
            (
                [
                    "proc/self/cgroup": "5:memory:/m\n4:cpu,cpuacct:/k\n",
                    "sys/fs/cgroup/cpu/k/cpu.cfs_quota_us": "300000\n",
                    "sys/fs/cgroup/cpu/k/cpu.cfs_period_us": "100000\n",
                ], 3
            ),
            (
                [
                    "proc/self/cgroup": "4:cpu:/k\n", "sys/fs/cgroup/cpu/k/cpu.cfs_quota_us": "-1\n",
                    "sys/fs/cgroup/cpu/k/cpu.cfs_period_us": "100000\n",
                ], nil
            ),
            (["proc/self/cgroup": "nonsense\n0::\n::\n", "sys/fs/cgroup/cpu.max": "garbage"], nil),
            ([:], nil),
        ] as [([String: String], Double?)])
    func cpuLimit(files: [String: String], expected: Double?) throws {
        let root = "/tmp/apus-cgroup-\(getpid())-\(UInt32.random(in: 0 ... .max))"
        var made: [String] = []
        for (path, text) in files {
            var directory = root
            _ = unsafe mkdir(directory, 0o700)
            for part in path.split(separator: "/").dropLast() {
                directory += "/\(part)"
                if unsafe mkdir(directory, 0o700) == 0 { made.append(directory) }
            }
            let file = FileDescriptor(owning: unsafe open("\(root)/\(path)", O_WRONLY | O_CREAT, 0o600))
            _ = unsafe write(file.rawValue, text, text.utf8.count)
        }
        #expect(CPULimit.quota(root: root) == expected)
        for path in files.keys { unsafe unlink("\(root)/\(path)") }
        for directory in made.sorted(by: { $0.utf8.count > $1.utf8.count }) { unsafe rmdir(directory) }
        unsafe rmdir(root)
    }

    @Test("Writing, moving, linking and deleting in a directory are told, for each watcher of it")
    func fileWatcher() throws {
        let loop = try EventLoop(name: "test")
        let directory = "/tmp/apus-watch-\(getpid())-\(UInt32.random(in: 0 ... .max))"
        _ = unsafe mkdir(directory, 0o700)
        let watcher = FileWatcher(on: loop)
        var told = (0, 0)
        try watcher.watch(directory: FileWatcher.directory(of: "\(directory)/config.json")) { told.0 += 1 }
        try watcher.watch(directory: directory) { told.1 += 1 }
        func expectChange(_ change: () -> Void) {
            let before = told
            change()
            loop.turn { told != before }
            #expect(told.0 > before.0 && told.1 > before.1)
            for _ in 0..<3 { loop.runOnce(maximumWait: 0) }
        }
        expectChange {
            let file = FileDescriptor(owning: unsafe open("\(directory)/a", O_WRONLY | O_CREAT, 0o600))
            _ = unsafe write(file.rawValue, "x", 1)
        }
        expectChange { unsafe rename("\(directory)/a", "\(directory)/b") }
        expectChange { unsafe symlink("b", "\(directory)/c") }
        expectChange { unsafe unlink("\(directory)/c") }
        // Who does not want to know any more is not told; the other of the same directory is.
        let third = try watcher.watch(directory: directory) { told.0 += 1_000 }
        watcher.unwatch(third)
        expectChange { unsafe rename("\(directory)/b", "\(directory)/a") }
        #expect(told.0 < 1_000)
        unsafe unlink("\(directory)/a")
        watcher.close()
        unsafe rmdir(directory)
        #expect(throws: SystemError.self) {
            let other = FileWatcher(on: loop)
            defer { other.close() }
            try other.watch(directory: directory) {}
        }
        #expect(FileWatcher.directory(of: "/a") == "/" && FileWatcher.directory(of: "a") == ".")
        #expect(loop.attachedCount == 0)
    }

    @Test("The default concurrency is at least one")
    func concurrency() {
        #expect(CPULimit.defaultConcurrency() >= 1)
    }

    @Test("The wall clock is read once a wake-up and agrees with the kernel's")
    func wallClock() throws {
        let before = WallTime.now().seconds
        let loop = try EventLoop(name: "test")
        let first = loop.wallClock
        #expect(loop.wallClock == first)
        #expect(before <= first.seconds && first.seconds <= WallTime.now().seconds)
        loop.runOnce(maximumWait: 0)
        #expect(loop.wallClock != first)
    }

    @Test("An error names the operation and the reason")
    func errors() {
        #expect(SystemError(code: ECONNREFUSED, operation: "connect").description == "connect: Connection refused")
        #expect(SystemError.text(of: 99999).contains("99999"))
    }
}

internal import CLinux
internal import Glibc
internal import Synchronization

/// Tasks that other threads pass to a loop: the only way into its thread.
final class Mailbox: Sendable {
    private let tasks = Mutex<[@Sendable () -> Void]>([])
    // Set while tasks wait, so that a turn without mail takes no lock.
    private let hasMail = Atomic<Bool>(false)
    private let bell: FileDescriptor

    init() throws(SystemError) {
        let descriptor = eventfd(0, clinux_EFD_FLAGS)
        if descriptor < 0 { throw SystemError.last("eventfd") }
        bell = FileDescriptor(owning: descriptor)
    }

    var descriptor: Int32 { bell.rawValue }

    var isEmpty: Bool { !hasMail.load(ordering: .acquiring) }

    /// Adds a task. The bell rings only for the first task in an empty box, and never for the loop's own thread, since
    /// the loop looks into the box before it sleeps.
    func post(_ task: @escaping @Sendable () -> Void, ringing: Bool) {
        let wasEmpty = tasks.withLock { tasks in
            tasks.append(task)
            hasMail.store(true, ordering: .releasing)
            return tasks.count == 1
        }
        if wasEmpty && ringing { ring() }
    }

    /// Wakes the loop. The bell is watched edge-triggered, so it is never read: each write is a new edge.
    func ring() {
        var one: UInt64 = 1
        while unsafe write(bell.rawValue, &one, 8) < 0 && errno == EINTR {}
    }

    /// Takes all tasks in the order in which they came.
    func takeAll() -> [@Sendable () -> Void] {
        tasks.withLock { waiting in
            let taken = waiting
            waiting = []
            hasMail.store(false, ordering: .releasing)
            return taken
        }
    }
}

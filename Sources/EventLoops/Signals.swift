internal import CLinux
internal import Glibc

/// The signals that a proxy answers.
public enum Signal: Int32, Sendable, CaseIterable {
    /// The terminal closed, or "reload".
    case hangup = 1
    /// Ctrl-C.
    case interrupt = 2
    /// "Reopen your logs".
    case user1 = 10
    /// The second signal of one's own.
    case user2 = 12
    /// "Please end".
    case terminate = 15
}

/// Turns signals into events of one loop.
///
/// Signals are blocked in the thread that makes the source and in every thread that it starts afterwards, so make it
/// on the main thread before any other thread.
public final class SignalSource: EventSource {
    private let signals: [Signal]
    private let received: (Signal) -> Void
    private var descriptor: FileDescriptor

    /// Blocks `signals` and calls `received` on the loop for each one that arrives. Equal signals that arrive together
    /// count once.
    public init(loop: EventLoop, signals: [Signal], received: @escaping (Signal) -> Void) throws(SystemError) {
        self.signals = signals
        self.received = received
        var set = sigset_t()
        unsafe sigemptyset(&set)
        for signal in signals { unsafe sigaddset(&set, signal.rawValue) }
        _ = unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
        let number = unsafe signalfd(-1, &set, clinux_SFD_FLAGS)
        if number < 0 { throw SystemError.last("signalfd") }
        descriptor = FileDescriptor(owning: number)
        super.init(loop: loop)
        try loop.attach(self, descriptor: number, mode: .levelTriggered(.readable))
    }

    public override func handle(_ events: EventSet) {
        var information = signalfd_siginfo()
        let size = MemoryLayout<signalfd_siginfo>.size
        while unsafe read(descriptor.rawValue, &information, size) == size {
            let number = Int32(truncatingIfNeeded: information.ssi_signo)
            if let signal = Signal(rawValue: number) { received(signal) }
            if !isAttached { return }
        }
    }

    /// Stops listening. The signals stay blocked.
    public func close() {
        loop.detach(self, descriptor: descriptor.rawValue, descriptorCloses: false)
        descriptor.close()
    }

    /// Lets a write to a closed pipe or socket fail with `EPIPE` instead of ending the process.
    public static func ignoreBrokenPipe() { _ = signal(SIGPIPE, SIG_IGN) }
}

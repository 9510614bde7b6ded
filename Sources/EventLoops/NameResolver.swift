internal import CLinux
internal import Glibc
public import NetworkAddresses
internal import Synchronization

/// Which addresses of a name are wanted, and in which order.
public enum LookupFamily: Hashable, Sendable {
    /// IPv4 only.
    case v4Only
    /// IPv6 only.
    case v6Only
    /// IPv6, or IPv4 when the name has no IPv6 address. Envoy's AUTO.
    case v6Preferred
    /// IPv4, or IPv6 when the name has no IPv4 address.
    case v4Preferred
    /// Both, IPv6 first.
    case all
}

/// Why a name has no addresses.
public enum LookupFailure: Error, Hashable, Sendable {
    /// The name does not exist or has no address of the wanted family.
    case noAddress
    /// The resolver failed; its words.
    case failed(String)
    /// No answer came in time.
    case timedOut
    /// Too many names wait already.
    case queueFull
}

/// Asks the system's resolver on a few threads of its own and delivers answers to loops.
public final class NameResolver: Sendable {
    private struct Question: Sendable {
        let name: String
        let family: LookupFamily
        let answer: @Sendable (Result<[IPAddress], LookupFailure>) -> Void
    }

    private struct Queue: ~Copyable {
        var waiting: [Question] = []
        var closed = false
    }

    private let queue = Mutex(Queue())
    private let wakeUp: FileDescriptor
    private let capacity: Int

    /// Starts the threads. They end when the resolver is closed.
    ///
    /// - Parameter capacity: names that may wait for a thread; more are refused with `.queueFull`.
    public init(threads: Int = 2, capacity: Int = 1024) throws(SystemError) {
        self.capacity = capacity
        // A semaphore that counts waiting names.
        let descriptor = eventfd(0, clinux_EFD_SEMAPHORE)
        if descriptor < 0 { throw SystemError.last("eventfd") }
        wakeUp = FileDescriptor(owning: descriptor)
        for number in 0..<max(1, threads) {
            _ = try Threads.start(name: "resolver-\(number)") { self.serve() }
        }
    }

    /// Looks `name` up. `completion` runs once on `loop`, unless the lookup is cancelled. Call it on that loop.
    ///
    /// A name that is an address already is answered without asking anyone. `timeout` is in nanoseconds.
    @discardableResult
    public func resolve(
        _ name: String, family: LookupFamily, timeout: UInt64, on loop: EventLoop,
        completion: @escaping (Result<[IPAddress], LookupFailure>) -> Void
    ) -> NameLookup {
        let lookup = NameLookup(loop: loop, completion: completion)
        let bound = LoopBound(lookup, loop: loop)
        let answer: @Sendable (Result<[IPAddress], LookupFailure>) -> Void = { result in
            loop.execute { bound.value.finish(result) }
        }
        if let address = IPAddress(name) {
            answer(.success([address]))
            return lookup
        }
        let accepted = queue.withLock { queue in
            guard !queue.closed && queue.waiting.count < capacity else { return false }
            queue.waiting.append(Question(name: name, family: family, answer: answer))
            return true
        }
        if accepted {
            lookup.begin(timeout: timeout)
            ring()
        } else {
            answer(.failure(.queueFull))
        }
        return lookup
    }

    /// Lets the threads end; waiting names get no answer but their timeout.
    public func close() {
        queue.withLock { queue in
            queue.closed = true
            queue.waiting = []
        }
        ring()
    }

    private func ring() {
        var one: UInt64 = 1
        while unsafe write(wakeUp.rawValue, &one, 8) < 0 && errno == EINTR {}
    }

    private func serve() {
        while true {
            var one: UInt64 = 0
            if unsafe read(wakeUp.rawValue, &one, 8) < 0 && errno != EINTR { return }
            let (question, closed) = queue.withLock { queue -> (Question?, Bool) in
                (queue.waiting.isEmpty ? nil : queue.waiting.removeFirst(), queue.closed)
            }
            if let question { question.answer(NameResolver.ask(question.name, question.family)) }
            if closed {
                // For the next thread.
                ring()
                return
            }
        }
    }

    private static func ask(_ name: String, _ family: LookupFamily) -> Result<[IPAddress], LookupFailure> {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = clinux_SOCK_STREAM
        switch family {
        case .v4Only: unsafe hints.ai_family = AF_INET
        case .v6Only: unsafe hints.ai_family = AF_INET6
        case .v6Preferred, .v4Preferred, .all: unsafe hints.ai_family = AF_UNSPEC
        }
        var list: UnsafeMutablePointer<addrinfo>?
        let code = unsafe getaddrinfo(name, nil, &hints, &list)
        defer { if let list = unsafe list { unsafe freeaddrinfo(list) } }
        if code == EAI_NONAME || code == clinux_EAI_NODATA { return .failure(.noAddress) }
        if code != 0 {
            return .failure(.failed(unsafe gai_strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"))
        }
        var v4: [IPAddress] = []
        var v6: [IPAddress] = []
        var next = unsafe list
        while let entry = unsafe next {
            if let form = unsafe entry.pointee.ai_addr {
                var storage = sockaddr_storage()
                let length = unsafe min(Int(entry.pointee.ai_addrlen), MemoryLayout<sockaddr_storage>.size)
                unsafe withUnsafeMutableBytes(of: &storage) { bytes in
                    unsafe bytes.copyMemory(from: UnsafeRawBufferPointer(start: form, count: length))
                }
                let address = SocketAddress(kernelForm: storage, length: socklen_t(length))?.ipAddress
                if let address {
                    if address.family == .v4 { v4.append(address) } else { v6.append(address) }
                }
            }
            unsafe next = entry.pointee.ai_next
        }
        let answer: [IPAddress]
        switch family {
        case .v4Only: answer = v4
        case .v6Only: answer = v6
        case .v6Preferred: answer = v6.isEmpty ? v4 : v6
        case .v4Preferred: answer = v4.isEmpty ? v6 : v4
        case .all: answer = v6 + v4
        }
        return answer.isEmpty ? .failure(.noAddress) : .success(answer)
    }
}

/// One name that is being looked up. Confined to its loop.
///
/// Resolver threads hold it too, and may be the last to let go: by then it has given up everything of the loop.
public final class NameLookup: TimerOwner {
    private var timer: LoopTimer?
    private var completion: ((Result<[IPAddress], LookupFailure>) -> Void)?
    // Keeps the timer off other threads until the lookup has ended.
    private var itself: NameLookup?

    init(loop: EventLoop, completion: @escaping (Result<[IPAddress], LookupFailure>) -> Void) {
        self.completion = completion
        super.init()
        timer = LoopTimer(loop: loop, owner: self)
        itself = self
    }

    /// Drops the lookup: its completion does not run any more.
    public func cancel() { _ = end() }

    func begin(timeout: UInt64) { timer?.arm(after: timeout) }

    func finish(_ result: Result<[IPAddress], LookupFailure>) { end()?(result) }

    private func end() -> ((Result<[IPAddress], LookupFailure>) -> Void)? {
        let completion = completion
        self.completion = nil
        timer = nil
        itself = nil
        return completion
    }

    public override func timerFired(_ kind: UInt8) { finish(.failure(.timedOut)) }
}

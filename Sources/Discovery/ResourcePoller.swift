public import Configuration
public import EventLoops

/// Asks a server for resources again and again. Confined to its loop.
public final class ResourcePoller: TimerOwner {
    /// The outcome of one question.
    public enum Reading {
        /// A discovery response.
        case content([UInt8])
        /// All is as it was.
        case unchanged
        /// Nothing that can be used, for the operator.
        case failure(String)
    }

    private let source: RESTSourceConfiguration
    private let transport: any DiscoveryTransport
    private let timer: LoopTimer
    private var questions: RESTQuestions
    private var call: (any DiscoveryCall)?
    private var onReading: ((Reading) -> Void)?
    private var names: (() -> Set<String>)?
    private var isAskedAnew = false
    private var isHeld = false
    private var isTelling = false

    /// Makes a poller of a source; `node` is a JSON object that says who asks.
    public init(
        _ source: RESTSourceConfiguration, _ kind: ResourceKind, node: [UInt8], transport: any DiscoveryTransport,
        loop: EventLoop
    ) {
        self.source = source
        self.transport = transport
        timer = LoopTimer(loop: loop)
        questions = RESTQuestions(kind, node: node)
        super.init()
        timer.owner = self
    }

    /// Asks now and then again and again, and tells each reading.
    public func start(_ onReading: @escaping (Reading) -> Void) {
        self.onReading = onReading
        ask()
    }

    /// Asks soon, and for what `names` tells then and from then on.
    public func askForNames(_ names: @escaping () -> Set<String>) {
        self.names = names
        guard onReading != nil else { return }
        if isHeld || isTelling {
            isAskedAnew = true
            return
        }
        // A server may hold the question that is under way until something changes, and knows nothing of who comes now.
        call?.cancel()
        call = nil
        // All that is asked for in one turn goes with one question.
        timer.arm(after: 1_000_000)
    }

    /// What the last question asked for; empty means everything.
    public var askedNames: Set<String> { questions.names }

    /// Whether the last question said which version is in use.
    public var saidVersion: Bool { questions.saidVersion }

    /// Somebody has not heard what came under the version that is in use: the next answer is to be a full one.
    public func forgetVersion() { questions.forgetVersion() }

    /// A response is in use.
    public func accepted(version: String) { questions.accepted(version: version) }

    /// A response, or a part of it, is not in use: the next question says so.
    public func refused(nonce: String, reason: String) { questions.refused(nonce: nonce, reason: reason) }

    /// The reading that was told is not looked at yet: no question before `goOn`.
    public func hold() { isHeld = true }

    /// What was told has been looked at.
    public func goOn() {
        if !isHeld { return }
        isHeld = false
        arm()
    }

    /// Asks no more.
    public func stop() {
        timer.cancel()
        call?.cancel()
        call = nil
        onReading = nil
        names = nil
    }

    override public func timerFired(_ kind: UInt8) { ask() }

    private func ask() {
        guard onReading != nil else { return }
        isAskedAnew = false
        if let names { questions.names = names() }
        let question = questions.question()
        questions.sent()
        // The answer may come before this returns.
        var isAnswered = false
        let call = transport.post(
            questions.path, question, to: source.cluster, timeout: source.requestTimeout
        ) { [unowned self] reply in
            isAnswered = true
            self.call = nil
            heard(reply)
        }
        if !isAnswered { self.call = call }
    }

    private func heard(_ reply: DiscoveryReply) {
        isTelling = true
        switch questions.meaning(of: reply) {
        case .resources(let body): onReading?(.content(body))
        case .unchanged: onReading?(.unchanged)
        case .failure(let text): onReading?(.failure(text))
        }
        isTelling = false
        if !isHeld { arm() }
    }

    private func arm() {
        guard onReading != nil else { return }
        timer.arm(
            after: isAskedAnew
                ? 1_000_000 : RESTQuestions.wait(source.refreshDelay, random: UInt64.random(in: 0 ... .max)))
    }
}

internal import Buffers
internal import Configuration
internal import Discovery
internal import EventLoops
internal import Telemetry

/// One source of one kind of resources, read once for all who subscribe to it. Confined to the main loop.
final class ResourceFeed {
    /// What the source says, for one of its subscribers to look at.
    enum Answer {
        /// It was asked for the subscriber's resource, or has it.
        case response(DiscoveredResponse)
        /// It says again what it said before, and this subscriber has heard it.
        case repeated
        /// All is as it was.
        case unchanged
        /// It cannot be read, for the operator.
        case failure(String)
    }

    /// A subscriber, as long as it lives.
    final class Subscriber {
        /// The one resource that it wants; nil means all of them.
        let name: String?
        /// Takes an answer, or says why it does not.
        fileprivate let heard: (Answer) -> String?
        fileprivate var isActive = true
        /// Whether it has heard the newest response.
        fileprivate var isInformed = false

        fileprivate init(name: String?, _ heard: @escaping (Answer) -> String?) {
            self.name = name
            self.heard = heard
        }
    }

    private enum Origin {
        case file(ResourceFile, watchedDirectory: String)
        case server(ResourcePoller, Memory?)
        case handed(HandedResources)
    }

    /// Where answers of a server are kept for the next start.
    struct Memory {
        let keep: ([UInt8]) -> Void
        let recall: () -> [UInt8]?
    }

    /// Makes resources of bytes, now or later.
    typealias Reading = (_ bytes: [UInt8], _ done: @escaping (DiscoveredResponse) -> Void) -> Void

    private let what: String
    private let origin: Origin
    private let read: Reading
    private let log: Log
    private let keeper: HistoryKeeper
    /// What new subscribers hear: of a file all, of a server what they ask for.
    private var last: Answer?
    /// What came last, by number and length.
    private var lastContent: (hash: UInt64, count: Int)?
    private var lastVersion = ""
    /// The version of the last answer; nil when something of it is not in use.
    private var versionInUse: String?
    /// Whether there was a response, or no use in looking for a kept one.
    private var hasResponse = false
    private var isReading = false
    /// What came while something was read.
    private var next: (bytes: [UInt8], asked: Set<String>?)?
    private var lastFailure = ""
    private var subscribers: [Subscriber] = []
    /// How many ask for each name.
    private var names: [String: Int] = [:]
    private(set) var isStarted = false

    /// A feed of a file; `what` is what it is called in the log.
    init(
        _ file: ResourceFile, watchedDirectory: String, what: String, log: Log, history: HistoryKeeper,
        read: @escaping Reading
    ) {
        origin = .file(file, watchedDirectory: watchedDirectory)
        self.what = what
        self.log = log
        keeper = history
        self.read = read
    }

    /// A feed of a server.
    init(
        _ poller: ResourcePoller, memory: Memory?, what: String, log: Log, history: HistoryKeeper,
        read: @escaping Reading
    ) {
        origin = .server(poller, memory)
        self.what = what
        self.log = log
        keeper = history
        self.read = read
    }

    /// A feed of what a part of this process hands over.
    init(_ resources: HandedResources, what: String, log: Log, history: HistoryKeeper, read: @escaping Reading) {
        origin = .handed(resources)
        self.what = what
        self.log = log
        keeper = history
        self.read = read
    }

    /// Whether nobody listens.
    var isUnused: Bool { subscribers.isEmpty }

    /// Begins to follow the source.
    func start() throws(SystemError) {
        isStarted = true
        switch origin {
        case .file(let file, let directory):
            try file.start(watching: directory) { [unowned self] reading in
                switch reading {
                case .content(let bytes): take(bytes, asked: nil)
                case .failure(let text): fail(text)
                }
            }
        case .server(let poller, let memory):
            poller.start { [unowned self] reading in
                switch reading {
                case .content(let bytes): take(bytes, asked: askedNames)
                case .unchanged:
                    lastFailure = ""
                    _ = tell { _ in .unchanged }
                case .failure(let text):
                    fail(text)
                    recall(memory)
                }
            }
        case .handed(let resources):
            // Whoever waits for what is not among it goes on waiting.
            resources.start { [unowned self] in take($0, asked: []) }
        }
    }

    /// Follows it no more.
    func stop() {
        isStarted = false
        switch origin {
        case .file(let file, _): file.stop()
        case .server(let poller, _): poller.stop()
        case .handed(let resources): resources.stop()
        }
    }

    // MARK: - Subscribers

    /// Tells `heard` what the source says of a resource (or of all), now and whenever that changes. It answers why it
    /// does not take what it heard, if that is so.
    func subscribe(name: String?, _ heard: @escaping (Answer) -> String?) -> Subscriber {
        let subscriber = Subscriber(name: name, heard)
        subscribers.append(subscriber)
        if let name { names[name, default: 0] += 1 }
        if let last = known(name) {
            subscriber.isInformed = true
            _ = heard(last)
        }
        guard let name, case .server(let poller, _) = origin else { return subscriber }
        // The version in use may be that of an answer without this resource.
        poller.forgetVersion()
        if names[name] == 1 || !subscriber.isInformed { namesChanged() }
        return subscriber
    }

    /// What is known already of a resource.
    private func known(_ name: String?) -> Answer? {
        if case .file = origin { return last }
        guard let name, case .response(let response)? = last, response.resource(named: name) != nil else {
            return nil
        }
        return last
    }

    /// Tells a subscriber nothing any more.
    func unsubscribe(_ subscriber: Subscriber) {
        subscriber.isActive = false
        subscribers.removeAll { $0 === subscriber }
        guard let name = subscriber.name, let count = names[name] else { return }
        names[name] = count > 1 ? count - 1 : nil
        if count == 1 { namesChanged() }
    }

    /// What was asked for, for an answer that is told; nil means whatever the source has.
    private var askedNames: Set<String>? {
        guard case .server(let poller, _) = origin else { return nil }
        return poller.askedNames
    }

    /// Whether somebody may ask for an answer again: of a server's, who looks for one resource.
    private func keeps(_ response: DiscoveredResponse) -> Bool {
        guard case .server = origin else { return true }
        return !names.isEmpty && response.complaints.isEmpty
    }

    private func namesChanged() {
        guard case .server(let poller, _) = origin else { return }
        poller.askForNames { [unowned self] in Set(names.keys) }
    }

    // MARK: - What comes

    /// `asked`: the resources that were asked for; nil means all of them.
    private func take(_ bytes: [UInt8], asked: Set<String>?) {
        lastFailure = ""
        if isReading {
            next = (bytes, asked)
            return
        }
        let content = (hash: Bytes.xxHash64(bytes.span), count: bytes.count)
        let isSame = lastContent.map { $0 == content } ?? false
        if isSame, subscribers.allSatisfy(\.isInformed) {
            let answer = isForOthers(lastVersion) ? Answer.unchanged : .repeated
            _ = tell { _ in answer }
            if case .server(let poller, _) = origin { poller.accepted(version: lastVersion) }
            return
        }
        lastContent = content
        isReading = true
        if case .server(let poller, _) = origin { poller.hold() }
        read(bytes) { [weak self] response in self?.hasRead(response, bytes, asked: asked, isSame: isSame) }
    }

    private func hasRead(_ response: DiscoveredResponse, _ bytes: [UInt8], asked: Set<String>?, isSame: Bool) {
        isReading = false
        guard isStarted else { return }
        for complaint in response.complaints { log.warning(.config, "\(what) cannot be read: \(complaint.text)") }
        if response.complaints.isEmpty { hasResponse = true }
        let before = last
        if keeps(response) { last = .response(response) }
        let isForOthers = response.complaints.isEmpty && isForOthers(response.version)
        let reasons = tell { subscriber in
            if isForOthers, subscriber.isInformed, !Self.saysOther(response, than: before, of: subscriber.name) {
                return .unchanged
            }
            if isSame && subscriber.isInformed { return .repeated }
            // Who has come since the question was asked hears from the next answer.
            if let asked, let name = subscriber.name, !asked.contains(name), response.complaints.isEmpty,
                response.resource(named: name) == nil
            {
                return nil
            }
            subscriber.isInformed = true
            return .response(response)
        }
        if !reasons.isEmpty { keeper.history.refused(what, version: response.version, reasons) }
        finish(reasons: reasons, response)
        if case .server(let poller, let memory) = origin {
            if reasons.isEmpty { memory?.keep(bytes) }
            if subscribers.contains(where: { !$0.isInformed }) { poller.forgetVersion() }
            poller.goOn()
            if !response.complaints.isEmpty { recall(memory) }
        }
        if let next = next.take() { take(next.bytes, asked: next.asked) }
    }

    /// Whether an answer is a full one only because the question did not say what is in use, for the sake of somebody
    /// who has come: to all others it says that nothing changed, as the server would have.
    private func isForOthers(_ version: String) -> Bool {
        guard case .server(let poller, _) = origin else { return false }
        return !version.isEmpty && version == versionInUse && !poller.saidVersion
    }

    /// Whether an answer says something else of a resource than the one before it, though both have one version: a
    /// server that was started anew may count from the beginning.
    private static func saysOther(_ response: DiscoveredResponse, than last: Answer?, of name: String?) -> Bool {
        guard let name, let resource = response.resource(named: name) else { return false }
        guard case .response(let before)? = last else { return true }
        return before.resource(named: name)?.source != resource.source
    }

    /// Lets the next question say what became of the answer.
    private func finish(reasons: [String], _ response: DiscoveredResponse) {
        // What was refused is looked at anew when it comes again: a port may be free by then.
        if !reasons.isEmpty { lastContent = nil }
        lastVersion = response.version
        versionInUse = reasons.isEmpty ? response.version : nil
        guard case .server(let poller, _) = origin else { return }
        if reasons.isEmpty {
            poller.accepted(version: response.version)
        } else {
            poller.refused(nonce: response.nonce, reason: reasons.joined(separator: "\n"))
        }
    }

    private func fail(_ text: String) {
        if text != lastFailure { log.warning(.config, "\(what): \(text)") }
        lastFailure = text
        if case .file = origin { last = .failure(text) }
        lastContent = nil
        _ = tell { _ in .failure(text) }
    }

    /// Takes what was kept of the server's last answer, while it has not given any.
    private func recall(_ memory: Memory?) {
        if hasResponse { return }
        hasResponse = true
        guard let bytes = memory?.recall() else { return }
        // What it lacks may yet come from the server.
        take(bytes, asked: [])
    }

    /// Tells all subscribers an answer, but for those who get none; why it was not taken.
    private func tell(_ answer: (Subscriber) -> Answer?) -> [String] {
        var reasons: [String] = []
        // Who hears of it may end the subscriptions of others.
        for subscriber in subscribers where subscriber.isActive {
            guard let answer = answer(subscriber) else { continue }
            if let reason = subscriber.heard(answer) { reasons.append(reason) }
        }
        return reasons
    }
}

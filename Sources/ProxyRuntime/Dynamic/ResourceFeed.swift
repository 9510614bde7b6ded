internal import Configuration
internal import Discovery
internal import EventLoops

/// One source of one kind of resources, read once for all who subscribe to it. Confined to the main loop.
final class ResourceFeed {
    /// What the source says, for one of its subscribers to look at.
    enum Answer {
        case response(DiscoveredResponse)
        /// All is as it was.
        case unchanged
        /// It cannot be read, for the operator.
        case failure(String)
    }

    /// A subscriber, as long as it lives.
    final class Subscriber {
        /// The one resource that it wants; nil: all of them.
        let name: String?
        /// Takes an answer, or says why it does not.
        fileprivate let heard: (Answer) -> String?
        fileprivate var isActive = true

        fileprivate init(name: String?, _ heard: @escaping (Answer) -> String?) {
            self.name = name
            self.heard = heard
        }
    }

    private enum Origin {
        case file(ResourceFile, watchedDirectory: String)
        case server(ResourcePoller, Memory?)
    }

    /// Where answers of a server are kept for the next start.
    struct Memory {
        let keep: ([UInt8]) -> Void
        let recall: () -> [UInt8]?
    }

    private let origin: Origin
    private let read: ([UInt8]) -> DiscoveredResponse
    private var last: Answer?
    /// Whether there was a response, or no use in looking for a kept one.
    private var hasResponse = false
    private var subscribers: [Subscriber] = []
    private(set) var isStarted = false

    /// A feed of a file; `read` makes resources of its content.
    init(_ file: ResourceFile, watchedDirectory: String, read: @escaping ([UInt8]) -> DiscoveredResponse) {
        origin = .file(file, watchedDirectory: watchedDirectory)
        self.read = read
    }

    /// A feed of a server; `read` makes resources of its answers.
    init(_ poller: ResourcePoller, memory: Memory?, read: @escaping ([UInt8]) -> DiscoveredResponse) {
        origin = .server(poller, memory)
        self.read = read
    }

    /// Whether nobody listens.
    var isUnused: Bool { subscribers.isEmpty }

    /// Whether an answer holds only what was asked for; a file holds all that there is.
    var isPartial: Bool {
        switch origin {
        case .file: false
        case .server: true
        }
    }

    /// Begins to follow the source.
    func start() throws(SystemError) {
        isStarted = true
        switch origin {
        case .file(let file, let directory):
            try file.start(watching: directory) { [unowned self] reading in
                switch reading {
                case .content(let bytes): take(.response(read(bytes)))
                case .failure(let text): take(.failure(text))
                }
            }
        case .server(let poller, let memory):
            poller.start { [unowned self] reading in
                switch reading {
                case .content(let bytes):
                    if take(.response(read(bytes))) { memory?.keep(bytes) }
                case .unchanged: take(.unchanged)
                case .failure(let text):
                    take(.failure(text))
                    recall(memory)
                }
            }
        }
    }

    /// Takes what was kept of the server's last answer, while it has not given any.
    private func recall(_ memory: Memory?) {
        if hasResponse { return }
        hasResponse = true
        if let bytes = memory?.recall() { take(.response(read(bytes))) }
    }

    /// Follows it no more.
    func stop() {
        switch origin {
        case .file(let file, _): file.stop()
        case .server(let poller, _): poller.stop()
        }
    }

    /// Tells `heard` what the source says of a resource (or of all), now and whenever that changes. It answers why it
    /// does not take what it heard, if that is so.
    func subscribe(name: String?, _ heard: @escaping (Answer) -> String?) -> Subscriber {
        let subscriber = Subscriber(name: name, heard)
        subscribers.append(subscriber)
        askForNames()
        // What was not asked for yet is not in the last answer of a server.
        if let last, !isPartial { _ = heard(last) }
        return subscriber
    }

    /// Tells a subscriber nothing any more.
    func unsubscribe(_ subscriber: Subscriber) {
        subscriber.isActive = false
        subscribers.removeAll { $0 === subscriber }
        askForNames()
    }

    private func askForNames() {
        if case .server(let poller, _) = origin { poller.setNames(Set(subscribers.compactMap(\.name))) }
    }

    /// Tells an answer; whether all subscribers took it.
    @discardableResult
    private func take(_ answer: Answer) -> Bool {
        if case .unchanged = answer {} else { last = answer }
        if case .response = answer { hasResponse = true }
        var reasons: [String] = []
        // Who hears of it may end the subscriptions of others.
        for subscriber in subscribers where subscriber.isActive {
            if let reason = subscriber.heard(answer) { reasons.append(reason) }
        }
        guard case .server(let poller, _) = origin, case .response(let response) = answer else {
            return reasons.isEmpty
        }
        if reasons.isEmpty {
            poller.accepted(version: response.version)
        } else {
            poller.refused(nonce: response.nonce, reason: reasons.joined(separator: "\n"))
        }
        return reasons.isEmpty
    }
}

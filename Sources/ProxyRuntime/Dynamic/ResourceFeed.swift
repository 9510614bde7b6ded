internal import Configuration
internal import Discovery
internal import EventLoops

/// One source of one kind of resources, read once for all who subscribe to it. Confined to the main loop.
final class ResourceFeed {
    /// What the source says, for one of its subscribers to look at.
    enum Answer {
        case response(DiscoveredResponse)
        /// It cannot be read, for the operator.
        case failure(String)
    }

    /// A subscriber, as long as it lives.
    final class Subscriber {
        fileprivate let heard: (Answer) -> Void
        fileprivate init(_ heard: @escaping (Answer) -> Void) { self.heard = heard }
    }

    private let file: ResourceFile
    private let read: ([UInt8]) -> DiscoveredResponse
    private var last: Answer?
    private var subscribers: [Subscriber] = []
    private(set) var isStarted = false

    /// A feed of a file; `read` makes resources of its content.
    init(_ file: ResourceFile, read: @escaping ([UInt8]) -> DiscoveredResponse) {
        self.file = file
        self.read = read
    }

    /// Whether nobody listens.
    var isUnused: Bool { subscribers.isEmpty }

    /// Begins to follow the source.
    func start(watching directory: String) throws(SystemError) {
        isStarted = true
        try file.start(watching: directory) { [unowned self] in take($0) }
    }

    /// Follows it no more.
    func stop() { file.stop() }

    /// Tells `heard` what the source says, now and whenever that changes.
    func subscribe(_ heard: @escaping (Answer) -> Void) -> Subscriber {
        let subscriber = Subscriber(heard)
        subscribers.append(subscriber)
        if let last { heard(last) }
        return subscriber
    }

    /// Tells a subscriber nothing any more.
    func unsubscribe(_ subscriber: Subscriber) { subscribers.removeAll { $0 === subscriber } }

    private func take(_ reading: ResourceFile.Reading) {
        let answer: Answer =
            switch reading {
            case .content(let bytes): .response(read(bytes))
            case .failure(let text): .failure(text)
            }
        last = answer
        // Who hears of it may end the subscriptions of others.
        for subscriber in subscribers where subscribers.contains(where: { $0 === subscriber }) {
            subscriber.heard(answer)
        }
    }
}

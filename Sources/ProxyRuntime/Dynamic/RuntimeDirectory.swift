internal import Configuration
internal import Discovery
internal import EventLoops
internal import Telemetry

/// The layers of values by key that come from sources (RTDS). Confined to the main loop.
final class RuntimeDirectory {
    private let feeds: ResourceFeeds
    private let registry: MetricRegistry
    private let loop: EventLoop
    private let log: Log
    private let take: (RuntimeDiscoveryConfiguration, [String: String]) -> Void
    private var tickets: [ResourceFeeds.Ticket] = []
    private var subscriptions: [Subscription] = []

    /// `take` gets the values of a layer whenever they come.
    init(
        feeds: ResourceFeeds, registry: MetricRegistry, loop: EventLoop, log: Log,
        take: @escaping (RuntimeDiscoveryConfiguration, [String: String]) -> Void
    ) {
        self.feeds = feeds
        self.registry = registry
        self.loop = loop
        self.log = log
        self.take = take
    }

    /// Follows layers; `ready` runs once, when all have come, or one will not in time.
    func follow(
        _ layers: [RuntimeDiscoveryConfiguration], ready: @escaping () -> Void
    ) throws(ResourceFeeds.Problem) {
        var left = layers.count + 1
        let one = {
            left -= 1
            if left == 0 { ready() }
        }
        for layer in layers {
            let subscription = Subscription(
                "rtds: layer '\(layer.name)'", family: SubscriptionFamily.runtime, prefix: "runtime.",
                registry: registry, loop: loop, log: log)
            subscriptions.append(subscription)
            subscription.begin(layer.source, onReady: one)
            var current: [String: String] = [:]
            tickets.append(
                try feeds.follow(layer.source, .runtime, named: layer.name) { [unowned self] answer in
                    switch answer {
                    case .unchanged:
                        subscription.note(.unchanged, version: "")
                        return nil
                    case .repeated:
                        take(layer, current)
                        subscription.noteAgain()
                        return nil
                    case .failure(let text):
                        subscription.note(.failed, version: "")
                        return text
                    case .response(let response):
                        if !response.complaints.isEmpty {
                            subscription.note(.unreadable, version: response.version)
                            return response.complaints.map(\.text).joined(separator: "\n")
                        }
                        switch Self.values(of: layer, in: response) {
                        case .failure(let problem): return refuse(problem.text, response, layer, subscription)
                        case .success(let values):
                            current = values
                            take(layer, values)
                            subscription.note(.accepted(reloaded: false), version: response.version)
                            return nil
                        }
                    }
                })
        }
        one()
    }

    /// Follows nothing any more.
    func stop() {
        for ticket in tickets { ticket.cancel() }
        for subscription in subscriptions { subscription.end() }
        tickets = []
        subscriptions = []
    }

    private static func values(
        of layer: RuntimeDiscoveryConfiguration, in response: DiscoveredResponse
    ) -> Result<[String: String], ResourceFeeds.Problem> {
        // A file that a layer is taken from has no other; what a server says may be for others as well.
        if case .file = layer.source.origin, response.resources.count != 1 {
            return .failure(.init(text: "one resource expected, found \(response.resources.count)"))
        }
        guard let resource = response.resource(named: layer.name) else {
            let found = response.resources.first.map { "'\($0.name)'" } ?? "none"
            return .failure(.init(text: "a layer of that name expected, found \(found)"))
        }
        guard case .runtime(let values)? = resource.value else {
            return .failure(.init(text: resource.complaints.map(\.text).joined(separator: "\n")))
        }
        return .success(values)
    }

    private func refuse(
        _ reason: String, _ response: DiscoveredResponse, _ layer: RuntimeDiscoveryConfiguration,
        _ subscription: Subscription
    ) -> String {
        log.warning(.runtime, "rtds: layer '\(layer.name)' stays: \(reason)")
        subscription.note(.rejected, version: response.version)
        return reason
    }
}

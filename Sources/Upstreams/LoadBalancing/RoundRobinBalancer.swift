/// Endpoints in turn; with unequal weights, each as often as its weight says (Envoy's ROUND_ROBIN).
final class RoundRobinBalancer: ScheduledBalancer {
    /// The next endpoint of each source with equal weights; -1 before the first.
    private var cursors: [Int]

    override init(_ view: EndpointView, _ setting: BalancerSetting) {
        cursors = Array(repeating: -1, count: view.sources.count)
        super.init(view, setting)
    }

    override func pickEvenly(from source: Int) -> Endpoint? {
        let endpoints = view.sources[source]
        var cursor = cursors[source]
        // Workers start at different places, so that the first endpoint does not get all first requests.
        if cursor < 0 { cursor = random.next(below: endpoints.count) }
        cursors[source] = cursor &+ 1 == endpoints.count ? 0 : cursor &+ 1
        return endpoints[cursor]
    }
}

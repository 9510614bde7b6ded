internal import Configuration
internal import Filters

/// What a route says to one filter, resolved for one worker.
struct FilterOverride {
    /// Whether the filter is off; nil where that is left to its chain.
    let isOff: Bool?
    /// The filter's settings here: what it takes for them; nil for those of its chain.
    let settings: AnyObject?

    /// Resolves what the route, its virtual host and its table say, the most specific first.
    init(_ overrides: [PerFilterConfiguration.Override]) {
        isOff = overrides.first.map { $0 == .disabled }
        var fault: FaultConfiguration?
        var mutations: [HeaderMutations] = []
        for override in overrides {
            switch override {
            case .disabled, .enabled: break
            case .fault(let configuration): if fault == nil { fault = configuration }
            case .headerMutation(let configuration): mutations.append(HeaderMutations(configuration))
            }
        }
        if let fault {
            settings = FaultSettings(fault)
        } else if !mutations.isEmpty {
            settings = HeaderMutationOverrides(mutations)
        } else {
            settings = nil
        }
    }
}

public import Configuration

/// What a response means for the resources of one kind that are there: judged as a whole, without doing anything.
///
/// As in Envoy a response is taken whole or not at all, if anything in it is wrong in itself. What Envoy would take and
/// Apus cannot is left out alone: of such a resource the one from before stays.
public enum ResourceIntake: Sendable {
    /// It could not be read; nothing changes.
    case unreadable([ConfigurationComplaint])
    /// Something in it is wrong; nothing changes.
    case refused([ConfigurationComplaint])
    /// It is to be applied, but for what the complaints are about.
    case taken(ResourceDiff, [ConfigurationComplaint])

    /// Judges a response. `current` is what is there, or on its way.
    public init(_ response: DiscoveredResponse, current: [ResourceDiff.Item]) {
        if !response.complaints.isEmpty {
            self = .unreadable(response.complaints)
            return
        }
        let wrong = response.resources.filter { !$0.complaints.isEmpty }
        if wrong.contains(where: { !$0.isOnlyUnimplemented }) {
            self = .refused(wrong.flatMap(\.complaints))
            return
        }
        // What is left out stands in the list without a text, so that places stay those of the response.
        let items = response.resources.map { ResourceDiff.Item(name: $0.name, source: $0.source) }
        let diff = ResourceDiff(from: current, to: items, keeping: Set(wrong.map(\.name)))
        self = .taken(diff, wrong.flatMap(\.complaints))
    }
}

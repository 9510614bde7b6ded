/// The network filter that leaves texts for others (`envoy.extensions.filters.network.set_filter_state.v3.Config`).
public struct ConnectionTextsConfiguration: Sendable, Equatable {
    /// What is set when a connection comes.
    public var atStart: [FilterStateConfiguration.Entry] = []
    /// What is set when its handshake is over; for plain connections, when they come.
    public var afterHandshake: [FilterStateConfiguration.Entry] = []
    /// What is set with its first bytes.
    public var withData: [FilterStateConfiguration.Entry] = []

    /// Makes a filter that sets nothing.
    public init() {}
}

/// The filter that leaves texts for others
/// (`envoy.extensions.filters.http.set_filter_state.v3.Config`).
public struct FilterStateConfiguration: HTTPFilterValue {
    /// What is set, in this order.
    public var entries: [Entry] = []
    /// Whether the route is chosen anew afterwards. Envoy's default: false.
    public var clearsRoute = false

    /// One text.
    public struct Entry: Sendable, Equatable {
        /// Its name.
        public var name: String
        /// What it says of the request.
        public var format: FormatConfiguration
        /// Whether an empty text is not set. Envoy's default: false.
        public var skipsEmpty: Bool
        /// Whether it names the TCP proxy's cluster (`envoy.tcp_proxy.cluster`).
        public var choosesCluster = false

        /// Makes a text.
        public init(name: String, format: FormatConfiguration, skipsEmpty: Bool = false) {
            self.name = name
            self.format = format
            self.skipsEmpty = skipsEmpty
        }
    }

    /// Makes a filter that sets nothing.
    public init() {}

    /// What the texts are made by.
    public var formats: [SubstitutionFormat] { entries.flatMap(\.format.texts) }
}

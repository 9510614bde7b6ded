/// The filter that sets metadata (`envoy.extensions.filters.http.set_metadata.v3.Config`).
public struct SetMetadataConfiguration: HTTPFilterValue {
    /// What is set, in this order.
    public var entries: [Entry]

    /// What is set in one name space.
    public struct Entry: Sendable, Equatable {
        /// The name space.
        public var space: String
        /// Whether it is laid over what is there; else it only comes where nothing is. Envoy's default: false.
        public var allowsOverwrite: Bool
        /// The members.
        public var value: [String: StructValue]

        /// Makes an entry.
        public init(space: String, allowsOverwrite: Bool = false, value: [String: StructValue]) {
            self.space = space
            self.allowsOverwrite = allowsOverwrite
            self.value = value
        }
    }

    /// Makes a filter that sets these.
    public init(entries: [Entry] = []) { self.entries = entries }
}

public import Configuration
internal import Cryptography

/// What a group of nodes is to run: every resource of every kind, consistent with one another. Immutable, and equal
/// input makes an equal one on every replica.
public struct ResourceSnapshot: Sendable, Equatable {
    /// One resource as it is served.
    public struct Resource: Sendable, Equatable {
        /// What it is called.
        public let name: String
        /// Its JSON with `@type`, without space between its tokens.
        public let json: [UInt8]

        /// Makes a resource.
        public init(name: String, json: [UInt8]) {
            self.name = name
            self.json = json
        }
    }

    /// All resources of one kind.
    public struct Collection: Sendable, Equatable {
        /// A hash of the resources: equal content, equal version. Empty for no resources.
        public let version: String
        /// In the order of their names, each name once.
        public let resources: [Resource]

        fileprivate init(_ resources: [Resource]) {
            self.resources = resources.sorted { $0.name < $1.name }
            var bytes: [UInt8] = []
            for resource in self.resources {
                bytes += "\(resource.name.utf8.count) \(resource.json.count) ".utf8
                bytes += resource.name.utf8
                bytes += resource.json
            }
            version = resources.isEmpty ? "" : String(Digest.sha256Text(bytes).prefix(16))
        }
    }

    private let collections: [ResourceKind: Collection]

    /// Makes a snapshot. Names are unique within a kind.
    public init(_ resources: [ResourceKind: [Resource]]) {
        collections = resources.mapValues(Collection.init)
    }

    /// Whether there is no resource of any kind.
    public var isEmpty: Bool { collections.values.allSatisfy { $0.resources.isEmpty } }

    /// What is served of a kind.
    public subscript(_ kind: ResourceKind) -> Collection { collections[kind] ?? Collection([]) }
}

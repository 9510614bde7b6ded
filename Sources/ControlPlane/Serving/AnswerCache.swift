public import Configuration

/// The discovery responses that are given at present, each rendered once for all who ask the same. Confined to its
/// loop.
public final class AnswerCache {
    /// What is answered to one question.
    public final class Answer {
        /// Stands for the content; `AnswerCache.nothing` where nothing is there.
        public let version: String
        /// The resources, in the order of their names.
        let resources: [ResourceSnapshot.Resource]
        private let kind: ResourceKind
        private var rendered: [UInt8]?

        init(_ kind: ResourceKind, _ resources: [ResourceSnapshot.Resource], version: String) {
            self.kind = kind
            self.resources = resources
            self.version = version
        }

        /// Whether nothing is there.
        public var isEmpty: Bool { resources.isEmpty }

        /// The discovery response in JSON. Its nonce is its version: an answer to it says which content is meant.
        public var body: [UInt8] {
            if let rendered { return rendered }
            var bytes: [UInt8] = []
            bytes.reserveCapacity(resources.reduce(256) { $0 + $1.json.count + 1 })
            bytes += "{\"version_info\":\"\(version)\",\"resources\":[".utf8
            for (place, resource) in resources.enumerated() {
                if place > 0 { bytes.append(UInt8(ascii: ",")) }
                bytes += resource.json
            }
            bytes += "],\"type_url\":\"type.googleapis.com/\(kind.typeName)\",\"nonce\":\"\(version)\"}".utf8
            rendered = bytes
            return bytes
        }
    }

    private struct Key: Hashable {
        let kind: ResourceKind
        let version: String
        let names: [String]
    }

    private var answers: [Key: Answer] = [:]
    /// Of answers before the last publication, those that are still asked for.
    private var earlier: [Key: Answer] = [:]

    private static let limit = 50_000

    /// The version that stands for nothing.
    public static let nothing = "0"

    /// An empty cache.
    public init() {}

    /// What is answered to whoever asks for these names of a collection, or for all of it.
    public func answer(
        _ kind: ResourceKind, _ collection: ResourceSnapshot.Collection, names: [String]
    ) -> Answer {
        let key = Key(kind: kind, version: collection.version, names: names)
        if let known = answers[key] { return known }
        if let known = earlier.removeValue(forKey: key) {
            answers[key] = known
            return known
        }
        let answer = make(kind, collection, names)
        // Who asks for ever other names makes no more than this of them.
        if answers.count >= Self.limit { turnOver() }
        answers[key] = answer
        return answer
    }

    private func make(_ kind: ResourceKind, _ collection: ResourceSnapshot.Collection, _ names: [String]) -> Answer {
        if names.isEmpty {
            return Answer(
                kind, collection.resources, version: collection.version.isEmpty ? Self.nothing : collection.version)
        }
        // Both are in order.
        var resources: [ResourceSnapshot.Resource] = []
        var place = 0
        for resource in collection.resources {
            while place < names.count, names[place] < resource.name { place += 1 }
            if place < names.count, names[place] == resource.name { resources.append(resource) }
        }
        // The hash that a collection of just these would have.
        let version = resources.isEmpty ? Self.nothing : ResourceSnapshot([kind: resources])[kind].version
        return Answer(kind, resources, version: version)
    }

    /// Something else is served now: forgets what nobody has asked for since the last time.
    public func turnOver() {
        earlier = answers
        answers = [:]
    }

    /// Answers that are kept.
    var count: Int { answers.count + earlier.count }
}

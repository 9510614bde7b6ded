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
        /// Bytes of its body, nearly.
        fileprivate let size: Int

        init(_ kind: ResourceKind, _ resources: [ResourceSnapshot.Resource], version: String) {
            self.kind = kind
            self.resources = resources
            self.version = version
            size = resources.reduce(256) { $0 + $1.json.count + 1 }
        }

        /// Whether nothing is there.
        public var isEmpty: Bool { resources.isEmpty }

        /// The discovery response in JSON. Its nonce is its version: an answer to it says which content is meant.
        public var body: [UInt8] {
            if let rendered { return rendered }
            var bytes: [UInt8] = []
            bytes.reserveCapacity(size)
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

    /// Names that a collection lacks are no part of it: who asks for ever other ones makes no more of them.
    private struct Key: Hashable {
        let kind: ResourceKind
        let version: String
        /// Where in the collection the resources stand; nil means all of them.
        let places: [Int]?
    }

    private var answers: [Key: Answer] = [:]
    /// Of answers before the last publication, those that are still asked for.
    private var earlier: [Key: Answer] = [:]

    /// Bytes of `answers`.
    private var size = 0
    private let sizeLimit: Int

    /// Answers, and bytes of them, that one of the two holds at most.
    private static let limit = 50_000
    private static let usualSizeLimit = 32 << 20

    /// The version that stands for nothing.
    public static let nothing = "0"

    /// Makes an empty cache.
    public convenience init() { self.init(sizeLimit: Self.usualSizeLimit) }

    init(sizeLimit: Int) { self.sizeLimit = sizeLimit }

    /// What is answered to whoever asks for these names of a collection, or for all of it.
    public func answer(
        _ kind: ResourceKind, _ collection: ResourceSnapshot.Collection, names: [String]
    ) -> Answer {
        let places = names.isEmpty ? nil : Self.places(of: names, in: collection.resources)
        if places?.isEmpty == true { return Answer(kind, [], version: Self.nothing) }
        let key = Key(kind: kind, version: collection.version, places: places)
        if let known = answers[key] { return known }
        let answer = earlier.removeValue(forKey: key) ?? make(kind, collection, places)
        if answers.count >= Self.limit || size + answer.size > sizeLimit { turnOver() }
        answers[key] = answer
        size += answer.size
        return answer
    }

    /// Where those names stand that are there; both are in order.
    private static func places(of names: [String], in resources: [ResourceSnapshot.Resource]) -> [Int] {
        var places: [Int] = []
        var first = 0
        for name in names {
            var end = resources.count
            while first < end {
                let middle = first + (end - first) / 2
                if resources[middle].name < name { first = middle + 1 } else { end = middle }
            }
            guard first < resources.count else { break }
            if resources[first].name == name { places.append(first) }
        }
        return places
    }

    private func make(_ kind: ResourceKind, _ collection: ResourceSnapshot.Collection, _ places: [Int]?) -> Answer {
        guard let places else {
            return Answer(
                kind, collection.resources, version: collection.version.isEmpty ? Self.nothing : collection.version)
        }
        let resources = places.map { collection.resources[$0] }
        // The hash that a collection of just these would have.
        return Answer(kind, resources, version: ResourceSnapshot([kind: resources])[kind].version)
    }

    /// Something else is served now: forgets what nobody has asked for since the last time.
    public func turnOver() {
        earlier = answers
        answers = [:]
        size = 0
    }

    /// Answers that are kept.
    var count: Int { answers.count + earlier.count }
}

/// Which labels metrics have (Envoy's `stats_tags`): labels that all of them share, and which parts of their names
/// are labels.
///
/// Names of labels are compared as Prometheus writes them: `envoy.cluster_name` is `envoy_cluster_name`.
public struct MetricTags: Sendable {
    /// One tag that was asked for.
    public enum Entry: Sendable {
        /// A label of every metric.
        case fixed(MetricLabel)
        /// The part of names that Envoy's built-in tag of this name takes out of them.
        case builtIn(String)
        /// What an expression finds in names.
        case expression(Expression)
    }

    /// A tag that an expression finds.
    public struct Expression: Sendable {
        /// Where it was found in a name.
        public struct Match: Sendable, Equatable {
            /// What is taken out of the name.
            public var removed: Range<Int>
            /// The label's value.
            public var value: Range<Int>

            /// Makes a match.
            public init(removed: Range<Int>, value: Range<Int>) {
                self.removed = removed
                self.value = value
            }
        }

        /// The label's name.
        public let name: String
        /// The name as it was given.
        let givenName: String
        /// Whether it is only for names that begin with a certain word. Envoy looks for such tags last.
        public let hasPrefix: Bool
        /// Looks for it in a whole name; nil when it is not there.
        public let find: @Sendable (Span<UInt8>) -> Match?

        /// Makes a tag.
        public init(name: String, hasPrefix: Bool, find: @escaping @Sendable (Span<UInt8>) -> Match?) {
            self.name = MetricTags.sanitized(name)
            givenName = name
            self.hasPrefix = hasPrefix
            self.find = find
        }
    }

    /// The labels of every metric, each with its rank.
    let fixed: [(label: MetricLabel, rank: Int)]
    /// The tags that expressions find, each with its rank.
    let expressions: [(tag: Expression, rank: Int)]
    private let ranks: [String: Int]
    private let takesAll: Bool
    /// Names as they were given, of labels whose names Prometheus takes in another form.
    private let givenNames: [String: String]
    /// Whether metrics have the labels that their scopes and families declare, and no others.
    public let isDefault: Bool

    /// Envoy's built-in tags, as scopes and families declare them.
    public static let builtIn = MetricTags(usesDefaults: true, entries: [])

    /// Built-in tags that are found anywhere in a name. Envoy renders them, and shared labels, before the others.
    private static let leading: Set<String> = ["envoy_response_code", "envoy_response_code_class", "envoy_worker_id"]
    private static let trailingRank = 1_000_000

    /// - Parameters:
    ///   - usesDefaults: whether all built-in tags are in use, whichever are named (`use_all_default_tags`).
    ///   - entries: in their order; of two with one name the first counts.
    public init(usesDefaults: Bool, entries: [Entry]) {
        var ranks: [String: Int] = [:]
        var fixed: [(label: MetricLabel, rank: Int)] = []
        var expressions: [(tag: Expression, rank: Int)] = []
        var givenNames: [String: String] = [:]
        if usesDefaults { for name in Self.leading { ranks[name] = 0 } }
        for (place, entry) in entries.enumerated() {
            switch entry {
            case .fixed(let label):
                let name = Self.sanitized(label.name)
                if fixed.contains(where: { $0.label.name == name }) { continue }
                fixed.append((MetricLabel(name, label.value), place + 1))
                givenNames[name] = label.name
            case .builtIn(let name):
                let name = Self.sanitized(name)
                if usesDefaults || ranks[name] != nil { continue }
                let isShadowed = fixed.contains { $0.label.name == name }
                if Self.leading.contains(name) {
                    if !isShadowed { ranks[name] = place + 1 }
                } else {
                    ranks[name] = Self.trailingRank + place
                }
            case .expression(let tag):
                // Behind all built-in ones when those are all in use.
                let behind = Self.trailingRank + place + (usesDefaults ? 1 : 0)
                expressions.append((tag, tag.hasPrefix ? behind : place + 1))
                if givenNames[tag.name] == nil { givenNames[tag.name] = tag.givenName }
            }
        }
        // A shared label takes the name before any tag that is looked for behind it.
        for (label, _) in fixed where !Self.leading.contains(label.name) { ranks[label.name] = nil }
        self.fixed = fixed
        self.ranks = ranks
        takesAll = usesDefaults
        self.givenNames = givenNames
        self.expressions = expressions.sorted { $0.rank < $1.rank }
        isDefault = usesDefaults && fixed.isEmpty && expressions.isEmpty
    }

    /// Where a label of that name stands among the others; nil when it stays in the name.
    func rank(of name: String) -> Int? {
        if let rank = ranks[name] { return rank }
        if !takesAll || fixed.contains(where: { $0.label.name == name }) { return nil }
        return Self.trailingRank
    }

    /// A label's name as Prometheus takes it.
    static func sanitized(_ name: String) -> String {
        let bytes = name.utf8.map { isNameByte($0) ? $0 : UInt8(ascii: "_") }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Whether a byte may stand in a Prometheus name.
    static func isNameByte(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "_")
    }

    /// A name without all parts that are labels, and those labels with their ranks: what expressions find, too.
    ///
    /// The parameters are those of `name(whole:extracted:labels:)`, for a metric's own name.
    func extraction(
        whole: String, extracted: String, labels: [MetricLabel]
    ) -> (name: [UInt8], labels: [(rank: Int, label: MetricLabel)]) {
        var found = labels.compactMap { label in rank(of: label.name).map { (rank: $0, label: label) } }
        var search = PartSearch(whole: Array(whole.utf8), extracted: Array(extracted.utf8), labels: labels)
        guard search.find() else { return (Array(extracted.utf8), found) }
        var isRemoved = search.whole.map { _ in false }
        for part in search.parts where rank(of: labels[part.label].name) != nil {
            for place in part.range { isRemoved[place] = true }
        }
        for (tag, rank) in expressions where !found.contains(where: { Self.sanitized($0.label.name) == tag.name }) {
            guard let match = tag.find(search.whole.span) else { continue }
            let value = String(decoding: search.whole[match.value], as: UTF8.self)
            found.append((rank, MetricLabel(tag.name, value)))
            for place in match.removed { isRemoved[place] = true }
        }
        return (zip(search.whole, isRemoved).filter { !$0.1 }.map(\.0), found)
    }

    /// What a metric is called by those who take tags, as dogstatsd does: its name without all parts that are tags, and
    /// those, with the names that they have in the configuration, in Envoy's order.
    func tagged(
        whole: String, extracted: String, labels: [MetricLabel], isShared: Bool = true
    ) -> (name: [UInt8], tags: [MetricLabel]) {
        if isDefault || !isShared { return (Array(extracted.utf8), labels.map(given)) }
        let extraction = extraction(whole: whole, extracted: extracted, labels: labels)
        var found = extraction.labels
        for (label, rank) in fixed where !found.contains(where: { $0.label.name == label.name }) {
            found.append((rank, label))
        }
        // Few, and those of one rank keep their order.
        for place in found.indices {
            var place = place
            while place > 0, found[place - 1].rank > found[place].rank {
                found.swapAt(place - 1, place)
                place -= 1
            }
        }
        return (extraction.name, found.map { given($0.label) })
    }

    private func given(_ label: MetricLabel) -> MetricLabel {
        if let name = givenNames[label.name] { return MetricLabel(name, label.value) }
        // Envoy's own names have one dot.
        guard label.name.hasPrefix("envoy_") else { return label }
        return MetricLabel("envoy." + label.name.dropFirst("envoy_".count), label.value)
    }

    /// A name that keeps the parts whose labels are not in use.
    ///
    /// - Parameters:
    ///   - whole: with all parts, e.g. `listener.a.http.b.`.
    ///   - extracted: without any, e.g. `listener.http.`.
    ///   - labels: the parts, the last one first where two are alike.
    func name(whole: String, extracted: String, labels: [MetricLabel]) -> [UInt8] {
        if labels.allSatisfy({ rank(of: $0.name) != nil }) { return Array(extracted.utf8) }
        var search = PartSearch(whole: Array(whole.utf8), extracted: Array(extracted.utf8), labels: labels)
        guard search.find() else { return Array(extracted.utf8) }
        var name: [UInt8] = []
        var position = 0
        for part in search.parts where rank(of: labels[part.label].name) != nil {
            name += search.whole[position..<part.range.lowerBound]
            position = part.range.upperBound
        }
        return name + search.whole[position...]
    }
}

/// Finds the labels' values in a name, given the name without them. What goes with a value is a dot or an underscore
/// beside it.
private struct PartSearch {
    struct Part {
        let label: Int
        let range: Range<Int>
    }
    let whole: [UInt8]
    let extracted: [UInt8]
    private let values: [[UInt8]]
    /// The parts in the order in which they stand in the name.
    private(set) var parts: [Part] = []
    // Names come from configurations, and those may be long and alike.
    private var steps = 10_000

    init(whole: [UInt8], extracted: [UInt8], labels: [MetricLabel]) {
        self.whole = whole
        self.extracted = extracted
        values = labels.map { Array($0.value.utf8) }
    }

    mutating func find() -> Bool { find(0, 0) }

    /// Whether the rest of the name fits; same bytes are followed first, so that a value is found as late as possible.
    private mutating func find(_ start: Int, _ extractedStart: Int) -> Bool {
        var (position, other) = (start, extractedStart)
        while position < whole.count, other < extracted.count, whole[position] == extracted[other] {
            position += 1
            other += 1
        }
        while true {
            if position == whole.count && other == extracted.count && parts.count == values.count { return true }
            for label in values.indices.reversed() where !parts.contains(where: { $0.label == label }) {
                for range in ranges(of: values[label], at: position) {
                    steps -= 1
                    if steps < 0 { return false }
                    parts.append(Part(label: label, range: range))
                    if find(range.upperBound, other) { return true }
                    parts.removeLast()
                }
            }
            if position == start { return false }
            position -= 1
            other -= 1
        }
    }

    /// What may be left out at `position`: the value, with a separator behind or before it or with none.
    private func ranges(of value: [UInt8], at position: Int) -> [Range<Int>] {
        func stands(at start: Int) -> Bool {
            start + value.count <= whole.count && whole[start..<(start + value.count)].elementsEqual(value)
        }
        func isSeparator(_ place: Int) -> Bool {
            place < whole.count && (whole[place] == UInt8(ascii: ".") || whole[place] == UInt8(ascii: "_"))
        }
        var ranges: [Range<Int>] = []
        if stands(at: position) {
            let end = position + value.count
            if isSeparator(end) { ranges.append(position..<(end + 1)) }
            ranges.append(position..<end)
        }
        if isSeparator(position) && stands(at: position + 1) { ranges.append(position..<(position + 1 + value.count)) }
        return ranges
    }
}

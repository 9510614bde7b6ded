/// What a Prometheus page shows, in its order: by kind, and by name without labels.
struct PrometheusRows {
    /// The scopes that share a family and a prefix without labels, by prefix.
    final class Group {
        let family: MetricFamily
        /// The prefix without the parts that are labels.
        let prefix: [UInt8]
        var members: [(reading: MetricReading, labels: PrometheusLabels)] = []

        init(_ family: MetricFamily, prefix: [UInt8]) {
            self.family = family
            self.prefix = prefix
        }

        /// The labels taken out of a member's own name, apart from the status in a table's.
        func labels(of member: PrometheusFamily.Member) -> [MetricLabel] {
            guard case .metric(let index) = member else { return [] }
            return family.declarations[index].labels
        }
    }
    /// One name and kind within one group, or one source.
    struct Row {
        enum Content {
            case group(Group, PrometheusFamily)
            /// One metric of one scope, whose labels were looked for in its whole name.
            case single(MetricReading, PrometheusFamily.Member, wholeName: String, PrometheusLabels)
            case source(MetricSource, PrometheusLabels)
        }
        let kind: PrometheusFamily.Kind
        let name: [UInt8]
        let content: Content
        /// Whether the name stands by itself; see `MetricFamily.isForeign`.
        var isForeign = false

        /// Whether the row stands behind all others.
        var isBehindOthers: Bool {
            if case .source(let source, _) = content { source.isBehindOthers } else { false }
        }

        /// Where the row begins when names with all their parts are compared; enough to order rows of one name.
        var firstWholeName: String.UTF8View {
            switch content {
            case .group(let group, _): (group.members.first?.reading.scope.prefix ?? "").utf8
            case .single(_, _, let wholeName, _): wholeName.utf8
            case .source(let source, _): source.name.utf8
            }
        }
    }
    private struct Key: Hashable {
        let family: ObjectIdentifier
        let prefix: [UInt8]
    }

    private(set) var sorted: [Row] = []

    init(_ registry: MetricRegistry, _ query: MetricQuery) {
        let (all, sources) = registry.contents()
        let tags = registry.tags
        let scopes = all.filter { !$0.family.isForeign }
        if scopes.count < all.count { addGroups(all.filter(\.family.isForeign), .builtIn) }
        if tags.expressions.isEmpty { addGroups(scopes, tags) } else { for scope in scopes { addSingles(scope, tags) } }
        for source in sources {
            let kind: PrometheusFamily.Kind
            switch source.kind {
            case .counter: kind = .counter
            case .gauge: kind = .gauge
            case .textReadout:
                guard query.textReadouts else { continue }
                kind = .textReadout
            }
            if tags.expressions.isEmpty || !source.hasSharedLabels {
                let name = tags.name(whole: source.name, extracted: source.extractedName, labels: source.labels)
                sorted.append(
                    Row(kind: kind, name: name, content: .source(source, PrometheusLabels(source.labels, tags))))
            } else {
                let found = tags.extraction(
                    whole: source.name, extracted: source.extractedName, labels: source.labels)
                sorted.append(
                    Row(kind: kind, name: found.name, content: .source(source, PrometheusLabels(found.labels))))
            }
        }
        // Dotted names are compared, as Envoy does: "listener.x" comes before "listener_manager".
        sorted.sort {
            if $0.isBehindOthers != $1.isBehindOthers { return $1.isBehindOthers }
            if $0.kind != $1.kind { return $0.kind.rawValue < $1.kind.rawValue }
            if $0.name != $1.name { return $0.name.lexicographicallyPrecedes($1.name) }
            return $0.firstWholeName.lexicographicallyPrecedes($1.firstWholeName)
        }
    }

    /// A row for each name without labels, over all scopes of a family.
    private mutating func addGroups(_ scopes: [MetricScope], _ tags: MetricTags) {
        var places: [Key: Int] = [:]
        var groups: [Group] = []
        let byPrefix = scopes.map { (bytes: Array($0.prefix.utf8), scope: $0) }
            .sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
        for (_, scope) in byPrefix {
            let prefix = tags.name(whole: scope.prefix, extracted: scope.extractedPrefix, labels: scope.labels)
            let place = places[Key(family: ObjectIdentifier(scope.family), prefix: prefix)] ?? groups.count
            if place == groups.count {
                places[Key(family: ObjectIdentifier(scope.family), prefix: prefix)] = place
                groups.append(Group(scope.family, prefix: prefix))
            }
            groups[place].members.append((scope.reading(), PrometheusLabels(scope.labels, tags)))
        }
        var families: [ObjectIdentifier: [PrometheusFamily]] = [:]
        for group in groups {
            let family = ObjectIdentifier(group.family)
            let known = families[family] ?? group.family.prometheusFamilies(tags)
            families[family] = known
            for family in known {
                sorted.append(
                    Row(
                        kind: family.key.kind, name: group.prefix + family.key.name, content: .group(group, family),
                        isForeign: group.family.isForeign))
            }
            addStatuses(of: group, tags)
        }
    }

    /// A row for each metric of a scope: expressions look at whole names, so that no two need to be alike.
    private mutating func addSingles(_ scope: MetricScope, _ tags: MetricTags) {
        let reading = scope.reading()
        func add(
            _ kind: PrometheusFamily.Kind, _ name: String, _ extracted: String, _ labels: [MetricLabel],
            _ member: PrometheusFamily.Member
        ) {
            let wholeName = scope.prefix + name
            let found = tags.extraction(
                whole: wholeName, extracted: scope.extractedPrefix + extracted, labels: labels + scope.labels)
            sorted.append(
                Row(
                    kind: kind, name: found.name,
                    content: .single(reading, member, wholeName: wholeName, PrometheusLabels(found.labels))))
        }
        for (index, declaration) in scope.family.declarations.enumerated() {
            let kind: PrometheusFamily.Kind =
                switch declaration.kind {
                case .counter: .counter
                case .gauge: .gauge
                case .histogram: .histogram
                }
            add(kind, declaration.name, declaration.extractedName, declaration.labels, .metric(index))
        }
        guard reading.isTouched else { return }
        for (table, declaration) in scope.family.statusTables.enumerated() {
            for (status, _) in reading.statuses(table) {
                add(
                    .counter, declaration.prefix + status.description, declaration.extractedName,
                    [MetricLabel(declaration.labelName, status.description)], .status(table, status))
            }
        }
    }

    /// Tables whose statuses stay in the names have a name for each status.
    private mutating func addStatuses(of group: Group, _ tags: MetricTags) {
        for (table, declaration) in group.family.statusTables.enumerated()
        where tags.rank(of: declaration.labelName) == nil {
            var statuses: Set<Int> = []
            for (reading, _) in group.members where reading.isTouched {
                for (status, _) in reading.statuses(table) { statuses.insert(status) }
            }
            for status in statuses {
                let name = Array((declaration.prefix + status.description).utf8)
                let family = PrometheusFamily(
                    key: PrometheusFamily.Key(name: name, kind: .counter), members: [.status(table, status)])
                sorted.append(Row(kind: .counter, name: group.prefix + name, content: .group(group, family)))
            }
        }
    }
}

/// Labels on their way into a sample: those of a scope, or those of a metric's own name.
struct PrometheusLabels {
    private typealias Item = (rank: Int, name: String, bytes: [UInt8])
    private var items: [Item] = []
    /// The items as they follow each other.
    private var bytes: [UInt8] = []

    /// No labels.
    static let none = PrometheusLabels([], .builtIn)

    /// The labels among `labels` that are in use.
    init(_ labels: [MetricLabel], _ tags: MetricTags) {
        for label in labels {
            guard let rank = tags.rank(of: label.name) else { continue }
            items.append((rank, label.name, Self.rendered(label)))
        }
        bytes = Self.list(items)
    }

    /// Labels that are in use, with their ranks.
    init(_ labels: [(rank: Int, label: MetricLabel)]) {
        items = labels.map { ($0.rank, $0.label.name, Self.rendered($0.label)) }
        bytes = Self.list(items)
    }

    /// These, and those of the scope, in Envoy's order and with the labels that all metrics have.
    func joined(with scopes: PrometheusLabels, _ tags: MetricTags) -> [UInt8] {
        if tags.isDefault {
            if bytes.isEmpty { return scopes.bytes }
            return scopes.bytes.isEmpty ? bytes : bytes + [UInt8(ascii: ",")] + scopes.bytes
        }
        var all = items + scopes.items
        for (label, rank) in tags.fixed where !all.contains(where: { $0.name == label.name }) {
            all.append((rank, label.name, Self.rendered(label)))
        }
        // Few items, and those of one rank keep their order.
        for place in all.indices {
            var place = place
            while place > 0, all[place - 1].rank > all[place].rank {
                all.swapAt(place - 1, place)
                place -= 1
            }
        }
        return Self.list(all)
    }

    private static func list(_ items: [Item]) -> [UInt8] {
        var bytes: [UInt8] = []
        for item in items {
            if !bytes.isEmpty { bytes.append(UInt8(ascii: ",")) }
            bytes += item.bytes
        }
        return bytes
    }

    /// A label as it stands between braces.
    static func rendered(_ label: MetricLabel) -> [UInt8] {
        var bytes: [UInt8] = []
        for byte in label.name.utf8 { bytes.append(MetricTags.isNameByte(byte) ? byte : UInt8(ascii: "_")) }
        bytes += "=\"".utf8
        for byte in label.value.utf8 {
            switch byte {
            case UInt8(ascii: "\\"): bytes += "\\\\".utf8
            case UInt8(ascii: "\""): bytes += "\\\"".utf8
            case UInt8(ascii: "\n"): bytes += "\\n".utf8
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
        return bytes
    }
}

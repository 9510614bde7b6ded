/// An enumeration whose cases are the metrics of one kind of scope; raw values count from 0 without gaps.
///
/// ```swift
/// enum QueueMetric: Int, MetricIndex {
///     case depth, rejected
///     var declaration: MetricDeclaration {
///         switch self {
///         case .depth: .gauge("depth")
///         case .rejected: .counter("rejected")
///         }
///     }
///     static let family = makeFamily(extractedPrefix: "queue.")
/// }
/// block.increment(QueueMetric.rejected)
/// ```
public protocol MetricIndex: RawRepresentable, CaseIterable, Sendable where RawValue == Int {
    /// The metric's name, kind and labels. Read once, when the family is made.
    var declaration: MetricDeclaration { get }
}

extension MetricIndex {
    /// Makes the family of all cases. Call it once and keep the result, usually as a `static let`.
    public static func makeFamily(
        extractedPrefix: String, statusTables: [StatusTableDeclaration] = []
    ) -> MetricFamily {
        var declarations: [MetricDeclaration] = []
        for metric in allCases {
            precondition(metric.rawValue == declarations.count, "raw values count from 0 without gaps")
            declarations.append(metric.declaration)
        }
        return MetricFamily(extractedPrefix: extractedPrefix, declarations, statusTables: statusTables)
    }
}

/// The index of the metric of a family that has one only, whose declaration stands in the family.
public enum SoleMetric: Int, MetricIndex {
    /// It.
    case value

    /// Nothing to declare here.
    public var declaration: MetricDeclaration { .counter("") }
}

/// Counters per exact HTTP status, such as `upstream_rq_200`: each exists once it was counted.
public struct StatusTableDeclaration: Sendable {
    /// The name up to the status, e.g. `external.upstream_rq_`.
    public let prefix: String
    /// The name without the status, e.g. `external.upstream_rq`.
    public let extractedName: String
    /// The label that carries the status.
    public let labelName: String

    /// Declares a table; `prefix` ends in `_`.
    public init(_ prefix: String, labelName: String = "envoy_response_code") {
        self.prefix = prefix
        self.extractedName = prefix.hasSuffix("_") ? String(prefix.dropLast()) : prefix
        self.labelName = labelName
    }
}

/// The metrics that every scope of one kind has, in the order of their indices. Shared by all those scopes.
public final class MetricFamily: Sendable {
    /// The scopes' prefix with its labels taken out, e.g. `cluster.` for `cluster.origin.`.
    public let extractedPrefix: String
    /// The metrics, by index.
    public let declarations: [MetricDeclaration]
    /// The tables of counters per status, by table number.
    public let statusTables: [StatusTableDeclaration]
    /// Whether the names are another project's, as Envoy's custom namespaces have them: Prometheus gets them without
    /// `envoy_`, with the scopes' labels as they are, whatever tags are configured.
    public let isForeign: Bool

    /// Names as bytes, by index.
    let names: [[UInt8]]
    /// Indices of counters and gauges, by name.
    let numbersByName: [Int]
    /// Indices of histograms, by name.
    let histogramsByName: [Int]
    /// The Prometheus families with all built-in tags in use.
    private let prometheusFamilies: [PrometheusFamily]

    /// The table slot of each histogram, by index; -1 for counters and gauges.
    let histogramSlots: [Int]
    /// The indices of those that may be deferred; see `MetricExistence.withTraffic`.
    let ofTraffic: [Int]
    /// Tables of a block: one a histogram, then one a status table.
    let tableCount: Int

    /// The table slot of a status table.
    func statusSlot(_ table: Int) -> Int { tableCount &- statusTables.count &+ table }

    /// Makes a family; `MetricIndex.makeFamily` is the usual way.
    public init(
        extractedPrefix: String, _ declarations: [MetricDeclaration], statusTables: [StatusTableDeclaration] = [],
        isForeign: Bool = false
    ) {
        self.isForeign = isForeign
        self.extractedPrefix = extractedPrefix
        self.declarations = declarations
        self.statusTables = statusTables
        let names = declarations.map { Array($0.name.utf8) }
        self.names = names
        let sorted = declarations.indices.sorted { names[$0].lexicographicallyPrecedes(names[$1]) }
        numbersByName = sorted.filter { !declarations[$0].kind.isHistogram }
        histogramsByName = sorted.filter { declarations[$0].kind.isHistogram }
        ofTraffic = declarations.indices.filter { declarations[$0].existence == .withTraffic }
        var tables = 0
        histogramSlots = declarations.map { declaration in
            guard declaration.kind.isHistogram else { return -1 }
            tables += 1
            return tables - 1
        }
        tableCount = tables + statusTables.count
        prometheusFamilies = Self.prometheusFamilies(declarations, statusTables, sorted, .builtIn)
    }

    /// The Prometheus families, each with its members by name. Tables whose statuses stay in the names have none.
    func prometheusFamilies(_ tags: MetricTags) -> [PrometheusFamily] {
        if tags.isDefault { return prometheusFamilies }
        let sorted = declarations.indices.sorted { names[$0].lexicographicallyPrecedes(names[$1]) }
        return Self.prometheusFamilies(declarations, statusTables, sorted, tags)
    }

    private static func prometheusFamilies(
        _ declarations: [MetricDeclaration], _ statusTables: [StatusTableDeclaration], _ sorted: [Int],
        _ tags: MetricTags
    ) -> [PrometheusFamily] {
        var families: [PrometheusFamily] = []
        var places: [PrometheusFamily.Key: Int] = [:]
        func add(_ member: PrometheusFamily.Member, _ name: [UInt8], _ kind: PrometheusFamily.Kind) {
            let key = PrometheusFamily.Key(name: name, kind: kind)
            if let place = places[key] {
                families[place].members.append(member)
            } else {
                places[key] = families.count
                families.append(PrometheusFamily(key: key, members: [member]))
            }
        }
        for index in sorted {
            let declaration = declarations[index]
            let kind: PrometheusFamily.Kind =
                switch declaration.kind {
                case .counter: .counter
                case .gauge: .gauge
                case .histogram: .histogram
                }
            let name = tags.name(
                whole: declaration.name, extracted: declaration.extractedName, labels: declaration.labels)
            add(.metric(index), name, kind)
        }
        for (table, declaration) in statusTables.enumerated() where tags.rank(of: declaration.labelName) != nil {
            add(.statusTable(table), Array(declaration.extractedName.utf8), .counter)
        }
        return families
    }
}

/// The metrics of a family that share a name once their labels are taken out.
struct PrometheusFamily: Sendable {
    /// In the order in which Envoy renders them.
    enum Kind: Int, Sendable { case counter, gauge, textReadout, histogram }
    struct Key: Hashable, Sendable {
        let name: [UInt8]
        let kind: Kind
    }
    enum Member: Sendable {
        case metric(Int)
        case statusTable(Int)
        /// One status of a table, where statuses stay in the names.
        case status(_ table: Int, _ status: Int)
    }
    let key: Key
    var members: [Member]
}

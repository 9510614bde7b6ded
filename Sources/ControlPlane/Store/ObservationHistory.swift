internal import Buffers

/// What became other in a cluster since the process began, for the operator. Nobody goes back to it: the cluster keeps
/// itself, and a rollback is one there.
///
/// Endpoints and pods come and go all the time: that is counted alone.
struct ObservationHistory: Sendable {
    /// What was observed at one time.
    struct Entry: Sendable, Equatable {
        /// Seconds since 1970.
        let time: Int64
        /// Stands for all that was observed then.
        let version: String
        /// Objects that people made and that are new, other or gone, such as `+ HTTPRoute/shop/cart`; the first ones.
        let changes: [String]
        /// How many there are.
        let count: Int
        /// How often endpoints or pods alone became other after that.
        var moves = 0
    }

    /// Oldest first.
    private(set) var entries: [Entry] = []

    private static let mostEntries = 50
    private static let mostChanges = 20

    /// Notes what is observed in the place of what was before.
    mutating func note(_ new: [MeshDocument], after old: [MeshDocument], at time: Int64) {
        var before: [String: MeshDocument] = [:]
        for document in old { before[document.name] = document }
        var changes: [String] = []
        var hasMoved = false
        func add(_ sign: String, _ document: MeshDocument) {
            let name = document.name.dropFirst(MeshDocument.observedPrefix.count)
            if name.hasPrefix("Service/") || name.hasPrefix("Workload/") && name.contains(text: "/pods-") {
                hasMoved = true
            } else {
                changes.append("\(sign) \(name.hasSuffix(".json") ? name.dropLast(5) : name)")
            }
        }
        for document in new {
            let known = before.removeValue(forKey: document.name)
            if known == nil { add("+", document) } else if known != document { add("~", document) }
        }
        for document in before.values.sorted(by: { $0.name < $1.name }) { add("-", document) }
        if changes.isEmpty, !entries.isEmpty {
            if hasMoved { entries[entries.count - 1].moves += 1 }
            return
        }
        entries.append(
            Entry(
                time: time, version: PublishedSet.digest(new), changes: Array(changes.prefix(Self.mostChanges)),
                count: changes.count))
        if entries.count > Self.mostEntries { entries.removeFirst() }
    }
}

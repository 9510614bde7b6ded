/// The entries of a document while they are made.
struct YAMLTree {
    private(set) var entries: [JSONEntry] = []
    /// Texts that are not what stands in the file, by where they begin there.
    private(set) var texts: [UInt32: String] = [:]
    /// What anchors name: the newest entry of each name.
    var anchors: [String: Int] = [:]
    /// Behind the last byte that was read as content.
    var end = 0
    /// By entry: whether it is the key of a member that comes to nothing.
    private var isDropped: [Bool] = []
    private var dropsAny = false
    private var repeated = 0

    /// How many values aliases may repeat in one text; more is what only a hostile text has.
    static let mostRepeatedValues = 1 << 20

    // MARK: - Appending

    mutating func append(_ kind: JSONEntry.Kind, from start: Int, to end: Int) {
        entries.append(
            JSONEntry(
                start: UInt32(clamping: start), end: UInt32(clamping: end), next: UInt32(clamping: entries.count + 1),
                kind: kind))
        isDropped.append(false)
        self.end = max(self.end, end)
    }

    /// Appends a text that is not what stands in the file.
    mutating func append(_ text: String, at start: Int, to end: Int? = nil) {
        texts[UInt32(clamping: start)] = text
        append(.madeText, from: start, to: end ?? start)
    }

    /// Appends a whole number that JSON writes as `decimal`.
    mutating func append(number decimal: String, from start: Int, to end: Int) {
        texts[UInt32(clamping: start)] = decimal
        append(.madeNumber, from: start, to: end)
    }

    /// Ends a list or object behind what was read last.
    mutating func close(_ entry: Int) {
        entries[entry].end = UInt32(clamping: end)
        entries[entry].next = UInt32(clamping: entries.count)
    }

    /// The text of a key, or of any scalar.
    func text(of index: Int, in bytes: [UInt8]) -> String {
        guard index < entries.count else { return "" }
        let (start, end) = (Int(entries[index].start), Int(entries[index].end))
        switch entries[index].kind {
        case .madeText, .madeNumber: return texts[entries[index].start] ?? ""
        case .string: return String(decoding: bytes[(start + 1)..<(end - 1)], as: UTF8.self)
        default: return String(decoding: bytes[start..<end], as: UTF8.self)
        }
    }

    // MARK: - Aliases

    /// Appends what an alias repeats.
    mutating func repeatNode(_ alias: YAMLToken, in bytes: [UInt8], depthLeft: Int) throws(YAMLProblem) {
        let name = String(decoding: bytes[(alias.start + 1)..<alias.end], as: UTF8.self)
        guard let first = anchors[name], first < entries.count else {
            let nearest = NearestName.of(name, in: anchors.keys.sorted()).map { "; did you mean *\($0)?" } ?? ""
            throw YAMLProblem(
                offset: alias.start, message: "expected the name of an anchor, found *\(name)\(nearest)")
        }
        let next = Int(entries[first].next)
        // A list or object gets its end when it is closed.
        let isOpen = (entries[first].kind == .object || entries[first].kind == .array) && entries[first].end == 0
        guard !isOpen else {
            throw YAMLProblem(
                offset: alias.start, message: "expected an anchor that has ended, found *\(name) inside it")
        }
        repeated += next - first
        guard repeated <= Self.mostRepeatedValues else {
            throw YAMLProblem(
                offset: alias.start, message: "expected aliases to repeat at most \(Self.mostRepeatedValues) values")
        }
        guard depth(of: first..<next) <= depthLeft else {
            throw YAMLProblem(
                offset: alias.start, message: "expected fewer objects and lists inside one another than *\(name) makes")
        }
        let distance = UInt32(clamping: entries.count - first)
        for index in first..<next {
            var entry = entries[index]
            entry.next += distance
            entries.append(entry)
            // A key that comes to nothing as a key may be repeated as a value.
            isDropped.append(index > first && isDropped[index])
        }
        end = max(end, alias.end)
    }

    /// How many objects and lists stand inside one another among some entries.
    private func depth(of range: Range<Int>) -> Int {
        var ends: [UInt32] = []
        var deepest = 0
        for index in range {
            while let last = ends.last, last <= UInt32(clamping: index) { ends.removeLast() }
            if entries[index].kind == .object || entries[index].kind == .array {
                ends.append(entries[index].next)
                deepest = max(deepest, ends.count)
            }
        }
        return deepest
    }

    /// Makes a text of a scalar that an alias repeated as a key.
    mutating func makeText(_ index: Int, for alias: YAMLToken, in bytes: [UInt8]) throws(YAMLProblem) {
        switch entries[index].kind {
        case .string, .escapedString, .bareText, .madeText: return
        case .null:
            texts[UInt32(clamping: alias.start)] = "null"
        case .true, .false, .number, .madeNumber:
            texts[UInt32(clamping: alias.start)] = text(of: index, in: bytes)
        case .object, .array:
            throw YAMLProblem(offset: alias.start, message: "expected a text as key, found an object or list")
        }
        entries[index].kind = .madeText
        entries[index].start = UInt32(clamping: alias.start)
        entries[index].end = UInt32(clamping: alias.end)
    }

    // MARK: - Members that come to nothing

    /// Takes the member of a key away when the tree is made. Until then aliases may repeat what is in it.
    mutating func drop(_ key: Int) {
        isDropped[key] = true
        dropsAny = true
    }

    /// Makes the entries anew without what was dropped.
    mutating func removeDropped() {
        if !dropsAny { return }
        /// How many entries are left before each.
        var places = [UInt32](repeating: 0, count: entries.count + 1)
        var left: [JSONEntry] = []
        var index = 0
        while index < entries.count {
            // A member goes with all that its value holds.
            let isMember = isDropped[index]
            let next = isMember ? Int(entries[Int(entries[index].next)].next) : index + 1
            if !isMember { left.append(entries[index]) }
            for place in (index + 1)...next { places[place] = UInt32(clamping: left.count) }
            index = next
        }
        for index in left.indices { left[index].next = places[Int(left[index].next)] }
        entries = left
    }
}

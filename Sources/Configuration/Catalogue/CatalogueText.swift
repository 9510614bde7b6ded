/// Finds lines in the catalogue's text, of which it holds only the index.
///
/// The text is cut into shards. In them stand the packages, each a run of lines in the order of names, a type a line,
/// named relative to the package:
///
///     Cluster name:s (lb_config ring_hash:mCluster.RingHash maglev:mCluster.Maglev ) hosts:*m1Address
///     =Cluster.LbPolicy ROUND_ROBIN LEAST_REQUEST RANDOM=3
///
/// A message lists its fields: the name, `:`, then `*` for a list or `%` for a map, then the letter of the kind, after
/// `m` (message) and `e` (enumeration) with the type's name: relative to this package, or to the abbreviated package of
/// the digit before it, or in full (packages have no capitals, types begin with one). `(name` opens a group of
/// alternatives and `)` ends it. An enumeration is marked by `=`; a value without a number is one more than the value
/// before it, the first is 0.
///
/// The index begins with a line of the abbreviated packages; the others are a package's name, shard, offset and length,
/// in the order of names.
struct CatalogueText: Sendable {
    /// Where the index has a package's name, and where its lines stand.
    private struct Package {
        let name: Range<Int>
        let shard: Int
        let lines: Range<Int>
    }

    /// What an enumeration's line begins with.
    static let enumerationMark = UInt8(ascii: "=")

    /// All of it; its index is read once in a process.
    static let whole = CatalogueText()

    private static let newline = UInt8(ascii: "\n")
    private static let space = UInt8(ascii: " ")

    /// The packages that a digit stands for.
    let abbreviations: [String]
    // Invariant: in the order of names.
    private let packages: [Package]

    private init() {
        let index = CatalogueText.index
        let text = index.utf8.span
        var place = CatalogueText.end(of: CatalogueText.newline, in: text, from: 0)
        abbreviations = index.utf8.prefix(place).split(separator: CatalogueText.space)
            .map { String(Substring($0)) }
        var packages: [Package] = []
        packages.reserveCapacity(text.count / 40)
        while place + 1 < text.count {
            let nameStart = place + 1
            place = CatalogueText.end(of: CatalogueText.space, in: text, from: nameStart)
            let nameEnd = place
            let shard = CatalogueText.number(in: text, after: &place)
            let start = CatalogueText.number(in: text, after: &place)
            let length = CatalogueText.number(in: text, after: &place)
            packages.append(Package(name: nameStart..<nameEnd, shard: shard, lines: start..<start + length))
        }
        self.packages = packages
    }

    /// The number behind a space; `place` is where it ends then.
    private static func number(in text: Span<UInt8>, after place: inout Int) -> Int {
        var number = 0
        place += 1
        while place < text.count, UInt8(ascii: "0")...UInt8(ascii: "9") ~= text[place] {
            number = number * 10 + Int(text[place] - UInt8(ascii: "0"))
            place += 1
        }
        return number
    }

    /// The first place of a byte at or behind another place; the end of the text when there is none.
    private static func end(of byte: UInt8, in text: Span<UInt8>, from start: Int) -> Int {
        var place = start
        while place < text.count, text[place] != byte { place += 1 }
        return place
    }

    // MARK: - Types

    /// Whether there is such a type.
    func knows(_ fullName: String, isEnumeration: Bool) -> Bool {
        find(fullName, isEnumeration: isEnumeration) { _, _, _ in true } ?? false
    }

    /// The package of a type and the rest of its line after its name.
    func line(of fullName: String, isEnumeration: Bool) -> (package: String, words: [UInt8])? {
        find(fullName, isEnumeration: isEnumeration) { package, lines, range in
            var words: [UInt8] = []
            words.reserveCapacity(range.count)
            for place in range { words.append(lines[place]) }
            return (package, words)
        }
    }

    /// Finds the line of a type, and what `use` makes of it.
    private func find<Found>(
        _ fullName: String, isEnumeration: Bool, _ use: (String, Span<UInt8>, Range<Int>) -> Found
    ) -> Found? {
        guard let (package, name) = CatalogueText.parts(fullName) else { return nil }
        let wanted = Array(name.utf8)
        func find(in lines: Span<UInt8>) -> Found? {
            guard let line = CatalogueText.line(of: wanted.span, in: lines), line.isEnumeration == isEnumeration
            else { return nil }
            return use(package, lines, line.words)
        }
        if let own = CatalogueText.istio.first(where: { $0.package == package }) {
            return find(in: own.lines.utf8.span)
        }
        guard let found = self.package(package.utf8.span) else { return nil }
        let shard = CatalogueText.shard(found.shard)
        return find(in: shard.utf8.span.extracting(found.lines))
    }

    private func package(_ name: Span<UInt8>) -> Package? {
        let text = CatalogueText.index
        let index = text.utf8.span
        var candidates = packages.indices
        while !candidates.isEmpty {
            let middle = candidates.lowerBound + candidates.count / 2
            let order = CatalogueText.order(name, index.extracting(packages[middle].name))
            if order == 0 { return packages[middle] }
            candidates = order < 0 ? candidates.lowerBound..<middle : middle + 1..<candidates.upperBound
        }
        return nil
    }

    /// Where the words of a type's line stand: from its name's end to the line's. Lines are in the order of names.
    private static func line(of name: Span<UInt8>, in lines: Span<UInt8>) -> (words: Range<Int>, isEnumeration: Bool)? {
        // Begins with a line and ends with one.
        var candidates = 0..<lines.count
        while !candidates.isEmpty {
            var start = candidates.lowerBound + candidates.count / 2
            while start > candidates.lowerBound, lines[start - 1] != newline { start -= 1 }
            let isEnumeration = lines[start] == enumerationMark
            var nameEnd = start
            while nameEnd < lines.count, lines[nameEnd] != space, lines[nameEnd] != newline { nameEnd += 1 }
            let lineEnd = end(of: newline, in: lines, from: nameEnd)
            let order = order(name, lines.extracting((isEnumeration ? start + 1 : start)..<nameEnd))
            if order == 0 { return (nameEnd..<lineEnd, isEnumeration) }
            candidates =
                order < 0
                ? candidates.lowerBound..<start
                : min(lineEnd + 1, candidates.upperBound)..<candidates.upperBound
        }
        return nil
    }

    /// Less than 0 where `left` stands before `right`, 0 where they are equal.
    private static func order(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Int {
        for place in 0..<min(left.count, right.count) where left[place] != right[place] {
            return left[place] < right[place] ? -1 : 1
        }
        return left.count - right.count
    }

    /// A full name cut before the first part that begins with a capital; nil when no part does, or the first.
    private static func parts(_ fullName: String) -> (package: String, name: Substring)? {
        let bytes = fullName.utf8
        var previous = UInt8(ascii: "a")
        for index in bytes.indices {
            if previous == UInt8(ascii: "."), UInt8(ascii: "A")...UInt8(ascii: "Z") ~= bytes[index] {
                return (String(fullName[..<bytes.index(before: index)]), fullName[index...])
            }
            previous = bytes[index]
        }
        return nil
    }

    // MARK: - All names

    /// The full names of all messages.
    var messageNames: [String] {
        var all = packages.map { package in
            (
                name: CatalogueText.part(package.name, of: CatalogueText.index),
                lines: CatalogueText.part(package.lines, of: CatalogueText.shard(package.shard))
            )
        }
        all += CatalogueText.istio.map { (name: $0.package[...], lines: $0.lines[...]) }
        return all.sorted { $0.name < $1.name }.flatMap { name, lines in
            lines.utf8.split(separator: CatalogueText.newline)
                .filter { $0.first != CatalogueText.enumerationMark }
                .map { "\(name).\(Substring($0.prefix { $0 != CatalogueText.space }))" }
        }
    }

    private static func part(_ range: Range<Int>, of text: String) -> Substring {
        Substring(text.utf8.dropFirst(range.lowerBound).prefix(range.count))
    }
}

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
/// The index begins with a line of the abbreviated packages; the others are a package's name, shard, offset and length.
struct CatalogueText: Sendable {
    /// Where a package's lines stand.
    struct Package {
        let shard: Int
        let start: Int
        let end: Int
    }

    /// What an enumeration's line begins with.
    static let enumerationMark = UInt8(ascii: "=")

    /// The packages that a digit stands for.
    let abbreviations: [String]
    private let packages: [String: Package]

    init() {
        let newline = UInt8(ascii: "\n")
        let space = UInt8(ascii: " ")
        var lines = CatalogueText.index.utf8.split(separator: newline)[...]
        abbreviations = lines.popFirst()?.split(separator: space).map { String(Substring($0)) } ?? []
        var packages: [String: Package] = [:]
        packages.reserveCapacity(lines.count)
        for line in lines {
            let words = line.split(separator: space).map { Substring($0) }
            guard words.count == 4, let shard = Int(words[1]), let start = Int(words[2]), let length = Int(words[3])
            else { continue }
            packages[String(words[0])] = Package(shard: shard, start: start, end: start + length)
        }
        for (place, each) in CatalogueText.istio.enumerated() {
            packages[each.package] = Package(
                shard: CatalogueText.istioShards + place, start: 0, end: each.lines.utf8.count)
        }
        self.packages = packages
    }

    /// The package of a type and the rest of its line after its name.
    ///
    /// - Parameters:
    ///   - fullName: The type, from its package on.
    ///   - mark: What the line begins with before the name.
    func line(of fullName: String, mark: UInt8?) -> (package: String, words: [UInt8])? {
        guard let (packageName, name) = CatalogueText.parts(fullName), let package = packages[packageName]
        else { return nil }
        let shard = CatalogueText.text(ofShard: package.shard)
        let wanted = (mark.map { [$0] } ?? []) + Array(name.utf8)
        guard let words = CatalogueText.find(wanted, in: shard.utf8.span, from: package.start, to: package.end)
        else { return nil }
        let start = shard.utf8.index(shard.utf8.startIndex, offsetBy: words.lowerBound)
        let end = shard.utf8.index(start, offsetBy: words.count)
        return (packageName, Array(shard.utf8[start..<end]))
    }

    /// The full names of all messages.
    var messageNames: [String] {
        var names: [String] = []
        for (packageName, package) in packages.sorted(by: { $0.key < $1.key }) {
            let shard = CatalogueText.text(ofShard: package.shard).utf8
            let start = shard.index(shard.startIndex, offsetBy: package.start)
            let end = shard.index(start, offsetBy: package.end - package.start)
            for line in shard[start..<end].split(separator: UInt8(ascii: "\n"))
            where line.first != CatalogueText.enumerationMark {
                let name = line.prefix { $0 != UInt8(ascii: " ") }
                names.append("\(packageName).\(Substring(name))")
            }
        }
        return names
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

    /// Where the rest of the line that begins with `name` stands: after the name and up to the end of the line.
    private static func find(_ name: [UInt8], in text: Span<UInt8>, from start: Int, to end: Int) -> Range<Int>? {
        let newline = UInt8(ascii: "\n")
        guard start >= 0, end <= text.count else { return nil }
        var place = start
        while place < end {
            var matched = 0
            while matched < name.count, place + matched < end, text[place + matched] == name[matched] { matched += 1 }
            var lineEnd = place + matched
            let nameEnd = lineEnd
            while lineEnd < end, text[lineEnd] != newline { lineEnd += 1 }
            if matched == name.count, nameEnd == lineEnd || text[nameEnd] == UInt8(ascii: " ") {
                return nameEnd..<lineEnd
            }
            place = lineEnd + 1
        }
        return nil
    }
}

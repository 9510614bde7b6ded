/// The words of a field's name, to find the field that a name with too few or too many words means.
struct FieldWords {
    private let words: [Substring.UTF8View.SubSequence]
    private let isCamel: Bool

    /// Cuts a name at underscores, hyphens and capitals.
    init(_ name: String) {
        var words: [Substring.UTF8View.SubSequence] = []
        let bytes = name[...].utf8
        var start = bytes.startIndex
        for index in bytes.indices {
            let byte = bytes[index]
            let isSeparator = byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
            if isSeparator || FieldWords.isCapital(byte) {
                if start < index { words.append(bytes[start..<index]) }
                start = isSeparator ? bytes.index(after: index) : index
            }
        }
        if start < bytes.endIndex { words.append(bytes[start...]) }
        self.words = words
        isCamel = !name.utf8.contains(UInt8(ascii: "_")) && name.utf8.contains(where: FieldWords.isCapital)
    }

    /// The one of `candidates` that has all these words and the fewest more, or else the longest one whose words are
    /// all among these. Nil when there is none, or too many to guess.
    func nearest(in candidates: [String]) -> String? {
        // One short word says too little.
        guard words.count > 1 || (words.first?.count ?? 0) >= 4 else { return nil }
        let others = candidates.map { (name: $0, words: FieldWords($0)) }.filter { $0.words.fits(isCamel: isCamel) }
        let longer = others.filter { self.areAll(in: $0.words) }
        let starting = longer.filter { $0.words.words.first.map { same($0, words[0]) } == true }
        if let found = starting.min(by: { $0.name.utf8.count < $1.name.utf8.count }), starting.count <= 2 {
            return found.name
        }
        if let fewest = longer.map(\.words.words.count).min() {
            let found = longer.filter { $0.words.words.count == fewest }
            return found.count == 1 ? found[0].name : nil
        }
        let shorter = others.filter { $0.words.areAll(in: self) && $0.name.utf8.count >= 4 }
        return shorter.max { $0.name.utf8.count < $1.name.utf8.count }?.name
    }

    /// Names of one word are alike in both spellings.
    private func fits(isCamel: Bool) -> Bool { words.count == 1 || self.isCamel == isCamel }

    /// Whether these words stand in the other name, in this order.
    private func areAll(in other: FieldWords) -> Bool {
        var rest = other.words[...]
        for word in words {
            guard let place = rest.firstIndex(where: { same($0, word) }) else { return false }
            rest = rest[(place + 1)...]
        }
        return true
    }

    private func same(_ left: Substring.UTF8View.SubSequence, _ right: Substring.UTF8View.SubSequence) -> Bool {
        left.count == right.count && zip(left, right).allSatisfy { $0 | 0x20 == $1 | 0x20 }
    }

    private static func isCapital(_ byte: UInt8) -> Bool { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte }
}

// What Swift brings for these purposes comes with an engine of expressions, a megabyte of the program; the settings of
// the package turn that module off for all rooms.
extension StringProtocol {
    /// Whether `text` stands somewhere in this one, byte for byte. The empty text does.
    public func contains(text: String) -> Bool { range(ofText: text) != nil }

    /// Where `text` stands first, byte for byte; nil when it is nowhere.
    public func range(ofText text: String) -> Range<Index>? {
        let bytes = utf8
        var start = bytes.startIndex
        while true {
            if let end = bytes.end(of: text.utf8, at: start) { return start..<end }
            if start == bytes.endIndex { return nil }
            bytes.formIndex(after: &start)
        }
    }

    /// This text with `replacement` in the place of `text` wherever that stands, from the beginning on. What was put in
    /// is not searched again; an empty `text` stands nowhere.
    ///
    /// - Parameter most: how often at most.
    public func replacing(text: String, with replacement: String, most: Int = .max) -> String {
        var rest = Substring(self)
        var result = ""
        var left = text.isEmpty ? 0 : most
        while left > 0, let place = rest.range(ofText: text) {
            result.append(contentsOf: rest[..<place.lowerBound])
            result.append(replacement)
            rest = rest[place.upperBound...]
            left -= 1
        }
        result.append(contentsOf: rest)
        return result
    }
}

extension Collection<UInt8> {
    /// Where `other` ends when it stands at `start`.
    fileprivate func end(of other: String.UTF8View, at start: Index) -> Index? {
        var index = start
        for byte in other {
            if index == endIndex || self[index] != byte { return nil }
            formIndex(after: &index)
        }
        return index
    }
}

/// Reads the words of a type's line; `CatalogueText` says how they are written.
struct CatalogueLine {
    /// The package of the line's type.
    let package: String
    /// The text that the line is from.
    let text: CatalogueText

    /// The fields of a message.
    func fields(_ words: ArraySlice<UInt8>) -> [FieldDescription] {
        var fields: [FieldDescription] = []
        var oneof: String?
        for word in words.split(separator: UInt8(ascii: " ")) {
            switch word.first {
            case UInt8(ascii: "("): oneof = String(decoding: word.dropFirst(), as: UTF8.self)
            case UInt8(ascii: ")"): oneof = nil
            default: if let field = field(word, oneof: oneof) { fields.append(field) }
            }
        }
        return fields
    }

    private func field(_ word: ArraySlice<UInt8>, oneof: String?) -> FieldDescription? {
        guard let colon = word.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        var rest = word[(colon + 1)...]
        let isRepeated = rest.first == UInt8(ascii: "*")
        let isMap = rest.first == UInt8(ascii: "%")
        if isRepeated || isMap { rest = rest.dropFirst() }
        guard let kind = kind(rest) else { return nil }
        return FieldDescription(
            name: String(decoding: word[..<colon], as: UTF8.self), kind: kind, isRepeated: isRepeated, isMap: isMap,
            oneof: oneof)
    }

    private func kind(_ word: ArraySlice<UInt8>) -> FieldKind? {
        switch word.first {
        case UInt8(ascii: "d"): .double
        case UInt8(ascii: "f"): .float
        case UInt8(ascii: "j"): .int64
        case UInt8(ascii: "k"): .uint64
        case UInt8(ascii: "i"): .int32
        case UInt8(ascii: "u"): .uint32
        case UInt8(ascii: "b"): .bool
        case UInt8(ascii: "s"): .string
        case UInt8(ascii: "y"): .bytes
        case UInt8(ascii: "m"): .message(reference(word.dropFirst()))
        case UInt8(ascii: "e"): .enumeration(reference(word.dropFirst()))
        default: nil
        }
    }

    /// The full name of a type that is referred to.
    private func reference(_ word: ArraySlice<UInt8>) -> String {
        let first = word.first ?? 0
        if UInt8(ascii: "0")...UInt8(ascii: "9") ~= first {
            let place = Int(first - UInt8(ascii: "0"))
            let abbreviated = place < text.abbreviations.count ? text.abbreviations[place] : ""
            return "\(abbreviated).\(String(decoding: word.dropFirst(), as: UTF8.self))"
        }
        let name = String(decoding: word, as: UTF8.self)
        return UInt8(ascii: "A")...UInt8(ascii: "Z") ~= first ? "\(package).\(name)" : name
    }

    /// The values of an enumeration.
    static func values(_ words: ArraySlice<UInt8>) -> [(name: String, number: Int32)] {
        var values: [(name: String, number: Int32)] = []
        var next: Int32 = 0
        for word in words.split(separator: UInt8(ascii: " ")) {
            let sides = word.split(separator: UInt8(ascii: "="), maxSplits: 1)
            guard let name = sides.first else { continue }
            if sides.count == 2 { next = Int32(String(decoding: sides[1], as: UTF8.self)) ?? next }
            values.append((String(decoding: name, as: UTF8.self), next))
            next &+= 1
        }
        return values
    }
}

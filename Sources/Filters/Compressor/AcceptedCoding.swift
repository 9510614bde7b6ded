internal import Buffers
internal import HTTPSemantics

/// What a client says of the codings that it takes (`accept-encoding`, RFC 9110 §12.5.3), and what follows for gzip.
enum AcceptedCoding {
    /// gzip is wanted.
    case gzip
    /// Anything is, so gzip too.
    case anything
    /// The body is wanted as it is.
    case identity
    /// Nothing that there is.
    case nothing

    /// Whether the body is compressed.
    var compresses: Bool { self == .gzip || self == .anything }

    /// What a field's value says, by Envoy's rules.
    /// - Parameters:
    ///   - isAllowed: whether some compressor takes the body.
    ///   - isFirst: whether that one is chosen of codings that the client likes as much.
    init(_ value: Span<UInt8>, isAllowed: Bool, isFirst: Bool) {
        var isAllowed = isAllowed
        var isSaid = false
        var element = FieldList.Element()
        while FieldList.next(in: value, &element) {
            guard let coding = Coding(value.extracting(element.range)) else { continue }
            isSaid = true
            if coding.weight == 0 && coding.kind == .gzip { isAllowed = false }
        }
        guard isSaid, isAllowed else {
            self = .nothing
            return
        }
        var choice = (kind: Coding.Kind.identity, weight: 0.0)
        element = FieldList.Element()
        while FieldList.next(in: value, &element) {
            guard let coding = Coding(value.extracting(element.range)), coding.kind != .other else { continue }
            let isTied = coding.weight == choice.weight && coding.kind == .gzip && isFirst
            if coding.weight > choice.weight || isTied { choice = (coding.kind, coding.weight) }
        }
        if choice.weight == 0 {
            self = .nothing
        } else {
            switch choice.kind {
            case .gzip: self = .gzip
            case .anything: self = .anything
            case .identity, .other: self = .identity
            }
        }
    }

    /// One element of the list.
    private struct Coding {
        enum Kind {
            case gzip, identity, anything, other
        }

        let kind: Kind
        let weight: Double

        /// Nil where the weight is no number.
        init?(_ element: Span<UInt8>) {
            let semicolon = Bytes.firstIndex(of: UInt8(ascii: ";"), in: element)
            let end = semicolon < 0 ? element.count : semicolon
            let name = Bytes.trimmed(element.extracting(0..<end))
            if Bytes.equal(name, "gzip") {
                kind = .gzip
            } else if Bytes.equal(name, "identity") {
                kind = .identity
            } else if Bytes.equal(name, "*") {
                kind = .anything
            } else {
                kind = .other
            }
            guard semicolon >= 0 else {
                weight = 1
                return
            }
            let parameters = element.extracting((semicolon + 1)..<element.count)
            let equals = Bytes.firstIndex(of: UInt8(ascii: "="), in: parameters)
            guard equals >= 0, Bytes.equalIgnoringCase(Bytes.trimmed(parameters.extracting(0..<equals)), "q") else {
                weight = 1
                return
            }
            let digits = Bytes.trimmed(parameters.extracting((equals + 1)..<parameters.count))
            guard let number = Self.number(digits) else { return nil }
            weight = number
        }

        /// Digits with at most one point.
        private static func number(_ bytes: Span<UInt8>) -> Double? {
            var (value, unit, hasPoint, hasDigit) = (0.0, 1.0, false, false)
            for index in bytes.indices {
                let byte = bytes[index]
                if byte == UInt8(ascii: ".") && !hasPoint {
                    hasPoint = true
                } else if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
                    value = value * 10 + Double(byte - UInt8(ascii: "0"))
                    if hasPoint { unit *= 10 }
                    hasDigit = true
                } else {
                    return nil
                }
            }
            return hasDigit ? value / unit : nil
        }
    }
}

/// Types of bodies, as fields name them.
struct ContentTypes: Sendable {
    private let types: [[UInt8]]

    init(_ types: [String]) { self.types = types.map { Array($0.utf8) } }

    /// Whether a `content-type` names one of them; its parameters do not count.
    func contains(_ value: Span<UInt8>) -> Bool {
        let semicolon = Bytes.firstIndex(of: UInt8(ascii: ";"), in: value)
        var end = semicolon < 0 ? value.count : semicolon
        var start = 0
        while start < end && (value[start] == 0x20 || value[start] == 0x09) { start += 1 }
        while end > start && (value[end - 1] == 0x20 || value[end - 1] == 0x09) { end -= 1 }
        let name = value.extracting(start..<end)
        for type in types where type.count == name.count {
            var isSame = true
            for index in type.indices where type[index] != Bytes.lowercased(name[index]) { isSame = false }
            if isSame { return true }
        }
        return false
    }
}

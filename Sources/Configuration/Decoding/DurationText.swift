/// A `google.protobuf.Duration`: whole seconds and nanoseconds of one sign.
struct DurationText: Equatable {
    var seconds: Int64
    var nanoseconds: Int64

    /// The longest duration that Envoy can use, in seconds: a little less than 64 bits of nanoseconds.
    static let longestSeconds: Int64 = 9_223_372_035

    /// Reads `"1s"`, `"0.25s"` or `"-1.5s"`: digits, at most nine more behind a point, and an `s`. Nil for anything
    /// else, and for more than 10,000 years (the limit of the protobuf type).
    init?(_ text: String) {
        var bytes = text.utf8[...]
        let isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative { bytes = bytes.dropFirst() }
        var seconds: Int64 = 0
        var digits = 0
        while let byte = bytes.first, isDigit(byte) {
            bytes = bytes.dropFirst()
            digits += 1
            seconds = seconds &* 10 &+ Int64(byte &- UInt8(ascii: "0"))
            if seconds > 315_576_000_000 { return nil }
        }
        if digits == 0 { return nil }
        var nanoseconds: Int64 = 0
        if bytes.first == UInt8(ascii: ".") {
            bytes = bytes.dropFirst()
            var unit: Int64 = 1_000_000_000
            while let byte = bytes.first, isDigit(byte) {
                bytes = bytes.dropFirst()
                unit /= 10
                if unit == 0 { return nil }
                nanoseconds += Int64(byte &- UInt8(ascii: "0")) * unit
            }
            if unit == 1_000_000_000 { return nil }
        }
        guard bytes.first == UInt8(ascii: "s"), bytes.count == 1 else { return nil }
        self.init(seconds: isNegative ? -seconds : seconds, nanoseconds: isNegative ? -nanoseconds : nanoseconds)
    }

    /// The duration that somebody probably meant: a number without a unit is one of seconds, and `ms`, `m` and `h` are
    /// units elsewhere. Nil when nothing is probable.
    static func meant(by text: String) -> String? {
        let number = text.prefix { $0 == "." || ("0"..."9").contains($0) }
        switch text.dropFirst(number.count).drop(while: { $0 == " " }).lowercased() {
        case "", "s", "sec", "seconds": return DurationText("\(number)s").map { _ in "\(number)s" }
        case "ms":
            guard let count = UInt32(number) else { return nil }
            let thousandths = String(1000 + count % 1000).dropFirst()
            return thousandths == "000" ? "\(count / 1000)s" : "\(count / 1000).\(thousandths)s"
        case "m", "min": return UInt32(number).map { "\(UInt64($0) * 60)s" }
        case "h": return UInt32(number).map { "\(UInt64($0) * 3600)s" }
        default: return nil
        }
    }

    init(seconds: Int64, nanoseconds: Int64) {
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }

    /// The duration in nanoseconds; nil when it is negative, too long or ill-formed.
    var total: UInt64? {
        guard seconds >= 0, seconds <= DurationText.longestSeconds, nanoseconds >= 0, nanoseconds < 1_000_000_000
        else { return nil }
        return UInt64(seconds) &* 1_000_000_000 &+ UInt64(nanoseconds)
    }
}

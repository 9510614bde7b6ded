extension IPAddress {
    /// Reads dotted decimal or RFC 4291 text; nil for anything else, including names, zones, ports and white space.
    public init?(_ text: String) {
        self.init(text.utf8.span)
    }

    /// Reads dotted decimal or RFC 4291 text; nil for anything else, including names, zones, ports and white space.
    public init?(_ text: Span<UInt8>) {
        // The longest valid text is a mapped address of 45 characters.
        guard text.count >= 2 && text.count <= 45 else { return nil }
        var hasColon = false
        for index in text.indices where text[index] == UInt8(ascii: ":") { hasColon = true }
        if hasColon {
            guard let (high, low) = IPAddress.readGroups(text) else { return nil }
            self.init(v6: high, low)
        } else {
            guard let bits = IPAddress.readDotted(text, from: 0) else { return nil }
            self.init(v4: bits)
        }
    }

    /// Four decimal octets from `start` to the end. Leading zeros are refused: some readers take them for octal.
    private static func readDotted(_ text: Span<UInt8>, from start: Int) -> UInt32? {
        var result: UInt32 = 0
        var octets = 0
        var index = start
        while true {
            var value: UInt32 = 0
            var digits = 0
            while index < text.count, let digit = decimalDigit(text[index]) {
                if digits == 3 || (digits == 1 && value == 0) { return nil }
                value = value &* 10 &+ UInt32(digit)
                digits &+= 1
                index &+= 1
            }
            if digits == 0 || value > 255 { return nil }
            result = result << 8 | value
            octets &+= 1
            if octets == 4 { return index == text.count ? result : nil }
            if index >= text.count || text[index] != UInt8(ascii: ".") { return nil }
            index &+= 1
        }
    }

    /// Up to eight groups with at most one `::`, and perhaps a dotted tail in place of the last two.
    private static func readGroups(_ text: Span<UInt8>) -> (high: UInt64, low: UInt64)? {
        var groups = InlineArray<8, UInt16>(repeating: 0)
        var count = 0
        var gap = -1
        var index = 0
        let end = text.count
        if text[0] == UInt8(ascii: ":") {
            guard end >= 2, text[1] == UInt8(ascii: ":") else { return nil }
            gap = 0
            index = 2
        }
        while index < end {
            let start = index
            var value: UInt32 = 0
            while index < end, let digit = hexadecimalDigit(text[index]) {
                if index &- start == 4 { return nil }
                value = value << 4 | UInt32(digit)
                index &+= 1
            }
            if index < end && text[index] == UInt8(ascii: ".") {
                guard count <= 6, let bits = readDotted(text, from: start) else { return nil }
                groups[count] = UInt16(truncatingIfNeeded: bits >> 16)
                groups[count &+ 1] = UInt16(truncatingIfNeeded: bits)
                count &+= 2
                index = end
                break
            }
            if index == start || count == 8 { return nil }
            groups[count] = UInt16(truncatingIfNeeded: value)
            count &+= 1
            if index == end { break }
            guard text[index] == UInt8(ascii: ":") else { return nil }
            index &+= 1
            if index == end { return nil }
            if text[index] == UInt8(ascii: ":") {
                if gap >= 0 { return nil }
                gap = count
                index &+= 1
            }
        }
        // A `::` stands for at least one group.
        if gap < 0 ? count != 8 : count > 7 { return nil }
        var high: UInt64 = 0
        var low: UInt64 = 0
        for position in 0..<8 {
            var group: UInt16 = 0
            if gap < 0 || position < gap {
                group = groups[position]
            } else if position >= 8 &- (count &- gap) {
                group = groups[position &- (8 &- count)]
            }
            if position < 4 { high = high << 16 | UInt64(group) } else { low = low << 16 | UInt64(group) }
        }
        return (high, low)
    }

    static func decimalDigit(_ byte: UInt8) -> UInt8? {
        let digit = byte &- 0x30
        return digit < 10 ? digit : nil
    }

    private static func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
        if let digit = decimalDigit(byte) { return digit }
        let letter = (byte | 0x20) &- 0x61
        return letter < 6 ? letter &+ 10 : nil
    }
}

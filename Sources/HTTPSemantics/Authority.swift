/// Parts of an authority (RFC 3986 §3.2), read as Envoy reads them.
public enum Authority {
    /// Where the colon before the port stands; the authority's end when it has none. Whatever stands behind the last
    /// colon is a port, save inside brackets.
    public static func portStart(_ authority: Span<UInt8>) -> Int {
        var index = authority.count &- 1
        while index >= 0 {
            let byte = authority[index]
            if byte == UInt8(ascii: ":") { return index }
            if byte == UInt8(ascii: "]") { break }
            index &-= 1
        }
        return authority.count
    }

    /// The number behind the colon at `start`; nil when it is none, or does not fit 32 bits.
    public static func port(_ authority: Span<UInt8>, from start: Int) -> UInt32? {
        var number: UInt32 = 0
        var index = start &+ 1
        if index >= authority.count { return nil }
        while index < authority.count {
            let digit = authority[index] &- 0x30
            if digit > 9 { return nil }
            let (tens, overflow) = number.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tens.addingReportingOverflow(UInt32(digit))
            if overflow || carry { return nil }
            number = sum
            index &+= 1
        }
        return number
    }
}

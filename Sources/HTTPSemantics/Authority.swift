internal import Buffers

/// Parts of an authority (RFC 3986 §3.2), read as Envoy reads them.
public enum Authority {
    /// Whether the bytes are a host and maybe a port (RFC 9110 §7.2): a name, which may be empty, or an address in
    /// brackets, then nothing or a colon and digits. User information is no part of it (RFC 9110 §4.2.4).
    public static func isHostAndPort(_ authority: Span<UInt8>) -> Bool {
        // Nearly always digits, where they follow a colon, and a name of plain letters before that.
        let count = authority.count
        var end = count
        while end > 0 && authority[end &- 1] &- 0x30 < 10 { end &-= 1 }
        end = end > 0 && authority[end &- 1] == UInt8(ascii: ":") ? end &- 1 : count
        if Bytes.isPlainName(authority.extracting(0..<end)) { return true }
        if authority[0] == UInt8(ascii: "[") {
            end = Bytes.firstIndex(of: UInt8(ascii: "]"), in: authority) &+ 1
            if end < 3 { return false }
            for index in 1..<(end &- 1) where !isNameByte(authority[index]) && authority[index] != UInt8(ascii: ":") {
                return false
            }
        } else {
            end = 0
            while end < count && isNameByte(authority[end]) { end &+= 1 }
        }
        if end == count { return true }
        if authority[end] != UInt8(ascii: ":") { return false }
        for index in (end &+ 1)..<count where authority[index] &- 0x30 > 9 { return false }
        return true
    }

    /// Letters, digits and `-._~%!$&'()*+,;=`.
    private static func isNameByte(_ byte: UInt8) -> Bool {
        // One bit a character: the 64 below `@`, then the 64 from it on.
        let set: UInt64 = byte & 0x40 == 0 ? 0x2bff_7ff2_0000_0000 : 0x47ff_fffe_87ff_fffe
        return byte < 0x80 && (set &>> UInt64(byte & 63)) & 1 != 0
    }

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

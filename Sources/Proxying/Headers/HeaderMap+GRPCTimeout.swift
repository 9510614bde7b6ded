internal import Buffers
internal import HTTPSemantics

/// `grpc-timeout`, the time that a gRPC client gives a call.
///
/// Source: https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md
extension HeaderMap {
    /// The time in nanoseconds, rounded up to milliseconds; nil when there is none that can be understood.
    var grpcTimeout: UInt64? {
        let index = firstIndex(of: .grpcTimeout)
        guard index >= 0 else { return nil }
        let text = value(at: index)
        // At most eight digits, so nothing overflows.
        guard text.count >= 2, text.count <= 9 else { return nil }
        var number: UInt64 = 0
        for place in 0..<(text.count &- 1) {
            let digit = text[place] &- 0x30
            if digit > 9 { return nil }
            number = number &* 10 &+ UInt64(digit)
        }
        let milliseconds: UInt64
        switch text[text.count &- 1] {
        case UInt8(ascii: "H"): milliseconds = number &* 3_600_000
        case UInt8(ascii: "M"): milliseconds = number &* 60_000
        case UInt8(ascii: "S"): milliseconds = number &* 1000
        case UInt8(ascii: "m"): milliseconds = number
        case UInt8(ascii: "u"): milliseconds = (number &+ 999) / 1000
        case UInt8(ascii: "n"): milliseconds = (number &+ 999_999) / 1_000_000
        default: return nil
        }
        // Some thousand years are for ever.
        return min(milliseconds, 1 << 43) &* 1_000_000
    }

    /// Gives a call so many nanoseconds, in the finest unit that needs no more than eight digits.
    mutating func setGRPCTimeout(_ nanoseconds: UInt64) {
        var (number, unit) = (nanoseconds / 1_000_000, UInt8(ascii: "m"))
        if number >= 100_000_000 { (number, unit) = (number / 1000, UInt8(ascii: "S")) }
        if number >= 100_000_000 { (number, unit) = (number / 60, UInt8(ascii: "M")) }
        if number >= 100_000_000 { (number, unit) = (min(number / 60, 99_999_999), UInt8(ascii: "H")) }
        set(.grpcTimeout) {
            $0.append(decimal: number)
            $0.append(unit)
        }
    }
}

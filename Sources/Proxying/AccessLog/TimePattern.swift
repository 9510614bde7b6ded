internal import Buffers
internal import Telemetry

/// `%START_TIME(…)%` with a pattern: strftime's common fields in UTC and Envoy's `%s`, `%1f` to `%9f`.
///
/// `%E3S`-style and locale fields have no meaning here and are written as they stand.
enum TimePattern {
    static func append(_ pattern: Span<UInt8>, seconds: Int64, nanoseconds: Int, to line: inout ByteBuffer) {
        let time = CivilTime(secondsSinceEpoch: seconds)
        var position = 0
        while position < pattern.count {
            let byte = pattern[position]
            position += 1
            guard byte == UInt8(ascii: "%"), position < pattern.count else {
                line.append(byte)
                continue
            }
            let field = pattern[position]
            position += 1
            switch field {
            case UInt8(ascii: "Y"): pad(time.date.year, 4, &line)
            case UInt8(ascii: "m"): pad(time.date.month, 2, &line)
            case UInt8(ascii: "d"): pad(time.date.day, 2, &line)
            case UInt8(ascii: "H"): pad(time.hour, 2, &line)
            case UInt8(ascii: "M"): pad(time.minute, 2, &line)
            case UInt8(ascii: "S"): pad(time.second, 2, &line)
            case UInt8(ascii: "F"):
                pad(time.date.year, 4, &line)
                line.append("-")
                pad(time.date.month, 2, &line)
                line.append("-")
                pad(time.date.day, 2, &line)
            case UInt8(ascii: "T"):
                pad(time.hour, 2, &line)
                line.append(":")
                pad(time.minute, 2, &line)
                line.append(":")
                pad(time.second, 2, &line)
            case UInt8(ascii: "s"): line.append(decimal: Int(seconds))
            case UInt8(ascii: "f"): pad(nanoseconds, 9, &line)
            case UInt8(ascii: "z"): line.append("+0000")
            case UInt8(ascii: "Z"): line.append("UTC")
            case UInt8(ascii: "1")...UInt8(ascii: "9"):
                if position < pattern.count && pattern[position] == UInt8(ascii: "f") {
                    position += 1
                    let digits = Int(field - 0x30)
                    var value = nanoseconds
                    for _ in digits..<9 { value /= 10 }
                    pad(value, digits, &line)
                } else {
                    line.append(UInt8(ascii: "%"))
                    line.append(field)
                }
            default:
                line.append(UInt8(ascii: "%"))
                line.append(field)
            }
        }
    }

    private static func pad(_ value: Int, _ digits: Int, _ line: inout ByteBuffer) {
        var bound = 1
        for _ in 1..<max(digits, 1) { bound *= 10 }
        while bound > 1 && value < bound {
            line.append(UInt8(ascii: "0"))
            bound /= 10
        }
        line.append(decimal: value)
    }
}

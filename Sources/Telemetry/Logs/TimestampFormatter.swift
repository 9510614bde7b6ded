public import Buffers

/// Renders wall-clock times as access logs and `date` headers want them, and computes a second only once.
///
/// One a thread. Times before 1970 and after 9999 are clamped to those years. Leap seconds do not exist in Unix time.
public struct TimestampFormatter: ~Copyable {
    private var isoSecond = Int64.min
    private var iso: InlineArray<19, UInt8> = .init(repeating: 0)
    private var dateSecond = Int64.min
    private var date: InlineArray<29, UInt8> = .init(repeating: 0)

    /// Makes a formatter that has rendered nothing.
    public init() {}

    /// Appends `2026-11-23T07:07:37.518Z` (Envoy's `%START_TIME%`).
    public mutating func appendISO8601(seconds: Int64, nanoseconds: Int, to buffer: inout ByteBuffer) {
        if seconds != isoSecond { renderISO(seconds) }
        let milliseconds = UInt32(truncatingIfNeeded: max(0, min(nanoseconds, 999_999_999))) / 1_000_000
        buffer.reserve(24)
        buffer.append(iso.span)
        buffer.append(UInt8(ascii: "."))
        buffer.append(0x30 &+ UInt8(truncatingIfNeeded: milliseconds / 100))
        buffer.append(0x30 &+ UInt8(truncatingIfNeeded: milliseconds / 10 % 10))
        buffer.append(0x30 &+ UInt8(truncatingIfNeeded: milliseconds % 10))
        buffer.append(UInt8(ascii: "Z"))
    }

    /// Appends `Mon, 23 Nov 2026 07:07:37 GMT`, an IMF-fixdate. RFC 9110 §5.6.7.
    public mutating func appendHTTPDate(seconds: Int64, to buffer: inout ByteBuffer) {
        if seconds != dateSecond { renderDate(seconds) }
        buffer.append(date.span)
    }

    private mutating func renderISO(_ seconds: Int64) {
        isoSecond = seconds
        let time = CivilTime(secondsSinceEpoch: seconds)
        iso.set(0, fourDigits: time.date.year)
        iso[4] = UInt8(ascii: "-")
        iso.set(5, twoDigits: time.date.month)
        iso[7] = UInt8(ascii: "-")
        iso.set(8, twoDigits: time.date.day)
        iso[10] = UInt8(ascii: "T")
        iso.set(11, twoDigits: time.hour)
        iso[13] = UInt8(ascii: ":")
        iso.set(14, twoDigits: time.minute)
        iso[16] = UInt8(ascii: ":")
        iso.set(17, twoDigits: time.second)
    }

    private mutating func renderDate(_ seconds: Int64) {
        dateSecond = seconds
        let time = CivilTime(secondsSinceEpoch: seconds)
        date.set(0, letters: CivilDate.weekdays[time.date.weekday])
        date[3] = UInt8(ascii: ",")
        date[4] = UInt8(ascii: " ")
        date.set(5, twoDigits: time.date.day)
        date[7] = UInt8(ascii: " ")
        date.set(8, letters: CivilDate.months[time.date.month - 1])
        date[11] = UInt8(ascii: " ")
        date.set(12, fourDigits: time.date.year)
        date[16] = UInt8(ascii: " ")
        date.set(17, twoDigits: time.hour)
        date[19] = UInt8(ascii: ":")
        date.set(20, twoDigits: time.minute)
        date[22] = UInt8(ascii: ":")
        date.set(23, twoDigits: time.second)
        date[25] = UInt8(ascii: " ")
        date.set(26, letters: "GMT")
    }
}

extension InlineArray where Element == UInt8 {
    fileprivate mutating func set(_ at: Int, twoDigits value: Int) {
        self[at] = 0x30 &+ UInt8(truncatingIfNeeded: value / 10)
        self[at + 1] = 0x30 &+ UInt8(truncatingIfNeeded: value % 10)
    }

    fileprivate mutating func set(_ at: Int, fourDigits value: Int) {
        set(at, twoDigits: value / 100)
        set(at + 2, twoDigits: value % 100)
    }

    fileprivate mutating func set(_ at: Int, letters: StaticString) {
        for i in 0..<3 { self[at + i] = unsafe letters.utf8Start[i] }
    }
}

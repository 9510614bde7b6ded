internal import Buffers
internal import Telemetry

/// Moments in the form that a pattern gives: strftime's fields in the C locale, and Envoy's fractions of a second
/// (`%3f`, `%E3S`, `%*f`).
///
/// What is no field is written as it stands.
enum TimePattern {
    /// Appends a moment. Local times are the machine's; others are UTC.
    static func append(
        _ pattern: Span<UInt8>, seconds: Int64, nanoseconds: Int, isLocal: Bool = false, to line: inout ByteBuffer
    ) {
        let offset = isLocal ? LocalZone.offset(at: seconds) : 0
        let moment = Moment(seconds: seconds, nanoseconds: nanoseconds, offset: offset, isLocal: isLocal)
        var position = 0
        while position < pattern.count {
            if pattern[position] == UInt8(ascii: "%") {
                let length = moment.appendField(pattern, at: position + 1, to: &line)
                if length > 0 {
                    position += 1 + length
                    continue
                }
            }
            line.append(pattern[position])
            position += 1
        }
    }

    /// Appends a moment in ISO 8601 with milliseconds and the machine's offset: `2026-11-25T18:04:58.185+0100`.
    static func appendLocal(seconds: Int64, nanoseconds: Int, to line: inout ByteBuffer) {
        let offset = LocalZone.offset(at: seconds)
        let moment = Moment(seconds: seconds, nanoseconds: nanoseconds, offset: offset, isLocal: true)
        moment.appendDate(to: &line)
        line.append("T")
        moment.appendTime(to: &line)
        line.append(".")
        pad(nanoseconds / 1_000_000, 3, &line)
        moment.appendOffset(separator: "", seconds: false, to: &line)
    }

    static func pad(_ value: Int, _ digits: Int, with filler: UInt8 = 0x30, _ line: inout ByteBuffer) {
        var bound = 1
        for _ in 1..<max(digits, 1) { bound *= 10 }
        while bound > 1 && value < bound {
            line.append(filler)
            bound /= 10
        }
        line.append(decimal: value)
    }
}

/// A moment in a zone, field by field.
private struct Moment {
    let seconds: Int64
    let nanoseconds: Int
    let offset: Int
    let isLocal: Bool
    let time: CivilTime

    init(seconds: Int64, nanoseconds: Int, offset: Int, isLocal: Bool) {
        self.seconds = seconds
        self.nanoseconds = nanoseconds
        self.offset = offset
        self.isLocal = isLocal
        time = CivilTime(secondsSinceEpoch: seconds + Int64(offset))
    }

    /// Appends the field that begins at `start`, behind its percent sign; returns its length, 0 when it is none.
    func appendField(_ pattern: Span<UInt8>, at start: Int, to line: inout ByteBuffer) -> Int {
        guard start < pattern.count else { return 0 }
        switch pattern[start] {
        case UInt8(ascii: "E"): return appendExtended(pattern, at: start, to: &line)
        case UInt8(ascii: "O"):
            // Other digits, which the C locale does not have.
            guard start + 1 < pattern.count, appendPlain(pattern[start + 1], to: &line) else { return 0 }
            return 2
        case UInt8(ascii: ":"): return appendColons(pattern, at: start, to: &line)
        case UInt8(ascii: "*"), UInt8(ascii: "1")...UInt8(ascii: "9"):
            guard start + 1 < pattern.count, pattern[start + 1] == UInt8(ascii: "f") else { return 0 }
            appendFraction(pattern[start], to: &line)
            return 2
        case let field: return appendPlain(field, to: &line) ? 1 : 0
        }
    }

    /// `%E3S`, `%E*S`, `%E3f`, `%E4Y`, `%Ez`, `%E*z`, and plain fields, which have no other form here.
    private func appendExtended(_ pattern: Span<UInt8>, at start: Int, to line: inout ByteBuffer) -> Int {
        guard start + 1 < pattern.count else { return 0 }
        let kind = pattern[start + 1]
        if kind == UInt8(ascii: "z") {
            appendOffset(separator: ":", seconds: false, to: &line)
            return 2
        }
        if "cCxXyY".utf8.contains(kind) { return appendPlain(kind, to: &line) ? 2 : 0 }
        guard start + 2 < pattern.count else { return 0 }
        switch (kind, pattern[start + 2]) {
        case (UInt8(ascii: "*"), UInt8(ascii: "z")): appendOffset(separator: ":", seconds: true, to: &line)
        case (UInt8(ascii: "4"), UInt8(ascii: "Y")): TimePattern.pad(time.date.year, 4, &line)
        case (UInt8(ascii: "*"), UInt8(ascii: "f")), (UInt8(ascii: "1")...UInt8(ascii: "9"), UInt8(ascii: "f")):
            appendFraction(kind, to: &line)
        case (UInt8(ascii: "*"), UInt8(ascii: "S")), (UInt8(ascii: "1")...UInt8(ascii: "9"), UInt8(ascii: "S")):
            TimePattern.pad(time.second, 2, &line)
            if kind != UInt8(ascii: "*") || nanoseconds != 0 {
                line.append(".")
                appendFraction(kind, to: &line)
            }
        default: return 0
        }
        return 3
    }

    /// `%:z` and `%::z`
    private func appendColons(_ pattern: Span<UInt8>, at start: Int, to line: inout ByteBuffer) -> Int {
        var end = start
        while end < pattern.count && pattern[end] == UInt8(ascii: ":") { end += 1 }
        guard end < pattern.count, pattern[end] == UInt8(ascii: "z"), end - start <= 2 else { return 0 }
        appendOffset(separator: ":", seconds: end - start == 2, to: &line)
        return end - start + 1
    }

    /// So many digits of the fraction; with a star, all up to the last that is not 0.
    private func appendFraction(_ digits: UInt8, to line: inout ByteBuffer) {
        var value = nanoseconds
        var count = 9
        if digits == UInt8(ascii: "*") {
            while count > 1 && value % 10 == 0 {
                value /= 10
                count -= 1
            }
        } else {
            while count > Int(digits) - 0x30 {
                value /= 10
                count -= 1
            }
        }
        TimePattern.pad(value, count, &line)
    }

    private func appendPlain(_ field: UInt8, to line: inout ByteBuffer) -> Bool {
        let date = time.date
        switch field {
        case UInt8(ascii: "Y"): TimePattern.pad(date.year, 4, &line)
        case UInt8(ascii: "C"): TimePattern.pad(date.year / 100, 2, &line)
        case UInt8(ascii: "y"): TimePattern.pad(date.year % 100, 2, &line)
        case UInt8(ascii: "G"): TimePattern.pad(weekYear.year, 4, &line)
        case UInt8(ascii: "g"): TimePattern.pad(weekYear.year % 100, 2, &line)
        case UInt8(ascii: "m"): TimePattern.pad(date.month, 2, &line)
        case UInt8(ascii: "d"): TimePattern.pad(date.day, 2, &line)
        case UInt8(ascii: "e"): TimePattern.pad(date.day, 2, with: 0x20, &line)
        case UInt8(ascii: "j"): TimePattern.pad(date.dayOfYear, 3, &line)
        case UInt8(ascii: "H"): TimePattern.pad(time.hour, 2, &line)
        case UInt8(ascii: "k"): TimePattern.pad(time.hour, 2, with: 0x20, &line)
        case UInt8(ascii: "I"): TimePattern.pad(hourOfHalf, 2, &line)
        case UInt8(ascii: "l"): TimePattern.pad(hourOfHalf, 2, with: 0x20, &line)
        case UInt8(ascii: "M"): TimePattern.pad(time.minute, 2, &line)
        case UInt8(ascii: "S"): TimePattern.pad(time.second, 2, &line)
        case UInt8(ascii: "p"): line.append(time.hour < 12 ? "AM" : "PM")
        case UInt8(ascii: "P"): line.append(time.hour < 12 ? "am" : "pm")
        case UInt8(ascii: "F"): appendDate(to: &line)
        case UInt8(ascii: "T"), UInt8(ascii: "X"): appendTime(to: &line)
        case UInt8(ascii: "R"): appendJoined("H", ":", "M", to: &line)
        case UInt8(ascii: "r"):
            appendJoined("I", ":", "M", ":", "S", to: &line)
            line.append(time.hour < 12 ? " AM" : " PM")
        case UInt8(ascii: "D"), UInt8(ascii: "x"): appendJoined("m", "/", "d", "/", "y", to: &line)
        case UInt8(ascii: "c"):
            appendJoined("a", " ", "b", " ", "e", to: &line)
            line.append(" ")
            appendJoined("T", " ", "Y", to: &line)
        case UInt8(ascii: "a"): line.append(Self.weekdays[date.weekday].short)
        case UInt8(ascii: "A"): line.append(Self.weekdays[date.weekday].long)
        case UInt8(ascii: "b"), UInt8(ascii: "h"): line.append(Self.months[date.month - 1].short)
        case UInt8(ascii: "B"): line.append(Self.months[date.month - 1].long)
        case UInt8(ascii: "u"): line.append(decimal: (date.weekday + 6) % 7 + 1)
        case UInt8(ascii: "w"): line.append(decimal: date.weekday)
        case UInt8(ascii: "U"): TimePattern.pad((date.dayOfYear + 6 - date.weekday) / 7, 2, &line)
        case UInt8(ascii: "W"): TimePattern.pad((date.dayOfYear + 6 - (date.weekday + 6) % 7) / 7, 2, &line)
        case UInt8(ascii: "V"): TimePattern.pad(weekYear.week, 2, &line)
        case UInt8(ascii: "s"): line.append(decimal: Int(seconds))
        case UInt8(ascii: "f"): TimePattern.pad(nanoseconds, 9, &line)
        case UInt8(ascii: "t"): line.append(0x09)
        case UInt8(ascii: "%"): line.append(UInt8(ascii: "%"))
        case UInt8(ascii: "z"): appendOffset(separator: "", seconds: false, to: &line)
        case UInt8(ascii: "Z"): if isLocal { LocalZone.appendName(at: seconds, to: &line) } else { line.append("UTC") }
        default: return false
        }
        return true
    }

    /// Appends two or three fields and what stands between them.
    private func appendJoined(
        _ first: Unicode.Scalar, _ separator: StaticString, _ second: Unicode.Scalar, _ last: StaticString = "",
        _ third: Unicode.Scalar? = nil, to line: inout ByteBuffer
    ) {
        _ = appendPlain(UInt8(ascii: first), to: &line)
        line.append(separator)
        _ = appendPlain(UInt8(ascii: second), to: &line)
        guard let third else { return }
        line.append(last)
        _ = appendPlain(UInt8(ascii: third), to: &line)
    }

    func appendDate(to line: inout ByteBuffer) {
        TimePattern.pad(time.date.year, 4, &line)
        line.append("-")
        TimePattern.pad(time.date.month, 2, &line)
        line.append("-")
        TimePattern.pad(time.date.day, 2, &line)
    }

    func appendTime(to line: inout ByteBuffer) {
        TimePattern.pad(time.hour, 2, &line)
        line.append(":")
        TimePattern.pad(time.minute, 2, &line)
        line.append(":")
        TimePattern.pad(time.second, 2, &line)
    }

    func appendOffset(separator: StaticString, seconds: Bool, to line: inout ByteBuffer) {
        line.append(offset < 0 ? "-" : "+")
        let size = abs(offset)
        TimePattern.pad(size / 3_600, 2, &line)
        line.append(separator)
        TimePattern.pad(size / 60 % 60, 2, &line)
        if seconds {
            line.append(separator)
            TimePattern.pad(size % 60, 2, &line)
        }
    }

    private var hourOfHalf: Int { (time.hour + 11) % 12 + 1 }

    /// The week by ISO 8601, and the year that it belongs to.
    private var weekYear: (year: Int, week: Int) {
        let year = time.date.year
        let monday = (time.date.weekday + 6) % 7
        let week = (time.date.dayOfYear - monday + 9) / 7
        if week < 1 { return (year - 1, Self.weeks(of: year - 1)) }
        return week > Self.weeks(of: year) ? (year + 1, 1) : (year, week)
    }

    /// Weeks of a year by ISO 8601: 53 when it begins or ends on a Thursday.
    private static func weeks(of year: Int) -> Int {
        func lastWeekday(_ year: Int) -> Int { (year + year / 4 - year / 100 + year / 400) % 7 }
        return lastWeekday(year) == 4 || lastWeekday(year - 1) == 3 ? 53 : 52
    }

    private static let weekdays: [(short: StaticString, long: StaticString)] = [
        ("Sun", "Sunday"), ("Mon", "Monday"), ("Tue", "Tuesday"), ("Wed", "Wednesday"), ("Thu", "Thursday"),
        ("Fri", "Friday"), ("Sat", "Saturday"),
    ]

    private static let months: [(short: StaticString, long: StaticString)] = [
        ("Jan", "January"), ("Feb", "February"), ("Mar", "March"), ("Apr", "April"), ("May", "May"), ("Jun", "June"),
        ("Jul", "July"), ("Aug", "August"), ("Sep", "September"), ("Oct", "October"), ("Nov", "November"),
        ("Dec", "December"),
    ]
}

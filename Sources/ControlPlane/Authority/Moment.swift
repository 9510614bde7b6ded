internal import Telemetry

/// Moments in whole seconds since 1970, and their texts in UTC, such as `2026-11-26T12:00:00Z` (RFC 3339).
enum Moment {
    /// The text of a moment of the years 1970 to 9999.
    static func text(_ seconds: Int64) -> String {
        let time = CivilTime(secondsSinceEpoch: seconds)
        func digits(_ number: Int, _ count: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
        }
        let day = "\(digits(time.date.year, 4))-\(digits(time.date.month, 2))-\(digits(time.date.day, 2))"
        return "\(day)T\(digits(time.hour, 2)):\(digits(time.minute, 2)):\(digits(time.second, 2))Z"
    }

    /// The moment of a text; nil when it is not written as above, or no such moment ever is.
    static func seconds(_ text: String) -> Int64? {
        let bytes = Array(text.utf8)
        let pattern = Array("0000-00-00T00:00:00Z".utf8)
        guard bytes.count == pattern.count else { return nil }
        for (byte, place) in zip(bytes, pattern) {
            let isDigit = place == UInt8(ascii: "0")
            guard isDigit ? (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) : byte == place else { return nil }
        }
        func number(_ range: Range<Int>) -> Int64 { bytes[range].reduce(0) { $0 * 10 + Int64($1 & 15) } }
        let (year, month, day) = (number(0..<4), number(5..<7), number(8..<10))
        guard year >= 1970, (1...12).contains(month) else { return nil }
        // Years are counted from March, so that a leap day is the last of its year.
        let shifted = month <= 2 ? year - 1 : year
        let months = (month + 9) % 12
        let days = 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + (153 * months + 2) / 5 + day - 719_469
        let seconds = days * 86_400 + number(11..<13) * 3_600 + number(14..<16) * 60 + number(17..<19)
        return self.text(seconds) == text ? seconds : nil
    }
}

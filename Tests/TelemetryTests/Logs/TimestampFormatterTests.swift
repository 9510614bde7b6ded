import Buffers
import Testing

@testable import Telemetry

@Suite("Timestamps")
struct TimestampFormatterTests {
    private static let monthNames = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    private static let dayNames = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]

    /// The day after another one, by the calendar's plain rules.
    private struct NaiveDay {
        var year = 1970
        var month = 1
        var day = 1
        var dayOfYear = 1

        var monthLength: Int {
            switch month {
            case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
            case 4, 6, 9, 11: 30
            default: 31
            }
        }

        mutating func advance() {
            dayOfYear += 1
            if day < monthLength {
                day += 1
            } else if month < 12 {
                day = 1
                month += 1
            } else {
                (year, month, day, dayOfYear) = (year + 1, 1, 1, 1)
            }
        }
    }

    @Test("Every day from 1970 to 9999 is right")
    func everyDay() {
        var day = NaiveDay()
        var wrong = 0
        var number: Int64 = 0
        while day.year < 10_000 {
            let date = CivilDate(daysSinceEpoch: number)
            if date.year != day.year || date.month != day.month || date.day != day.day
                || date.dayOfYear != day.dayOfYear || date.weekday != Int(number + 4) % 7
            {
                wrong += 1
            }
            day.advance()
            number += 1
        }
        #expect(wrong == 0)
        #expect(number == 2_932_897)
    }

    @Test("Random seconds read as a naive calendar says")
    func randomSeconds() {
        var generator = SeededGenerator(seed: 3)
        var days: [Int64] = (0..<400).map { _ in Int64.random(in: 0..<60_000, using: &generator) }
        days.append(19_782)  // 2024-02-29
        days.append(10_956)  // 1999-12-31
        days.sort()
        var formatter = TimestampFormatter()
        var day = NaiveDay()
        var number: Int64 = 0
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        for wanted in days {
            while number < wanted {
                day.advance()
                number += 1
            }
            let second = Int.random(in: 0..<86_400, using: &generator)
            let milliseconds = Int.random(in: 0..<1_000, using: &generator)
            let clock = "\(two(second / 3_600)):\(two(second / 60 % 60)):\(two(second % 60))"
            let padding = milliseconds < 10 ? "00" : milliseconds < 100 ? "0" : ""
            let seconds = wanted * 86_400 + Int64(second)
            for _ in 0..<2 {
                var buffer = ByteBuffer()
                formatter.appendISO8601(seconds: seconds, nanoseconds: milliseconds * 1_000_000 + 999, to: &buffer)
                #expect(
                    string(buffer.readable)
                        == "\(day.year)-\(two(day.month))-\(two(day.day))T\(clock).\(padding)\(milliseconds)Z")
                buffer.removeAll()
                formatter.appendHTTPDate(seconds: seconds, to: &buffer)
                #expect(
                    string(buffer.readable)
                        == "\(Self.dayNames[Int(wanted % 7)]), \(two(day.day)) \(Self.monthNames[day.month - 1]) "
                        + "\(day.year) \(clock) GMT")
            }
        }
    }

    @Test("Known seconds, and times out of range, which are clamped")
    func known() {
        var formatter = TimestampFormatter()
        func iso(_ seconds: Int64, _ nanoseconds: Int = 0) -> String {
            var buffer = ByteBuffer()
            formatter.appendISO8601(seconds: seconds, nanoseconds: nanoseconds, to: &buffer)
            return string(buffer.readable)
        }
        func date(_ seconds: Int64) -> String {
            var buffer = ByteBuffer()
            formatter.appendHTTPDate(seconds: seconds, to: &buffer)
            return string(buffer.readable)
        }
        #expect(iso(1_795_417_657, 518_000_000) == "2026-11-23T07:07:37.518Z")
        #expect(date(1_795_417_657) == "Mon, 23 Nov 2026 07:07:37 GMT")
        #expect(date(784_111_777) == "Sun, 06 Nov 1994 08:49:37 GMT", "the example of RFC 9110")
        #expect(iso(253_402_300_799, 999_999_999) == "9999-12-31T23:59:59.999Z")
        #expect(iso(.max) == "9999-12-31T23:59:59.000Z")
        #expect(iso(.min, -5) == "1970-01-01T00:00:00.000Z")
        #expect(iso(0, .max) == "1970-01-01T00:00:00.999Z")
    }
}

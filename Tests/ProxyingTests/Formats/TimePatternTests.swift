import Buffers
import Testing

@testable import Proxying

@Suite("Patterns of times in logs")
struct TimePatternTests {
    @Test(
        "Fields are written in UTC, with their zeros",
        arguments: [
            ("%Y-%m-%dT%H:%M:%S", "2009-02-03T04:05:06"), ("%F %T", "2009-02-03 04:05:06"), ("%s", "1233633906"),
            ("%s.%3f", "1233633906.007"), ("%f", "007008009"), ("%1f|%6f|%9f", "0|007008|007008009"),
            ("%z %Z", "+0000 UTC"),
            ("%Q%", "%Q%"), ("%5x", "%5x"), ("%", "%"), ("", ""), ("a%%b", "a%b"),
        ])
    func fields(pattern: String, expected: String) {
        var line = ByteBuffer()
        TimePattern.append(Array(pattern.utf8).span, seconds: 1_233_633_906, nanoseconds: 7_008_009, to: &line)
        #expect(text(line.readable) == expected)
    }

    @Test(
        "Names, weeks and Envoy's fractions are those of the C locale",
        arguments: [
            ("%a %A %b %B %h", "Tue Tuesday Feb February Feb"), ("%C %y %G %g %j", "20 09 2009 09 034"),
            ("%e|%k|%l|%I %p %P", " 3| 4| 4|04 AM am"), ("%u %w %U %W %V", "2 2 05 05 06"),
            ("%D %x", "02/03/09 02/03/09"),
            ("%c", "Tue Feb  3 04:05:06 2009"), ("%r %R %X", "04:05:06 AM 04:05 04:05:06"), ("%t", "\t"),
            ("%E3S %E*S %E4Y", "06.007 06.007008009 2009"), ("%*f %E6f", "007008009 007008"),
            ("%Ez %:z %::z %E*z", "+00:00 +00:00 +00:00:00 +00:00:00"), ("%Ey %Od", "09 03"),
            ("%ES %Oq %E", "%ES %Oq %E"),
        ])
    func wordsAndFractions(pattern: String, expected: String) {
        var line = ByteBuffer()
        TimePattern.append(Array(pattern.utf8).span, seconds: 1_233_633_906, nanoseconds: 7_008_009, to: &line)
        #expect(text(line.readable) == expected)
    }

    @Test(
        "Weeks by ISO 8601 belong to the year of their Thursday",
        arguments: [
            (1_104_537_600, "2004-53"), (1_136_073_600, "2005-52"), (1_230_681_600, "2009-01"),
            (1_609_459_200, "2020-53"),
            (1_704_067_200, "2024-01"),
        ])
    func isoWeeks(seconds: Int64, expected: String) {
        var line = ByteBuffer()
        TimePattern.append(Array("%G-%V".utf8).span, seconds: seconds, nanoseconds: 0, to: &line)
        #expect(text(line.readable) == expected)
    }
}

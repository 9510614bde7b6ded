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
            ("%Q%", "%Q%"), ("%5x", "%5x"), ("%", "%"), ("", ""), ("a%%b", "a%%b"),
        ])
    func fields(pattern: String, expected: String) {
        var line = ByteBuffer()
        TimePattern.append(Array(pattern.utf8).span, seconds: 1_233_633_906, nanoseconds: 7_008_009, to: &line)
        #expect(text(line.readable) == expected)
    }
}

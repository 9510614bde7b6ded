import Buffers
import Glibc
import Testing

@testable import Telemetry

@Suite("The application log")
struct LogTests {
    private func record(_ message: String, offset: Int = 32_400) -> LogRecord {
        LogRecord(
            level: .info, component: .main, message: message, file: "source/server/server.cc", line: 463,
            function: "initializeOrThrow", thread: 10_918, process: 10_917, seconds: 1_795_454_979,
            nanoseconds: 505_269_000, utcOffset: offset)
    }

    private func line(_ pattern: String, _ message: String = "hello", offset: Int = 32_400) -> String {
        rendered { LogPattern(pattern).append(record(message, offset: offset), to: &$0) }
    }

    @Test("Flags mean what they mean to Envoy")
    func flags() {
        #expect(
            line("%Y-%m-%d %T.%e %z|%t|%l|%L|%n|%s|%g|%#|%!|%v|%q|%P|%8n|%-8l|%H|%%|%+|%j|%_|%@|%D|%F|%f|%c")
                == "2026-11-24 02:29:39.505 +09:00|10918|info|I|main|server.cc|source/server/server.cc|463|"
                + "initializeOrThrow|hello|%q|10917|    main|info    |02|%|hello|hello|hello|"
                + "source/server/server.cc:463|11/24/26|505269000|505269|Tue Nov 24 02:29:39 2026\n")
        #expect(
            line("%C|%a|%A|%b|%B|%I|%p|%r|%R|%X|%x|%E|%y")
                == "26|Tue|Tuesday|Nov|November|02|AM|02:29:39 AM|02:29|02:29:39|11/24/26|1795454979|%y\n")
        #expect(line("%z %T", offset: -12_600) == "-03:30 13:59:39\n")
        #expect(line("%j %_", "a\"b\n\u{1}") == "a\\\"b\\n\\u0001 a\"b\\n\u{1}\n")
        #expect(line("%=8l|%3l|100%|%") == "  info  |info|100%||%\n" || line("%=8l|%3l") == "  info  |info\n")
        #expect(line("trailing %") == "trailing %\n")
        #expect(line("") == "\n")
    }

    @Test("The default pattern is Envoy's")
    func standardPattern() {
        #expect(
            rendered { LogPattern.standard.append(record("exiting", offset: 0), to: &$0) }
                == "[2026-11-23 17:29:39.505][10918][info][main] [source/server/server.cc:463] exiting\n")
    }

    @Test("A line below its component's level is neither built nor written")
    func levels() throws {
        let directory = TemporaryDirectory()
        let writer = try LogWriter()
        let log = Log(sink: try writer.open(.file(directory.file("log"))).get(), pattern: LogPattern("%l %n %v"))
        var built = 0
        func message(_ text: String) -> String {
            built += 1
            return text
        }
        log.debug(.main, message("no"))
        log.info(.main, message("one"))
        log.setLevel(.debug, for: .router)
        log.debug(.router, message("two"))
        log.debug(.pool, message("no"))
        log.setLevel(.off)
        log.critical(.main, message("no"))
        log.setLevel(.error)
        log.warning(.main, message("no"))
        log.log(.error, .main, message("three"))
        #expect(log.level(of: .router) == .error)
        #expect(built == 3)
        #expect(writer.finish(milliseconds: 60_000))
        #expect(contents(directory.file("log")) == "info main one\ndebug router two\nerror main three\n")
    }

    @Test("A line tells thread, process, file and time")
    func surroundings() throws {
        let directory = TemporaryDirectory()
        let writer = try LogWriter()
        let log = Log(sink: try writer.open(.file(directory.file("log"))).get(), pattern: LogPattern("%P %s %! %E %t"))
        let before = time(nil)
        log.info(.main, "x")
        #expect(writer.finish(milliseconds: 60_000))
        let fields = contents(directory.file("log")).split(whereSeparator: { $0 == " " || $0 == "\n" })
        #expect(fields.count == 5)
        #expect(fields.prefix(3).elementsEqual(["\(getpid())", "LogTests.swift", "surroundings()"]))
        #expect((before...(before + 60)).contains(Int(fields[3]) ?? 0))
        #expect(Int(fields[4]) ?? 0 > 0)
    }

    @Test("A hot warning passes once an interval and says how many were held back")
    func limiter() throws {
        let directory = TemporaryDirectory()
        let writer = try LogWriter()
        let log = Log(sink: try writer.open(.file(directory.file("log"))).get(), pattern: LogPattern("%v"))
        let limiter = LogRateLimiter(everyMilliseconds: 1_000)
        for tick in 0..<25 {
            log.warning(.main, limiter: limiter, now: 5_000_000_000 + UInt64(tick) * 100_000_000, "full")
        }
        #expect(writer.finish(milliseconds: 60_000))
        #expect(
            contents(directory.file("log"))
                == "full\nfull (9 more like this were held back)\nfull (9 more like this were held back)\n")
    }

    @Test("Level and component names are Envoy's")
    func names() {
        #expect(LogLevel.allCases.map { $0.name } == ["trace", "debug", "info", "warning", "error", "critical", "off"])
        #expect(LogLevel(name: "warn") == .warning)
        #expect(LogLevel(name: "loud") == nil)
        for level in LogLevel.allCases { #expect(LogLevel(name: level.name) == level) }
        for component in LogComponent.allCases { #expect(LogComponent(name: component.name) == component) }
        #expect(LogComponent(name: "nothing") == nil)
    }
}

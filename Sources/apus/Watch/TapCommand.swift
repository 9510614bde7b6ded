internal import Configuration
internal import ControlPlane
internal import EventLoops

/// `apus tap`: requests of a proxy as they end, those that somebody looks for.
enum TapCommand: Subcommand {
    static let name = "tap"
    static let flags =
        AdminQuestions.flags + [
            Flag("--cluster", .value("name"), "only requests to this cluster"),
            Flag("--route", .value("name"), "only requests of this route"),
            Flag("--authority", .value("host"), "only requests for this host"),
            Flag("--method", .value("word"), "only requests with this method"),
            Flag("--path", .value("prefix"), "only requests whose paths begin so"),
            Flag("--status", .value("number|5xx"), "only requests with this status, or of this class"),
            Flag("--flag", .value("UF"), "only requests with this response flag"),
            Flag("--slower-than", .value("ms"), "only requests that took longer"),
            Flag("--failed", .toggle, "only requests that failed"),
            Flag("--count", short: "-n", .value("n"), "end after so many requests"),
            Flag("--timeout", .value("seconds"), "end after so long; default: never"),
        ]

    static func run(_ parsed: ParsedFlags) throws(CommandFailure) -> ExitCode {
        let questions = try AdminQuestions(parsed)
        let filter = try TapFilter(parsed)
        let most = try parsed.number("--count", in: 1...Int.max) ?? .max
        let seconds = try parsed.number("--timeout", in: 1...86_400) ?? 0
        return follow(questions, filter, most, seconds)
    }

    private static func follow(
        _ questions: AdminQuestions, _ filter: TapFilter, _ most: Int, _ seconds: Int
    ) -> ExitCode {
        do {
            // What ended before is not asked for.
            var cursor = try questions.ask("/tap")["cursor"]?.string ?? ""
            if !questions.writesJSON { Terminal.error("recording; a sample of what ends is shown") }
            let start = LoopClock.monotonic()
            var count = 0
            while count < most {
                let answer = try questions.ask("/tap?after=\(cursor)")
                cursor = answer["cursor"]?.string ?? cursor
                if let lost = UInt64(answer["lost"]?.string ?? ""), lost > 0 {
                    Terminal.error("\(lost) came too fast to be fetched")
                }
                if answer["begins"]?.bool == true { Terminal.error("recording stood still for a while") }
                for request in answer["requests"]?.elements ?? [] where filter.matches(request) && count < most {
                    count += 1
                    Terminal.out(questions.writesJSON ? json(request) : line(request))
                }
                if count >= most { break }
                if seconds > 0, (LoopClock.monotonic() &- start) / 1_000_000_000 >= UInt64(seconds) { break }
                try LoopPause.wait(seconds: 1)
            }
            return .success
        } catch let error as AdminQuestions.Failure {
            Terminal.error(error.text)
        } catch {
            Terminal.error("\(error)")
        }
        return .resource
    }

    private static func json(_ request: JSONNode) -> String {
        var bytes: [UInt8] = []
        JSONText.append(request, to: &bytes)
        return String(decoding: bytes, as: UTF8.self) + "\n"
    }

    private static func line(_ request: JSONNode) -> String {
        func text(_ name: String) -> String { (request[name]?.string ?? "-").oneLine }
        let milliseconds = (request["duration_us"]?.double ?? 0) / 1_000
        let words = [
            String(text("time").dropFirst(11).prefix(12)), request["status"]?.numberText ?? "0", text("method"),
            text("authority") + (request["path"]?.string ?? "").oneLine, "\(milliseconds.fixed(1)) ms", text("flags"),
            text("route"), text("cluster"), text("endpoint"), text("details"),
        ]
        return words.joined(separator: "  ") + "\n"
    }
}

internal import Configuration
internal import ControlPlane
internal import EventLoops

/// `apus tap`: requests of a proxy as they end, those that somebody looks for.
enum TapCommand {
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

    static func run(_ arguments: ArraySlice<String>) -> ExitCode {
        do throws(UsageError) {
            let parsed = try ParsedFlags.parse(arguments, flags: flags).get()
            let questions = try AdminQuestions(parsed)
            let filter = try TapFilter(parsed)
            let most = try AdminQuestions.number(parsed, "--count", default: .max, upTo: .max)
            let seconds = try AdminQuestions.number(parsed, "--timeout", default: 0, upTo: 86_400)
            return follow(questions, filter, most, seconds)
        } catch {
            Terminal.error("\(error.message)\nTry 'apus help tap'.")
            return .usage
        }
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

/// Which requests are shown.
struct TapFilter {
    private var equal: [(member: String, text: String)] = []
    private var path = ""
    private var statuses: ClosedRange<Int>?
    private var flag = ""
    private var slowerThan = 0.0
    private var onlyFailed = false

    init(_ parsed: ParsedFlags) throws(UsageError) {
        for name in ["cluster", "route", "authority", "method"] {
            if let text = parsed.values["--\(name)"] { equal.append((name, text)) }
        }
        path = parsed.values["--path"] ?? ""
        onlyFailed = parsed.toggles.contains("--failed")
        if let text = parsed.values["--status"] {
            let digits = text.hasSuffix("xx") ? text.dropLast(2) : text[...]
            guard let number = Int(digits), digits.count == (text.hasSuffix("xx") ? 1 : 3) else {
                throw UsageError("--status: a status such as 503, or a class such as 5xx expected, found '\(text)'")
            }
            statuses = text.hasSuffix("xx") ? number * 100...number * 100 + 99 : number...number
        }
        if let text = parsed.values["--flag"] {
            let names = FlagMeaning.all.map(\.short)
            guard names.contains(text) else {
                let hint = EditDistance.nearest(to: text, in: names).map { "; did you mean \($0)?" } ?? ""
                throw UsageError("--flag: '\(text)' is no response flag\(hint) 'apus explain --list' has all of them")
            }
            flag = text
        }
        if let text = parsed.values["--slower-than"] {
            guard let number = Double(text), number >= 0 else {
                throw UsageError("--slower-than: milliseconds expected, found '\(text)'")
            }
            slowerThan = number
        }
    }

    func matches(_ request: JSONNode) -> Bool {
        let status = Int(request["status"]?.double ?? 0)
        let flags = (request["flags"]?.string ?? "").split(separator: ",")
        if !equal.allSatisfy({ request[$0.member]?.string == $0.text }) { return false }
        if !(request["path"]?.string ?? "").hasPrefix(path) { return false }
        if let statuses, !statuses.contains(status) { return false }
        if !flag.isEmpty, !flags.contains(where: { $0 == flag }) { return false }
        if onlyFailed, status > 0, status < 500, flags.isEmpty { return false }
        return (request["duration_us"]?.double ?? 0) / 1_000 >= slowerThan
    }
}

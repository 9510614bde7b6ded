internal import EventLoops

/// `apus top`: requests, errors and times by cluster, endpoint and route of a proxy, again and again.
enum TopCommand {
    static let flags =
        AdminQuestions.flags + [
            Flag("--by", .value("cluster|endpoint|route"), "what is shown; default: all three"),
            Flag("--filter", .value("text"), "only rows whose names hold this"),
            Flag("--sort", .value("rate|errors|p99|name"), "what the rows are sorted by; default rate"),
            Flag("--interval", .value("seconds"), "between two looks; default 2"),
            Flag("--once", .toggle, "look twice, one interval apart, write the table and end"),
        ]

    private static let groups = ["cluster", "endpoint", "route"]

    static func run(_ arguments: ArraySlice<String>) -> ExitCode {
        do throws(UsageError) {
            let parsed = try ParsedFlags.parse(arguments, flags: flags).get()
            let questions = try AdminQuestions(parsed)
            var chosen = groups
            if let word = parsed.values["--by"] { chosen = [try oneOf(groups, word, "--by")] }
            let sort = try oneOf(["rate", "errors", "p99", "name"], parsed.values["--sort"] ?? "rate", "--sort")
            let seconds = try AdminQuestions.number(parsed, "--interval", default: 2, upTo: 3_600)
            let table = TopTable(groups: chosen, filter: parsed.values["--filter"] ?? "", sort: sort)
            return look(questions, table, seconds, once: parsed.toggles.contains("--once"))
        } catch {
            Terminal.error("\(error.message)\nTry 'apus help top'.")
            return .usage
        }
    }

    private static func oneOf(_ names: [String], _ word: String, _ flag: String) throws(UsageError) -> String {
        if names.contains(word) { return word }
        let hint = EditDistance.nearest(to: word, in: names).map { "; did you mean \($0)?" } ?? ""
        throw UsageError("\(flag): one of \(names.joined(separator: ", ")) expected, found '\(word)'\(hint)")
    }

    private static func look(
        _ questions: AdminQuestions, _ table: TopTable, _ seconds: Int, once: Bool
    ) -> ExitCode {
        do {
            var before = try TopReading(questions)
            while true {
                try LoopPause.wait(seconds: seconds)
                let now = try TopReading(questions)
                let rows = table.rows(before, now)
                if questions.writesJSON {
                    Terminal.out(TopTable.json(rows) + "\n")
                } else {
                    // Cleared from the top, so that the table stands still.
                    Terminal.out((once ? "" : "\u{1b}[H\u{1b}[2J") + table.text(rows, now))
                }
                if once { return .success }
                before = now
            }
        } catch let error as AdminQuestions.Failure {
            Terminal.error(error.text)
        } catch {
            Terminal.error("\(error)")
        }
        return .resource
    }
}

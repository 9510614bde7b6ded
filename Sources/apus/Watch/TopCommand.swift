internal import EventLoops

/// `apus top`: requests, errors and times by cluster, endpoint and route of a proxy, again and again.
enum TopCommand: Subcommand {
    static let name = "top"
    static let flags =
        AdminQuestions.flags + [
            Flag("--by", .value("cluster|endpoint|route"), "what is shown; default: all three"),
            Flag("--filter", .value("text"), "only rows whose names hold this"),
            Flag("--sort", .value("rate|errors|p99|name"), "what the rows are sorted by; default rate"),
            Flag("--interval", .value("seconds"), "between two looks; default 2"),
            Flag("--once", .toggle, "look twice, one interval apart, write the table and end"),
        ]

    private static let groups = ["cluster", "endpoint", "route"]

    static func run(_ parsed: ParsedFlags) throws(CommandFailure) -> ExitCode {
        let questions = try AdminQuestions(parsed)
        let chosen = try parsed.choice("--by", among: groups).map { [$0] } ?? groups
        let sort = try parsed.choice("--sort", among: ["rate", "errors", "p99", "name"]) ?? "rate"
        let seconds = try parsed.number("--interval", in: 1...3_600) ?? 2
        let table = TopTable(groups: chosen, filter: parsed.values["--filter"] ?? "", sort: sort)
        return look(questions, table, seconds, once: parsed.toggles.contains("--once"))
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

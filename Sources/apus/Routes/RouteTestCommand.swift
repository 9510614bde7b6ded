internal import Configuration

/// `apus route-test -c FILE TESTS…`: holds a route table to files of tests, as Envoy's `router_check_tool` does.
enum RouteTestCommand: Subcommand {
    static let name = "route-test"
    static let synopsis = "-c FILE [flags] TESTS"
    static let flags = [
        Flag("--config-path", short: "-c", .value("file"), "a route table, or a bootstrap with one"),
        Flag("--test-path", short: "-t", .value("file"), "a file of tests; other files may follow"),
        Flag("--listener", .value("name"), "whose table of a bootstrap is meant; default: the first one's"),
        Flag("--details", short: "-d", .toggle, "list tests that pass, too"),
        Flag("--fail-under", short: "-f", .value("percent"), "the share of routes that tests have to lead to"),
    ]

    static func run(_ parsed: ParsedFlags) throws(CommandFailure) -> ExitCode {
        let files = (parsed.lists["--test-path"] ?? []) + parsed.operands
        guard let path = parsed.values["--config-path"], !files.isEmpty else {
            throw .usage("two files are needed: apus route-test -c FILE TESTS")
        }
        var least = 0.0
        if let text = parsed.values["--fail-under"] {
            guard let number = Double(text) else { throw .usage("--fail-under: a number expected, found '\(text)'") }
            least = number
        }
        let reader = ConfigurationReader()
        let table = try Self.table(path, reader, parsed.values["--listener"])
        return try run(files, reader, table, least, listsAll: parsed.toggles.contains("--details"))
    }

    private static func source(_ path: String) throws(CommandFailure) -> ConfigurationReader.Source {
        ConfigurationReader.Source(file: path, bytes: try Terminal.read(path))
    }

    /// The table of a file that is one, or of a listener of a bootstrap.
    private static func table(
        _ path: String, _ reader: ConfigurationReader, _ listener: String?
    ) throws(CommandFailure) -> RouteConfiguration {
        let source = try Self.source(path)
        if !reader.isBootstrap(source) {
            let reading = reader.routeTable(source)
            return try value(reading.value, reading.complaints)
        }
        let outcome = reader.bootstrap([source])
        let bootstrap = try value(outcome.configuration, outcome.complaints)
        for candidate in bootstrap.listeners where listener == nil || candidate.name == listener {
            let chains = candidate.filterChains + [candidate.defaultFilterChain].compactMap(\.self)
            for filter in chains.flatMap(\.filters) {
                if case .httpConnectionManager(let manager) = filter { return manager.routeConfiguration }
            }
        }
        throw .usage("\(path): no listener\(listener.map { " '\($0)'" } ?? "") has a route table")
    }

    /// What was read, after its complaints were told.
    private static func value<Value>(
        _ value: Value?, _ complaints: [ConfigurationComplaint]
    ) throws(CommandFailure) -> Value {
        for complaint in complaints { Terminal.error(complaint.text) }
        guard let value else { throw CommandFailure(.invalidConfiguration, []) }
        return value
    }

    private static func run(
        _ files: [String], _ reader: ConfigurationReader, _ table: RouteConfiguration, _ least: Double, listsAll: Bool
    ) throws(CommandFailure) -> ExitCode {
        var runner = RouteTest(table)
        var (passed, failed) = (0, 0)
        for file in files {
            let reading = reader.routeTests(try source(file))
            for test in try value(reading.value, reading.complaints) {
                let outcome = runner.run(test)
                if outcome.failures.isEmpty { passed += 1 } else { failed += 1 }
                if outcome.failures.isEmpty && listsAll { Terminal.out("\(outcome.name): passed\n") }
                for failure in outcome.failures { Terminal.out("\(outcome.name): \(failure)\n") }
            }
        }
        let tenths = Int(runner.coverage * 10)
        Terminal.out("\(passed) passed, \(failed) failed; routes reached: \(tenths / 10).\(tenths % 10) %\n")
        return failed == 0 && runner.coverage >= least ? .success : .invalidConfiguration
    }
}

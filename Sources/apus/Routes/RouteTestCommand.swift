internal import Configuration
internal import EventLoops

/// `apus route-test -c FILE TESTS…`: holds a route table to files of tests, as Envoy's `router_check_tool` does.
enum RouteTestCommand {
    static let flags = [
        Flag("--config-path", short: "-c", .value("file"), "a route table, or a bootstrap with one"),
        Flag("--test-path", short: "-t", .value("file"), "a file of tests; other files may follow"),
        Flag("--listener", .value("name"), "whose table of a bootstrap is meant; default: the first one's"),
        Flag("--details", short: "-d", .toggle, "list tests that pass, too"),
        Flag("--fail-under", short: "-f", .value("percent"), "the share of routes that tests have to lead to"),
    ]

    static func run(_ arguments: ArraySlice<String>) -> ExitCode {
        let parsed: ParsedFlags
        switch ParsedFlags.parse(arguments, flags: flags) {
        case .success(let value): parsed = value
        case .failure(let error): return usage(error.message)
        }
        let files = (parsed.lists["--test-path"] ?? []) + parsed.operands
        guard let path = parsed.values["--config-path"], !files.isEmpty else {
            return usage("two files are needed: apus route-test -c FILE TESTS")
        }
        var least = 0.0
        if let text = parsed.values["--fail-under"] {
            guard let number = Double(text) else { return usage("--fail-under: a number expected, found '\(text)'") }
            least = number
        }
        let reader = ConfigurationReader()
        switch table(path, reader, parsed.values["--listener"]) {
        case .failure(let failure): return failure.code
        case .success(let table):
            return run(files, reader, table, least, listsAll: parsed.toggles.contains("--details"))
        }
    }

    private struct Failure: Error {
        let code: ExitCode
    }

    private static func usage(_ message: String) -> ExitCode {
        Terminal.error("\(message)\nTry 'apus help route-test'.")
        return .usage
    }

    private static func source(_ path: String) -> Result<ConfigurationReader.Source, Failure> {
        switch Files.read(path) {
        case .success(let bytes): return .success(.init(file: path, bytes: bytes))
        case .failure(let reason):
            Terminal.error("\(path): cannot be read: \(reason.text)")
            return .failure(Failure(code: .unreadableFile))
        }
    }

    /// The table of a file that is one, or of a listener of a bootstrap.
    private static func table(
        _ path: String, _ reader: ConfigurationReader, _ listener: String?
    ) -> Result<RouteConfiguration, Failure> {
        source(path).flatMap { source in
            if !reader.isBootstrap(source) {
                let reading = reader.routeTable(source)
                for complaint in reading.complaints { Terminal.error(complaint.text) }
                return reading.value.map { .success($0) } ?? .failure(Failure(code: .invalidConfiguration))
            }
            let outcome = reader.bootstrap([source])
            for complaint in outcome.complaints { Terminal.error(complaint.text) }
            guard let bootstrap = outcome.configuration else { return .failure(Failure(code: .invalidConfiguration)) }
            for candidate in bootstrap.listeners where listener == nil || candidate.name == listener {
                for filter in (candidate.filterChains + [candidate.defaultFilterChain].compactMap(\.self)).flatMap(
                    \.filters)
                {
                    if case .httpConnectionManager(let manager) = filter { return .success(manager.routeConfiguration) }
                }
            }
            Terminal.error("\(path): no listener\(listener.map { " '\($0)'" } ?? "") has a route table")
            return .failure(Failure(code: .usage))
        }
    }

    private static func run(
        _ files: [String], _ reader: ConfigurationReader, _ table: RouteConfiguration, _ least: Double, listsAll: Bool
    ) -> ExitCode {
        var runner = RouteTest(table)
        var (passed, failed) = (0, 0)
        for file in files {
            switch source(file) {
            case .failure(let failure): return failure.code
            case .success(let source):
                let reading = reader.routeTests(source)
                for complaint in reading.complaints { Terminal.error(complaint.text) }
                guard let tests = reading.value else { return .invalidConfiguration }
                for test in tests {
                    let outcome = runner.run(test)
                    if outcome.failures.isEmpty { passed += 1 } else { failed += 1 }
                    if outcome.failures.isEmpty && listsAll { Terminal.out("\(outcome.name): passed\n") }
                    for failure in outcome.failures { Terminal.out("\(outcome.name): \(failure)\n") }
                }
            }
        }
        let tenths = Int(runner.coverage * 10)
        Terminal.out("\(passed) passed, \(failed) failed; routes reached: \(tenths / 10).\(tenths % 10) %\n")
        return failed == 0 && runner.coverage >= least ? .success : .invalidConfiguration
    }
}

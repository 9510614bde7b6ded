internal import Admin
internal import Configuration
internal import EventLoops
internal import ProxyRuntime
internal import Telemetry

/// `apus proxy`: reads the configuration, starts the proxy and its admin interface, serves until it has drained.
enum ProxyCommand {
    static func run(_ arguments: ArraySlice<String>) -> ExitCode {
        let flags: ParsedFlags
        switch ParsedFlags.parse(arguments, flags: ProxyFlags.all) {
        case .success(let parsed): flags = parsed
        case .failure(let error): return usage(error.message)
        }
        if flags.toggles.contains("--hot-restart-version") {
            Terminal.out("\(HotRestartOptions.version)\n")
            return .success
        }
        if let operand = flags.operands.first { return usage("'\(operand)' is no flag; the file is given by -c") }
        var options = ProxyOptions()
        if let problem = apply(flags, to: &options) { return usage(problem) }
        guard flags.values["--config-path"] != nil || flags.values["--config-yaml"] != nil else {
            return usage("a configuration is needed: -c <file> or --config-yaml <yaml>")
        }
        let bootstrap: BootstrapConfiguration
        switch ConfigurationFiles.read(flags) {
        case .success(let value): bootstrap = value
        case .failure(let code): return code
        }
        if bootstrap.applicationLogFormat != nil, flags.values["--log-format"] != nil {
            Terminal.error("the application log's format is given twice: by application_log_config and --log-format")
            return .invalidConfiguration
        }
        if flags.values["--mode"] == "validate" {
            if let obstacles = ProxyServer.obstacles(to: bootstrap) { return tell(obstacles) }
            Terminal.out("configuration '\(options.configurationPath)' OK\n")
            return .success
        }
        return serve(consume bootstrap, options, flags)
    }

    /// Takes the configuration over, so that what the server does not keep of it is freed.
    private static func serve(
        _ bootstrap: consuming BootstrapConfiguration, _ options: ProxyOptions, _ flags: ParsedFlags
    ) -> ExitCode {
        do {
            let format = bootstrap.applicationLogFormat
            guard let application = try ApplicationLog(flags, format: format) else { return .resource }
            let address = bootstrap.admin
            let server = try ProxyServer(
                consume bootstrap, options: options, log: application.log, logWriter: application.writer)
            let again = ConfigurationFiles.Origin(flags)
            server.setRereading { again.load().contents }
            let admin = try AdminServer.start(address, server: server, version: Version.text)
            // What reading the configuration took is given back before the first request.
            ProcessMemory.trim()
            ProcessMemory.releaseCode()
            try server.run()
            admin?.close()
            return .success
        } catch let error as StartupError {
            return tell(error)
        } catch {
            Terminal.error("\(error)")
            return .resource
        }
    }

    private static func tell(_ error: StartupError) -> ExitCode {
        for message in error.messages { Terminal.error(message) }
        return ExitCode(error.kind)
    }

    /// Carries flags over into the options; a line that says what is wrong, or nil.
    private static func apply(_ flags: ParsedFlags, to options: inout ProxyOptions) -> String? {
        options.concurrency = CPULimit.defaultConcurrency()
        if let text = flags.values["--concurrency"] {
            guard let value = Int(text), (1...256).contains(value) else {
                return "--concurrency: 1 to 256 expected, found '\(text)'"
            }
            options.concurrency = value
        }
        if let text = flags.values["--drain-time-s"] {
            guard let value = UInt64(text), value <= 86_400 else {
                return "--drain-time-s: 0 to 86400 seconds expected, found '\(text)'"
            }
            options.drainSeconds = value
        }
        if let text = flags.values["--file-flush-interval-msec"] {
            guard let value = UInt64(text), (1...3_600_000).contains(value) else {
                return "--file-flush-interval-msec: 1 to 3600000 milliseconds expected, found '\(text)'"
            }
            options.logFlushMilliseconds = value
        }
        if let text = flags.values["--drain-strategy"] {
            guard text == "gradual" || text == "immediate" else {
                return "--drain-strategy: gradual or immediate expected, found '\(text)'"
            }
            options.drainsGradually = text == "gradual"
        }
        if let problem = HotRestartFlags.apply(flags, to: &options.hotRestart) { return problem }
        if let problem = IdentityFlags.apply(flags, to: &options) { return problem }
        if let text = flags.values["--mode"], text != "serve" && text != "validate" {
            let hint = EditDistance.nearest(to: text, in: ["serve", "validate"]).map { "; did you mean \($0)?" } ?? ""
            return "--mode: serve or validate expected, found '\(text)'\(hint)"
        }
        if let text = flags.values["--log-level"] {
            guard LogLevel(name: text) != nil else {
                let names = LogLevel.allCases.map(\.name)
                let hint = EditDistance.nearest(to: text, in: names).map { "; did you mean \($0)?" } ?? ""
                return "--log-level: one of \(names.joined(separator: ", ")) expected, found '\(text)'\(hint)"
            }
            options.logLevel = text
        }
        for text in flags.lists["--stats-tag"] ?? [] {
            guard let tag = ProxyOptions.StatisticsTag(text) else {
                return "--stats-tag: name:value expected, of letters and digits, and without a dot; found '\(text)'"
            }
            options.statisticsTags.append(tag)
        }
        if let text = flags.values["--merge-metrics"] {
            guard let source = MetricsSource(text) else {
                return "--merge-metrics: a URL such as http://127.0.0.1:9100/metrics expected, found '\(text)'"
            }
            options.metricsSource = source
        }
        options.refusesUnknownDynamicFields = flags.toggles.contains("--reject-unknown-dynamic-fields")
        options.ignoresUnknownDynamicFields = flags.toggles.contains("--ignore-unknown-dynamic-fields")
        options.watchesConfiguration = flags.toggles.contains("--watch")
        options.lastGoodPath = flags.values["--last-good-path"] ?? ""
        options.serviceNode = flags.values["--service-node"] ?? ""
        options.serviceCluster = flags.values["--service-cluster"] ?? ""
        options.serviceZone = flags.values["--service-zone"] ?? ""
        options.adminAddressPath = flags.values["--admin-address-path"] ?? ""
        options.configurationPath = flags.values["--config-path"] ?? ""
        return nil
    }

    private static func usage(_ message: String) -> ExitCode {
        Terminal.error("\(message)\nTry 'apus help proxy'.")
        return .usage
    }
}

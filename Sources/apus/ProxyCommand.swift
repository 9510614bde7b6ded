internal import Admin
internal import Configuration
internal import EventLoops
internal import ProxyRuntime
internal import Telemetry

/// `apus proxy`: reads the configuration, starts the proxy and its admin interface, serves until it has drained.
enum ProxyCommand: Subcommand {
    static let name = "proxy"
    static let synopsis = "-c FILE [flags]"
    static let flags = ProxyFlags.all

    static func run(_ flags: ParsedFlags) throws(CommandFailure) -> ExitCode {
        if flags.toggles.contains("--hot-restart-version") {
            Terminal.out("\(HotRestartOptions.version)\n")
            return .success
        }
        try flags.refuseOperands("; the file is given by -c")
        let options = try ProxyFlags.options(flags)
        guard flags.values["--config-path"] != nil || flags.values["--config-yaml"] != nil else {
            throw .usage("a configuration is needed: -c <file> or --config-yaml <yaml>")
        }
        let bootstrap = try ConfigurationFiles.read(flags)
        if bootstrap.applicationLogFormat != nil, flags.values["--log-format"] != nil {
            throw CommandFailure(
                .invalidConfiguration,
                ["the application log's format is given twice: by application_log_config and --log-format"])
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
}

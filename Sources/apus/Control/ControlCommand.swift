internal import Admin
internal import ControlPlane
internal import ProxyRuntime
internal import Telemetry

/// `apus control`: reads mesh documents and tells proxies what to run.
enum ControlCommand: Subcommand {
    static let name = "control"
    static let synopsis = "--documents DIRECTORY [flags]"
    static let flags = ControlFlags.all
    static let notes = "\n" + Help.text(for: TokenCommand.self)

    static func run(_ flags: ParsedFlags) throws(CommandFailure) -> ExitCode {
        try flags.refuseOperands()
        _ = try flags.choice("--log-level", among: LogLevel.allCases.map(\.name))
        return serve(try ControlFlags.options(flags), flags)
    }

    private static func serve(_ options: ControlPlaneOptions, _ flags: ParsedFlags) -> ExitCode {
        do {
            guard let application = try ApplicationLog(flags) else { return .resource }
            var options = options
            options.pages = ControlDashboard.files.map {
                InterfacePage(path: $0.path, contentType: $0.contentType, fields: $0.fields, body: $0.body)
            }
            let server = try ControlPlaneServer(options, log: application.log, logWriter: application.writer)
            ProcessMemory.trim()
            server.run()
            return .success
        } catch let error as StartupError {
            for message in error.messages { Terminal.error(message) }
            return error.kind == .configuration ? .invalidConfiguration : .resource
        } catch {
            Terminal.error("\(error)")
            return .resource
        }
    }
}

internal import Admin
internal import ControlPlane
internal import ProxyRuntime
internal import Telemetry

/// `apus control`: reads mesh documents and tells proxies what to run.
enum ControlCommand {
    static func run(_ arguments: ArraySlice<String>) -> ExitCode {
        if arguments.first == "token" { return TokenCommand.run(arguments.dropFirst()) }
        let flags: ParsedFlags
        switch ParsedFlags.parse(arguments, flags: ControlFlags.all) {
        case .success(let parsed): flags = parsed
        case .failure(let error): return usage(error.message)
        }
        if let operand = flags.operands.first { return usage("'\(operand)' is no flag") }
        if let text = flags.values["--log-level"], LogLevel(name: text) == nil {
            let names = LogLevel.allCases.map(\.name).joined(separator: ", ")
            return usage("--log-level: one of \(names) expected, found '\(text)'")
        }
        switch ControlFlags.options(flags) {
        case .failure(let problem):
            Terminal.error(problem.text)
            return problem.code
        case .success(let options): return serve(options, flags)
        }
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

    private static func usage(_ message: String) -> ExitCode {
        Terminal.error("\(message)\nTry 'apus help control'.")
        return .usage
    }
}

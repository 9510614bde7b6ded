/// One word behind `apus`: the flags that it takes, and what it does with them.
protocol Subcommand {
    /// The word; two of them where one command has another below it.
    static var name: String { get }
    /// What follows the name, as `apus help` shows it.
    static var synopsis: String { get }
    static var flags: [Flag] { get }
    /// What `apus help` says behind the flags.
    static var notes: String { get }

    /// Does it. The user is told of a failure that is thrown, and the process ends with its code.
    static func run(_ parsed: ParsedFlags) throws(CommandFailure) -> ExitCode
}

extension Subcommand {
    static var synopsis: String { "[flags]" }
    static var notes: String { "" }

    /// Reads the arguments behind the name and runs the command.
    static func perform(_ arguments: ArraySlice<String>) -> ExitCode {
        do throws(CommandFailure) {
            return try run(try ParsedFlags(arguments, flags: flags))
        } catch {
            for message in error.messages { Terminal.error(message) }
            if error.code == .usage { Terminal.error("Try 'apus help \(name)'.") }
            return error.code
        }
    }
}

/// All commands.
enum Subcommands {
    static var all: [any Subcommand.Type] {
        [
            ProxyCommand.self, ValidateCommand.self, CheckCommand.self, RouteCommand.self, RouteTestCommand.self,
            TokenCommand.self, ControlCommand.self, StatusCommand.self, ReadyCommand.self, TopCommand.self,
            TapCommand.self, ExplainCommand.self, EchoCommand.self, InterceptionCommand.self, InjectCommand.self,
            UninjectCommand.self, InjectorCommand.self, RequestCommand.self,
        ]
    }

    /// The command that the first words name, and what stands behind them. `control token` is looked for before
    /// `control`.
    static func find(_ words: ArraySlice<String>) -> (command: any Subcommand.Type, rest: ArraySlice<String>)? {
        for command in all {
            let name = command.name.split(separator: " ").map(String.init)
            if words.starts(with: name) { return (command, words.dropFirst(name.count)) }
        }
        return nil
    }
}

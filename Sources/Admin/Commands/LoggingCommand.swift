internal import Telemetry

/// `POST /logging`: shows the level of each component, and sets them.
///
/// One parameter at most: `level=<level>` for all, `paths=<name>:<level>,…` for some, `<name>=<level>` for one.
enum LoggingCommand {
    /// The usage text's first line.
    private struct Refusal: Error {
        let reason: String
    }

    static func run(_ request: AdminRequest, log: Log) -> AdminReply {
        do throws(Refusal) {
            try apply(request, log)
        } catch {
            let usage = """
                error: \(error.reason)

                usage: /logging?<name>=<level> (change single level)
                usage: /logging?paths=name1:level1,name2:level2,... (change multiple levels)
                usage: /logging?level=<level> (change all levels)
                usage: /logging?group=<group_name>:<level> (change group of loggers)
                levels: trace debug info warning error critical off \n
                """
            return AdminReply(usage + levels(log), status: 400)
        }
        return AdminReply(levels(log))
    }

    private static func levels(_ log: Log) -> String {
        var text = "active loggers:\n"
        for component in LogComponent.allCases { text += "  \(component.name): \(log.level(of: component).name)\n" }
        return text + "\n"
    }

    private static func apply(_ request: AdminRequest, _ log: Log) throws(Refusal) {
        let parameters = request.all
        guard parameters.count <= 1 else { throw Refusal(reason: "invalid number of parameters") }
        guard let (name, value) = parameters.first else { return }
        switch name {
        case "level": if !value.isEmpty { log.setLevel(try level(value)) }
        case "group": throw Refusal(reason: "group parameter requires fine-grain logging to be enabled")
        case "paths":
            // All are read before any is set.
            var changes: [(LogComponent, LogLevel)] = []
            for path in value.split(separator: ",") {
                let parts = path.split(separator: ":", omittingEmptySubsequences: false)
                guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
                    throw Refusal(reason: "empty logger name or empty logger level")
                }
                changes.append((try component(String(parts[0])), try level(String(parts[1]))))
            }
            for (component, level) in changes { log.setLevel(level, for: component) }
        default: log.setLevel(try level(value), for: try component(name))
        }
    }

    private static func component(_ name: String) throws(Refusal) -> LogComponent {
        guard let component = LogComponent(name: name) else { throw Refusal(reason: "unknown logger name") }
        return component
    }

    private static func level(_ name: String) throws(Refusal) -> LogLevel {
        // The command line also takes `warn`; this page never did.
        guard let level = LogLevel.allCases.first(where: { $0.name == name }) else {
            throw Refusal(reason: "unknown logger level")
        }
        return level
    }
}

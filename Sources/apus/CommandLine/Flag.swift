/// One flag of a subcommand.
struct Flag {
    /// What follows the flag.
    enum Kind: Equatable {
        /// Nothing.
        case toggle
        /// One value, as `--flag value` or `--flag=value`; the word for it in the help.
        case value(String)
        /// A flag of Envoy's for which there is nothing here; refused by name, with the reason.
        case refused(String)
    }

    /// `--long-name`.
    let name: String
    /// `-x`, or empty.
    let short: String
    let kind: Kind
    let help: String

    init(_ name: String, short: String = "", _ kind: Kind, _ help: String) {
        self.name = name
        self.short = short
        self.kind = kind
        self.help = help
    }
}

/// The flags that were given.
struct ParsedFlags {
    /// Values by flag name; of a flag given more than once the last one.
    var values: [String: String] = [:]
    /// All values of a flag, in their order.
    var lists: [String: [String]] = [:]
    /// Toggles that were given.
    var toggles: Set<String> = []
    /// Words that are no flags.
    var operands: [String] = []

    /// Reads `arguments` against `flags`.
    ///
    /// - Returns: what was given, or a line that says what is wrong, with the nearest flag for an unknown one.
    static func parse(_ arguments: ArraySlice<String>, flags: [Flag]) -> Result<ParsedFlags, UsageError> {
        var parsed = ParsedFlags()
        var rest = arguments
        while let word = rest.popFirst() {
            if word == "--" {
                parsed.operands.append(contentsOf: rest)
                break
            }
            guard word.hasPrefix("-"), word.count > 1 else {
                parsed.operands.append(word)
                continue
            }
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(parts[0])
            guard let flag = flags.first(where: { $0.name == name || (!$0.short.isEmpty && $0.short == name) }) else {
                return .failure(UsageError(unknown: name, flags: flags))
            }
            switch flag.kind {
            case .toggle: parsed.toggles.insert(flag.name)
            case .value(let placeholder):
                guard let value = parts.count == 2 ? String(parts[1]) : rest.popFirst() else {
                    return .failure(UsageError("\(name) needs a value: \(flag.name) <\(placeholder)>"))
                }
                parsed.values[flag.name] = value
                parsed.lists[flag.name, default: []].append(value)
            case .refused(let reason):
                return .failure(UsageError("\(flag.name) is a flag of Envoy's that apus lacks: \(reason)"))
            }
        }
        return .success(parsed)
    }
}

/// A mistake on the command line.
struct UsageError: Error {
    let message: String

    init(_ message: String) { self.message = message }

    init(unknown name: String, flags: [Flag]) {
        let candidates = flags.flatMap { $0.short.isEmpty ? [$0.name] : [$0.name, $0.short] }
        let nearest = EditDistance.nearest(to: name, in: candidates)
        message = "unknown flag \(name)" + (nearest.map { "; did you mean \($0)?" } ?? "")
    }
}

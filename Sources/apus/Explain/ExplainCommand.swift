internal import Configuration
internal import EventLoops

/// `apus explain FLAG|FIELD`: what a response flag means, or what a field of the configuration holds.
enum ExplainCommand: Subcommand {
    static let name = "explain"
    static let synopsis = "[flags] FLAG|FIELD"
    static let flags = [
        Flag("--output", short: "-o", .value("text|json"), "how it is written"),
        Flag("--list", .toggle, "list all response flags"),
        Flag("--reference", .value("directory"), "write the reference of all fields there, as pages in Markdown"),
    ]

    static let notes = """

        Such as UF, cluster.connect_timeout, static_resources.clusters[0].lb_policy or
        FilterChain.filters.typed_config.HttpConnectionManager.stat_prefix.

        """

    static func run(_ parsed: ParsedFlags) throws(CommandFailure) -> ExitCode {
        let output = try parsed.choice("--output", among: ["text", "json"]) ?? "text"
        if parsed.toggles.contains("--list") {
            if output == "json" {
                write([("flags", .list(FlagMeaning.all.map { .object(members(of: $0)) }))], asJSON: true)
            } else {
                for flag in FlagMeaning.all { Terminal.out("\(flag.short.padded(to: 7))\(flag.text)\n") }
            }
            return .success
        }
        if let directory = parsed.values["--reference"] { return writeReference(to: directory) }
        guard let word = parsed.operands.first, parsed.operands.count == 1 else {
            throw .usage("one flag or field is needed, such as apus explain UF or apus explain Cluster.connect_timeout")
        }
        if let flag = flag(word) {
            write(members(of: flag), asJSON: output == "json")
            return .success
        }
        return explain(word, asJSON: output == "json")
    }

    /// Writes the pages of the reference into a directory that is there.
    private static func writeReference(to directory: String) -> ExitCode {
        for page in ConfigurationReference().pages() {
            if let problem = Files.write(page.text, path: "\(directory)/\(page.name)") {
                Terminal.error("\(directory)/\(page.name): \(problem)")
                return .resource
            }
        }
        return .success
    }

    // MARK: - Flags

    private static func flag(_ word: String) -> FlagMeaning? {
        let plain = word.lowercased().filter { $0 != "_" && $0 != "-" }
        return FlagMeaning.all.first { $0.short == word.uppercased() || $0.long.lowercased() == plain }
    }

    /// The flag that was probably meant: a word in capitals is one, and another word where it is nearer than the field.
    private static func nearestFlag(to word: String, orElse field: String?) -> String? {
        let shorts = FlagMeaning.all.map(\.short)
        if word == word.uppercased(), let short = EditDistance.nearest(to: word, in: shorts) { return short }
        let longs = FlagMeaning.all.map(\.long)
        guard let nearest = EditDistance.nearest(to: word, in: (field.map { [$0] } ?? []) + longs) else {
            return field == nil ? EditDistance.nearest(to: word, in: shorts) : nil
        }
        return nearest == field ? nil : nearest
    }

    private static func members(of flag: FlagMeaning) -> [(String, TextTree)] {
        [("flag", .text("\(flag.short) (\(flag.long))")), ("means", .text(flag.text)), ("look at", .text(flag.advice))]
    }

    // MARK: - Fields

    private static func explain(_ path: String, asJSON: Bool) -> ExitCode {
        let explainer = FieldExplainer()
        switch explainer.find(path) {
        case .field(let field): write(members(of: field), asJSON: asJSON)
        case .type(let name):
            var members: [(String, TextTree)] = [("type", .text(name))]
            let values = explainer.values(of: name)
            if !values.isEmpty { members.append(("values", .list(values.map { .text($0) }))) }
            let fields = explainer.fields(of: name)
            if !fields.isEmpty {
                members.append(("fields", .list(fields.map { .text("\($0.name): \($0.type)") })))
            }
            write(members, asJSON: asJSON)
        case .several(let paths):
            Terminal.error("several things have this name; say which one you mean:")
            for path in paths { Terminal.error("  apus explain \(path)") }
            return .usage
        case .unknown(let part, let place, let nearest):
            let flag = path.contains(".") ? nil : nearestFlag(to: path, orElse: nearest)
            let hint = (flag.map { "the flag '\($0)'" } ?? nearest.map { "'\($0)'" }).map { "; did you mean \($0)?" }
            Terminal.error("'\(part)' is not in \(place)\(hint ?? "")")
            return .usage
        }
        return .success
    }

    private static func members(of field: FieldExplanation) -> [(String, TextTree)] {
        var members: [(String, TextTree)] = [("field", .text(field.name)), ("of", .text(field.message))]
        if let text = field.text { members.append(("means", .text(text))) }
        members += [("holds", .text(field.type)), ("default", .text(field.defaultText))]
        if !field.limits.isEmpty { members.append(("takes", .text(field.limits.joined(separator: "; ")))) }
        if let oneof = field.oneof { members.append(("one of", .text("\(oneof): at most one of that group is given"))) }
        if !field.values.isEmpty { members.append(("values", .list(field.values.map { .text($0) }))) }
        if !field.refusedValues.isEmpty {
            members.append(("refused", .list(field.refusedValues.map { .text($0) })))
        }
        if !field.extensions.isEmpty { members.append(("extensions", .list(field.extensions.map { .text($0) }))) }
        if !field.members.isEmpty { members.append(("fields", .list(field.members.map { .text($0) }))) }
        let support =
            switch field.support {
            case .implemented: "yes"
            case .refused: "no: Envoy has it, Apus lacks it, and refuses any value but the default"
            case .untried: "no: Apus reads no message of this type"
            }
        members.append(("supported", .text(support)))
        return members
    }

    private static func write(_ members: [(String, TextTree)], asJSON: Bool) {
        if asJSON { return Terminal.out(TextTree.object(members).json + "\n") }
        for (label, value) in members {
            switch value {
            case .list(let values):
                Terminal.out("\(label)\n" + values.map { "  \($0.plain)\n" }.joined())
            default: Terminal.out("\(label.padded(to: 11))\(value.plain)\n")
            }
        }
    }
}

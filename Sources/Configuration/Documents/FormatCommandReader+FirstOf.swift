extension FormatCommandReader {
    /// `{"operators": […]}`: commands by name, or as objects of `command`, `param` and `max_length`.
    func firstOf(_ command: Command) -> FormatCommand? {
        guard case .success(let document) = JSONReader().read(Array((command.argument ?? "").utf8), file: "COALESCE"),
            document.root.kind == .object
        else { return refused("an object with \"operators\"") }
        var list: JSONNode?
        document.root.forEachMember { key, value in
            if key.string == "operators" { list = value }
        }
        guard let list, list.kind == .array, !list.elements.isEmpty else {
            return refused("a list \"operators\" of at least one command")
        }
        var commands: [FormatCommand] = []
        for node in list.elements {
            guard let inner = Self.command(node) else {
                return refused("commands, as texts or as objects with \"command\", \"param\" and \"max_length\"")
            }
            guard SubstitutionFormatReader.isInForm(inner, { kind, text, _ in complain(kind, text) }),
                let value = read(inner)
            else { return nil }
            commands.append(value)
        }
        return .firstOf(commands, limit: command.limit)
    }

    private func refused(_ expected: String) -> FormatCommand? {
        complain(.wrongValue, "expected \(expected) in %COALESCE%")
        return nil
    }

    private static func command(_ node: JSONNode) -> Command? {
        if let name = node.string { return Command(name: name) }
        guard node.kind == .object else { return nil }
        var name: String?
        var argument: String?
        var length: Int?
        var isSound = true
        node.forEachMember { key, value in
            switch key.string {
            case "command": name = value.string
            case "param":
                argument = value.string
                if argument == nil { isSound = false }
            case "max_length":
                length = value.numberText.flatMap { Int($0) }
                if length ?? 0 < 1 { isSound = false }
            default: break
            }
        }
        guard let name, !name.isEmpty, isSound else { return nil }
        return Command(name: name, argument: argument, length: length, hasLength: length != nil)
    }
}

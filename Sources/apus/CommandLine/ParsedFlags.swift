/// The flags that were given.
struct ParsedFlags {
    /// Values by flag name; of a flag given more than once the last one.
    private(set) var values: [String: String] = [:]
    /// All values of a flag, in their order.
    private(set) var lists: [String: [String]] = [:]
    /// Toggles that were given.
    private(set) var toggles: Set<String> = []
    /// Words that are no flags.
    private(set) var operands: [String] = []

    /// Reads `arguments` against `flags`.
    ///
    /// - Throws: what is wrong, with the nearest flag for an unknown one.
    init(_ arguments: ArraySlice<String>, flags: [Flag]) throws(CommandFailure) {
        var rest = arguments
        while let word = rest.popFirst() {
            if word == "--" {
                operands.append(contentsOf: rest)
                break
            }
            guard word.hasPrefix("-"), word.count > 1 else {
                operands.append(word)
                continue
            }
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(parts[0])
            guard let flag = flags.first(where: { $0.name == name || (!$0.short.isEmpty && $0.short == name) }) else {
                throw Self.unknown(name, flags)
            }
            switch flag.kind {
            case .toggle: toggles.insert(flag.name)
            case .value(let placeholder):
                guard let value = parts.count == 2 ? String(parts[1]) : rest.popFirst() else {
                    throw .usage("\(name) needs a value: \(flag.name) <\(placeholder)>")
                }
                values[flag.name] = value
                lists[flag.name, default: []].append(value)
            case .refused(let reason):
                throw .usage("\(flag.name) is a flag of Envoy's that apus lacks: \(reason)")
            }
        }
    }

    private static func unknown(_ name: String, _ flags: [Flag]) -> CommandFailure {
        let candidates = flags.flatMap { $0.short.isEmpty ? [$0.name] : [$0.name, $0.short] }
        return .usage("unknown flag \(name)" + EditDistance.hint(for: name, in: candidates))
    }

    // MARK: - Values that are checked

    /// Refuses words that are no flags; `hint` says what they may have been meant for.
    func refuseOperands(_ hint: String = "") throws(CommandFailure) {
        if let operand = operands.first { throw .usage("'\(operand)' is no flag\(hint)") }
    }

    /// The whole number of a flag; nil when the flag was not given.
    func number<Number: FixedWidthInteger>(
        _ flag: String, in range: ClosedRange<Number>, _ unit: String = ""
    ) throws(CommandFailure) -> Number? {
        guard let text = values[flag] else { return nil }
        guard let number = Number(text), range.contains(number) else {
            let unit = unit.isEmpty ? "" : " " + unit
            throw .usage("\(flag): \(range.lowerBound) to \(range.upperBound)\(unit) expected, found '\(text)'")
        }
        return number
    }

    /// The value of a flag that takes one of a few words; nil when the flag was not given.
    func choice(_ flag: String, among words: [String]) throws(CommandFailure) -> String? {
        guard let text = values[flag] else { return nil }
        if words.contains(text) { return text }
        let expected = words.count == 2 ? words.joined(separator: " or ") : "one of \(words.joined(separator: ", "))"
        throw .usage("\(flag): \(expected) expected, found '\(text)'\(EditDistance.hint(for: text, in: words))")
    }
}

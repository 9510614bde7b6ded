/// The targets that Package.swift declares, read from its text.
struct PackageManifest: Sendable {
    /// The rooms and what they may import.
    private(set) var rooms: [String: [String]] = [:]
    /// The test targets, by the names of their folders.
    private(set) var tests: [String: [String]] = [:]

    init(_ text: String) {
        // Only what stands in the list of targets; the functions above it say how a room is made.
        let parts = Self.tokens(text)
        guard var at = parts.firstIndex(of: .word("targets")).map({ $0 + 1 }) else { return }
        while let (word, index) = Self.nextCall(parts, from: at) {
            at = index + 1
            let strings = Self.arguments(parts, from: &at)
            guard let name = strings.first else { continue }
            switch word {
            case "room", "target", "systemLibrary", "executableTarget": rooms[name] = Array(strings.dropFirst())
            case "tests": tests[name + "Tests"] = Array(strings.dropFirst())
            case "testTarget": tests[name] = Array(strings.dropFirst())
            default: break
            }
        }
    }

    private enum Token: Equatable {
        case word(String)
        case string(String)
        case mark(Character)
    }

    private static let makers: Set<String> = [
        "room", "target", "systemLibrary", "executableTarget", "tests", "testTarget",
    ]

    private static func nextCall(_ parts: [Token], from start: Int) -> (word: String, index: Int)? {
        var at = start
        while at + 1 < parts.count {
            if case .word(let word) = parts[at], makers.contains(word), parts[at + 1] == .mark("(") {
                return (word, at + 1)
            }
            at += 1
        }
        return nil
    }

    /// The strings of a call up to its closing parenthesis, but for those in calls inside it and in other settings.
    private static func arguments(_ parts: [Token], from at: inout Int) -> [String] {
        var strings: [String] = []
        var depth = 1
        var label = ""
        while at < parts.count && depth > 0 {
            switch parts[at] {
            case .mark("("): depth += 1
            case .mark(")"): depth -= 1
            case .mark(":"): if case .word(let word) = parts[at - 1] { label = word }
            case .string(let string):
                if depth == 1 && ["", "name", "dependencies"].contains(label) { strings.append(string) }
            default: break
            }
            at += 1
        }
        return strings
    }

    private static func tokens(_ text: String) -> [Token] {
        var tokens: [Token] = []
        for line in text.split(separator: "\n") where !line.trimmed.hasPrefix("//") {
            var rest = line[...]
            while let first = rest.first {
                if first == "\"" {
                    let string = rest.dropFirst().prefix { $0 != "\"" }
                    tokens.append(.string(String(string)))
                    rest = rest[string.endIndex...].dropFirst()
                } else if first.isLetter {
                    let word = rest.prefix { $0.isLetter || $0.isNumber }
                    tokens.append(.word(String(word)))
                    rest = rest[word.endIndex...]
                } else {
                    if !first.isWhitespace { tokens.append(.mark(first)) }
                    rest = rest.dropFirst()
                }
            }
        }
        return tokens
    }
}

import Foundation

/// How files are called and how large they are.
enum FormLaws {
    /// Complaints about files over 800 lines.
    static func sizes(_ file: SourceFile) -> [String] {
        let count = file.lines.last == "" ? file.lines.count - 1 : file.lines.count
        return count > 800 ? ["\(file.path): \(count) lines"] : []
    }

    /// Complaints about lines over 120 columns. Generated tables are as wide as they are.
    static func widths(_ file: SourceFile) -> [String] {
        if file.isGenerated { return [] }
        return file.lines.indices.compactMap { number in
            // Bytes first: they are counted at once, and are never fewer.
            guard file.lines[number].utf8.count > 120 else { return nil }
            let columns = file.lines[number].count
            return columns > 120 ? "\(file.place(number)): \(columns) columns" : nil
        }
    }

    /// The types that a source declares or extends; `A.B` gives both.
    static func types(_ text: SwiftText) -> [String] {
        text.code.flatMap { line -> [String] in
            let words = line.words
            guard let at = words.firstIndex(where: kinds.contains), at + 1 < words.count else { return [] }
            // `extension A.B` names two.
            guard words[at] == "extension" else { return [words[at + 1]] }
            let name = line[(line.range(of: "extension ")?.upperBound ?? line.startIndex)...].prefix {
                $0.isLetter || $0.isNumber || $0 == "." || $0 == "_"
            }
            return name.split(separator: ".").map(String.init)
        }
    }

    private static let kinds: Set<String> = ["class", "struct", "enum", "protocol", "extension", "actor", "typealias"]

    /// Whether the file's name is, or begins with, that of a type in it (`Signals` holds `Signal`); what follows a plus
    /// sign is free. `main` is the language's name.
    static func isNamedForType(_ file: SourceFile) -> Bool {
        if file.isGenerated || file.name == "main" || severalTypes.contains(file.name) { return true }
        let name = file.name.prefix { $0 != "+" }
        return types(file.text).contains { name.hasPrefix($0) }
    }

    /// Files named for what their types have in common.
    private static let severalTypes: Set<String> = [
        // The options that the HTTP versions share, and those of HTTP/1.1.
        "HTTPOptionsConfiguration"
    ]

    /// Types that have the name of their module, which hides the module's other names from importers.
    static func typesNamedAsRooms(_ file: SourceFile, rooms: Set<String>) -> [String] {
        file.text.code.enumerated().compactMap { number, line in
            let words = line.words
            guard let at = words.firstIndex(where: kinds.contains), at + 1 < words.count, words[at] != "extension"
            else { return nil }
            return rooms.contains(words[at + 1]) ? "\(file.place(number)): \(words[at + 1])" : nil
        }
    }

    /// The names at the top of the repository that have no business there. Names with a dot in front are tools' own.
    static func strangers(_ names: [String]) -> [String] { names.filter { !$0.hasPrefix(".") && !top.contains($0) } }

    private static let top: Set<String> = [
        "Package.swift", "Sources", "Tests", "Benchmarks", "configs", "deploy", "README.md", "ARCHITECTURE.md",
        "LEXICON.md", "SECURITY.md", "Makefile", "LICENSE",
    ]

    /// Rooms without tests: no folder that mirrors them, or nothing in it, or no target.
    static func untested(rooms: [String], testTargets: [String], files: (String) -> [String]) -> [String] {
        rooms.filter { !testedElsewhere.contains($0) }.compactMap { room in
            let names = files("\(room)Tests").filter { $0 != "Placeholder.swift" }
            if names.isEmpty { return "\(room) has no tests" }
            return testTargets.contains("\(room)Tests") ? nil : "\(room)Tests is no target"
        }
    }

    /// Rooms whose tests have another name.
    private static let testedElsewhere: Set<String> = [
        // Headers and macros, without logic of their own.
        "CLinux", "CNGHTTP2", "COpenSSL",
        // The program and what makes it run: `ProxyTests` starts it, `AdminTests` reads its pages.
        "apus", "ProxyRuntime",
    ]
}

/// What other rooms may use says what it does.
enum DocumentationLaws {
    /// Public declarations without a comment of three slashes above them: what is marked `public` or `open`, the cases
    /// of public enumerations and the requirements of public protocols. What overrides is documented where it began.
    static func undocumented(_ file: SourceFile) -> [String] {
        var reader = Reader(file)
        return reader.read()
    }

    private static let kinds: Set<String> = [
        "func", "var", "let", "class", "struct", "enum", "protocol", "init", "subscript", "typealias", "actor",
        "associatedtype", "case", "operator", "macro",
    ]

    private struct Reader {
        private enum Body { case other, publicEnum, publicProtocol }

        private let file: SourceFile
        /// What each open brace belongs to.
        private var bodies: [Body] = []
        /// What the next open brace belongs to.
        private var next = Body.other

        init(_ file: SourceFile) { self.file = file }

        mutating func read() -> [String] {
            var complaints: [String] = []
            for (number, line) in file.text.code.enumerated() {
                if isPublicDeclaration(line), !isDocumented(number) { complaints.append(file.place(number)) }
                for byte in line.utf8 {
                    if byte == UInt8(ascii: "{") {
                        bodies.append(next)
                        next = .other
                    } else if byte == UInt8(ascii: "}") {
                        _ = bodies.popLast()
                    }
                }
            }
            return complaints
        }

        /// Whether the line begins a declaration that other rooms see; remembers the kind of body that follows.
        private mutating func isPublicDeclaration(_ line: String) -> Bool {
            let isMember = bodies.last.map { $0 != .other } ?? false
            if !isMember && !line.contains("public ") && !line.contains("open ") { return false }
            let head = Self.withoutAttributes(line)
            // Names and types come behind these; a word there is no modifier.
            let words = head.prefix { $0 != ":" && $0 != "=" && $0 != "{" }.words
            guard let at = words.firstIndex(where: kinds.contains) else { return false }
            let modifiers = words[..<at]
            // `class func` and `class var` are members, not classes.
            let isClassMember = words[at] == "class" && at + 1 < words.count && kinds.contains(words[at + 1])
            if modifiers.contains("override") { return false }
            let isPublic = (modifiers.contains("public") || modifiers.contains("open")) && !modifiers.contains("import")
            if isPublic && !isClassMember {
                if words[at] == "enum" { next = .publicEnum }
                if words[at] == "protocol" { next = .publicProtocol }
            }
            switch bodies.last {
            case .publicEnum: return isPublic || words[at] == "case"
            case .publicProtocol: return true
            default: return isPublic
            }
        }

        /// Whether the nearest line above that is neither attribute nor remark is a documentation comment.
        private func isDocumented(_ number: Int) -> Bool {
            var above = number - 1
            while above >= 0 {
                let line = file.lines[above].trimmed
                if line.hasPrefix("///") { return true }
                if line.isEmpty || !Self.withoutAttributes(file.text.code[above]).isEmpty { return false }
                above -= 1
            }
            return false
        }

        /// The line without the attributes that it begins with, and their arguments.
        private static func withoutAttributes(_ line: String) -> Substring {
            var rest = line.drop(while: \.isWhitespace)
            while rest.first == "@" {
                rest = rest.dropFirst().drop { $0.isLetter || $0.isNumber || $0 == "_" }
                if rest.first == "(" { rest = rest.drop { $0 != ")" }.dropFirst() }
                rest = rest.drop(while: \.isWhitespace)
            }
            return rest
        }
    }
}

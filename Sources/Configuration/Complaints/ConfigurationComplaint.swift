/// One mistake in a configuration file: where it stands, what was expected, what was found, and the nearest name.
public struct ConfigurationComplaint: Sendable, Equatable {
    /// The kinds of mistake.
    public enum Kind: String, Sendable, Equatable {
        /// The text is not JSON, or a key stands twice.
        case syntax = "syntax"
        /// Envoy has no such field.
        case unknownField = "unknown-field"
        /// Envoy has this field, value or extension; Apus does not implement it.
        case unimplemented = "unimplemented"
        /// A value of the wrong type or range, a missing one, or one that contradicts another.
        case wrongValue = "wrong-value"
        /// Something outside of the text that it names cannot be used: a file is not there, or holds something else.
        case unusable = "unusable"
    }

    /// The file's name, as the caller gave it.
    public var file: String
    /// The line, from 1; 0 where the message itself names the place.
    public var line: Int
    /// The column, from 1, in Unicode scalars: of the key for `unknownField` and unimplemented fields, else of the
    /// value. Keys and strings begin at their opening quote.
    public var column: Int
    /// The path from the top, as in `static_resources.clusters[0].connect_timeout`; empty for the whole file.
    public var path: String
    /// What kind of mistake it is.
    public var kind: Kind
    /// What was expected and what was found.
    public var message: String
    /// The nearest name that would have been right.
    public var suggestion: String?

    /// Whether Envoy finds it only when it makes a resource of what it has read: each value is what its field takes,
    /// but does not fit to others, or cannot be used. Of resources that came together it refuses that one alone then.
    public var isFoundLate: Bool

    /// Makes a complaint.
    public init(
        file: String, line: Int, column: Int, path: String, kind: Kind, message: String, suggestion: String? = nil,
        isFoundLate: Bool = false
    ) {
        self.isFoundLate = isFoundLate
        self.file = file
        self.line = line
        self.column = column
        self.path = path
        self.kind = kind
        self.message = message
        self.suggestion = suggestion
    }

    /// Makes a complaint of what stands in the way of a file that is right in itself; `obstacle` names the place.
    public init(file: String, obstacle: String) {
        self.init(file: file, line: 0, column: 0, path: "", kind: .unusable, message: obstacle)
    }

    /// One line for people: `file:line:column: path: message; did you mean "name"?`.
    public var text: String {
        var text = line == 0 ? "\(file): " : "\(file):\(line):\(column): "
        if !path.isEmpty { text += "\(path): " }
        text += message
        if let suggestion { text += "; did you mean \"\(suggestion)\"?" }
        return text
    }

    /// Complaints for machines: a JSON list of objects with `file`, `line`, `column`, `path`, `kind`, `message` and,
    /// where there is one, `suggestion`; one object a line.
    public static func json(_ complaints: [ConfigurationComplaint]) -> String {
        var bytes: [UInt8] = Array("[".utf8)
        var isFirst = true
        for complaint in complaints {
            bytes.append(contentsOf: (isFirst ? "\n  {" : ",\n  {").utf8)
            isFirst = false
            appendMember("file", complaint.file, to: &bytes)
            bytes.append(contentsOf: ", \"line\": \(complaint.line), \"column\": \(complaint.column), ".utf8)
            appendMember("path", complaint.path, to: &bytes)
            bytes.append(contentsOf: ", ".utf8)
            appendMember("kind", complaint.kind.rawValue, to: &bytes)
            bytes.append(contentsOf: ", ".utf8)
            appendMember("message", complaint.message, to: &bytes)
            if let suggestion = complaint.suggestion {
                bytes.append(contentsOf: ", ".utf8)
                appendMember("suggestion", suggestion, to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
        bytes.append(contentsOf: (isFirst ? "]" : "\n]").utf8)
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func appendMember(_ key: String, _ value: String, to bytes: inout [UInt8]) {
        JSONText.append(key, to: &bytes)
        bytes.append(contentsOf: ": ".utf8)
        JSONText.append(value, to: &bytes)
    }
}

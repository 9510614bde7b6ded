internal import Buffers

/// The reference of all that a configuration file may say, as pages in Markdown: each message that Apus reads with its
/// fields, and what it refuses. It says what the reader does, since the reader is asked (`ReaderSurvey`).
public struct ConfigurationReference {
    /// A page: the name of its file, and its text.
    public struct Page: Sendable {
        /// The name of the file.
        public let name: String
        /// The text, in Markdown.
        public let text: String
    }

    private let catalogue: EnvoyCatalogue
    private let texts = FieldTexts()
    private let entries: [Entry]

    /// A message with what was found out about it.
    private struct Entry {
        let name: String
        let place: SurveyPlace
        let fields: [SurveyedField]
    }

    /// Asks the reader. Takes some seconds.
    public init() {
        let catalogue = EnvoyCatalogue()
        let survey = ReaderSurvey(catalogue)
        var entries: [Entry] = []
        survey.walk { place, message in
            entries.append(Entry(name: place.type, place: place, fields: survey.surveyAll(at: place, message)))
            return true
        }
        self.catalogue = catalogue
        self.entries = entries
    }

    /// All pages, the index first.
    public func pages() -> [Page] {
        let links = Dictionary(uniqueKeysWithValues: entries.map { ($0.name, ReferenceChapter.of($0.name)) })
        var pages = [Page(name: "README.md", text: index())]
        for chapter in ReferenceChapter.all {
            let own = entries.filter { links[$0.name] == chapter }
            let body = own.map { section($0, in: chapter, links) }.joined(separator: "\n")
            pages.append(Page(name: chapter.file, text: "# \(chapter.title)\n\n\(Self.origin)\n\n\(body)"))
        }
        return pages
    }

    /// The fields that are read and of which no text says what they do, and texts of which there is no such field.
    public func gaps() -> [String] {
        var unused = Set(texts.names.filter { !$0.hasPrefix("*.") })
        var result: [String] = []
        for entry in entries {
            for field in entry.fields where field.isImplemented {
                let name = field.field.name
                unused.remove("\(entry.name).\(name)")
                if texts.text(of: name, in: entry.name) == nil { result.append("\(entry.name).\(name) has no text") }
            }
        }
        return result + unused.sorted().map { "\($0) has a text and is not read" }
    }

    private static let origin = "Made by `apus explain --reference`; not to be edited. [All messages](README.md)"

    // MARK: - Pages

    private func index() -> String {
        var text = """
            # Configuration reference

            Every message of Envoy's v3 API that Apus reads, with its fields: what they hold, what stands where they are
            left out, which values are wrong, and what is refused. `apus explain --reference DIRECTORY` writes these
            pages by asking the code that reads files; a test holds them to it. `apus explain Cluster.connect_timeout`
            tells of one field.

            - Names may be written as here or in lower camel case (`connectTimeout`); enumerations by name or
              number.
            - A duration is a text of seconds, `"0.25s"`.
            - An extension is an object whose `"@type"` is `type.googleapis.com/` and a message's full name.
            - A field that is refused may stand at its default, which changes nothing. Any other value of it is a
              mistake that names the field; so is one that Envoy does not have.


            """
        for chapter in ReferenceChapter.all {
            let own = entries.filter { ReferenceChapter.of($0.name) == chapter }
            text += "## [\(chapter.title)](\(chapter.file))\n\n"
            text += own.map { "[\(Self.short($0.name))](\(chapter.file)#\(Self.anchor($0.name)))" }
                .joined(separator: " ·\n")
            text += "\n\n"
        }
        return String(text.dropLast())
    }

    private func section(
        _ entry: Entry, in chapter: ReferenceChapter, _ links: [String: ReferenceChapter]
    ) -> String {
        var text = "## \(entry.name)\n\n"
        let path = entry.place.path.dropLast().replacing(text: "[0]", with: "[]")
        text += path.isEmpty ? "The whole file.\n" : "Such as `\(path)`.\n"
        let read = entry.fields.filter(\.isImplemented)
        if !read.isEmpty {
            text += "\n| field | holds | left out | meaning |\n|---|---|---|---|\n"
            for field in read { text += row(field, entry, chapter, links) }
        } else if entry.fields.isEmpty {
            text += "\nIt has no fields.\n"
        }
        let refused = entry.fields.filter { !$0.isImplemented }.map { "`\($0.field.name)`" }
        if !refused.isEmpty { text += "\nRefused: \(refused.joined(separator: ", ")).\n" }
        return text
    }

    private func row(
        _ field: SurveyedField, _ entry: Entry, _ chapter: ReferenceChapter, _ links: [String: ReferenceChapter]
    ) -> String {
        let description = field.field
        var holds = FieldExplainer.text(of: description)
        for case .message(let type) in [description.kind] {
            guard let target = links[type] else { continue }
            holds = holds.replacing(text: "object (\(type))", with: link(type, target, from: chapter))
        }
        if case .enumeration(let type) = description.kind {
            let values = (catalogue.enumeration(type)?.values ?? []).map(\.name).filter {
                !field.refusedValues.contains($0)
            }
            let list = values.map { "`\($0)`" }.joined(separator: ", ")
            holds = holds.replacing(text: "one of a list (\(type))", with: list)
        }
        if !field.extensions.isEmpty {
            let list = field.extensions.map { type in
                links[type].map { link(type, $0, from: chapter) } ?? "`\(type)`"
            }
            holds = holds.replacing(
                text: "extension: an object with \"@type\"", with: "extension: \(list.joined(separator: ", "))")
        }
        if let limit = field.limits.first, holds.hasPrefix("whole number"), limit.hasPrefix("a whole number") {
            holds = field.limits.joined(separator: "; ")
        } else {
            for limit in field.limits { holds += "; \(limit)" }
        }
        var meaning = texts.text(of: description.name, in: entry.name) ?? ""
        let alone = entry.place.required.contains([description.name])
        if let group = entry.place.required.first(where: { $0.count > 1 && $0.contains(description.name) }) {
            let others = group.filter { $0 != description.name }.map { "`\($0)`" }.joined(separator: ", ")
            meaning += " (it or \(others) is needed)"
        } else if let oneof = description.oneof {
            let others = entry.fields.filter { other in
                other.isImplemented && other.field.oneof == oneof && other.field.name != description.name
            }
            if !others.isEmpty {
                meaning += " (not beside \(others.map { "`\($0.field.name)`" }.joined(separator: ", ")))"
            }
        }
        let lacking =
            field.refusedValues
            + field.refusedExtensions.map { $0.replacing(text: "envoy.extensions.", with: "", most: 1) }
        if !lacking.isEmpty { meaning += ". Refused: \(lacking.map { "`\($0)`" }.joined(separator: ", "))" }
        let leftOut =
            alone
            ? "a mistake"
            : texts.defaultText(of: description.name, in: entry.name)
                ?? FieldExplainer.defaultText(description, entry.name)
        return "| `\(description.name)` | \(Self.cell(holds)) | \(Self.cell(leftOut)) | \(Self.cell(meaning)) |\n"
    }

    private func link(_ type: String, _ target: ReferenceChapter, from chapter: ReferenceChapter) -> String {
        "[\(Self.short(type))](\(target == chapter ? "" : target.file)#\(Self.anchor(type)))"
    }

    /// The name of a type without its package.
    private static func short(_ type: String) -> String {
        type.split(separator: ".").drop { $0.first?.isUppercase == false }.joined(separator: ".")
    }

    /// What GitHub calls a heading.
    private static func anchor(_ name: String) -> String { name.lowercased().replacing(text: ".", with: "") }

    private static func cell(_ text: String) -> String { text.replacing(text: "|", with: "\\|") }
}

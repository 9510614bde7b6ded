/// What fields mean, and what stands where they are left out, in our own words.
struct FieldTexts {
    private var entries: [String: (standing: String?, text: String)] = [:]

    /// Reads all texts.
    init() {
        for text in Self.all { add(text) }
    }

    /// The full names of the fields that there are texts for.
    var names: [String] { Array(entries.keys) }

    /// What a field means; nil when nothing says so.
    func text(of field: String, in message: String) -> String? { entry(field, message)?.text }

    /// What stands where it is left out; nil when that follows from its type.
    func defaultText(of field: String, in message: String) -> String? { entry(field, message)?.standing }

    /// What is said of the field there, or else of every field of that name.
    private func entry(_ field: String, _ message: String) -> (standing: String?, text: String)? {
        entries["\(message).\(field)"] ?? entries["*.\(field)"]
    }

    /// A line is `@ message`, or `field text` with what stands where it is left out in brackets. Names of Envoy's
    /// messages are without "envoy.", and `*` stands for every message.
    private mutating func add(_ text: String) {
        var message = ""
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 1)
            guard words.count == 2 else { continue }
            if words[0] == "@" {
                let isWhole = words[1] == "*" || words[1].hasPrefix("xds.")
                message = isWhole ? String(words[1]) : "envoy.\(words[1])"
                continue
            }
            let parts = words[1].split(separator: "[", maxSplits: 1, omittingEmptySubsequences: false)
            var standing: String?
            var text = words[1].trimmed
            if parts.count == 2, let end = parts[1].firstIndex(of: "]") {
                standing = String(parts[1][..<end])
                let (before, after) = (parts[0].trimmed, parts[1][parts[1].index(after: end)...].trimmed)
                text = before + (before.isEmpty || after.isEmpty ? "" : " ") + after
            }
            entries["\(message).\(words[0])"] = (standing, text)
        }
    }

    private static let all = [common, bootstrap, listeners, http, filters, clusters]
}

extension Substring {
    /// Without blanks at its ends.
    fileprivate var trimmed: String {
        guard let first = firstIndex(where: { $0 != " " }), let last = lastIndex(where: { $0 != " " }) else {
            return ""
        }
        return String(self[first...last])
    }
}

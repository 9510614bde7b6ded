internal import Configuration

/// What is wrong in documents, or only told of them, while they are read and compiled.
final class ComplaintList {
    private var noted: [Noted] = []
    private var omitted = 0

    /// A complaint before its place in the text is known.
    private struct Noted {
        let file: String
        let offset: Int
        let node: JSONNode?
        let complaint: ConfigurationComplaint
    }

    /// More complaints than this are only counted: each is for a person to read.
    private static let most = 1000
    /// How many more names are compared with others: a person needs few such hints, and for hostile documents they
    /// would take long.
    private var hintsLeft = 1000

    var isEmpty: Bool { noted.isEmpty }
    var count: Int { noted.count + omitted }

    /// Notes a mistake at a key or value.
    func complain(
        _ kind: ConfigurationComplaint.Kind, at node: JSONNode, _ message: String, suggestion: String? = nil
    ) {
        add(
            Noted(
                file: node.document.file, offset: node.offset, node: node,
                complaint: ConfigurationComplaint(
                    file: node.document.file, line: 1, column: 1, path: "", kind: kind, message: message,
                    suggestion: suggestion)))
    }

    /// The nearest of some names, while there are hints left.
    func nearest(to name: String, in names: some Collection<String>, byWords: Bool = false) -> String? {
        if hintsLeft == 0 { return nil }
        hintsLeft -= 1
        return NearestName.of(name, in: names.prefix(2000), byWords: byWords)
    }

    /// A value that is not what its field takes.
    func wrong(_ node: JSONNode, expected: String, suggestion: String? = nil) {
        complain(.wrongValue, at: node, "expected \(expected), found \(node.words)", suggestion: suggestion)
    }

    /// Notes a complaint that has its place already.
    func add(_ complaint: ConfigurationComplaint) {
        add(Noted(file: complaint.file, offset: 0, node: nil, complaint: complaint))
    }

    private func add(_ item: Noted) {
        if noted.count < Self.most { noted.append(item) } else { omitted += 1 }
    }

    /// All complaints by document and in the order of its text, with lines, columns and paths.
    func finish() -> [ConfigurationComplaint] {
        let placed = noted.map { item in
            guard let node = item.node else { return item.complaint }
            var complaint = item.complaint
            let position = node.position
            (complaint.line, complaint.column, complaint.path) = (position.line, position.column, node.path)
            return complaint
        }
        var sorted = placed.enumerated().sorted { left, right in
            let (a, b) = (left.element, right.element)
            return (a.file, a.line, a.column, left.offset) < (b.file, b.line, b.column, right.offset)
        }.map(\.element)
        if omitted > 0, let last = sorted.last {
            sorted.append(
                ConfigurationComplaint(
                    file: last.file, line: last.line, column: last.column, path: "", kind: .wrongValue,
                    message: "and \(omitted) more mistakes, not shown"))
        }
        return sorted
    }
}

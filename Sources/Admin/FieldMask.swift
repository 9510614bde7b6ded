internal import Configuration

/// A list of paths to fields, such as `bootstrap.node.id,last_updated` (protobuf's `FieldMask`).
struct FieldMask: Sendable {
    /// As it was asked for.
    let text: String
    /// The paths, each as its names.
    let paths: [[String]]

    init(_ text: String) {
        self.text = text
        paths = text.split(separator: ",").map { path in
            path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        }
    }

    private init(paths: [[String]]) {
        self.paths = paths
        text = paths.map { $0.joined(separator: ".") }.joined(separator: ",")
    }

    /// The paths as protobuf lists them in messages.
    var listed: String { paths.map { "paths: \"\($0.joined(separator: "."))\"\n" }.joined() }

    /// The paths below a field, and the others.
    func parted(at field: String) -> (below: FieldMask, others: FieldMask) {
        let below = paths.filter { $0.first == field }.map { Array($0.dropFirst()) }
        return (FieldMask(paths: below), FieldMask(paths: paths.filter { $0.first != field }))
    }

    /// Messages that hold themselves have paths of any length, and whoever walks the tree goes down with them.
    private static let deepest = 64

    /// Whether every path names fields of the message, and passes through no list on its way. Paths of more than 64
    /// names fit nothing.
    func fits(_ message: String, in catalogue: EnvoyCatalogue) -> Bool {
        paths.allSatisfy { path in
            guard (1...Self.deepest).contains(path.count) else { return false }
            var message: String? = message
            for name in path {
                guard let fields = message.flatMap({ catalogue.message($0) })?.fields,
                    let field = fields.first(where: { $0.name == name })
                else { return false }
                message = nil
                if case .message(let type) = field.kind, !field.isRepeated, !field.isMap { message = type }
            }
            return true
        }
    }

    /// The fields that are kept, as a tree.
    var tree: Tree {
        var tree = Tree()
        for path in paths { tree.insert(path[...]) }
        return tree
    }

    /// What is kept of a message.
    struct Tree {
        /// Whether all of it is.
        private(set) var isWhole = false
        private var fields: [String: Tree] = [:]

        fileprivate mutating func insert(_ path: ArraySlice<String>) {
            guard let first = path.first else {
                isWhole = true
                return
            }
            fields[JSONSource.folded(first), default: Tree()].insert(path.dropFirst())
        }

        /// What is kept of a field, in whichever spelling; nil when nothing is.
        subscript(_ name: String) -> Tree? { fields[JSONSource.folded(name)] }
    }
}

extension JSONWriter {
    /// Writes the part of an object that a mask keeps; its type stays.
    mutating func source(_ bytes: [UInt8], _ range: Range<Int>? = nil, keeping mask: FieldMask.Tree) {
        let source = JSONSource(bytes)
        beginObject()
        for (name, value) in source.members(of: range ?? source.whole) {
            let kept = mask[name]
            guard name == "@type" || kept != nil else { continue }
            key(text: name)
            if let kept, !kept.isWhole, source.isObject(value) {
                self.source(bytes, value, keeping: kept)
            } else {
                self.source(bytes, value)
            }
        }
        endObject()
    }
}

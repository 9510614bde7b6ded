/// A value (or key) of a `JSONDocument`: cheap to copy, and it keeps its document alive.
public struct JSONNode: Sendable {
    /// The document that the value stands in.
    public let document: JSONDocument
    let index: Int

    /// The kinds of JSON value.
    public enum Kind: Sendable, Equatable {
        /// Braces.
        case object
        /// Brackets.
        case array
        /// A string, or a key.
        case string
        /// A number; its text is kept as written.
        case number
        /// `true` or `false`.
        case bool
        /// `null`.
        case null
    }

    init(document: JSONDocument, index: Int) {
        self.document = document
        self.index = index
    }

    var entry: JSONEntry { document.entries[index] }

    /// What kind of value this is.
    public var kind: Kind {
        switch entry.kind {
        case .object: .object
        case .array: .array
        case .string, .escapedString, .bareText, .madeText: .string
        case .number, .madeNumber: .number
        case .true, .false: .bool
        case .null: .null
        }
    }

    /// Whether this is `null`.
    public var isNull: Bool { entry.kind == .null }

    /// The text of a string, escapes resolved; nil for other kinds.
    public var string: String? { document.string(at: index) }

    /// Where the text of a string or key stands, when it has no escapes; nil otherwise, and for other kinds.
    var plainText: Range<Int>? {
        switch entry.kind {
        case .string: offset + 1..<endOffset - 1
        case .bareText: offset..<endOffset
        default: nil
        }
    }

    /// `true` or `false`; nil for other kinds.
    public var bool: Bool? {
        switch entry.kind {
        case .true: true
        case .false: false
        default: nil
        }
    }

    /// The text of a number, as written or as JSON writes it; nil for other kinds.
    public var numberText: String? {
        switch entry.kind {
        case .number: String(decoding: sourceBytes, as: UTF8.self)
        case .madeNumber: document.texts[entry.start]
        default: nil
        }
    }

    /// Where the value begins in its text, in bytes.
    public var offset: Int { Int(entry.start) }

    /// Where the value ends in its text, in bytes.
    public var endOffset: Int { Int(entry.end) }

    /// Where the value begins, for people. Reads the text from its beginning: meant for messages.
    public var position: SourcePosition {
        var finder = PositionFinder(document.bytes)
        return finder.position(of: offset)
    }

    /// The path from the top to this value, as in `static_resources.clusters[0].name`. Meant for messages.
    public var path: String { document.path(to: index) }

    /// The bytes of the value as they stand in the text.
    public var sourceBytes: ArraySlice<UInt8> { document.bytes[offset..<endOffset] }

    /// The elements of a list; empty for other kinds.
    public var elements: [JSONNode] {
        var result: [JSONNode] = []
        guard entry.kind == .array else { return result }
        var child = index + 1
        let end = Int(entry.next)
        while child < end {
            result.append(JSONNode(document: document, index: child))
            child = Int(document.entries[child].next)
        }
        return result
    }

    /// Calls `body` with each key and value of an object, in the order of the text; does nothing for other kinds.
    public func forEachMember(_ body: (_ key: JSONNode, _ value: JSONNode) -> Void) {
        guard entry.kind == .object else { return }
        var child = index + 1
        let end = Int(entry.next)
        while child < end {
            let value = Int(document.entries[child].next)
            body(JSONNode(document: document, index: child), JSONNode(document: document, index: value))
            child = Int(document.entries[value].next)
        }
    }

    /// The value under `key` in an object; nil for other kinds, or when there is none.
    public subscript(key: String) -> JSONNode? {
        var found: JSONNode?
        forEachMember { name, value in
            if found == nil, name.string == key { found = value }
        }
        return found
    }

    /// The last value under `key` in an object; nil for other kinds, or when there is none.
    public func last(_ key: String) -> JSONNode? {
        var found: JSONNode?
        forEachMember { name, value in
            if name.string == key { found = value }
        }
        return found
    }

    /// Whether an object or list holds nothing.
    public var isEmptyContainer: Bool {
        (entry.kind == .object || entry.kind == .array) && Int(entry.next) == index + 1
    }
}

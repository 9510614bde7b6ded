internal import Configuration

/// A value of a manifest, to look at and to change. Members of objects keep their order; equality does not ask for it,
/// as that of JSON does not.
public enum ManifestValue: Sendable {
    /// `null`.
    case null
    /// A truth.
    case bool(Bool)
    /// A number, as JSON writes it.
    case number(String)
    /// A text.
    case string(String)
    /// A list.
    case list([ManifestValue])
    /// An object.
    case object(ManifestObject)

    /// A value as it was read. `ManifestReader` follows merge keys of YAML (`<<`).
    init(_ node: JSONNode) {
        switch node.kind {
        case .null: self = .null
        case .bool: self = .bool(node.bool == true)
        case .number: self = .number(node.numberText ?? "0")
        case .string: self = .string(node.string ?? "")
        case .array: self = .list(node.elements.map(ManifestValue.init))
        case .object:
            var object = ManifestObject()
            node.forEachMember { object.append($0.string ?? "", ManifestValue($1)) }
            self = .object(object)
        }
    }

    // MARK: - What it is

    /// The members of an object; nil for other values.
    var object: ManifestObject? { if case .object(let object) = self { object } else { nil } }

    /// The elements of a list; nil for other values.
    var list: [ManifestValue]? { if case .list(let list) = self { list } else { nil } }

    /// A text; nil for other values.
    var string: String? { if case .string(let text) = self { text } else { nil } }

    /// A truth; nil for other values.
    var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

    /// A whole number; nil for other values.
    var integer: Int? { if case .number(let text) = self { Int(text) } else { nil } }

    /// What is `null` counts as what is not there.
    var isNull: Bool { if case .null = self { true } else { false } }

    /// The word for what it is, for messages.
    var word: String {
        switch self {
        case .null: "null"
        case .bool: "a truth"
        case .number: "a number"
        case .string: "a string"
        case .list: "a list"
        case .object: "an object"
        }
    }

    /// A member of an object; nil for other values, and when there is none. Setting makes objects of nothing; setting
    /// nil removes.
    subscript(_ key: String) -> ManifestValue? {
        get { object?[key] }
        set {
            var object = object ?? ManifestObject()
            object[key] = newValue
            self = .object(object)
        }
    }

    /// A value inside of objects; nil when it is not there.
    subscript(path path: [String]) -> ManifestValue? {
        get { path.reduce(Optional(self)) { $0?[$1] } }
        set {
            guard let first = path.first else { return self = newValue ?? .null }
            var inner = self[first] ?? .object(ManifestObject())
            if path.count == 1 { return self[first] = newValue }
            inner[path: Array(path.dropFirst())] = newValue
            self[first] = inner
        }
    }
}

extension ManifestValue: Equatable {
    /// Whether both say the same.
    public static func == (left: ManifestValue, right: ManifestValue) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let one), .bool(let other)): one == other
        case (.number(let one), .number(let other)): one == other
        case (.string(let one), .string(let other)): one == other
        case (.list(let one), .list(let other)): one == other
        case (.object(let one), .object(let other)): one == other
        default: false
        }
    }
}

extension ManifestValue: ExpressibleByStringInterpolation {
    /// Makes a text.
    public init(stringLiteral value: String) { self = .string(value) }
}

extension ManifestValue: ExpressibleByIntegerLiteral {
    /// Makes a number.
    public init(integerLiteral value: Int) { self = .number(String(value)) }
}

extension ManifestValue: ExpressibleByBooleanLiteral {
    /// Makes a truth.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension ManifestValue: ExpressibleByArrayLiteral {
    /// Makes a list.
    public init(arrayLiteral elements: ManifestValue...) { self = .list(elements) }
}

extension ManifestValue: ExpressibleByDictionaryLiteral {
    /// Makes an object; what is nil is left out.
    public init(dictionaryLiteral elements: (String, ManifestValue?)...) {
        var object = ManifestObject()
        for (key, value) in elements { if let value { object.append(key, value) } }
        self = .object(object)
    }
}

/// A value of a stream's metadata: what JSON can say (`google.protobuf.Value`).
public indirect enum MetadataValue: Sendable, Equatable {
    /// Nothing.
    case null
    /// A truth value.
    case bool(Bool)
    /// A number.
    case number(Double)
    /// A text; bytes, since peers may have sent them.
    case string([UInt8])
    /// A list.
    case list([MetadataValue])
    /// Members by name.
    case object([String: MetadataValue])

    /// A text.
    public static func text(_ text: String) -> MetadataValue { .string(Array(text.utf8)) }

    /// The members; nil for anything but an object.
    public var members: [String: MetadataValue]? {
        if case .object(let members) = self { return members }
        return nil
    }

    /// The value that lies behind `path`; nil when there is none.
    public func value(at path: ArraySlice<String>) -> MetadataValue? {
        guard let key = path.first else { return self }
        return members?[key]?.value(at: path.dropFirst())
    }

    /// Lays `other` over this value: members merge, lists grow, anything else is replaced.
    public mutating func update(with other: MetadataValue) {
        switch (self, other) {
        case (.object(var members), .object(let additions)):
            for (key, value) in additions {
                if members[key]?.update(with: value) == nil { members[key] = value }
            }
            self = .object(members)
        case (.list(let elements), .list(let additions)): self = .list(elements + additions)
        default: self = other
        }
    }
}

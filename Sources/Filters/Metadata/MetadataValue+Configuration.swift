internal import Configuration
internal import HTTPSemantics

extension MetadataValue {
    /// A configured value.
    init(_ value: StructValue) {
        switch value {
        case .null: self = .null
        case .bool(let value): self = .bool(value)
        case .number(let value): self = .number(value)
        case .text(let text): self = .text(text)
        case .list(let elements): self = .list(elements.map { MetadataValue($0) })
        case .object(let members): self = .object(members.mapValues { MetadataValue($0) })
        }
    }
}

internal import Synchronization

/// The catalogue's message descriptions, with fields found by either spelling of their names. Filled as types are met.
final class TypeIndex: Sendable {
    private struct Types {
        var messages: [String: MessageIndex] = [:]
        var enumerations: [String: EnumDescription] = [:]
        /// Empty until an unknown type is met.
        var names: [String] = []
    }

    private let catalogue = EnvoyCatalogue()
    private let types = Mutex(Types())

    /// The names of all messages.
    var typeNames: [String] {
        types.withLock { types in
            if types.names.isEmpty { types.names = catalogue.messageNames }
            return types.names
        }
    }

    /// Whether Envoy has a message of this full name.
    func knows(_ fullName: String) -> Bool { message(fullName) != nil }

    /// The message of this full name; nil when Envoy has none.
    func message(_ fullName: String) -> MessageIndex? {
        types.withLock { types in
            if let known = types.messages[fullName] { return known }
            let index = catalogue.message(fullName).map { MessageIndex($0) }
            types.messages[fullName] = index
            return index
        }
    }

    /// The enumeration of this full name; nil when Envoy has none.
    func enumeration(_ fullName: String) -> EnumDescription? {
        types.withLock { types in
            if let known = types.enumerations[fullName] { return known }
            let description = catalogue.enumeration(fullName)
            types.enumerations[fullName] = description
            return description
        }
    }
}

/// A message description whose fields are found by name.
final class MessageIndex: Sendable {
    let fullName: String
    let fields: [FieldDescription]
    /// What the names in `fields` are told apart by at first sight.
    let signatures: [NameSignature]
    private let places: FieldTable

    init(_ description: MessageDescription) {
        fullName = description.fullName
        fields = description.fields
        signatures = description.fields.map { NameSignature($0.name) }
        places = FieldTable(description.fields)
    }

    /// The place in `fields` of a field written in either spelling.
    func place(of name: String) -> Int? { places.place(of: name.utf8.span) }

    /// The place in `fields` of the field that a key names, in either spelling.
    func place(of key: JSONNode) -> Int? {
        guard let range = key.plainText else { return place(of: key.string ?? "") }
        let bytes = key.document.bytes
        return places.place(of: bytes.span.extracting(range))
    }

    /// The nearest field name to a mistyped key, in the spelling that is nearer.
    func nearest(to key: String) -> String? {
        let names = fields.lazy.flatMap { $0.name == $0.jsonName ? [$0.name] : [$0.name, $0.jsonName] }
        if let nearest = NearestName.of(key, in: names, byWords: true) { return nearest }
        // One byte of a two-byte name such as `id` is too little to be near; here there is nothing else to say.
        guard key.utf8.count == 1 else { return nil }
        return names.first { NearestName.distance(Array(key.utf8), Array($0.utf8), atMost: 1) != nil }
    }
}

/// A name's length and last byte: enough to see that most fields are not the one that is asked for.
struct NameSignature: Equatable, Sendable {
    private let length: Int32
    private let last: UInt8

    init(_ name: String) {
        let bytes = name.utf8.span
        length = Int32(truncatingIfNeeded: bytes.count)
        last = bytes.isEmpty ? 0 : bytes[bytes.count - 1]
    }
}

/// The messages of `google.protobuf` that have a JSON form of their own.
enum WellKnownType {
    /// The kind inside a wrapper such as `google.protobuf.UInt32Value`; nil for other messages.
    static func wrapped(_ fullName: String) -> FieldKind? {
        switch fullName {
        case "google.protobuf.BoolValue": .bool
        case "google.protobuf.StringValue": .string
        case "google.protobuf.BytesValue": .bytes
        case "google.protobuf.Int32Value": .int32
        case "google.protobuf.UInt32Value": .uint32
        case "google.protobuf.Int64Value": .int64
        case "google.protobuf.UInt64Value": .uint64
        case "google.protobuf.FloatValue": .float
        case "google.protobuf.DoubleValue": .double
        default: nil
        }
    }
}

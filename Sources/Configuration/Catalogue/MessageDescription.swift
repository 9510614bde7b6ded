/// What a field holds, one element of it if there are many.
///
/// The kinds that differ only on the wire are one here: `sint32`, `fixed32` and their like are `int32` and `uint32`.
public enum FieldKind: Sendable, Equatable {
    /// A number of 64 bits with a fraction.
    case double
    /// A number of 32 bits with a fraction.
    case float
    /// A whole number of 64 bits.
    case int64
    /// A whole number of 64 bits that is not negative.
    case uint64
    /// A whole number of 32 bits.
    case int32
    /// A whole number of 32 bits that is not negative.
    case uint32
    /// True or false.
    case bool
    /// UTF-8 text.
    case string
    /// Bytes, base64 in JSON.
    case bytes
    /// The message of this full name.
    case message(String)
    /// The enumeration of this full name.
    case enumeration(String)
}

/// A field of a message.
public struct FieldDescription: Sendable {
    /// The name as the API writes it, in snake case.
    public let name: String
    /// The name as JSON may write it too, in lower camel case.
    public let jsonName: String
    /// What it holds: an element of a list, a value of a map.
    public let kind: FieldKind
    /// Whether it is a list. False for a map.
    public let isRepeated: Bool
    /// Whether it is a map from a scalar (an object key in JSON) to `kind`.
    public let isMap: Bool
    /// The group of alternatives it is one of, of which at most one may be set.
    public let oneof: String?

    init(name: String, kind: FieldKind, isRepeated: Bool, isMap: Bool, oneof: String?) {
        self.name = name
        self.jsonName = FieldDescription.camelCase(name)
        self.kind = kind
        self.isRepeated = isRepeated
        self.isMap = isMap
        self.oneof = oneof
    }

    /// The JSON name that protobuf makes of a name: each underscore goes and lifts the letter after it.
    private static func camelCase(_ name: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(name.utf8.count)
        var lifts = false
        for byte in name.utf8 {
            if byte == UInt8(ascii: "_") {
                lifts = true
            } else {
                bytes.append(lifts && UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte ? byte & 0xDF : byte)
                lifts = false
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// A message of the API.
public struct MessageDescription: Sendable {
    /// The package and the name, with the names of the messages it is nested in.
    public let fullName: String
    /// The fields in the API's order.
    public let fields: [FieldDescription]
}

/// An enumeration of the API.
public struct EnumDescription: Sendable {
    /// The package and the name, with the names of the messages it is nested in.
    public let fullName: String
    /// The values in the API's order.
    public let values: [(name: String, number: Int32)]
}

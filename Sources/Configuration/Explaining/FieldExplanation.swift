/// What is known about a field.
public struct FieldExplanation: Sendable {
    /// Whether Apus implements a field.
    public enum Support: Sendable {
        /// It does.
        case implemented
        /// Envoy has it, Apus lacks it, and refuses any other value than the default.
        case refused
        /// It stands in a type that the reader never comes to.
        case untried
    }

    /// What it does; nil where no text says so.
    public let text: String?
    /// The name of the field, and the full name of its message.
    public let name, message: String
    /// What it holds, in words.
    public let type: String
    /// The group of alternatives that it is one of.
    public let oneof: String?
    /// The values of an enumeration, or the fields of a message; empty for others.
    public let values, members: [String]
    /// Values of its enumeration that Apus refuses.
    public let refusedValues: [String]
    /// What its values must be, beyond what it holds, in the reader's words.
    public let limits: [String]
    /// The full names of the extensions that Apus has for it.
    public let extensions: [String]
    /// What holds where it is left out, as far as the API says so.
    public let defaultText: String
    /// Whether Apus implements it.
    public let support: Support
}

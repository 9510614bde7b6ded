/// What is known of a field.
public struct FieldExplanation: Sendable {
    /// Whether Apus implements a field.
    public enum Support: Sendable {
        /// It does.
        case implemented
        /// Envoy has it, Apus lacks it, and refuses any other value than the default.
        case refused
        /// Nobody tried: it stands in a type that this command does not know a place for.
        case untried
    }

    /// The name of the field, and the full name of its message.
    public let name, message: String
    /// What it holds, in words.
    public let type: String
    /// The group of alternatives that it is one of.
    public let oneof: String?
    /// The values of an enumeration, or the fields of a message; empty for others.
    public let values, members: [String]
    /// What holds where it is left out, as far as the API says so.
    public let defaultText: String
    /// Whether Apus implements it.
    public let support: Support
}

/// What JSON can say (`google.protobuf.Value`), as configuration holds it.
public indirect enum StructValue: Sendable, Hashable {
    /// Nothing.
    case null
    /// A truth value.
    case bool(Bool)
    /// A number.
    case number(Double)
    /// A text.
    case text(String)
    /// A list.
    case list([StructValue])
    /// Members by name.
    case object([String: StructValue])
}

/// Texts that the filters of one connection share. Requests on it see those beside their own, which have other names.
/// Confined to the connection's loop.
public final class ConnectionTexts {
    private var texts = FilterState()

    /// No texts.
    public init() {}

    /// All texts by name, to keep.
    public var all: [String: [UInt8]] { texts.all }

    /// Takes `text` as the text of that name, in place of another.
    public func set(_ name: String, to text: Span<UInt8>) { texts.set(name, to: text) }

    /// Whether there is a text of that name.
    public func contains(_ name: String) -> Bool { texts.withText(of: name) { _ in } != nil }

    /// Hands the text of that name to `body`; nil, and `body` does not run, where there is none.
    public func withText<Result>(of name: String, _ body: (Span<UInt8>) -> Result) -> Result? {
        texts.withText(of: name, body)
    }
}

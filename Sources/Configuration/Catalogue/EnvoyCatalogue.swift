/// The names of Envoy's v3 API: every message with its fields and every enumeration with its values, as the Envoy
/// release named in `Generated` accepts them.
///
/// Tells a field that Envoy does not have from one that Apus lacks, and gives the kind of any field. The names stand in
/// the program as text; the index of its packages is read once in a process, and each look-up parses the one line that
/// it wants, so keep what it returns where the same type is met often.
public struct EnvoyCatalogue: Sendable {
    private let text = CatalogueText.whole

    /// The catalogue: all values are the same.
    public init() {}

    /// The message of this full name, as in `envoy.config.cluster.v3.Cluster.CommonLbConfig`; nil when Envoy has none.
    public func message(_ fullName: String) -> MessageDescription? {
        guard let (package, line) = text.line(of: fullName, isEnumeration: false) else { return nil }
        return MessageDescription(
            fullName: fullName, fields: CatalogueLine(package: package, text: text).fields(line[...]))
    }

    /// The enumeration of this full name, as in `envoy.config.cluster.v3.Cluster.LbPolicy`; nil when Envoy has none.
    public func enumeration(_ fullName: String) -> EnumDescription? {
        guard let (_, line) = text.line(of: fullName, isEnumeration: true) else { return nil }
        return EnumDescription(fullName: fullName, values: CatalogueLine.values(line[...]))
    }

    /// Whether Envoy has a message of this full name, so that it may stand in an `@type` (without the part up to the
    /// last slash).
    public func knowsType(_ fullName: String) -> Bool {
        text.knows(fullName, isEnumeration: false)
    }

    /// The full names of all messages, by package and then by name. Made anew at each use.
    public var messageNames: [String] {
        text.messageNames
    }
}

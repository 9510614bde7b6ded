public import HTTPSemantics

/// What a route may depend on beside the request's head. Only the facts that the table asks for (`RouteTable.asks`)
/// have to be filled in.
public struct RequestFacts: Sendable {
    /// A random number, the same each time a route is chosen for the stream.
    public var number: UInt64 = 0
    /// Whether the client has shown a certificate.
    public var presentsCertificate = false
    /// Whether the client's certificate was validated.
    public var validatesCertificate = false
    /// The dynamic metadata so far; nil for none.
    public var metadata: Metadata?
    /// The filter state so far, by name.
    public var filterState: [String: [UInt8]] = [:]

    /// The facts that a table may ask for.
    public struct Kinds: OptionSet, Sendable {
        /// The bits.
        public let rawValue: UInt8

        /// Takes the bits as they are.
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// The random number.
        public static let number = Kinds(rawValue: 1 << 0)
        /// The client's certificate.
        public static let certificate = Kinds(rawValue: 1 << 1)
        /// Dynamic metadata.
        public static let metadata = Kinds(rawValue: 1 << 2)
        /// Filter state.
        public static let filterState = Kinds(rawValue: 1 << 3)
    }

    /// No facts.
    public init() {}
}

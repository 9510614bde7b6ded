public import HTTPSemantics

/// What a route may depend on beside the request's head. Only what the table asks for (`RouteTable.asks`) has to be
/// true.
public struct RequestFacts: Sendable {
    /// A random number that stays the same for the stream, however often a route is looked for.
    public var number: UInt64 = 0
    /// Whether the client has shown a certificate.
    public var presentsCertificate = false
    /// Whether the client's certificate was found good.
    public var validatesCertificate = false
    /// What filters have said of the request so far; nil: nothing.
    public var metadata: Metadata?
    /// The texts that filters share so far, by name.
    public var filterState: [String: [UInt8]] = [:]

    /// What a table may ask for.
    public struct Kinds: OptionSet, Sendable {
        /// The bits.
        public let rawValue: UInt8

        /// Takes the bits as they are.
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// The random number.
        public static let number = Kinds(rawValue: 1 << 0)
        /// What is known of the client's certificate.
        public static let certificate = Kinds(rawValue: 1 << 1)
        /// What filters have said.
        public static let metadata = Kinds(rawValue: 1 << 2)
        /// What texts filters share.
        public static let filterState = Kinds(rawValue: 1 << 3)
    }

    /// Nothing known.
    public init() {}
}

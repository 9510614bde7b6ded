/// The filter that asks for keys (`envoy.extensions.filters.http.api_key_auth.v3.ApiKeyAuth`), and what a route says
/// to it (`ApiKeyAuthPerRoute`).
public struct APIKeyConfiguration: HTTPFilterValue {
    /// Whose the keys are, by key.
    public var clients: [[UInt8]: [UInt8]] = [:]
    /// Where keys may stand; the first place with one counts.
    public var places: [Place] = []
    /// The clients that a route admits; empty means all. The chain's own admits all.
    public var admitted: [[UInt8]] = []
    /// The field by which the upstream hears whose key it was, in lower case; empty means none.
    public var toldField = ""
    /// Whether the upstream sees no keys. Envoy's default: false.
    public var hidesKeys = false

    /// Where a key may stand.
    public enum Place: Sendable, Equatable {
        /// In a field of that name, in lower case, there perhaps behind `Bearer `.
        case field(String)
        /// In a parameter of the query.
        case query(String)
        /// In a cookie.
        case cookie(String)
    }

    /// Makes a filter that knows no keys.
    public init() {}
}

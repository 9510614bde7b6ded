public import NetworkAddresses

/// Where the client's address is found when `x-forwarded-for` does not say it as usual
/// (`original_ip_detection_extensions`).
public enum AddressDetectionConfiguration: Sendable, Equatable {
    /// So many trusted proxies stand before this one (`XffConfig.xff_num_trusted_hops`).
    case hops(UInt32, appends: Bool)
    /// Addresses of these networks are trusted proxies; the first other one, from the right, is the client's
    /// (`XffConfig.xff_trusted_cidrs`).
    case networks([CIDRBlock], appends: Bool)
    /// A field holds the address (`CustomHeaderConfig`).
    case field(AddressFieldConfiguration)
}

/// A field that holds the client's address (`envoy.extensions.http.original_ip_detection.custom_header.v3`).
public struct AddressFieldConfiguration: Sendable, Equatable {
    /// The field's name, in lower case.
    public var name: String
    /// Whether an internal address in it makes the request an internal one. Envoy's default: false.
    public var isTrusted: Bool
    /// The status of the answer to requests without an address in it; nil means they are not refused.
    public var refusal: UInt16?

    /// Makes a field.
    public init(name: String, isTrusted: Bool = false, refusal: UInt16? = nil) {
        self.name = name
        self.isTrusted = isTrusted
        self.refusal = refusal
    }
}

/// What `proxy-status` says in answers (`HttpConnectionManager.ProxyStatusConfig`, RFC 9209).
public struct ProxyStatusConfiguration: Sendable, Equatable {
    /// What the proxy is called there.
    public var name = Name.serverName
    /// Whether the details of the answer are left out.
    public var removesDetails = false
    /// Whether the reason why the downstream connection ended is left out.
    public var removesTerminationDetails = false
    /// Whether the response flags are left out.
    public var removesFlags = false
    /// Whether the status of the answer becomes the one that RFC 9209 recommends for the error.
    public var setsRecommendedStatus = false

    /// What a proxy is called.
    public enum Name: Sendable, Equatable {
        /// The value of `server_name`.
        case serverName
        /// The node's id.
        case nodeID
        /// This text.
        case literal(String)
    }

    /// Says everything.
    public init() {}
}

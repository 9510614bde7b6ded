public import NetworkAddresses

/// Which addresses of a name are wanted, and in which order.
public enum LookupFamily: Hashable, Sendable {
    /// IPv4 only.
    case v4Only
    /// IPv6 only.
    case v6Only
    /// IPv6, or IPv4 when the name has no IPv6 address. Envoy's AUTO.
    case v6Preferred
    /// IPv4, or IPv6 when the name has no IPv4 address.
    case v4Preferred
    /// Both, IPv6 first.
    case all
}

/// What a resolver is asked.
struct NameQuestion: Hashable, Sendable {
    let name: String
    let family: LookupFamily
    let wantsTimeToLive: Bool
}

/// What a name stands for.
public struct NameAnswer: Hashable, Sendable {
    /// The addresses, in the order in which they are to be preferred; never empty.
    public var addresses: [IPAddress]
    /// Seconds for which the answer holds; nil when nobody said so.
    public var timeToLive: UInt32?

    /// Makes an answer.
    public init(addresses: [IPAddress], timeToLive: UInt32? = nil) {
        self.addresses = addresses
        self.timeToLive = timeToLive
    }
}

/// Why a name has no addresses.
public enum LookupFailure: Error, Hashable, Sendable {
    /// The name does not exist or has no address of the wanted family.
    case noAddress
    /// The resolver failed; its words.
    case failed(String)
    /// No answer came in time.
    case timedOut
    /// Too many names wait already.
    case queueFull
}

extension LookupFailure: CustomStringConvertible {
    /// What an operator is told.
    public var description: String {
        switch self {
        case .noAddress: "it does not exist, or has no address of the wanted family"
        case .failed(let words): words
        case .timedOut: "the resolver did not answer in time"
        case .queueFull: "too many names wait for the resolver"
        }
    }
}

internal import TLS

/// What a request says to TLS: a host that endpoints are asked for, or that they must show. A connection that was made
/// for one serves no request that says another.
public final class AskedName: Sendable {
    /// The host in lower case.
    let host: [UInt8]
    /// What connections are made with.
    let names: TLSPeerNames
    let hash: UInt64

    init(host: [UInt8], names: TLSPeerNames, hash: UInt64) {
        self.host = host
        self.names = names
        self.hash = hash
    }
}

extension AskedName: Hashable {
    /// Whether connections that were made for one serve the other.
    public static func == (one: AskedName, other: AskedName) -> Bool {
        if one === other { return true }
        return one.hash == other.hash && (one.names.asked == nil) == (other.names.asked == nil)
            && (one.names.demanded == nil) == (other.names.demanded == nil) && one.host == other.host
    }

    /// Takes the host's hash.
    public func hash(into hasher: inout Hasher) { hasher.combine(hash) }
}

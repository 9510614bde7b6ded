internal import Configuration
internal import NetworkAddresses
internal import Routing

/// What a filter chain is chosen by.
struct ConnectionTraits {
    var local: SocketAddress
    /// The client.
    var remote: SocketAddress
    /// The peer itself; another when a proxy in front told the client.
    var directRemote: SocketAddress
    /// Whether the first bytes are a ClientHello.
    var isTLS = false
    /// The name that is asked for, in lower case; empty means none.
    var serverName = ""
    var applicationProtocols: [String] = []

    /// Whether the client is of this machine.
    var isLocal: Bool {
        remote.isUnix || remote.ipAddress?.isLocalhost == true || remote.ipAddress == local.ipAddress
    }
}

/// Chooses the filter chain of a connection in Envoy's order, without going back: at each step only the chains stay
/// that fit best there, and a chain that fits worse is not looked at again, whatever comes after.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/listener/v3/listener_components.proto
struct FilterChainTable: Sendable {
    private let matches: [FilterChainMatchConfiguration]
    /// The chain for what no match fits; nil means there is none.
    private let fallback: Int?
    /// What chooses instead of the matches; nil means nothing.
    private let matcher: MatchTree?
    /// Whether every connection takes the first chain.
    let isTrivial: Bool

    /// Stands for the name of a chain that is not there.
    private static let unknownChain = Int.max

    /// Compiles how a listener chooses among its chains: by their matches, or by a matcher that names them.
    init(
        _ matches: [FilterChainMatchConfiguration], fallback: Int?, matcher: MatcherConfiguration<String>? = nil,
        names: [String] = []
    ) {
        self.matches = matches
        self.fallback = fallback
        self.matcher = matcher.map { matcher in
            MatchTree(matcher.map { names.firstIndex(of: $0) ?? Self.unknownChain })
        }
        isTrivial = matcher == nil && matches.count == 1 && matches[0].isEmpty
    }

    /// The number of the chain; nil when there is none for the connection.
    func choose(_ traits: ConnectionTraits) -> Int? {
        if let matcher {
            let chain = matcher.decide(traits, ())
            // A chain that is named and not there is no reason to take the one for all others.
            return chain == Self.unknownChain ? nil : chain < 0 ? fallback : chain
        }
        var chains = Array(matches.indices)
        narrow(&chains) { Self.rank($0.destinationPort, traits.local.port) }
        narrow(&chains) { Self.rank($0.destinations, traits.local.ipAddress) }
        narrow(&chains) { Self.rank($0.serverNames, traits.serverName) }
        narrow(&chains) { match in
            match.transportProtocol.isEmpty
                ? 0 : match.transportProtocol == (traits.isTLS ? "tls" : "raw_buffer") ? 1 : nil
        }
        narrow(&chains) { match in
            if match.applicationProtocols.isEmpty { return 0 }
            // The client's first choice that any chain has decides.
            let place = traits.applicationProtocols.firstIndex { match.applicationProtocols.contains($0) }
            return place.map { 1_000_000 - $0 }
        }
        narrow(&chains) { Self.rank($0.directSources, traits.directRemote.ipAddress) }
        narrow(&chains) { match in
            match.source == .any ? 0 : (match.source == .local) == traits.isLocal ? 1 : nil
        }
        narrow(&chains) { Self.rank($0.sources, traits.remote.ipAddress) }
        narrow(&chains) { match in
            match.sourcePorts.isEmpty ? 0 : match.sourcePorts.contains(traits.remote.port) ? 1 : nil
        }
        return chains.first ?? fallback
    }

    /// Keeps the chains with the highest rank; those without one do not fit.
    private func narrow(_ chains: inout [Int], _ rank: (FilterChainMatchConfiguration) -> Int?) {
        if chains.isEmpty { return }
        let ranked = chains.map { rank(matches[$0]) }
        let best = ranked.compactMap(\.self).max()
        chains = zip(chains, ranked).filter { $0.1 != nil && $0.1 == best }.map(\.0)
    }

    private static func rank(_ wanted: UInt16?, _ port: UInt16?) -> Int? {
        guard let wanted else { return 0 }
        return wanted == port ? 1 : nil
    }

    /// The longest prefix that contains the address is the best.
    private static func rank(_ networks: [CIDRBlock], _ address: IPAddress?) -> Int? {
        if networks.isEmpty { return 0 }
        guard let address else { return nil }
        return networks.filter { $0.contains(address) }.map { $0.prefixLength + 1 }.max()
    }

    /// The name itself is the best, then the longest wildcard.
    private static func rank(_ names: [String], _ name: String) -> Int? {
        if names.isEmpty { return 0 }
        if name.isEmpty { return nil }
        return names.compactMap { wanted -> Int? in
            if wanted == name { return .max }
            guard wanted.hasPrefix("*."), name.hasSuffix(wanted.dropFirst()), name.utf8.count > wanted.utf8.count - 1
            else {
                return nil
            }
            return wanted.utf8.count
        }.max()
    }
}

public import NetworkAddresses

/// Which connections a filter chain is for (`envoy.config.listener.v3.FilterChainMatch`). An empty list means any.
public struct FilterChainMatchConfiguration: Sendable, Equatable {
    /// Where a connection comes from.
    public enum Source: Sendable, Equatable {
        /// Anywhere.
        case any
        /// This machine: from the address that it goes to, or over the loopback interface.
        case local
        /// Another machine.
        case external
    }

    /// The port that the connection goes to.
    public var destinationPort: UInt16?
    /// The networks that it goes to.
    public var destinations: [CIDRBlock] = []
    /// The names that its client asks for, in lower case; `*.` stands for any labels.
    public var serverNames: [String] = []
    /// `tls` or `raw_buffer`; empty means any.
    public var transportProtocol = ""
    /// The protocols that its client offers.
    public var applicationProtocols: [String] = []
    /// The networks that its peer is in.
    public var directSources: [CIDRBlock] = []
    /// Whether it comes from this machine.
    public var source = Source.any
    /// The networks that it comes from.
    public var sources: [CIDRBlock] = []
    /// The ports that it comes from.
    public var sourcePorts: [UInt16] = []

    /// Any connection.
    public init() {}

    /// Whether nothing is demanded.
    public var isEmpty: Bool { self == FilterChainMatchConfiguration() }

    /// Whether some connection would fit both equally well, so that neither is the right one.
    public func overlaps(_ other: FilterChainMatchConfiguration) -> Bool {
        func meet<Element: Equatable>(_ left: [Element], _ right: [Element]) -> Bool {
            left.isEmpty ? right.isEmpty : left.contains { right.contains($0) }
        }
        return destinationPort == other.destinationPort && meet(destinations, other.destinations)
            && meet(serverNames, other.serverNames) && transportProtocol == other.transportProtocol
            && meet(applicationProtocols, other.applicationProtocols) && meet(directSources, other.directSources)
            && source == other.source && meet(sources, other.sources) && meet(sourcePorts, other.sourcePorts)
    }
}

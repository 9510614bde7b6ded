internal import Transports

extension PeerIdentity {
    /// The name by which a client is the same with its next certificate: the first URI, DNS name or else the subject of
    /// the one that it showed; empty means it has shown none.
    var clientName: String { isPeerKnown ? peerURIs.first ?? peerHosts.first ?? peerSubject : "" }
}

/// Who the peer of a secured connection is, by the certificate that it showed; for rules about clients.
public protocol PeerIdentity: AnyObject, Sendable {
    /// Whether it showed a certificate.
    var isPeerKnown: Bool { get }
    /// The URIs among the certificate's alternative names.
    var peerURIs: [String] { get }
    /// The DNS names among them.
    var peerHosts: [String] { get }
    /// The certificate's subject as RFC 2253 writes it; empty without one.
    var peerSubject: String { get }
}

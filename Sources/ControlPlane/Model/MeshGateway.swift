internal import Configuration

/// A gateway: where traffic enters.
struct MeshGateway {
    /// What a listener expects of its clients.
    enum ListenerProtocol: String {
        case http = "HTTP"
        case https = "HTTPS"
        case tls = "TLS"
        case tcp = "TCP"
    }

    /// Namespaces.
    enum Admitted {
        /// The gateway's own.
        case same
        case all
        /// Those with certain labels.
        case selected(LabelSelector)
    }

    /// One listener; several may share a port.
    struct Listener {
        var name: String
        var node: JSONNode
        var port: Int
        var protocolName: ListenerProtocol
        var hostname = Hostname.any
        /// Whether TLS ends here; else it is passed on as it is.
        var terminatesTLS = false
        var certificates: [CertificateReference] = []
        /// The namespaces whose routes may attach.
        var admitted = Admitted.same
        var kinds: Set<MeshRoute.Kind> = []
    }

    /// A secret with a certificate.
    struct CertificateReference {
        var name: ObjectName
        var node: JSONNode
    }

    var metadata: ObjectMetadata
    /// Where it listens; empty means all addresses.
    var addresses: [String] = []
    var listeners: [Listener] = []
}

/// What objects of one namespace may refer to in another.
struct ReferenceGrant {
    var namespace: String
    var from: [(kind: String, namespace: String)] = []
    /// Without a name: all of the kind.
    var to: [(kind: String, name: String?)] = []
}

/// A certificate with its key, both PEM.
struct MeshSecret {
    enum Text {
        case plain(String)
        case base64(String)
    }

    var metadata: ObjectMetadata
    var certificate: Text
    var key: Text
}

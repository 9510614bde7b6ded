internal import Configuration

/// Gateways: their ports and certificates.
extension MeshLinker {
    /// Listeners share a port when what clients say tells them apart.
    func checkPorts(of gateway: MeshGateway) {
        for (place, listener) in gateway.listeners.enumerated() {
            let others = gateway.listeners[..<place].filter { $0.port == listener.port }
            let isSecured = listener.protocolName == .https || listener.protocolName == .tls
            if let other = others.first(where: { other in
                let isOtherSecured = other.protocolName == .https || other.protocolName == .tls
                return listener.protocolName == .tcp || isSecured != isOtherSecured
                    || !isSecured && other.protocolName != listener.protocolName
            }) {
                complaints.complain(
                    .wrongValue, at: listener.node,
                    "expected a port of its own, found \(listener.port), which \(JSONNode.quote(other.name)) has for "
                        + other.protocolName.rawValue)
            } else if let other = others.first(where: { $0.hostname == listener.hostname }) {
                complaints.complain(
                    .wrongValue, at: listener.node,
                    "expected another host name than \(JSONNode.quote(other.name)) has at the port \(listener.port), "
                        + "found the same")
            }
            for certificate in listener.certificates { check(certificate, of: gateway) }
        }
    }

    private func check(_ certificate: MeshGateway.CertificateReference, of gateway: MeshGateway) {
        let name = certificate.name
        if !secrets.contains(name) {
            refuse(
                certificate.node, "a Secret of the namespace \(name.namespace)", name.name,
                near: model.secrets.map(\.metadata.name).filter { $0.namespace == name.namespace }.map(\.name))
        } else if !isGranted("Secret", name, to: "Gateway", of: gateway.metadata.name.namespace) {
            complaints.complain(
                .wrongValue, at: certificate.node,
                "expected a ReferenceGrant in the namespace \(name.namespace), found none that allows it")
        }
    }
}

internal import Configuration
internal import NetworkAddresses

/// Reads the `spec` of a Gateway.
///
/// Source: https://gateway-api.sigs.k8s.io/reference/spec/#gatewayspec
enum GatewayDocument {
    static func read(_ reader: inout ObjectReader, _ metadata: ObjectMetadata) -> MeshGateway {
        var gateway = MeshGateway(metadata: metadata)
        // Every gateway is ours, whatever its class.
        _ = reader.requiredString("gatewayClassName")
        reader.refuse("infrastructure", "backendTLS", "tls", "allowedListeners", "defaultScope")
        gateway.addresses = reader.objects("addresses", "an address", atMost: 16, readAddress).compactMap(\.self)
        guard reader.hasElements("listeners") else {
            reader.missing("listeners")
            return gateway
        }
        gateway.listeners = reader.objects("listeners", "a listener", atMost: 64) {
            readListener(&$0, metadata.name.namespace)
        }.compactMap(\.self)
        var names: Set<String> = []
        for listener in gateway.listeners where !names.insert(listener.name).inserted {
            reader.complaints.complain(
                .wrongValue, at: listener.node,
                "expected each listener's name once, found \(JSONNode.quote(listener.name)) again")
        }
        return gateway
    }

    private static func readAddress(_ reader: inout ObjectReader) -> String? {
        _ = reader.choice("type", ["IPAddress": ()])
        guard let text = reader.requiredString("value") else { return nil }
        if IPAddress(text) != nil { return text }
        reader.node["value"].map { reader.complaints.wrong($0, expected: "an IP address") }
        return nil
    }

    private static func readListener(_ reader: inout ObjectReader, _ namespace: String) -> MeshGateway.Listener? {
        let name = reader.requiredString("name")
        if let node = reader.node["name"], let name, !DomainLabel.isName(name) {
            reader.complaints.wrong(node, expected: "a name of lower-case letters, digits, hyphens and dots")
        }
        let port = reader.requiredInteger("port", in: 1...65535)
        if !reader.has("protocol") { reader.missing("protocol") }
        let spoken: MeshGateway.ListenerProtocol? = reader.choice(
            "protocol", ["HTTP": .http, "HTTPS": .https, "TLS": .tls, "TCP": .tcp])
        let hostname = HostnameDocument.read(&reader)
        let tlsNode = reader.node["tls"]
        let tls = reader.object("tls", "tls") { readTLS(&$0, namespace) }
        let (admitted, kinds) =
            reader.object("allowedRoutes", "allowedRoutes", readAllowed) ?? (.same, nil)
        guard let name, let port, let spoken else { return nil }
        var listener = MeshGateway.Listener(
            name: name, node: reader.node["name"] ?? reader.node, port: port, protocolName: spoken,
            hostname: hostname ?? .any)
        listener.admitted = admitted
        listener.certificates = tls?.certificates ?? []
        switch spoken {
        case .http, .tcp:
            if let tlsNode {
                reader.complaints.wrong(tlsNode, expected: "no \"tls\" in a listener for \(spoken.rawValue)")
            }
            listener.kinds = spoken == .tcp ? [.tcp] : [.http, .grpc]
        case .https, .tls:
            listener.terminatesTLS = !(tls?.passesThrough ?? false)
            if tlsNode == nil { reader.missing("tls") }
            listener.kinds = spoken == .https ? [.http, .grpc] : listener.terminatesTLS ? [.tls, .tcp] : [.tls]
            if let tlsNode, listener.terminatesTLS == listener.certificates.isEmpty {
                reader.complaints.complain(
                    .wrongValue, at: tlsNode["certificateRefs"] ?? tlsNode,
                    listener.terminatesTLS
                        ? "expected \"certificateRefs\" where TLS ends, found none"
                        : "expected no \"certificateRefs\" where TLS passes through, found some")
            }
            if spoken == .https, let tlsNode, !listener.terminatesTLS {
                reader.complaints.wrong(tlsNode["mode"] ?? tlsNode, expected: "\"Terminate\" in a listener for HTTPS")
            }
        }
        if spoken == .tcp, hostname != nil, let node = reader.node["hostname"] {
            reader.complaints.wrong(node, expected: "no host name in a listener for TCP")
        }
        if let kinds { listener.kinds = check(kinds, listener, reader) }
        return listener
    }

    private static func readTLS(
        _ reader: inout ObjectReader, _ namespace: String
    ) -> (passesThrough: Bool, certificates: [MeshGateway.CertificateReference]) {
        let passesThrough = reader.choice("mode", ["Terminate": false, "Passthrough": true]) ?? false
        reader.refuse("options", "frontendValidation")
        let certificates = reader.objects("certificateRefs", "a reference", atMost: 64) { reader in
            _ = reader.choice("group", ["": ()])
            _ = reader.choice("kind", ["Secret": ()])
            let owner = reader.string("namespace") ?? namespace
            return reader.requiredString("name").map {
                MeshGateway.CertificateReference(
                    name: ObjectName(namespace: owner, name: $0), node: reader.node["name"] ?? reader.node)
            }
        }
        return (passesThrough, certificates.compactMap(\.self))
    }

    private static func readAllowed(
        _ reader: inout ObjectReader
    ) -> (admitted: MeshGateway.Admitted, kinds: [(kind: MeshRoute.Kind, node: JSONNode)]?) {
        let admitted = reader.object("namespaces", "namespaces") { reader -> MeshGateway.Admitted in
            let from = reader.choice("from", ["Same": 0, "All": 1, "Selector": 2]) ?? 0
            let selector = reader.object("selector", "selector", LabelSelector.read)
            if from == 2 {
                if selector == nil { reader.missing("selector") }
                return .selected(selector ?? LabelSelector())
            }
            if selector != nil, let node = reader.node["selector"] {
                reader.complaints.wrong(node, expected: "no \"selector\" but where \"from\" is \"Selector\"")
            }
            return from == 1 ? .all : .same
        }
        let hasKinds = reader.hasElements("kinds")
        let kinds = reader.objects("kinds", "a kind of route", atMost: 8) { reader in
            _ = reader.choice("group", ["gateway.networking.k8s.io": ()])
            if !reader.has("kind") { reader.missing("kind") }
            let kind: MeshRoute.Kind? = reader.choice(
                "kind", ["HTTPRoute": .http, "GRPCRoute": .grpc, "TLSRoute": .tls, "TCPRoute": .tcp])
            return kind.map { (kind: $0, node: reader.node) }
        }
        return (admitted ?? .same, hasKinds ? kinds.compactMap(\.self) : nil)
    }

    /// The kinds of route that a listener names, of those that it can have.
    private static func check(
        _ kinds: [(kind: MeshRoute.Kind, node: JSONNode)], _ listener: MeshGateway.Listener, _ reader: ObjectReader
    ) -> Set<MeshRoute.Kind> {
        for (kind, node) in kinds where !listener.kinds.contains(kind) {
            reader.complaints.complain(
                .wrongValue, at: node,
                "expected a kind of route that a listener for \(listener.protocolName.rawValue) can have, "
                    + "found \(kind.rawValue)")
        }
        return Set(kinds.map(\.kind)).intersection(listener.kinds)
    }
}

/// Reads host names.
enum HostnameDocument {
    /// The field `hostname`.
    static func read(_ reader: inout ObjectReader) -> Hostname? {
        guard let text = reader.string("hostname"), let node = reader.node["hostname"] else { return nil }
        return read(text, node, reader.complaints)
    }

    static func read(_ text: String, _ node: JSONNode, _ complaints: ComplaintList) -> Hostname? {
        if let name = Hostname(text) { return name }
        complaints.wrong(node, expected: "a host name, with \"*.\" before it or not")
        return nil
    }
}

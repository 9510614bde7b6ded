internal import Configuration

/// Makes of a gateway the listeners and route configurations of the nodes that serve it.
struct GatewayCompiler {
    let linker: MeshLinker
    let policies: [ObjectName: TrafficPolicy]
    /// The workload whose nodes serve it.
    let workload: MeshWorkload

    private typealias Placed = (place: Int, listener: MeshGateway.Listener)

    /// Makes all of a gateway.
    func compile(_ place: Int, into made: inout MadeResources) {
        let gateway = linker.model.gateways[place]
        let ports = Dictionary(grouping: gateway.listeners.enumerated(), by: \.element.port)
        for port in ports.keys.sorted() {
            let listeners = (ports[port] ?? []).map { (place: $0.offset, listener: $0.element) }
            compile(place, port, listeners, into: &made)
        }
    }

    private func compile(_ place: Int, _ port: Int, _ listeners: [Placed], into made: inout MadeResources) {
        let gateway = linker.model.gateways[place]
        let name = "\(gateway.metadata.name.text)/\(port)"
        let maker = ListenerMaker(discoveryCluster: workload.discoveryCluster)
        var chains: [ListenerMaker.Chain] = []
        var plainHosts: [JSONValue] = []
        for (listenerPlace, listener) in listeners {
            let key = MeshLinker.ListenerPlace(gateway: place, listener: listenerPlace)
            let attachments = linker.attachments[key] ?? []
            use(attachments, &made)
            for certificate in listener.certificates { addSecret(certificate.name, &made) }
            let isOwn = { (host: Hostname) in Self.isOwn(host, of: listener, among: listeners) }
            switch listener.protocolName {
            case .http:
                plainHosts += tables(port, isSecured: false).hosts(attachments, at: listener, isOwn: isOwn)
            case .https:
                let table = "\(name)/\(listener.name)"
                let hosts = tables(port, isSecured: true).hosts(attachments, at: listener, isOwn: isOwn)
                made.add(.routes, table, RouteTableMaker.table(table, hosts: hosts), from: listener.node)
                chains.append(
                    ListenerMaker.Chain(
                        serverNames: listener.hostname.isAny ? [] : [listener.hostname.domain], transport: "tls",
                        filters: [maker.manager(table, .discovered(table), isEdge: true, filters: counting)],
                        socket: socket(listener, isHTTP: true)))
            case .tls: chains += streamChains(attachments, listener, name, isOwn)
            case .tcp:
                let route = first(attachments)
                chains.append(
                    ListenerMaker.Chain(
                        filters: countingConnections
                            + [ListenerMaker.proxy(name, to: route?.rules.first?.backends ?? [])]))
            }
        }
        if listeners.contains(where: { $0.listener.protocolName == .http }) {
            made.add(.routes, name, RouteTableMaker.table(name, hosts: plainHosts), from: gateway.metadata.node)
            chains = [
                ListenerMaker.Chain(
                    filters: [maker.manager(name, .discovered(name), isEdge: true, filters: counting)])
            ]
        }
        // A listener that nothing could come through is none.
        if chains.isEmpty { return }
        let json = ListenerMaker.listener(
            name, addresses: gateway.addresses, port: port,
            // Istio's metrics take it from here that a gateway is on the callers' side.
            direction: workload.countsIstio ? "OUTBOUND" : "INBOUND", chains: chains)
        made.add(.listener, name, json, from: gateway.metadata.node)
    }

    /// What counts Istio's metrics. Clients choose the host of their requests, so that it says nothing of services.
    private var counting: [JSONValue] {
        workload.countsIstio ? [IstioMaker.exchange(isServer: false)] + IstioMaker.counting(usesHost: false) : []
    }

    private var countingConnections: [JSONValue] { workload.countsIstio ? [IstioMaker.connections] : [] }

    private func tables(_ port: Int, isSecured: Bool) -> RouteTableMaker {
        RouteTableMaker(
            routes: linker.model.routes, maker: RouteMaker(policies: policies, port: port, isSecured: isSecured),
            budget: linker.budget)
    }

    /// Whether no more precise listener of the port has a host name.
    private static func isOwn(
        _ host: Hostname, of listener: MeshGateway.Listener, among listeners: [Placed]
    ) -> Bool {
        !listeners.contains { _, other in
            other.hostname != listener.hostname && listener.hostname.covers(other.hostname)
                && other.hostname.covers(host)
        }
    }

    /// A chain for each host name of routes for TLS.
    private func streamChains(
        _ attachments: [RouteTableMaker.Attachment], _ listener: MeshGateway.Listener, _ name: String,
        _ isOwn: (Hostname) -> Bool
    ) -> [ListenerMaker.Chain] {
        Set(attachments.map(\.host)).filter(isOwn).sorted().map { host in
            let route = first(attachments.filter { $0.host == host })
            return ListenerMaker.Chain(
                serverNames: host.isAny ? [] : [host.domain], transport: "tls",
                filters: countingConnections + [ListenerMaker.proxy(name, to: route?.rules.first?.backends ?? [])],
                socket: listener.terminatesTLS ? socket(listener, isHTTP: false) : nil)
        }
    }

    /// The route that goes before all others of a connection.
    private func first(_ attachments: [RouteTableMaker.Attachment]) -> MeshRoute? {
        let routes = linker.model.routes
        return attachments.min { left, right in
            if left.precision != right.precision { return left.precision > right.precision }
            return routes[left.route].metadata.precedes(routes[right.route].metadata)
        }.map { routes[$0.route] }
    }

    private func socket(_ listener: MeshGateway.Listener, isHTTP: Bool) -> JSONValue {
        MutualTLS.gateway(listener.certificates.map(\.name), workload.discoveryCluster, isHTTP: isHTTP)
    }

    private func addSecret(_ name: ObjectName, _ made: inout MadeResources) {
        guard let secret = linker.model.secrets.first(where: { $0.metadata.name == name }) else { return }
        made.add(
            .secret, name.text,
            [
                "@type": EnvoyWords.type("envoy.extensions.transport_sockets.tls.v3.Secret"),
                "name": .text(name.text),
                "tls_certificate": [
                    "certificate_chain": Self.source(secret.certificate), "private_key": Self.source(secret.key),
                ],
            ], from: secret.metadata.node)
    }

    private static func source(_ text: MeshSecret.Text) -> JSONValue {
        switch text {
        case .plain(let text): ["inline_string": .text(text)]
        case .base64(let text): ["inline_bytes": .text(text)]
        }
    }

    private func use(_ attachments: [RouteTableMaker.Attachment], _ made: inout MadeResources) {
        for attachment in attachments { made.use(linker.model.routes[attachment.route]) }
    }
}

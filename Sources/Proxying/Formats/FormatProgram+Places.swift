internal import Buffers
internal import Configuration
internal import Filters
internal import HTTPConnections
internal import HTTPSemantics
internal import NetworkAddresses
internal import Transports
internal import Upstreams

/// What the operators about addresses and connections say.
extension FormatProgram {
    func appendPlace(_ field: FormatField, _ exchange: some LoggedExchange, to line: inout ByteBuffer) -> Bool {
        switch field {
        case .upstreamHost:
            guard let endpoint = exchange.endpoint else { return false }
            endpoint.appendAddress(to: &line)
        case .upstreamHosts:
            guard let endpoint = exchange.reachedEndpoint else { return false }
            endpoint.appendAddress(to: &line)
        case .upstreamHostsOnly: return append(exchange.reachedEndpoint?.address, withPort: false, to: &line)
        case .upstreamHostName: return appendName(exchange.endpoint, withPort: true, to: &line)
        case .upstreamHostNameOnly: return appendName(exchange.endpoint, withPort: false, to: &line)
        case .upstreamHostNames: return appendName(exchange.reachedEndpoint, withPort: true, to: &line)
        case .upstreamHostNamesOnly: return appendName(exchange.reachedEndpoint, withPort: false, to: &line)
        case .upstreamCluster, .upstreamClusterRaw:
            guard let name = exchange.upstreamClusterName else { return false }
            line.append(name.span)
        case .upstreamLocalAddress: return append(exchange.upstreamLocalAddress, to: &line)
        case .upstreamLocalAddressOnly: return append(exchange.upstreamLocalAddress, withPort: false, to: &line)
        case .upstreamLocalPort: return appendPort(exchange.upstreamLocalAddress, to: &line)
        case .upstreamRemoteAddress: return append(exchange.reachedAddress, to: &line)
        case .upstreamRemoteAddressOnly: return append(exchange.reachedAddress, withPort: false, to: &line)
        case .upstreamRemotePort: return appendPort(exchange.reachedAddress, to: &line)
        case .upstreamProtocol:
            guard exchange.reachedEndpoint != nil, let version = exchange.request?.upstreamVersion else { return false }
            line.append(version.name)
        case .upstreamFailure:
            if exchange.info.transportFailure.isEmpty { return false }
            line.append(exchange.info.transportFailure)
        case .upstreamConnectionID: line.append(decimal: exchange.meters.upstreamConnectionID)
        case .upstreamConnectionIDs:
            if exchange.reachedEndpoint == nil { return false }
            line.append(decimal: exchange.meters.upstreamConnectionID)
        case .connectionID: line.append(decimal: exchange.downstream?.id ?? 0)
        case .remoteAddress: return append(client(exchange), to: &line)
        case .remoteAddressOnly: return append(client(exchange), withPort: false, to: &line)
        case .remotePort: return appendPort(client(exchange), to: &line)
        case .directRemoteAddress: return append(exchange.downstream?.directRemoteAddress, to: &line)
        case .directRemoteAddressOnly:
            return append(exchange.downstream?.directRemoteAddress, withPort: false, to: &line)
        case .directRemotePort: return appendPort(exchange.downstream?.directRemoteAddress, to: &line)
        case .localAddress: return append(exchange.downstream?.localAddress, to: &line)
        case .localAddressOnly: return append(exchange.downstream?.localAddress, withPort: false, to: &line)
        case .localPort: return appendPort(exchange.downstream?.localAddress, to: &line)
        case .directLocalAddress: return append(exchange.downstream?.directLocalAddress, to: &line)
        case .directLocalAddressOnly:
            return append(exchange.downstream?.directLocalAddress, withPort: false, to: &line)
        case .directLocalPort: return appendPort(exchange.downstream?.directLocalAddress, to: &line)
        default: return appendSecurity(field, exchange, to: &line)
        }
        return true
    }

    /// The endpoint's host name, or its address when it has none.
    private func appendName(_ endpoint: Endpoint?, withPort: Bool, to line: inout ByteBuffer) -> Bool {
        guard let endpoint else { return false }
        if endpoint.hostname.isEmpty { return append(endpoint.address, withPort: withPort, to: &line) }
        line.append(endpoint.hostname)
        return true
    }

    private func append(_ address: SocketAddress?, withPort: Bool = true, to line: inout ByteBuffer) -> Bool {
        switch address {
        case nil: return false
        case .ip(let ip, let port)?:
            if withPort {
                line.append(SocketAddress.ip(ip, port: port).text.bytes)
            } else {
                line.append(ip.text.bytes)
            }
        case .unix(let path)?: line.append(path)
        }
        return true
    }

    private func appendPort(_ address: SocketAddress?, to line: inout ByteBuffer) -> Bool {
        guard case .ip(_, let port)? = address else { return false }
        line.append(decimal: UInt64(port))
        return true
    }

    /// The client as trusted headers tell it, with port 0 then; else the peer itself.
    private func client(_ exchange: some LoggedExchange) -> SocketAddress? {
        let peer = exchange.downstream?.remoteAddress
        if let client = exchange.clientAddress, client != peer?.ipAddress { return .ip(client, port: 0) }
        return peer
    }
}

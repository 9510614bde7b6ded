internal import Configuration
public import EventLoops
internal import HTTPSemantics
internal import NetworkAddresses
internal import TLS
internal import Telemetry
public import Transports

extension UpstreamProxyProtocolConfiguration {
    /// What stands behind the addresses: our own values, and those of the origin that are none of their types.
    fileprivate func values(of origin: ConnectionOrigin?) -> [ProxyProtocolHeader.TypedValue] {
        let own = addedValues.map { ProxyProtocolHeader.TypedValue(type: $0.type, value: $0.value) }
        let others = origin?.values.filter { value in
            keptValues.contains(value.type) && !own.contains { $0.type == value.type }
        }
        return own + (others ?? [])
    }
}

extension Cluster {
    /// Begins a connection to one of an endpoint's addresses, with the cluster's socket options and transport.
    ///
    /// - Parameters:
    ///   - thread: the number of the loop's thread among those that count.
    ///   - timeout: nanoseconds for the connection and its handshake.
    ///   - origin: whose bytes it will carry, for endpoints that are told; nil means this proxy's.
    ///   - name: what the requests that it will carry ask for in TLS; nil where they ask for no name.
    ///   - check: whose check it is for; nil means for requests.
    func connect(
        to address: SocketAddress, of endpoint: Endpoint, on loop: EventLoop, thread: Int, timeout: UInt64,
        for origin: ConnectionOrigin? = nil, name: AskedName? = nil, check: HealthCheckConfiguration? = nil
    ) throws(SystemError) -> Connection {
        let choice = sockets.choice(for: address)
        var options = choice.options
        if let source = origin?.source { options.socketOptions += source.options }
        let connection = try Connection.connect(
            loop: loop, to: address, bind: origin?.source?.address ?? choice.local, timeout: timeout, options: options)
        let transport = check?.transportCriteria.map { self.transport(for: $0) } ?? self.transport(of: endpoint)
        if let tls = transport.tls {
            var names = name?.names ?? TLSPeerNames()
            if let check { names.protocols = check.applicationProtocols }
            connection.transport = tls.makeTransport(thread: thread, hostname: endpoint.hostname, names: names)
        }
        if let told = transport.proxyProtocol {
            connection.transport = ProxyProtocolTransport(
                told.isBinary ? .v2 : .v1, origin?.addresses, values: told.values(of: origin),
                before: connection.transport)
        }
        return connection
    }
}

extension WorkerCluster {
    /// Begins a connection to one of an endpoint's addresses; see `Cluster.connect`.
    func connect(
        to address: SocketAddress, of endpoint: Endpoint, timeout: UInt64, for origin: ConnectionOrigin? = nil,
        name: AskedName? = nil
    ) throws(SystemError) -> Connection {
        try cluster.connect(
            to: address, of: endpoint, on: loop, thread: workerIndex, timeout: timeout, for: origin, name: name)
    }

    /// Begins a connection for bytes of the proxy itself, which no pool knows and no statistics count; nil when there
    /// is no endpoint, or when it cannot even be begun.
    public func connectForOwnBytes() -> Connection? {
        guard let endpoint = pick(priority: .default)?.endpoint else {
            noteNoEndpoint()
            return nil
        }
        return try? connect(to: endpoint.address, of: endpoint, timeout: cluster.configuration.connectTimeout)
    }

    /// A socket for datagrams to an endpoint; nil when there is none.
    public func datagramSocket(to endpoint: Endpoint) -> FileDescriptor? {
        let choice = cluster.sockets.choice(for: endpoint.address)
        do {
            return try Sockets.datagrams(
                to: endpoint.address, from: choice.local, options: choice.options.socketOptions)
        } catch {
            return nil
        }
    }

    /// Why a connection could not even be begun, as pools tell it; an address that cannot be bound is counted.
    func failure(
        _ error: SystemError, connectingTo endpoint: Endpoint, for origin: ConnectionOrigin? = nil
    ) -> PoolFailure {
        let own = cluster.sockets.choice(for: endpoint.address).local
        guard let local = origin?.source?.address ?? own, error.operation.hasPrefix("bind ")
        else { return PoolFailure(.localConnectionFailure) }
        metrics.increment(ClusterMetric.bindErrors)
        return PoolFailure(
            .localConnectionFailure, cause: "failed_to_bind_to_\(local):_" + Self.words(of: error.code))
    }

    /// Why a connection was never open, as pools tell it.
    func failure(_ reason: ConnectionCloseReason, of connection: Connection?) -> PoolFailure {
        switch reason {
        case .connectTimeout:
            PoolFailure(.connectionTimeout)
        case .connectFailed(let code):
            PoolFailure(.connectionFailure, cause: "delayed_connect_error:_" + Self.words(of: code))
        case .transportFailed:
            PoolFailure(.connectionFailure, cause: connection?.transport?.failure ?? "")
        case .localClose, .localReset, .remoteClose, .remoteReset, .readError, .writeError:
            PoolFailure(.connectionFailure)
        }
    }

    /// The kernel's words for an error, as one word.
    private static func words(of code: Int32) -> String {
        String(SystemError.text(of: code).map { $0 == " " ? "_" : $0 })
    }
}

internal import Configuration
internal import EventLoops
internal import HTTPSemantics
internal import NetworkAddresses
internal import TLS
internal import Telemetry
public import Transports

/// Whose bytes an upstream connection carries.
public struct ConnectionOrigin: Sendable {
    /// The client, and what it connected to.
    public var addresses: ProxyProtocolHeader.Addresses
    /// What a proxy in front told besides.
    public var values: [ProxyProtocolHeader.TypedValue]

    /// An origin.
    public init(_ addresses: ProxyProtocolHeader.Addresses, values: [ProxyProtocolHeader.TypedValue]) {
        self.addresses = addresses
        self.values = values
    }
}

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

extension WorkerCluster {
    /// Begins a connection to one of an endpoint's addresses, with the cluster's socket options and transport.
    ///
    /// - Parameters:
    ///   - timeout: nanoseconds for the connection and its handshake.
    ///   - origin: whose bytes it will carry, for endpoints that are told; nil: this proxy's.
    func connect(
        to address: SocketAddress, of endpoint: Endpoint, timeout: UInt64, for origin: ConnectionOrigin? = nil
    ) throws(SystemError) -> Connection {
        let choice = cluster.sockets.choice(for: address)
        let connection = try Connection.connect(
            loop: loop, to: address, bind: choice.local, timeout: timeout, options: choice.options)
        if let tls = cluster.tls {
            connection.transport = tls.makeTransport(thread: workerIndex, hostname: endpoint.hostname)
        }
        if let told = cluster.configuration.proxyProtocol {
            connection.transport = ProxyProtocolTransport(
                told.isBinary ? .v2 : .v1, origin?.addresses, values: told.values(of: origin),
                before: connection.transport)
        }
        return connection
    }

    /// Why a connection could not even be begun, as pools tell it; an address that cannot be bound is counted.
    func failure(_ error: SystemError, connectingTo endpoint: Endpoint) -> PoolFailure {
        guard let local = cluster.sockets.choice(for: endpoint.address).local, error.operation.hasPrefix("bind ")
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

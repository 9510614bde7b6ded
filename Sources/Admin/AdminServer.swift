public import Configuration
internal import EventLoops
public import NetworkAddresses
public import ProxyRuntime
internal import Telemetry

/// The admin interface: Envoy's paths, on the proxy's main loop.
///
/// ```
///   accept ─▶ AdminConnections ─▶ AdminStream ─▶ AdminCommands ─┬─ small answers at once
///                                     ▲                          └─ large pages ─▶ PageBuilder (a thread of its own)
///                                     └───────────── the page, sent as fast as the client reads ──────┘
/// ```
/// Nothing that takes long runs on the main loop, so `/ready` never waits for a page of statistics. Who reaches the
/// interface can end the proxy: it belongs on a loopback address. Confined to the main thread.
public final class AdminServer {
    /// Where it listens, with the port that the kernel chose where 0 was asked for.
    public let address: SocketAddress
    private let acceptor: AdminAcceptor
    let connections: AdminConnections

    private init(address: SocketAddress, acceptor: AdminAcceptor, connections: AdminConnections) {
        self.address = address
        self.acceptor = acceptor
        self.connections = connections
    }

    /// Opens the admin interface on the main loop of `server`; it answers once the loop runs.
    ///
    /// - Parameter version: of the binary, as `major.minor.patch`.
    /// - Returns: nil when the configuration opens none.
    /// - Throws: `StartupError` when the port is in use, or when a log or the address file cannot be written.
    public static func start(
        _ configuration: AdminConfiguration?, server: ProxyServer, version: String
    ) throws(StartupError) -> AdminServer? {
        guard let configuration else { return nil }
        let text = ListenerAddress.text(configuration.address)
        guard let wanted = ListenerAddress.resolve(configuration.address) else {
            throw StartupError(.configuration, ["admin: '\(text)' is no address"])
        }
        let logs = try AdminAccessLog.open(configuration.accessLogs, writer: server.logWriter)
        let commands = AdminCommands(server: server, version: version, configuration)
        let connections = AdminConnections(
            server: server, commands: commands, logs: logs,
            isLimited: !configuration.ignoresGlobalConnectionLimit)
        let acceptor: AdminAcceptor
        let isInherited: Bool
        do {
            let options = ListenOptions(configuration, at: wanted)
            let inherited = server.inheritedAdminSocket(address: wanted, configured: text)?.take()
            isInherited = inherited != nil
            let socket = if let inherited { inherited } else { try Sockets.listen(on: wanted, options: options) }
            acceptor = AdminAcceptor(loop: server.loop, listener: socket, connections: connections)
            // The instance before answers on an inherited socket until this one serves.
            if !isInherited { try acceptor.start() }
        } catch {
            throw StartupError(.resource, ["admin interface cannot listen on \(wanted): \(error)"])
        }
        let address = acceptor.localAddress
        if !server.options.adminAddressPath.isEmpty,
            let reason = Files.write(address.description, path: server.options.adminAddressPath)
        {
            acceptor.close()
            throw StartupError(
                .resource, ["admin address file '\(server.options.adminAddressPath)' cannot be written: \(reason)"])
        }
        server.adminListens(
            AdminSocket(
                descriptor: { acceptor.isAttached ? acceptor.rawDescriptor : nil }, configured: text,
                start: isInherited ? { try? acceptor.start() } : {},
                close: { acceptor.close() }))
        server.log.info(.admin, "admin address: \(address)")
        if let ip = address.ipAddress, !ip.unmapped.isLoopback {
            server.log.warning(
                .admin, "the admin interface listens on \(address), not on loopback: who reaches it can end the proxy")
        }
        return AdminServer(address: address, acceptor: acceptor, connections: connections)
    }

    /// Stops listening, closes all connections and ends the builder thread. Idempotent.
    public func close() {
        acceptor.close()
        connections.closeAll()
    }
}

import Buffers
import Configuration
import EventLoops
import LoopTesting
import NetworkAddresses
import Telemetry
import Testing
import Transports

@testable import TLS

/// Writes down what a connection tells.
final class TLSRecorder: ConnectionHandler {
    let connection: Connection
    private(set) var isOpen = false
    private(set) var received: [UInt8] = []
    private(set) var hasEnded = false
    private(set) var closeReason: ConnectionCloseReason?
    private let whenOpen: (Connection) -> Void

    init(_ connection: Connection, whenOpen: @escaping (Connection) -> Void = { _ in }) {
        self.connection = connection
        self.whenOpen = whenOpen
        super.init()
        connection.handler = self
    }

    override func connectionOpened() {
        isOpen = true
        whenOpen(connection)
    }

    override func connectionReadable(endOfStream: Bool) {
        for index in 0..<connection.inbound.count { received.append(connection.inbound[index]) }
        connection.inbound.removeAll()
        if endOfStream { hasEnded = true }
    }

    override func connectionClosed(_ reason: ConnectionCloseReason) { closeReason = reason }
}

/// A server's and a client's context, and pairs of connections between them on one loop whose clock stands still.
final class TLSFixture {
    let loop: EventLoop
    private let server: TLSServerContext
    private let client: TLSClientContext
    private let serverMetrics: TLSMetrics

    init(_ version: TLSParametersConfiguration.Version) throws {
        loop = try EventLoop(name: "test", clock: .manual(start: 1))
        let registry = MetricRegistry()
        var parameters = TLSParametersConfiguration()
        parameters.minimumVersion = version
        parameters.maximumVersion = version
        var downstream = DownstreamTLSConfiguration()
        downstream.common.parameters = parameters
        downstream.common.certificates = [
            CertificateConfiguration(
                .pem(chain: .bytes(Array(Self.certificate.utf8)), key: .bytes(Array(Self.key.utf8))))
        ]
        downstream.common.applicationProtocols = ["one", "two"]
        var upstream = UpstreamTLSConfiguration()
        upstream.common.parameters = parameters
        upstream.common.applicationProtocols = ["two"]
        serverMetrics = TLSMetrics(prefix: "listener.", labels: [], isUpstream: false, registry: registry)
        server = try TLSServerContext(downstream, metrics: serverMetrics, keyLog: nil, place: "server")
        client = try TLSClientContext(
            upstream, metrics: TLSMetrics(prefix: "cluster.", labels: [], isUpstream: true, registry: registry),
            keyLog: nil, place: "client")
    }

    /// Handshakes in which a session was taken up again.
    var resumptions: UInt64 { serverMetrics.scope.counter(TLSMetric.sessionReused.rawValue) }

    /// Two connections that are open; `whenOpen` runs when the server's side is.
    func connect(
        _ names: TLSPeerNames = TLSPeerNames(), whenOpen: @escaping (Connection) -> Void = { _ in }
    ) throws -> (server: TLSRecorder, client: TLSRecorder) {
        let pair = try Sockets.pair()
        let near = Connection(loop: loop, descriptor: try pair.first.duplicate(), remote: .unix(""))
        let far = Connection(loop: loop, descriptor: try pair.second.duplicate(), remote: .unix(""))
        near.transport = server.makeTransport(thread: 0)
        far.transport = client.makeTransport(thread: 0, hostname: "", names: names)
        let made = (server: TLSRecorder(near, whenOpen: whenOpen), client: TLSRecorder(far))
        near.start()
        far.start()
        turn { made.server.isOpen && made.client.isOpen }
        #expect(made.server.isOpen && made.client.isOpen)
        return made
    }

    func turn(until condition: () -> Bool) {
        loop.turn(until: condition)
    }

    /// Turns in which everything arrives that is under way.
    func settle() { for _ in 0..<8 { loop.runOnce(maximumWait: 0) } }

    private static let key = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg2YmFdWVMZV2LMZ0g
        QbChUzxz7KC7Br1bk85uuqN6ImehRANCAAT5xGUSx+0ste7a8bkml9UUSVEg7S0h
        i5wc8hZxevyzTRVyUgrvj/maNlMDJnTXtHUY84QvZ+weXO+CFr4OO8Zm
        -----END PRIVATE KEY-----
        """
    private static let certificate = """
        -----BEGIN CERTIFICATE-----
        MIIBmjCCAUGgAwIBAgIUf5162CUknmZHTANBq4whRADtL1QwCgYIKoZIzj0EAwIw
        FjEUMBIGA1UEAwwLc2VydmVyLnRlc3QwIBcNMjYxMTI2MDMwNTQzWhgPMjEyNjEx
        MDIwMzA1NDNaMBYxFDASBgNVBAMMC3NlcnZlci50ZXN0MFkwEwYHKoZIzj0CAQYI
        KoZIzj0DAQcDQgAE+cRlEsftLLXu2vG5JpfVFElRIO0tIYucHPIWcXr8s00VclIK
        74/5mjZTAyZ017R1GPOEL2fsHlzvgha+DjvGZqNrMGkwHQYDVR0OBBYEFPsTwtn4
        hMYl7mNOb2GGxq8wh093MB8GA1UdIwQYMBaAFPsTwtn4hMYl7mNOb2GGxq8wh093
        MA8GA1UdEwEB/wQFMAMBAf8wFgYDVR0RBA8wDYILc2VydmVyLnRlc3QwCgYIKoZI
        zj0EAwIDRwAwRAIgYTn0e1I+mIzmyiAPmY+6GwEb8aeGgZ8wXQdML0x5S7ICICSv
        LJGH2xn/+3HCS6QYwMFBKvcmv0ETWDWalkxzRc/r
        -----END CERTIFICATE-----
        """
}

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
    private var server: TLSServerContext
    private let downstream: DownstreamTLSConfiguration
    private let client: TLSClientContext
    private let serverMetrics: TLSMetrics

    /// Contexts of one version, changed as told.
    init(
        _ version: TLSParametersConfiguration.Version,
        _ change: (inout DownstreamTLSConfiguration, inout UpstreamTLSConfiguration) -> Void = { _, _ in }
    ) throws {
        loop = try EventLoop(name: "test", clock: .manual(start: 1))
        let registry = MetricRegistry()
        var parameters = TLSParametersConfiguration()
        parameters.minimumVersion = version
        parameters.maximumVersion = version
        var downstream = DownstreamTLSConfiguration()
        downstream.common.parameters = parameters
        downstream.common.certificates = [Self.pair(Self.certificate)]
        downstream.common.applicationProtocols = ["one", "two"]
        var upstream = UpstreamTLSConfiguration()
        upstream.common.parameters = parameters
        upstream.common.applicationProtocols = ["two"]
        change(&downstream, &upstream)
        self.downstream = downstream
        serverMetrics = TLSMetrics(prefix: "listener.", labels: [], isUpstream: false, registry: registry)
        server = try TLSServerContext(downstream, metrics: serverMetrics, keyLog: nil, place: "server")
        client = try TLSClientContext(
            upstream, metrics: TLSMetrics(prefix: "cluster.", labels: [], isUpstream: true, registry: registry),
            keyLog: nil, place: "client")
    }

    /// Makes the server's context anew, as when its files have changed.
    func remakeServer() throws {
        server = try TLSServerContext(downstream, metrics: serverMetrics, keyLog: nil, place: "server")
    }

    /// One of the certificates, with the key that they share.
    static func pair(_ certificate: String) -> CertificateConfiguration {
        CertificateConfiguration(.pem(chain: .bytes(Array(certificate.utf8)), key: .bytes(Array(key.utf8))))
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
    /// A certificate of its own authority.
    static let certificate = """
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
    /// The same, of the year 2020.
    static let expiredCertificate = """
        -----BEGIN CERTIFICATE-----
        MIIBLjCB1KADAgECAgEHMAoGCCqGSM49BAMCMBYxFDASBgNVBAMMC3NlcnZlci50
        ZXN0MB4XDTIwMDEwMTAwMDAwMFoXDTIxMDEwMTAwMDAwMFowFjEUMBIGA1UEAwwL
        c2VydmVyLnRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAT5xGUSx+0ste7a
        8bkml9UUSVEg7S0hi5wc8hZxevyzTRVyUgrvj/maNlMDJnTXtHUY84QvZ+weXO+C
        Fr4OO8ZmoxMwETAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0kAMEYCIQDr
        KwOaswXbZHDxm98G1OovPXBuyKTLSMwEoMN4/bN5qwIhAL6IXQUr8aI5qMecMZRw
        xXMAOVOzXO3mSWvt0gKmXjhV
        -----END CERTIFICATE-----
        """
}

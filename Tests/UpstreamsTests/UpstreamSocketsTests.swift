import Configuration
import EventLoops
import Glibc
import HTTPConnections
import HTTPSemantics
import NetworkAddresses
import Testing
import Transports

@testable import Upstreams

@Suite("How upstream connections are made")
struct UpstreamSocketsTests {
    private let v4 = SocketAddress.ip(.loopbackV4, port: 1)
    private let v6 = SocketAddress.ip(.loopbackV6, port: 1)
    private let unix = SocketAddress.unix("/x")

    private func sockets(_ bind: BindConfiguration?) -> UpstreamSockets {
        UpstreamSockets(ClusterConfiguration(name: "c", bind: bind))
    }

    private func source(_ address: String, _ port: UInt16 = 0, _ options: [SocketOptionConfiguration]? = nil)
        -> SourceAddressConfiguration
    {
        SourceAddressConfiguration(
            address: SocketAddressConfiguration(address: address, port: port), socketOptions: options)
    }

    private func option(_ name: Int32, _ version: SocketOptionConfiguration.IPVersion? = nil)
        -> SocketOptionConfiguration
    {
        SocketOptionConfiguration(level: 1, name: name, value: .integer(7), ipVersion: version)
    }

    @Test("Without configuration nothing is chosen")
    func nothing() {
        for address in [v4, v6, unix] {
            let choice = sockets(nil).choice(for: address)
            #expect(choice.local == nil && choice.options == ConnectOptions())
        }
    }

    @Test("The source address of the endpoint's family counts, and no Unix socket gets one")
    func families() {
        let both = sockets(BindConfiguration(source: source("127.0.0.5"), otherSource: source("::1", 9)))
        #expect(both.choice(for: v4).local == .ip(IPAddress(127, 0, 0, 5), port: 0))
        #expect(both.choice(for: v6).local == .ip(.loopbackV6, port: 9))
        #expect(both.choice(for: unix).local == nil)
        // The kernel will refuse it: better than to connect from anywhere.
        let one = sockets(BindConfiguration(source: source("127.0.0.5")))
        #expect(one.choice(for: v6).local == .ip(IPAddress(127, 0, 0, 5), port: 0))
    }

    @Test("A port that the kernel chooses is chosen late; a given one is taken")
    func ports() {
        #expect(
            sockets(BindConfiguration(source: source("127.0.0.5"))).choice(for: v4).options.socketOptions == [.latePort]
        )
        #expect(sockets(BindConfiguration(source: source("127.0.0.5", 9))).choice(for: v4).options.socketOptions == [])
    }

    @Test("Options go to sockets of their version, and those of a source address replace the common ones")
    func options() {
        let bind = BindConfiguration(
            source: source("127.0.0.5", 1), otherSource: source("::1", 1, [option(30)]), freebind: true,
            socketOptions: [option(10), option(11, .v4), option(12, .v6)])
        func names(_ address: SocketAddress) -> [Int32] {
            sockets(bind).choice(for: address).options.socketOptions.map(\.name)
        }
        #expect(names(v4) == [10, 11, 15])
        #expect(names(v6) == [30, 78])
        #expect(names(unix) == [10])
    }

    @Test("Connections come from the local address, with their options and probes")
    func endToEnd() throws {
        let bytes = SocketOptionConfiguration(level: SOL_SOCKET, name: SO_RCVBUF, value: .bytes([0, 0x40, 0, 0]))
        let fixture = try PoolFixture { configuration in
            configuration.bind = BindConfiguration(source: self.source("127.0.0.5"), socketOptions: [bytes])
            configuration.keepalive = KeepaliveConfiguration(probes: 3, idleSeconds: 77, intervalSeconds: 5)
        }
        let (stream, connection) = fixture.active()
        #expect(Sockets.remoteAddress(of: connection)?.ipAddress == IPAddress(127, 0, 0, 5))
        let descriptor = try #require(stream.connection).connection.rawDescriptor
        func value(_ level: Int32, _ name: Int32) -> Int32 {
            var value: Int32 = -1
            var length = socklen_t(MemoryLayout<Int32>.size)
            _ = unsafe getsockopt(descriptor, level, name, &value, &length)
            return value
        }
        #expect(value(SOL_SOCKET, SO_KEEPALIVE) == 1)
        #expect(value(6, TCP_KEEPIDLE) == 77 && value(6, TCP_KEEPCNT) == 3 && value(6, TCP_KEEPINTVL) == 5)
        // The kernel doubles it.
        #expect(value(SOL_SOCKET, SO_RCVBUF) == 0x8000)
    }

    @Test("An address that this machine has not is no fault of the endpoint's")
    func bindError() throws {
        let fixture = try PoolFixture { $0.bind = BindConfiguration(source: self.source("203.0.113.9")) }
        let stream = fixture.lease()
        #expect(stream.failure?.reason == .localConnectionFailure)
        #expect(stream.failure?.cause == "failed_to_bind_to_203.0.113.9:0:_Cannot_assign_requested_address")
        #expect(fixture.counter(.bindErrors) == 1 && fixture.counter(.upstreamCxConnectFail) == 1)
        #expect(fixture.isAtRest)
    }
}

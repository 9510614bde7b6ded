import COpenSSL
import Configuration
import EventLoops
import Glibc
import Testing
import Transports

@testable import TLS

@Suite("TLS between a connection and its wire")
struct TLSTransportTests {
    private static let versions: [TLSParametersConfiguration.Version] = [.tls12, .tls13]

    @Test(
        "A session serves again, however the connection that it comes from was closed", arguments: versions, [0, 1, 2])
    func resumes(_ version: TLSParametersConfiguration.Version, _ ending: Int) throws {
        let fixture = try TLSFixture(version)
        let first = try fixture.connect()
        // Tickets of TLS 1.3 come behind the handshake.
        first.server.connection.write("hello".utf8.span)
        fixture.turn { !first.client.received.isEmpty }
        switch ending {
        case 0: first.client.connection.close(.now)
        case 1: first.server.connection.close(.now)
        default: first.client.connection.resetHard()
        }
        fixture.settle()
        if ending == 1 { first.client.connection.close(.now) }
        fixture.settle()
        #expect(fixture.resumptions == 0)
        _ = try fixture.connect()
        #expect(fixture.resumptions == 1)
    }

    /// What was agreed with one set of roots says nothing under another, though both can read the ticket
    /// (CVE-2022-21654).
    @Test("A client's session ends with the roots that its certificate was judged by", arguments: versions)
    func rootsChange(_ version: TLSParametersConfiguration.Version) throws {
        let path = "/tmp/apus-roots-\(getpid())-\(version)"
        defer { unsafe unlink(path) }
        func write(_ text: String) {
            guard let file = unsafe fopen(path, "w") else { return }
            unsafe fputs(text, file)
            unsafe fclose(file)
        }
        write(TLSFixture.certificate)
        let fixture = try TLSFixture(version) { downstream, upstream in
            downstream.ticketKeys = [.bytes([UInt8](repeating: 7, count: 80))]
            downstream.requiresClientCertificate = true
            downstream.common.validation = CertificateValidationConfiguration()
            downstream.common.validation?.trustedAuthorities = .file(path)
            upstream.common.certificates = [TLSFixture.pair(TLSFixture.certificate)]
        }
        func connect() throws {
            let (server, client) = try fixture.connect()
            server.connection.write("hello".utf8.span)
            fixture.turn { !client.received.isEmpty }
        }
        try connect()
        try fixture.remakeServer()
        try connect()
        #expect(fixture.resumptions == 1)
        write(TLSFixture.certificate + "\n" + TLSFixture.expiredCertificate)
        try fixture.remakeServer()
        try connect()
        #expect(fixture.resumptions == 1)
    }

    @Test("A session is not taken up again once the certificate of its server has expired", arguments: versions)
    func expiredServer(_ version: TLSParametersConfiguration.Version) throws {
        for isAllowed in [false, true] {
            let fixture = try TLSFixture(version) { downstream, upstream in
                downstream.common.certificates = [TLSFixture.pair(TLSFixture.expiredCertificate)]
                var validation = CertificateValidationConfiguration()
                validation.trustedAuthorities = .bytes(Array(TLSFixture.expiredCertificate.utf8))
                // Or there were no session at all.
                validation.acceptsUntrusted = true
                validation.allowsExpired = isAllowed
                upstream.common.validation = validation
            }
            for _ in 0..<2 {
                let (server, client) = try fixture.connect()
                server.connection.write("hello".utf8.span)
                fixture.turn { !client.received.isEmpty }
            }
            #expect(fixture.resumptions == (isAllowed ? 1 : 0))
        }
    }

    @Test("A connection may offer other protocols than its context", arguments: versions)
    func protocols(_ version: TLSParametersConfiguration.Version) throws {
        let fixture = try TLSFixture(version)
        #expect(try fixture.connect().client.connection.transport?.applicationProtocol == "two")
        let other = try fixture.connect(TLSPeerNames(protocols: ["none", "one"]))
        #expect(other.client.connection.transport?.applicationProtocol == "one")
    }

    @Test("A connection that we close says goodbye, one that we reset does not", arguments: versions)
    func goodbye(_ version: TLSParametersConfiguration.Version) throws {
        let fixture = try TLSFixture(version)
        for resets in [false, true] {
            let (server, client) = try fixture.connect()
            fixture.settle()
            // What comes is left in the kernel.
            let wire = try FileDescriptor.duplicate(of: client.connection.rawDescriptor)
            client.connection.pauseReading()
            if resets { server.connection.resetHard() } else { server.connection.close(.now) }
            var record = [UInt8](repeating: 0, count: 64)
            let count = unsafe recv(wire.rawValue, &record, record.count, Int32(MSG_DONTWAIT))
            // An alert, in TLS 1.3 disguised as data.
            let isGoodbye = count > 5 && record[0] == (version == .tls12 ? 21 : 23)
            #expect(isGoodbye == !resets, "\(count) bytes: \(record.prefix(max(0, count)))")
            client.connection.close(.now)
        }
    }

    @Test("What ends a handshake is said though nobody reads behind it, and before a goodbye", arguments: versions)
    func lastFlight(_ version: TLSParametersConfiguration.Version) throws {
        let fixture = try TLSFixture(version)
        let paused = try fixture.connect { $0.pauseReading() }
        fixture.settle()
        #expect(paused.server.closeReason == nil && paused.client.closeReason == nil)
        let closed = try fixture.connect { $0.close(.now) }
        fixture.settle()
        #expect(closed.client.hasEnded && closed.client.closeReason == nil)
        // Only who has heard the last message, or the tickets behind it, can go on with the session.
        let sessions = fixture.resumptions
        _ = try fixture.connect()
        #expect(fixture.resumptions == sessions + 1)
    }

    @Test("A client that only changes its keys is sent away, one that says something in between is not")
    func keyUpdates() throws {
        for speaks in [false, true] {
            let fixture = try TLSFixture(.tls13)
            let (server, client) = try fixture.connect()
            fixture.settle()
            let transport = server.connection.transport
            client.connection.pauseReading()
            for _ in 0..<200 where server.closeReason == nil {
                try Self.changeKeys(client)
                if speaks { client.connection.write("x".utf8.span) }
                fixture.settle()
            }
            #expect((server.closeReason == nil) == speaks)
            #expect(transport?.failure.contains("TOO_MANY_KEY_UPDATES") == !speaks)
            #expect(server.received.count == (speaks ? 200 : 0))
        }
    }

    /// Changes the client's keys and asks the server to do likewise (RFC 8446 §4.6.3).
    private static func changeKeys(_ client: TLSRecorder) throws {
        let transport = try #require(client.connection.transport as? TLSTransport)
        guard let session = unsafe transport.session else { return }
        let asked = unsafe SSL_key_update(session, SSL_KEY_UPDATE_REQUESTED)
        let written = unsafe SSL_do_handshake(session)
        #expect(asked == 1 && written == 1)
        client.connection.flush()
    }

    @Test("Errors that others have left behind end no connection", arguments: versions)
    func strangeErrors(_ version: TLSParametersConfiguration.Version) throws {
        let fixture = try TLSFixture(version)
        Self.leaveError()
        let (server, client) = try fixture.connect()
        for _ in 0..<3 {
            Self.leaveError()
            client.connection.write("ping".utf8.span)
            fixture.settle()
            Self.leaveError()
            server.connection.write("pong".utf8.span)
            fixture.settle()
        }
        #expect(String(decoding: server.received, as: UTF8.self) == "pingpingping")
        #expect(String(decoding: client.received, as: UTF8.self) == "pongpongpong")
        #expect(server.closeReason == nil && client.closeReason == nil)
    }

    /// Fails at something, and leaves the reason in the library's queue of this thread.
    private static func leaveError() { _ = unsafe PEM.privateKey([0], password: []) }
}

public import Buffers
internal import COpenSSL
internal import EventLoops
internal import Telemetry
public import Transports

/// TLS between a connection's buffers and its wire (RFC 8446, RFC 5246), by OpenSSL over two buffers of records.
///
/// ```
///  wire ── receiveRaw ──▶ received ── SSL_read ──▶ inbound          one system call for many records, both ways;
///  wire ◀── sendRaw ──── records ◀── SSL_write ── outbound          what one flush sends is encrypted together
/// ```
/// Both buffers borrow their storage from the loop while they hold bytes. A peer that ends its direction without
/// `close_notify` has ended it all the same, as in Envoy; HTTP's own framing tells what was cut off.
@safe
public final class TLSTransport: TransportSocket {
    let context: TLSContext
    let session: OpaquePointer?
    let metrics: MetricWriter
    let thread: Int
    let isServer: Bool
    /// The name that was asked for; nil means none.
    let askedName: String?
    /// The name that the peer's certificate must have, whatever else is demanded; nil means none.
    let demandedName: String?
    /// How the peer signed when the session began that this connection was offered to go on with.
    private(set) var earlierSignature = ""
    private var received = ByteBuffer()
    private var records = ByteBuffer()
    /// Whether plain bytes may wait inside the session for room.
    private var holdsPlainBytes = false
    /// The name that the client asked for, as a first look at its bytes told; empty without such a look.
    public var inspectedServerName = ""
    /// Whether the handshake is done.
    public private(set) var isEstablished = false
    /// When it was done, on the loop's clock; 0 before.
    public private(set) var establishedAt: UInt64 = 0
    /// Whether the records that wait are the last of the handshake, of which nothing was sent.
    private var holdsLastFlight = false
    private var isEnded = false
    /// Messages of the handshake's protocol, and alerts, since plain bytes came.
    private var messagesInVain = 0
    /// Whether the connection's secrets are written down.
    private var logsKeys = false
    /// What the look at the peer's certificate brought, when it was not good.
    var complaint = ""
    /// What the peer showed in a full handshake.
    var shownCertificate: Certificate?
    /// Whether the peer has shown a certificate in this handshake, and what is demanded of certificates was found true.
    public internal(set) var isPeerVerified = false
    /// Why it failed, in Envoy's form with underscores for blanks; empty when it has not.
    override public var failure: String { storedFailure }
    private var storedFailure = ""
    private var facts: PeerFacts?

    /// Why nothing is said to a server of a name that cannot be asked for, as BoringSSL tells it.
    private static let wrongServerName =
        "Failed_to_create_upstream_TLS_due_to_failure_setting_SNI:_"
        + "error:100000d5:SSL_routines:OPENSSL_internal:SSL3_EXT_INVALID_SERVERNAME"

    /// Plain bytes that are encrypted for one send: their records fit one block of the loop's pool, together with those
    /// that wait for them.
    private static let mostEncrypted = 60 << 10

    /// Records up to this size wait for those of plain bytes, and leave with them: a handshake's last ones.
    private static let mostAhead = 2 << 10

    /// Messages behind the handshake that a peer may send, or cause, without a byte of data. (BoringSSL takes 32
    /// changes of keys.)
    private static let mostMessagesInVain = 128

    /// What may wait to be sent, answers to such messages included.
    private static let mostRecords = 96 << 10

    init(
        _ context: TLSContext, isServer: Bool, thread: Int, serverName: String?, demandedName: String? = nil,
        protocols: [String] = []
    ) {
        self.context = context
        self.isServer = isServer
        self.thread = thread
        askedName = serverName
        self.demandedName = demandedName
        metrics = context.metrics.writer(thread: thread)
        unsafe session = SSL_new(context.pointer)
        super.init()
        guard let session = unsafe session, let way = unsafe BIO_new(TLSLibrary.method) else { return }
        let own = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe BIO_set_data(way, own)
        unsafe BIO_set_init(way, 1)
        // One for both directions; the session owns it now.
        unsafe SSL_set_bio(session, way, way)
        _ = unsafe SSL_set_ex_data(session, TLSLibrary.transportSlot, own)
        if isServer {
            unsafe SSL_set_accept_state(session)
        } else {
            unsafe SSL_set_connect_state(session)
            unsafe prepareClient(session, protocols)
        }
    }

    deinit { unsafe SSL_free(session) }

    @unsafe private func prepareClient(_ session: OpaquePointer, _ protocols: [String]) {
        guard let client = context as? TLSClientContext else { return }
        if let askedName, unsafe copenssl_set_server_name(session, askedName) != 1 {
            TLSLibrary.dropErrors()
            storedFailure = Self.wrongServerName
        }
        if demandedName != nil { unsafe SSL_set_verify(session, SSL_VERIFY_PEER, nil) }
        let offered = protocols.isEmpty ? client.protocols : ProtocolList(protocols)
        unsafe offered.offer(on: session)
        earlierSignature = unsafe client.resume(session, for: askedName ?? "", demanding: demandedName)
    }

    /// Keeps a session of this connection for later ones.
    @unsafe func keep(_ ticket: OpaquePointer) -> Bool {
        unsafe (context as? TLSClientContext)?.keep(ticket, for: askedName ?? "", signature: signature) ?? false
    }

    // MARK: - Called by OpenSSL

    @unsafe static func owner(of bio: OpaquePointer?) -> TLSTransport? {
        unsafe BIO_get_data(bio).map { unsafe Unmanaged<TLSTransport>.fromOpaque($0).takeUnretainedValue() }
    }

    @unsafe static func owner(ofSession session: OpaquePointer) -> TLSTransport? {
        unsafe SSL_get_ex_data(session, TLSLibrary.transportSlot)
            .map { unsafe Unmanaged<TLSTransport>.fromOpaque($0).takeUnretainedValue() }
    }

    @unsafe func takeRecords(_ bytes: UnsafeRawBufferPointer) {
        unsafe records.writeWithUnsafeBytes(minimum: bytes.count) { room in
            unsafe room.copyMemory(from: bytes)
            return (bytes.count, ())
        }
    }

    @unsafe func giveRecords(_ room: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(room.count, received.count)
        if count == 0 { return 0 }
        unsafe received.withUnsafeReadableBytes {
            unsafe room.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0.prefix(count)))
        }
        received.consume(count)
        return count
    }

    // MARK: - Handshake

    /// A message was read or is written, or an alert.
    func noteMessage() { if isEstablished { messagesInVain &+= 1 } }

    /// Writes a line to the context's key log, if this connection concerns it.
    func logKey(_ line: String) { if logsKeys { context.keyLog?.write(line) } }

    override public func handshake(on connection: Connection) -> HandshakeOutcome {
        guard let session = unsafe session, storedFailure.isEmpty else { return .failed }
        if let keyLog = context.keyLog {
            logsKeys = keyLog.concerns(local: connection.localAddress, remote: connection.remoteAddress)
        }
        let loop = connection.loop
        loop.lendStorage(to: &records)
        defer { giveBackStorage(loop) }
        var wire = ReadOutcome.State.more
        while true {
            TLSLibrary.dropErrors()
            let result = unsafe SSL_do_handshake(session)
            if result == 1 {
                established(loop)
                // What is left to say leaves with the first plain bytes of this turn, or with a goodbye.
                return .done
            }
            guard unsafe SSL_get_error(session, result) == SSL_ERROR_WANT_READ else {
                fail()
                // The alert; what the kernel does not take at once is lost with the connection.
                _ = connection.sendRaw(from: &records)
                return .failed
            }
            if wire == .more {
                loop.lendStorage(to: &received)
                let outcome = connection.receiveRaw(into: &received)
                wire = outcome.state
                if outcome.count > 0 { continue }
            }
            switch wire {
            case .endOfStream, .failed:
                return .failed
            case .more, .drained:
                if case .failed = connection.sendRaw(from: &records).state { return .failed }
                return .waiting
            }
        }
    }

    private func established(_ loop: EventLoop) {
        isEstablished = true
        holdsLastFlight = true
        establishedAt = loop.now
        metrics.increment(TLSMetric.handshake)
        countProperties()
    }

    /// Names the failure by what stands in the library's queue, and counts it.
    private func fail() {
        let failures = TLSLibrary.takeFailures()
        guard !failures.isEmpty else { return }
        var text = "TLS_error:"
        var isCounted = false
        for found in failures {
            text += "|\(found.code):\(found.isTLS ? "SSL_routines" : "OpenSSL"):OPENSSL_internal:\(found.reason)"
            switch found.reason {
            case "PEER_DID_NOT_RETURN_A_CERTIFICATE":
                metrics.increment(TLSMetric.failVerifyNoCert)
                text += ":peer_did_not_provide_required_client_certificate"
                isCounted = true
            case "CERTIFICATE_VERIFY_FAILED":
                if !complaint.isEmpty { text += ":" + complaint }
                isCounted = true
            default: break
            }
        }
        storedFailure = String((text + ":TLS_error_end").map { $0 == " " ? "_" : $0 })
        if !isCounted { metrics.increment(TLSMetric.connectionError) }
    }

    /// Ends a connection that is all messages, in BoringSSL's words.
    private func failOfMessages() {
        storedFailure = "TLS_error:|268435716:SSL_routines:OPENSSL_internal:TOO_MANY_KEY_UPDATES:TLS_error_end"
        metrics.increment(TLSMetric.connectionError)
    }

    // MARK: - Bytes

    override public func read(into buffer: inout ByteBuffer, on connection: Connection) -> ReadOutcome {
        guard let session = unsafe session else { return ReadOutcome(count: 0, state: .failed(0)) }
        let loop = connection.loop
        let start = buffer.count
        var wire: ReadOutcome.State?
        if received.isEmpty && !holdsPlainBytes { wire = receive(on: connection) }
        defer { giveBackStorage(loop) }
        while buffer.writableCount > 0 {
            var count = 0
            TLSLibrary.dropErrors()
            let result = unsafe buffer.writeWithUnsafeBytes(minimum: 1) { room in
                let result = unsafe SSL_read_ex(session, room.baseAddress, room.count, &count)
                return (count, result)
            }
            if result == 1 {
                messagesInVain = 0
                continue
            }
            holdsPlainBytes = false
            switch unsafe SSL_get_error(session, result) {
            case SSL_ERROR_WANT_READ:
                // OpenSSL answers a peer that asks for new keys as often as it asks, and whether or not it listens.
                if messagesInVain > Self.mostMessagesInVain || records.count > Self.mostRecords {
                    failOfMessages()
                    return ReadOutcome(count: buffer.count &- start, state: .failed(0))
                }
                if let wire { return ReadOutcome(count: buffer.count &- start, state: wire) }
                wire = receive(on: connection)
            case SSL_ERROR_ZERO_RETURN:
                return ReadOutcome(count: buffer.count &- start, state: .endOfStream)
            default:
                fail()
                _ = connection.sendRaw(from: &records)
                return ReadOutcome(count: buffer.count &- start, state: .failed(0))
            }
        }
        holdsPlainBytes = true
        return ReadOutcome(count: buffer.count &- start, state: .more)
    }

    private func receive(on connection: Connection) -> ReadOutcome.State {
        connection.loop.lendStorage(to: &received)
        return connection.receiveRaw(into: &received).state
    }

    override public func write(from buffer: inout ByteBuffer, on connection: Connection) -> WriteOutcome {
        guard let session = unsafe session else { return WriteOutcome(count: 0, state: .failed(0)) }
        let loop = connection.loop
        defer { giveBackStorage(loop) }
        var taken = 0
        while true {
            if records.count <= Self.mostAhead && !buffer.isEmpty {
                loop.lendStorage(to: &records)
                var count = 0
                TLSLibrary.dropErrors()
                let result = unsafe buffer.withUnsafeReadableBytes { bytes in
                    unsafe SSL_write_ex(session, bytes.baseAddress, min(bytes.count, Self.mostEncrypted), &count)
                }
                guard result == 1 else {
                    fail()
                    return WriteOutcome(count: taken, state: .failed(0))
                }
                buffer.consume(count)
                taken &+= count
            }
            if records.isEmpty { return WriteOutcome(count: taken, state: .done) }
            let sent = connection.sendRaw(from: &records)
            holdsLastFlight = false
            guard case .done = sent.state else {
                loop.settleStorage(of: &records)
                return WriteOutcome(count: taken, state: sent.state)
            }
        }
    }

    override public var wantsFlush: Bool { !records.isEmpty }

    override public var leavesWithGoodbye: Bool { holdsLastFlight }

    override public var isSecured: Bool { true }

    override public var applicationProtocol: String {
        var bytes: UnsafePointer<UInt8>?
        var count: UInt32 = 0
        unsafe SSL_get0_alpn_selected(session, &bytes, &count)
        guard let bytes = unsafe bytes, count > 0 else { return "" }
        return unsafe String(decoding: UnsafeBufferPointer(start: bytes, count: Int(count)), as: UTF8.self)
    }

    override public func sendEnd(on connection: Connection) {
        guard let session = unsafe session, isEstablished, !isEnded else { return }
        isEnded = true
        connection.loop.lendStorage(to: &records)
        _ = unsafe SSL_shutdown(session)
        TLSLibrary.dropErrors()
        _ = connection.sendRaw(from: &records)
        giveBackStorage(connection.loop)
    }

    private func giveBackStorage(_ loop: EventLoop) {
        loop.takeBackStorage(from: &received)
        loop.takeBackStorage(from: &records)
    }

    override public func closed() {
        received.releaseStorage()
        records.releaseStorage()
        guard let session = unsafe session, isEstablished, storedFailure.isEmpty else { return }
        // As in Envoy, whatever ends a connection in which nothing was wrong does not spoil its session for the next.
        unsafe SSL_set_shutdown(session, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN)
    }

    // MARK: - The peer

    /// Whether the peer has shown a certificate, in this handshake or in the one that its session goes back to.
    public var presentsCertificate: Bool { unsafe SSL_get0_peer_certificate(session) != nil }

    /// What is known about both sides; gathered when it is first asked for, after the handshake.
    public var peer: PeerFacts {
        if let facts { return facts }
        let made = PeerFacts(self)
        if isEstablished { facts = made }
        return made
    }

    /// See `peer`.
    override public var peerIdentity: (any PeerIdentity)? { peer }

    /// The name of the first look, or else of the handshake.
    override public var requestedServerName: String { inspectedServerName }
}

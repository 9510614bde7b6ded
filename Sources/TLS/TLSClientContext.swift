internal import COpenSSL
public import Configuration
internal import Synchronization
public import Transports

/// TLS on the connections to one cluster's endpoints.
public final class TLSClientContext: TLSContext, @unchecked Sendable {  // Guard: as of its superclass; sessions locked.
    private let configuration: UpstreamTLSConfiguration
    let protocols: ProtocolList
    private let sessions: SessionStore

    /// The context of a configuration, which follows its files. `place` is what complaints begin with.
    public static func source(
        _ configuration: UpstreamTLSConfiguration, _ surroundings: TLSSurroundings, metrics: TLSMetrics,
        place: String
    ) throws(TLSProblem) -> TLSContextSource<TLSClientContext> {
        let (secrets, keyLog) = try surroundings.prepare(configuration.common, place)
        return try TLSContextSource(configuration, secrets: secrets, metrics: metrics, place: place) {
            configuration throws(TLSProblem) in
            try TLSClientContext(configuration, metrics: metrics, keyLog: keyLog, place: place)
        }
    }

    /// Makes the context; reads files, so it blocks. `place` is what complaints begin with.
    init(
        _ configuration: UpstreamTLSConfiguration, metrics: TLSMetrics, keyLog: KeyLog?, place: String
    ) throws(TLSProblem) {
        self.configuration = configuration
        protocols = ProtocolList(configuration.common.applicationProtocols)
        let validation = configuration.common.validation
        sessions = SessionStore(
            capacity: Int(min(configuration.maximumSessions, 1_000)),
            looksAtDates: validation?.trustedAuthorities != nil && validation?.allowsExpired == false)
        try super.init(configuration.common, isServer: false, metrics: metrics, keyLog: keyLog, place: place)
        let verifies = verification.demandsAnything || configuration.verifiesServerName
        unsafe SSL_CTX_set_verify(pointer, verifies ? SSL_VERIFY_PEER : SSL_VERIFY_NONE, nil)
        unsafe SSL_CTX_set_cert_verify_callback(pointer, { store, _ in unsafe TLSTransport.verify(store) }, nil)
        guard configuration.maximumSessions > 0 else { return }
        unsafe copenssl_set_cache_mode(pointer, Int(SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL_STORE))
        unsafe SSL_CTX_sess_set_new_cb(pointer) { session, ticket in
            guard let session = unsafe session, let ticket = unsafe ticket,
                let transport = unsafe TLSTransport.owner(ofSession: session)
            else { return 0 }
            return unsafe transport.keep(ticket) ? 1 : 0
        }
    }

    /// The transport of a connection to an endpoint with that host name, which may be empty, on the thread of that
    /// number.
    public func makeTransport(
        thread: Int, hostname: String, names: TLSPeerNames = TLSPeerNames()
    ) -> TransportSocket {
        let ownName = configuration.usesEndpointHostname && !hostname.isEmpty ? hostname : configuration.serverName
        let name = names.asked ?? ownName
        return TLSTransport(
            self, isServer: false, thread: thread, serverName: name.isEmpty ? nil : name, demandedName: names.demanded,
            protocols: names.protocols)
    }

    /// The name that must be among the DNS names of the peer's certificate; nil means none is demanded.
    func demandedName(_ serverName: String?) -> String? { configuration.verifiesServerName ? serverName : nil }

    /// Takes over a session for later; false when it is not wanted.
    @unsafe func keep(_ session: OpaquePointer, for name: String, signature: String) -> Bool {
        unsafe sessions.keep(session, for: name, signature: signature)
    }

    /// Gives a connection a session to take up again, if there is one. It shows no certificate again: the session's own
    /// must have the demanded name. Returns how the peer signed when the session began.
    @unsafe func resume(_ connection: OpaquePointer, for name: String, demanding demandedName: String?) -> String {
        unsafe sessions.resume(connection, for: name, demanding: demandedName)
    }
}

/// The sessions of one cluster that may be taken up again: the newest first, each for the name it was made with.
@safe
private final class SessionStore: @unchecked Sendable {  // Guard: the mutex.
    private struct Entry {
        var name: String
        var address: UInt
        /// How the peer signed when the session began, which OpenSSL forgets.
        var signature: String
    }

    private let capacity: Int
    /// Whether a certificate holds only so long. It is not shown again, and each session would beget the next for ever.
    private let looksAtDates: Bool
    private let entries = Mutex<[Entry]>([])

    init(capacity: Int, looksAtDates: Bool) {
        self.capacity = capacity
        self.looksAtDates = looksAtDates
    }

    deinit { for entry in entries.withLock({ $0 }) { Self.free(entry) } }

    private static func free(_ entry: Entry) { unsafe SSL_SESSION_free(OpaquePointer(bitPattern: entry.address)) }

    private static func certificate(of entry: Entry, has name: String) -> Bool {
        guard let pointer = unsafe SSL_SESSION_get0_peer(OpaquePointer(bitPattern: entry.address)),
            unsafe X509_up_ref(pointer) == 1
        else { return false }
        return unsafe Certificate(owning: pointer).alternativeNames.contains { PeerVerification.covers($0, name) }
    }

    private static func hasExpired(_ entry: Entry) -> Bool {
        guard let pointer = unsafe SSL_SESSION_get0_peer(OpaquePointer(bitPattern: entry.address)) else { return false }
        return unsafe X509_cmp_current_time(X509_get0_notAfter(pointer)) <= 0
    }

    @unsafe func keep(_ session: OpaquePointer, for name: String, signature: String) -> Bool {
        if capacity == 0 { return false }
        let entry = Entry(name: name, address: UInt(bitPattern: session), signature: signature)
        let dropped = entries.withLock { entries in
            entries.append(entry)
            return entries.count > capacity ? entries.removeFirst() : nil
        }
        if let dropped { Self.free(dropped) }
        return true
    }

    @unsafe func resume(_ connection: OpaquePointer, for name: String, demanding demandedName: String?) -> String {
        let found: Entry? = entries.withLock { entries in
            guard
                let index = entries.lastIndex(where: { entry in
                    entry.name == name && (demandedName.map { Self.certificate(of: entry, has: $0) } ?? true)
                        && !(looksAtDates && Self.hasExpired(entry))
                })
            else { return nil }
            let entry = entries[index]
            let session = unsafe OpaquePointer(bitPattern: entry.address)
            // A ticket of TLS 1.3 is for one use (RFC 8446, appendix C.4); older sessions serve again.
            if unsafe SSL_SESSION_get_protocol_version(session) >= TLS1_3_VERSION {
                entries.remove(at: index)
            } else {
                _ = unsafe SSL_SESSION_up_ref(session)
            }
            return entry
        }
        guard let found else { return "" }
        _ = unsafe SSL_set_session(connection, OpaquePointer(bitPattern: found.address))
        Self.free(found)
        return found.signature
    }
}

internal import Buffers
internal import COpenSSL
public import Configuration
internal import EventLoops
internal import Telemetry
internal import Transports

/// TLS on the accepted connections of one filter chain.
public final class TLSServerContext: TLSContext, @unchecked Sendable {  // Guard: as of its superclass.
    private let protocols: ProtocolList
    private let ticketKeys: TicketKeys?
    private let staplePolicy: StaplePolicy
    private let scansAllCertificates: Bool
    private var table = CredentialTable([])

    /// The context of a configuration, which follows its files. `place` is what complaints begin with.
    public static func source(
        _ configuration: DownstreamTLSConfiguration, _ surroundings: TLSSurroundings, metrics: TLSMetrics,
        place: String
    ) throws(TLSProblem) -> TLSContextSource<TLSServerContext> {
        let (secrets, keyLog) = try surroundings.prepare(configuration.common, place)
        return try TLSContextSource(configuration, secrets: secrets, metrics: metrics, place: place) {
            configuration throws(TLSProblem) in
            try TLSServerContext(configuration, metrics: metrics, keyLog: keyLog, place: place)
        }
    }

    /// Makes the context; reads files, so it blocks. `place` is what complaints begin with.
    init(
        _ configuration: DownstreamTLSConfiguration, metrics: TLSMetrics, keyLog: KeyLog?, place: String
    ) throws(TLSProblem) {
        protocols = ProtocolList(configuration.common.applicationProtocols)
        ticketKeys =
            configuration.ticketKeys.isEmpty
            ? nil : try TicketKeys(configuration.ticketKeys, "\(place).session_ticket_keys")
        staplePolicy = configuration.staplePolicy
        scansAllCertificates = configuration.scansAllCertificates
        try super.init(configuration.common, isServer: true, metrics: metrics, keyLog: keyLog, place: place)
        try checkStaples("\(place).common_tls_context")
        setVerification(requires: configuration.requiresClientCertificate)
        try setSessions(configuration, place)
        unsafe setProtocolChoice()
        unsafe setCertificateChoice()
        unsafe setStapling()
    }

    private func checkStaples(_ place: String) throws(TLSProblem) {
        for (index, credential) in credentials.enumerated() where credential.stapled == nil {
            if staplePolicy != .required && !credential.demandsStaple { continue }
            throw TLSProblem(
                text: "\(place).tls_certificates[\(index)].ocsp_staple: expected a response, since "
                    + (credential.demandsStaple
                        ? "the certificate is no good without" : "\"ocsp_staple_policy\" is MUST_STAPLE")
                    + ", found none")
        }
    }

    private func setVerification(requires: Bool) {
        var mode = SSL_VERIFY_NONE
        if requires || verification.demandsAnything || verification.acceptsUntrusted { mode = SSL_VERIFY_PEER }
        if requires { mode |= SSL_VERIFY_FAIL_IF_NO_PEER_CERT }
        unsafe SSL_CTX_set_verify(pointer, mode, nil)
        unsafe SSL_CTX_set_cert_verify_callback(pointer, { store, _ in unsafe TLSTransport.verify(store) }, nil)
    }

    /// Sessions of clients without tickets that are kept, each with the client's certificate: 6 KB. The library's own
    /// 20,480 would let clients fill 120 MB.
    private static let mostSessions = 4_096

    private func setSessions(_ configuration: DownstreamTLSConfiguration, _ place: String) throws(TLSProblem) {
        if !configuration.prefersClientCiphers { unsafe copenssl_set_options(pointer, copenssl_OP_SERVER_PREFERENCE) }
        if configuration.disablesTickets {
            unsafe copenssl_set_options(pointer, copenssl_OP_NO_TICKET)
            // TLS 1.3 would hand out tickets all the same, for sessions that are kept here.
            _ = unsafe SSL_CTX_set_num_tickets(pointer, 0)
        }
        unsafe copenssl_set_cache_mode(
            pointer, Int(configuration.disablesSessionCache ? SSL_SESS_CACHE_OFF : SSL_SESS_CACHE_SERVER))
        unsafe copenssl_set_cache_size(pointer, Self.mostSessions)
        if let timeout = configuration.sessionTimeout {
            _ = unsafe SSL_CTX_set_timeout(pointer, Int(clamping: timeout / 1_000_000_000))
        }
        // A session is taken up again only where the same is demanded of the client: by the same roots, too, when their
        // file has changed while the keys of tickets stay.
        let digest = Self.digest(of: Array("\(configuration)".utf8) + trust)
        _ = unsafe SSL_CTX_set_session_id_context(pointer, digest, 32)
        if let ticketKeys { unsafe ticketKeys.install(on: pointer) }
    }

    @unsafe private func setProtocolChoice() {
        if protocols.isEmpty { return }
        let argument = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe SSL_CTX_set_alpn_select_cb(
            pointer,
            { _, chosen, length, offered, count, argument in
                guard let argument = unsafe argument, let chosen = unsafe chosen, let length = unsafe length else {
                    return SSL_TLSEXT_ERR_NOACK
                }
                let context = unsafe Unmanaged<TLSServerContext>.fromOpaque(argument)
                return unsafe context._withUnsafeGuaranteedRef {
                    unsafe $0.protocols.choose(from: offered, count: count, into: chosen, length)
                }
            }, argument)
    }

    @unsafe private func setCertificateChoice() {
        table = CredentialTable(credentials, scansAll: scansAllCertificates)
        guard table.isNeeded else { return }
        unsafe SSL_CTX_set_cert_cb(
            pointer,
            { session, argument in
                guard let session = unsafe session, let argument = unsafe argument else { return 1 }
                let context = unsafe Unmanaged<TLSServerContext>.fromOpaque(argument)
                unsafe context._withUnsafeGuaranteedRef { unsafe $0.table.install(on: session) }
                return 1
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    /// Has OpenSSL ask what to staple, for the clients that want something.
    @unsafe private func setStapling() {
        unsafe copenssl_set_staple_callback(
            pointer,
            { session, argument in
                guard let session = unsafe session, let argument = unsafe argument,
                    let transport = unsafe TLSTransport.owner(ofSession: session)
                else { return SSL_TLSEXT_ERR_NOACK }
                let context = unsafe Unmanaged<TLSServerContext>.fromOpaque(argument)
                return unsafe context._withUnsafeGuaranteedRef {
                    unsafe $0.staple(session, counting: transport.metrics)
                }
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    @unsafe private func staple(_ session: OpaquePointer, counting metrics: MetricWriter) -> Int32 {
        metrics.increment(TLSMetric.ocspStapleRequests)
        let credential = unsafe table.shown(on: session)
        let action = StapleAction(
            staplePolicy, credential?.stapled, demandsStaple: credential?.demandsStaple ?? false,
            at: WallTime.now().seconds)
        switch action {
        case .staple:
            let bytes = credential?.stapled?.bytes ?? []
            _ = unsafe copenssl_staple(session, bytes, bytes.count)
            metrics.increment(TLSMetric.ocspStapleResponses)
            return SSL_TLSEXT_ERR_OK
        case .omit:
            metrics.increment(TLSMetric.ocspStapleOmitted)
            return SSL_TLSEXT_ERR_NOACK
        case .fail:
            metrics.increment(TLSMetric.ocspStapleFailed)
            return SSL_TLSEXT_ERR_ALERT_FATAL
        }
    }

    /// The transport of an accepted connection, on the thread of that number.
    public func makeTransport(thread: Int) -> TLSTransport {
        TLSTransport(self, isServer: true, thread: thread, serverName: nil)
    }
}

/// A list of protocols as it goes over the wire (RFC 7301 §3.1), at a fixed place: OpenSSL is told where the choice
/// lies in it.
@safe
final class ProtocolList {
    private let bytes: UnsafeMutableBufferPointer<UInt8>

    init(_ names: [String]) {
        var wire: [UInt8] = []
        for name in names where 1...255 ~= name.utf8.count { wire += [UInt8(name.utf8.count)] + Array(name.utf8) }
        unsafe bytes = .allocate(capacity: wire.count)
        _ = unsafe bytes.initialize(from: wire)
    }

    deinit { unsafe bytes.deallocate() }

    var isEmpty: Bool { unsafe bytes.isEmpty }

    /// Offers the list to a server; `session` is an `SSL`.
    @unsafe func offer(on session: OpaquePointer) {
        if isEmpty { return }
        _ = unsafe SSL_set_alpn_protos(session, bytes.baseAddress, UInt32(bytes.count))
    }

    /// Chooses the first of ours that the client offers; without one the handshake goes on, as in Envoy.
    @unsafe func choose(
        from offered: UnsafePointer<UInt8>?, count: UInt32, into chosen: UnsafeMutablePointer<UnsafePointer<UInt8>?>,
        _ length: UnsafeMutablePointer<UInt8>
    ) -> Int32 {
        var choice: UnsafeMutablePointer<UInt8>?
        let result = unsafe SSL_select_next_proto(
            &choice, length, bytes.baseAddress, UInt32(bytes.count), offered, count)
        guard result == OPENSSL_NPN_NEGOTIATED else { return SSL_TLSEXT_ERR_NOACK }
        unsafe chosen.pointee = UnsafePointer(choice)
        return SSL_TLSEXT_ERR_OK
    }
}

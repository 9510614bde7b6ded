internal import COpenSSL

/// What all connections share of OpenSSL. Made at the first use of TLS, so that a proxy without it pays nothing.
@safe
enum TLSLibrary {
    /// The way in and out of a session: the buffers of its transport. Nil when memory is out.
    // Guard: made once, then only read.
    nonisolated(unsafe) static let method: OpaquePointer? = unsafe makeMethod()

    private static func makeMethod() -> OpaquePointer? {
        let kind = BIO_get_new_index() | BIO_TYPE_SOURCE_SINK
        guard let method = unsafe BIO_meth_new(kind, "connection") else { return nil }
        unsafe BIO_meth_set_write_ex(method) { bio, bytes, count, written in
            guard let transport = unsafe TLSTransport.owner(of: bio), let bytes = unsafe bytes else { return 0 }
            unsafe transport.takeRecords(UnsafeRawBufferPointer(start: bytes, count: count))
            unsafe written?.pointee = count
            return 1
        }
        unsafe BIO_meth_set_read_ex(method) { bio, bytes, room, received in
            unsafe copenssl_clear_retry(bio)
            guard let transport = unsafe TLSTransport.owner(of: bio) else { return 0 }
            let count = unsafe transport.giveRecords(UnsafeMutableRawBufferPointer(start: bytes, count: room))
            unsafe received?.pointee = count
            if count > 0 { return 1 }
            unsafe copenssl_retry_read(bio)
            return 0
        }
        unsafe BIO_meth_set_ctrl(method) { _, command, _, _ in command == BIO_CTRL_FLUSH ? 1 : 0 }
        return unsafe method
    }

    /// The slot of a session in which its transport stands.
    static let transportSlot: Int32 = 0

    // MARK: - Errors

    /// One error of the library's queue.
    struct Failure {
        /// Envoy's number for it, where it has one.
        var code: UInt
        /// The reason in capitals and underscores.
        var reason: String
        /// Whether it is one of TLS itself, not of the parts below.
        var isTLS: Bool
    }

    /// Empties the queue of this thread before a call whose outcome is judged by it: whatever failed earlier, be it a
    /// look at a peer's certificate, is not the fault of the connection at hand.
    static func dropErrors() { if ERR_peek_error() != 0 { ERR_clear_error() } }

    /// Takes all errors out of the queue of this thread, oldest first.
    static func takeFailures() -> [Failure] {
        var failures: [Failure] = []
        while failures.count < 16 {
            let code = ERR_get_error()
            if code == 0 { break }
            failures.append(describe(code))
        }
        ERR_clear_error()
        return failures
    }

    /// The first of the queue's reasons in words, for complaints about files; empties the queue.
    static func takeReason() -> String {
        let code = ERR_peek_error()
        ERR_clear_error()
        guard code != 0, let text = unsafe ERR_reason_error_string(code) else { return "unknown reason" }
        return unsafe String(cString: text)
    }

    private static func describe(_ code: UInt) -> Failure {
        let words = unsafe ERR_reason_error_string(code).map { unsafe String(cString: $0) } ?? "unknown reason"
        let reason = String(words.uppercased().map { $0 == " " || $0 == "-" ? "_" : $0 })
        let isTLS = ERR_GET_LIB(code) == ERR_LIB_SSL
        let number = UInt(UInt32(bitPattern: ERR_GET_REASON(code)) & 0xffff)
        // 16 is the number of TLS among BoringSSL's libraries; its reasons differ from OpenSSL's but for alerts.
        return Failure(code: isTLS ? 16 << 24 | (reasons[reason] ?? number) : code, reason: reason, isTLS: isTLS)
    }

    /// BoringSSL's numbers of reasons; source: its `ssl.h`. Those of alerts are 1000 and the alert, as OpenSSL's.
    private static let reasons: [String: UInt] = [
        "CERTIFICATE_VERIFY_FAILED": 125, "HTTP_REQUEST": 156, "NO_SHARED_CIPHER": 184,
        "PEER_DID_NOT_RETURN_A_CERTIFICATE": 192, "UNSUPPORTED_PROTOCOL": 240, "WRONG_VERSION_NUMBER": 247,
    ]
}

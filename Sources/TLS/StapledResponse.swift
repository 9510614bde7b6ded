internal import COpenSSL
internal import Configuration
internal import Glibc

/// What an OCSP responder said of a certificate (RFC 6960), to be shown beside it (RFC 6066 §8). Never changed.
struct StapledResponse: Sendable {
    /// The response in DER.
    let bytes: [UInt8]
    /// When it begins to hold, and when it ends to, in seconds since 1970.
    let validity: (from: Int64, until: Int64)

    /// Reads a response; `field` is what complaints begin with.
    init(_ source: DataSourceConfiguration, of certificate: Certificate, _ field: String) throws(TLSProblem) {
        bytes = try source.read(field)
        validity = try Self.validity(of: bytes, for: certificate) { reason in
            TLSProblem(text: "\(field): \(source.description) \(reason)")
        }
    }

    /// A response without its bytes, for tests.
    init(validity: (from: Int64, until: Int64)) {
        bytes = []
        self.validity = validity
    }

    /// When a response holds; nil for `certificate` takes one for any.
    static func validity(
        of bytes: [UInt8], for certificate: Certificate?, _ problem: (String) -> TLSProblem
    ) throws(TLSProblem) -> (from: Int64, until: Int64) {
        defer { ERR_clear_error() }
        guard let response = unsafe parse(bytes) else { throw problem("holds no OCSP response in DER") }
        defer { unsafe OCSP_RESPONSE_free(response) }
        guard unsafe OCSP_response_status(response) == OCSP_RESPONSE_STATUS_SUCCESSFUL,
            let basic = unsafe OCSP_response_get1_basic(response)
        else { throw problem("holds an OCSP response that is an error") }
        defer { unsafe OCSP_BASICRESP_free(basic) }
        guard unsafe OCSP_resp_count(basic) == 1, let single = unsafe OCSP_resp_get0(basic, 0) else {
            throw problem("holds an OCSP response for other than one certificate")
        }
        var serial: UnsafeMutablePointer<ASN1_INTEGER>?
        _ = unsafe OCSP_id_get0_info(nil, nil, nil, &serial, copenssl_single_id(single))
        if let certificate {
            let wanted = unsafe X509_get0_serialNumber(certificate.pointer)
            guard let serial = unsafe serial, unsafe ASN1_INTEGER_cmp(serial, wanted) == 0 else {
                throw problem("holds an OCSP response for another certificate")
            }
        }
        var from: UnsafeMutablePointer<ASN1_GENERALIZEDTIME>?
        var until: UnsafeMutablePointer<ASN1_GENERALIZEDTIME>?
        _ = unsafe OCSP_single_get0_status(single, nil, nil, &from, &until)
        // A response that does not say when the next one comes holds for ever (RFC 6960 §4.2.2.1).
        return unsafe (Certificate.seconds(from), until == nil ? .max : Certificate.seconds(until))
    }

    private static func parse(_ bytes: [UInt8]) -> OpaquePointer? {
        unsafe bytes.withUnsafeBufferPointer { bytes in
            var start = bytes.baseAddress
            return unsafe d2i_OCSP_RESPONSE(nil, &start, bytes.count)
        }
    }

    /// Whether it holds at a moment, in seconds since 1970.
    func holds(at now: Int64) -> Bool { validity.from <= now && now < validity.until }
}

/// What is done about a client that asks for a stapled response.
enum StapleAction: Equatable {
    /// It gets one.
    case staple
    /// It gets none.
    case omit
    /// It gets no connection.
    case fail

    /// - Parameters:
    ///   - response: what there is.
    ///   - demandsStaple: whether the certificate itself is not good without (RFC 7633).
    ///   - now: in seconds since 1970.
    init(_ policy: StaplePolicy, _ response: StapledResponse?, demandsStaple: Bool, at now: Int64) {
        if response?.holds(at: now) == true {
            self = .staple
            return
        }
        switch demandsStaple ? .required : policy {
        case .lenient: self = .omit
        case .strict: self = response == nil ? .omit : .fail
        case .required: self = .fail
        }
    }
}

internal import Buffers

/// Oracles for fuzzing what workloads send to have a certificate: no bytes may trap, and whatever request is taken, the
/// certificate is for its key and for nobody but whom we say. Not for serving.
public enum CertificateRequestFuzz {
    /// Reads `bytes` as a request in PEM, and as the DER of one.
    public static func run(_ bytes: [UInt8]) {
        check(bytes)
        check(pem(bytes))
    }

    private static func check(_ text: [UInt8]) {
        guard let request = try? CertificateRequest(pem: text) else { return }
        guard let authority, let identity else { preconditionFailure("no authority") }
        let order = CertificateOrder(identity, for: request, validFrom: 1_000, validUntil: 2_000)
        guard let issued = try? authority.issue(order) else { preconditionFailure("a request that cannot be met") }
        let certificates = PEM.certificates(issued.pem)
        precondition(certificates.count == 1 && certificates[0].publicKey == request.publicKey, "another key")
        precondition(certificates[0].alternativeNames.map(\.text) == [identity.uri], "another name")
        precondition(certificates[0].subject.isEmpty, "a name of the request's own")
    }

    /// A request in DER as a text.
    static func pem(_ der: [UInt8]) -> [UInt8] {
        var text = ByteBuffer()
        text.append("-----BEGIN CERTIFICATE REQUEST-----\n")
        var start = 0
        while start < der.count {
            let line = Array(der[start..<min(start + 48, der.count)])
            Base64Coding.encode(line.span, .standard, to: &text)
            text.append("\n")
            start += line.count
        }
        text.append("-----END CERTIFICATE REQUEST-----\n")
        return text.bytes
    }

    private static let authority = try? IssuingAuthority.make(
        trustDomain: "fuzz.test", validFrom: 1_000, validUntil: 10_000)
    private static let identity = WorkloadIdentity(trustDomain: "fuzz.test", namespace: "a", account: "b")
}

internal import COpenSSL
internal import Configuration

/// Oracles for fuzzing who a peer is: no certificate may trap, what it says does not depend on how it is written, and
/// no name stands for another one. Not for serving.
public enum CertificateFuzz {
    /// Reads `bytes` as a certificate in DER, and asks it all that rules, logs and fields ask.
    public static func run(_ bytes: [UInt8]) {
        guard let certificate = read(bytes) else { return }
        let names = PeerFacts.Names(certificate)
        let count = names.uris.count + names.hosts.count + names.addresses.count + names.emails.count
        precondition(count == certificate.alternativeNames.count, "a name of no kind")
        precondition(names.subject == certificate.subject, "another subject")
        precondition(certificate.fingerprint256.count == 32 && certificate.fingerprint1.count == 20, "no fingerprint")
        _ = (certificate.issuer, certificate.commonName, certificate.serial, certificate.demandsStaple)
        _ = CertificateFacts(certificate, .bytes([]), .configuration).daysLeft(at: 0)
        for name in certificate.alternativeNames { check(name) }
        // Its text is long to make: for some.
        if bytes.count % 4 == 0 { checkText(certificate) }
    }

    private static func read(_ bytes: [UInt8]) -> Certificate? {
        defer { ERR_clear_error() }
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            var start = buffer.baseAddress
            return unsafe d2i_X509(nil, &start, buffer.count).map { unsafe Certificate(owning: $0) }
        }
    }

    private static func checkText(_ certificate: Certificate) {
        let again = PEM.certificates(Array(certificate.pem.utf8))
        precondition(again.count == 1, "a certificate that cannot be read again")
        precondition(again.first?.fingerprint256 == certificate.fingerprint256, "another certificate")
        precondition(again.first?.alternativeNames == certificate.alternativeNames, "other names")
        precondition(again.first?.publicKeyHash == certificate.publicKeyHash, "another key")
        _ = PeerFacts.encoded(certificate.pem)
    }

    private static func check(_ name: Certificate.AlternativeName) {
        if let identity = WorkloadIdentity(uri: name.text) {
            precondition(identity.uri.utf8.elementsEqual(name.text.utf8), "an identity that is another when it is told")
        }
        let isHost = PeerVerification.isName(name.text, for: "k.test")
        let bytes = name.text.utf8.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
        let covers = bytes.elementsEqual("k.test".utf8) || bytes.elementsEqual("*.test".utf8)
        precondition(isHost == covers, "a name that covers another host")
        precondition(PeerVerification.covers(name, "a.b") || name.text != "a.b", "a name that does not cover itself")
        precondition(
            name.kind == .dns || !PeerVerification.covers(name, "spiffe://a/b") || name.text == "spiffe://a/b",
            "a name that covers another")
    }
}

import Testing

@testable import TLS

@Suite("Requests for certificates")
struct CertificateRequestTests {
    private let openssl: OpenSSLProgram

    init() throws { openssl = try OpenSSLProgram() }

    @Test("Ours is one that openssl finds good, and that names nobody")
    func own() throws {
        let key = try PrivateKey()
        let pem = try key.certificateRequest()
        try openssl.write(pem, to: "csr")
        let output = try openssl.run("openssl req -in csr -noout -verify -text").output
        #expect(output.contains("verify OK") && output.contains("Subject: \n") && output.contains("P-256"))
        #expect(try CertificateRequest(pem: pem).publicKey == key.publicKey)
    }

    @Test("A key comes back from its text, and openssl reads it")
    func keys() throws {
        let key = try PrivateKey()
        #expect(try PrivateKey(pem: key.pem).publicKey == key.publicKey)
        try openssl.write(key.pem, to: "key")
        #expect(try openssl.run("openssl pkey -in key -noout -check").output.contains("Key is valid"))
        #expect(throws: IssuingProblem.self) { try PrivateKey(pem: Array("nothing".utf8)) }
    }

    @Test("Requests that openssl makes are taken", arguments: ["P-256", "P-384"])
    func foreign(curve: String) throws {
        try openssl.run(
            "openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:\(curve) -nodes -keyout key -out csr -subj /CN=a")
        let request = try CertificateRequest(pem: try openssl.read("csr"))
        #expect(request.publicKey.count == (curve == "P-256" ? 91 : 120))
    }

    private static let making = "openssl req -new -nodes -keyout key -out csr -subj /CN=a -newkey "
    private static let anotherKey = "expected an EC key on P-256 or P-384, found another"

    @Test(
        "Others are refused in words",
        arguments: [
            (making + "rsa:2048", anotherKey), (making + "ed25519", anotherKey),
            (making + "ec -pkeyopt ec_paramgen_curve:secp256k1", anotherKey),
            (making + "ec -pkeyopt ec_paramgen_curve:P-521", anotherKey),
            (making + "ec -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:explicit", anotherKey),
            (
                "openssl ecparam -name prime256v1 -genkey -noout -out k; openssl pkey -in k -ec_conv_form compressed "
                    + "-out key; openssl req -new -key key -out csr -subj /CN=a", anotherKey
            ),
            (
                making + "ec -pkeyopt ec_paramgen_curve:P-256; cat csr csr >two; mv two csr",
                "expected one certificate request, found several"
            ),
            (": >csr", "expected a certificate request in PEM, found none"),
            (
                "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key -out csr -subj /CN=a",
                "expected a certificate request in PEM, found none"
            ),
            ("head -c 17000 /dev/zero >csr", "expected at most 16384 bytes, found 17000"),
        ])
    func refused(making: String, reason: String) throws {
        try openssl.run(making)
        #expect(throws: IssuingProblem(reason)) { try CertificateRequest(pem: try openssl.read("csr")) }
    }

    @Test("A request that was signed by another key, or changed, is refused")
    func forged() throws {
        try openssl.write(try PrivateKey().certificateRequest(), to: "csr")
        try openssl.run("openssl req -in csr -outform der -out der")
        let good = try openssl.read("der")
        var refused = 0
        for place in good.indices {
            var changed = good
            changed[place] ^= 1
            // A name, a version or an attribute may be another; what was signed is not what is there then.
            if (try? CertificateRequest(pem: Self.pem(changed))) == nil { refused += 1 }
        }
        #expect(refused == good.count)
        for count in 0..<good.count {
            #expect((try? CertificateRequest(pem: Self.pem(Array(good.prefix(count))))) == nil)
        }
    }

    /// A request in DER as a text.
    private static func pem(_ der: [UInt8]) -> [UInt8] {
        CertificateRequestFuzz.pem(der)
    }
}

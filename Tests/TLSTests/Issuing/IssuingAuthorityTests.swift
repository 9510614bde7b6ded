import Testing

@testable import TLS

@Suite("Certificates that are issued")
struct IssuingAuthorityTests {
    private static let now: Int64 = 1_800_000_000
    private static let day: Int64 = 86_400
    private let openssl: OpenSSLProgram
    private let root: IssuingAuthority
    private let cart: WorkloadIdentity

    init() throws {
        openssl = try OpenSSLProgram()
        root = try IssuingAuthority.make(
            trustDomain: "mesh.test", validFrom: Self.now - 300, validUntil: Self.now + 3_650 * Self.day)
        cart = try #require(WorkloadIdentity(trustDomain: "mesh.test", namespace: "shop", account: "cart"))
        try openssl.write(root.certificate, to: "root.crt")
    }

    private func order(hosts: [String] = [], days: Int64 = 1) throws -> (PrivateKey, CertificateOrder) {
        let key = try PrivateKey()
        let request = try CertificateRequest(pem: try key.certificateRequest())
        return (
            key,
            CertificateOrder(
                cart, for: request, hosts: hosts, validFrom: Self.now - 300, validUntil: Self.now + days * Self.day)
        )
    }

    private func verify(_ purpose: String, at time: Int64, more: String = "") throws -> String {
        try openssl.run(
            "openssl verify -x509_strict -attime \(time) -purpose \(purpose) \(more) -CAfile root.crt leaf.crt"
        ).output
    }

    @Test("openssl finds the chain good for both sides, from shortly before it was issued until it ends")
    func verified() throws {
        let (_, order) = try order()
        try openssl.write(try root.issue(order).pem, to: "leaf.crt")
        for purpose in ["sslclient", "sslserver"] {
            for time in [Self.now - 300, Self.now, Self.now + Self.day - 1] {
                #expect(try verify(purpose, at: time) == "leaf.crt: OK\n")
            }
            #expect(try verify(purpose, at: Self.now - 301).contains("not yet valid"))
            #expect(try verify(purpose, at: Self.now + Self.day + 1).contains("has expired"))
        }
        #expect(try verify("smimesign", at: Self.now).contains("unsuitable certificate purpose"))
    }

    @Test("A certificate says who it is for, what it is good for, and whose key signed it")
    func content() throws {
        let (_, order) = try order(hosts: ["cart.test", "127.0.0.1", "::1"])
        let issued = try root.issue(order)
        try openssl.write(issued.pem, to: "leaf.crt")
        let text = try openssl.run("openssl x509 -in leaf.crt -noout -text").output
        for expected in [
            "Version: 3 (0x2)", "Subject: \n", "Public-Key: (256 bit)", "Signature Algorithm: ecdsa-with-SHA256",
            "X509v3 Basic Constraints: critical\n                CA:FALSE",
            "X509v3 Key Usage: critical\n                Digital Signature\n",
            "X509v3 Extended Key Usage: \n                TLS Web Server Authentication, TLS Web Client Authentication",
            "X509v3 Subject Alternative Name: critical\n                URI:spiffe://mesh.test/ns/shop/sa/cart, "
                + "DNS:cart.test, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1\n",
        ] {
            #expect(text.contains(expected), "\(expected) in \(text)")
        }
        #expect(issued.serial.count == 32)
        func name(_ part: String, of file: String) throws -> Substring {
            let output = try openssl.run("openssl x509 -in \(file) -noout -\(part)").output
            return output.dropFirst(part.count)
        }
        #expect(try name("issuer", of: "leaf.crt") == name("subject", of: "root.crt"))
        func identifier(_ kind: String, of file: String) throws -> String {
            let output = try openssl.run("openssl x509 -in \(file) -noout -ext \(kind)").output
            return output.split(separator: "\n").last?.filter { $0 != " " } ?? ""
        }
        let own = try identifier("subjectKeyIdentifier", of: "root.crt")
        #expect(try identifier("authorityKeyIdentifier", of: "leaf.crt") == own && own.count == 59)
    }

    @Test("A root says that it is one, of which domain, and that nothing may stand between it and a workload")
    func rootContent() throws {
        let text = try openssl.run("openssl x509 -in root.crt -noout -text").output
        for expected in [
            "CN = Apus root \(root.id)", "X509v3 Basic Constraints: critical\n                CA:TRUE, pathlen:0",
            "X509v3 Key Usage: critical\n                Certificate Sign, CRL Sign\n", "URI:spiffe://mesh.test\n",
        ] {
            #expect(text.contains(expected), "\(expected) in \(text)")
        }
        let other = try IssuingAuthority.make(
            trustDomain: "mesh.test", validFrom: Self.now, validUntil: Self.now + Self.day)
        #expect(other.id != root.id)
    }

    @Test("Nobody's number comes twice")
    func serials() throws {
        let (_, order) = try order()
        #expect(Set(try (0..<100).map { _ in try root.issue(order).serial }).count == 100)
    }

    @Test("What a request says of itself is not believed")
    func requestedNames() throws {
        try openssl.run(
            "openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key -out csr "
                + "-subj /O=Evil/CN=admin -addext subjectAltName=URI:spiffe://mesh.test/ns/kube-system/sa/admin "
                + "-addext basicConstraints=critical,CA:TRUE")
        let request = try CertificateRequest(pem: try openssl.read("csr"))
        let issued = try root.issue(
            CertificateOrder(cart, for: request, validFrom: Self.now, validUntil: Self.now + 60))
        try openssl.write(issued.pem, to: "leaf.crt")
        let text = try openssl.run("openssl x509 -in leaf.crt -noout -text").output
        #expect(!text.contains("admin") && !text.contains("Evil") && text.contains("CA:FALSE"))
        #expect(text.contains("URI:spiffe://mesh.test/ns/shop/sa/cart\n"))
        let keys = "openssl x509 -in leaf.crt -noout -pubkey >a; openssl pkey -in key -pubout >b; cmp a b"
        #expect(try openssl.run(keys).isGood)
    }

    @Test("Nothing holds longer than its root, or begins before it")
    func bounds() throws {
        let root = try IssuingAuthority.make(trustDomain: "mesh.test", validFrom: Self.now, validUntil: Self.now + 60)
        let (_, order) = try order()
        #expect(throws: IssuingProblem("the root ends before the certificate would")) { try root.issue(order) }
        var short = order
        short.validUntil = Self.now + 60
        try openssl.write(try root.issue(short).pem, to: "leaf.crt")
        try openssl.write(root.certificate, to: "root.crt")
        #expect(try verify("sslclient", at: Self.now) == "leaf.crt: OK\n")
        short.validUntil = Self.now
        #expect(throws: IssuingProblem.self) { try root.issue(short) }
        var broken = order
        broken.publicKey = [0x30, 0]
        #expect(throws: IssuingProblem.self) { try self.root.issue(broken) }
    }

    // MARK: - Roots that are there already

    @Test("A root comes back from its two texts, and issues as before", arguments: ["ec", "rsa"])
    func loaded(kind: String) throws {
        var again = try IssuingAuthority(certificate: root.certificate, key: root.secretKey)
        #expect(again.id == root.id && again.validUntil == root.validUntil && again.certificate == root.certificate)
        if kind == "rsa" {
            try openssl.run(
                "openssl req -x509 -newkey rsa:2048 -nodes -keyout root.key -out root.crt -subj /CN=Company -days 30 "
                    + "-addext keyUsage=critical,keyCertSign")
            again = try IssuingAuthority(certificate: try openssl.read("root.crt"), key: try openssl.read("root.key"))
        }
        let (key, _) = try order()
        let from = again.validFrom
        let issued = try again.issue(CertificateOrder(cart, for: key, validFrom: from, validUntil: from + 60))
        try openssl.write(issued.pem, to: "leaf.crt")
        #expect(try verify("sslserver", at: from + 30) == "leaf.crt: OK\n")
    }

    @Test(
        "What is no root is refused in words",
        arguments: [
            (
                "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key -out crt -subj /CN=a "
                    + "-addext basicConstraints=critical,CA:FALSE",
                "the certificate is not one of an authority, which may sign others"
            ),
            (
                "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key -out crt -subj /CN=a "
                    + "-addext keyUsage=digitalSignature",
                "the certificate is not one of an authority, which may sign others"
            ),
            (
                "openssl req -x509 -newkey ed25519 -nodes -keyout key -out crt -subj /CN=a",
                "expected a key of EC or RSA, found another"
            ),
            (
                "cp root.crt crt; openssl genpkey -algorithm ed25519 -out key",
                "the key does not belong to the certificate"
            ),
            ("cat root.crt root.crt >crt; cp root.crt key", "expected one certificate in PEM, found 2"),
            (": >crt; : >key", "expected one certificate in PEM, found 0"),
            (
                "openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key -out csr -subj /CN=a; "
                    + "echo basicConstraints=CA:TRUE >ext; openssl x509 -req -in csr -CA root.crt -CAkey root.key -days 9 "
                    + "-CAcreateserial -extfile ext -out crt",
                "the certificate is not signed by its own key, as a root's is"
            ),
        ])
    func refused(making: String, reason: String) throws {
        try openssl.write(root.secretKey, to: "root.key")
        try openssl.run(making)
        #expect(throws: IssuingProblem(reason)) {
            try IssuingAuthority(certificate: try openssl.read("crt"), key: try openssl.read("key"))
        }
    }

    @Test("A trust domain that no URI can have makes no root", arguments: ["", "Mesh", "a/b", "a b", "ä"])
    func trustDomains(name: String) {
        #expect(throws: IssuingProblem("'\(name)' is no trust domain")) {
            try IssuingAuthority.make(trustDomain: name, validFrom: 0, validUntil: 1)
        }
    }
}

import Testing

@testable import TLS

@Suite("Certificates that were received")
struct ReceivedIdentityTests {
    private let root: IssuingAuthority
    private let key: PrivateKey
    private let cart: WorkloadIdentity

    init() throws {
        root = try IssuingAuthority.make(trustDomain: "mesh.test", validFrom: 1_000, validUntil: 9_000)
        key = try PrivateKey()
        cart = try #require(WorkloadIdentity(trustDomain: "mesh.test", namespace: "shop", account: "cart"))
    }

    private func chain(_ authority: IssuingAuthority, for key: PrivateKey) throws -> [UInt8] {
        try authority.issue(CertificateOrder(cart, for: key, validFrom: 2_000, validUntil: 3_000)).pem
    }

    @Test("A certificate of one of the roots says who we are, and how long")
    func good() throws {
        let other = try IssuingAuthority.make(trustDomain: "mesh.test", validFrom: 1_000, validUntil: 9_000)
        for authority in [root, other] {
            let received = try ReceivedIdentity(
                chain: try chain(authority, for: key), bundle: root.certificate + other.certificate, key: key)
            #expect(received.identity == cart && received.validFrom == 2_000 && received.validUntil == 3_000)
            #expect(received.serial.count == 32)
        }
    }

    @Test("What is of no use is refused in words")
    func useless() throws {
        func reason(_ chain: [UInt8], _ bundle: [UInt8]) -> String {
            do throws(IssuingProblem) {
                _ = try ReceivedIdentity(chain: chain, bundle: bundle, key: key)
                return ""
            } catch { return error.text }
        }
        let good = try chain(root, for: key)
        let other = try IssuingAuthority.make(trustDomain: "mesh.test", validFrom: 1_000, validUntil: 9_000)
        #expect(reason([], root.certificate) == "the chain holds no certificate in PEM")
        #expect(reason(good, Array("-----BEGIN".utf8)) == "the bundle holds no certificate in PEM")
        #expect(
            reason(try chain(root, for: PrivateKey()), root.certificate) == "the certificate is for another key")
        #expect(reason(good, other.certificate) == "the certificate leads to no root of the bundle")
        // Whoever has a root of the same key names no workload by it.
        let own = try IssuingAuthority(certificate: root.certificate, key: root.secretKey)
        let rootKey = try PrivateKey(pem: own.secretKey)
        #expect(throws: IssuingProblem("the certificate names no workload: [\"spiffe://mesh.test\"]")) {
            try ReceivedIdentity(chain: root.certificate, bundle: root.certificate, key: rootKey)
        }
    }

    @Test(
        "Identities are read from URIs of their form alone",
        arguments: [
            ("spiffe://mesh.test/ns/shop/sa/cart", true), ("spiffe://a/ns/b/sa/c", true),
            ("spiffe://mesh.test/ns/shop/sa/Cart-1.x_y", true), ("spiffe://mesh.test/ns/shop/sa/", false),
            ("spiffe://mesh.test/ns//sa/cart", false), ("spiffe:///ns/shop/sa/cart", false),
            ("spiffe://Mesh.test/ns/shop/sa/cart", false), ("spiffe://mesh.test/ns/../sa/cart", false),
            ("spiffe://mesh.test/ns/shop/sa/cart/", false), ("spiffe://mesh.test/ns/shop/sa/cart/x", false),
            ("https://mesh.test/ns/shop/sa/cart", false), ("spiffe://mesh.test:1/ns/shop/sa/cart", false),
            ("spiffe://mesh.test/ns/sh%6fp/sa/cart", false), ("spiffe://mesh.test/ns/shop,DNS:x/sa/cart", false),
            ("spiffe://mesh.test/ns/shop/sa/cart?x", false), ("spiffe://mesh.test/sa/shop/ns/cart", false),
            ("", false), ("spiffe://mesh.test/ns/shop/sa/\(String(repeating: "a", count: 254))", false),
        ])
    func identities(uri: String, isOne: Bool) {
        #expect(WorkloadIdentity(uri: uri)?.uri == (isOne ? uri : nil))
    }
}

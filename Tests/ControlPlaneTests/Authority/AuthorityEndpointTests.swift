import Configuration
import TLS
import Testing

@testable import ControlPlane

@Suite("Asking the authority")
struct AuthorityEndpointTests {
    private static let start: Int64 = 1_800_000_000
    private let files = AuthorityTestFiles()

    private func endpoint(
        _ tokens: [JoinToken], serviceAccounts: ServiceAccountTokens? = nil, rate: (Double, Double) = (200, 20),
        report: @escaping (String) -> Void = { Issue.record("\($0)") }
    ) throws -> AuthorityEndpoint {
        var settings = AuthoritySettings(trustDomain: "mesh.test")
        settings.rate = (burst: rate.0, perSecond: rate.1)
        let authority = try CertificateAuthority(settings, files: files, at: Self.start)
        let known = try JoinTokens.read(Array(tokens.map(\.line).joined().utf8), file: "f").get()
        return try AuthorityEndpoint(
            authority, files: files, joinTokens: known, serviceAccounts: serviceAccounts, at: Self.start,
            report: report)
    }

    private func request(_ token: String, _ key: PrivateKey) throws -> AuthorityRequest {
        AuthorityRequest(authorization: Array("Bearer \(token)".utf8), body: try key.certificateRequest())
    }

    private func member(_ name: String, of reply: AuthorityReply) -> String? {
        guard case .success(let document) = JSONReader(dialect: .strict).read(reply.body, file: "") else { return nil }
        return document.root[name]?.string ?? document.root[name]?.numberText
    }

    private func expect(_ reply: AuthorityReply, _ status: UInt16, _ reason: String, _ metric: AuthorityMetric) {
        #expect(reply.status == status && member("error", of: reply) == reason && reply.metric == metric)
        #expect(reply.outcome == "refused: \(reason)")
    }

    @Test("A join token has a certificate for its account, a bundle, and the time to come again")
    func joins() throws {
        let (token, text) = JoinToken.make(namespace: "shop", account: "cart")
        let endpoint = try endpoint([token])
        let key = try PrivateKey()
        let reply = endpoint.answer(try request(text, key), at: Self.start)
        #expect(reply.status == 200 && reply.metric == .issued)
        #expect(member("identity", of: reply) == "spiffe://mesh.test/ns/shop/sa/cart")
        #expect(member("expires_at", of: reply) == Moment.text(Self.start + 86_400))
        #expect(member("expires_in_seconds", of: reply) == "86400")
        let received = try ReceivedIdentity(
            chain: Array((member("certificate_chain", of: reply) ?? "").utf8),
            bundle: Array((member("trust_bundle", of: reply) ?? "").utf8), key: key)
        #expect(received.identity.uri == "spiffe://mesh.test/ns/shop/sa/cart")
        #expect(reply.who == "spiffe://mesh.test/ns/shop/sa/cart by join token \(token.id)")
        #expect(reply.outcome.hasPrefix("issued \(received.serial) by root "))
        // The scheme's case does not matter (RFC 9110 §11.1).
        var lower = try request(text, key)
        lower.authorization = Array("bearer \(text)".utf8)
        #expect(endpoint.answer(lower, at: Self.start).status == 200)
    }

    @Test("Whoever shows no token that is known gets a reason, and nothing changes")
    func unknown() throws {
        let (token, text) = JoinToken.make(namespace: "shop", account: "cart", uses: 1)
        let endpoint = try endpoint([token])
        let before = files.files
        let key = try PrivateKey()
        let none = "expected authorization: Bearer with a join token or a service account's token"
        var bare = try request(text, key)
        for field in ["", "Bearer", "Bearer ", "Basic \(text)", text] {
            bare.authorization = Array(field.utf8)
            let reply = endpoint.answer(bare, at: Self.start)
            expect(reply, 401, none, .refusedUnknown)
            #expect(reply.who == "-" && reply.fields.first?.name == "www-authenticate")
        }
        let (_, stranger) = JoinToken.make(namespace: "shop", account: "cart")
        expect(
            endpoint.answer(try request(stranger, key), at: Self.start), 401, "the join token is not known",
            .refusedUnknown)
        expect(
            endpoint.answer(try request("a.b.c", key), at: Self.start), 401,
            "expected a join token: no others are taken here", .refusedUnknown)
        #expect(files.files == before)
        // It was not used up by any of it.
        #expect(endpoint.answer(try request(text, key), at: Self.start).status == 200)
    }

    @Test("What is no request is told so, and uses no token up")
    func malformed() throws {
        let (token, text) = JoinToken.make(namespace: "shop", account: "cart", uses: 1)
        let endpoint = try endpoint([token])
        var wanted = try request(text, PrivateKey())
        let good = wanted.body
        wanted.body = []
        expect(
            endpoint.answer(wanted, at: Self.start), 400, "expected a certificate request in PEM, found none",
            .refusedMalformed)
        wanted.body = good + good
        expect(
            endpoint.answer(wanted, at: Self.start), 400, "expected one certificate request, found several",
            .refusedMalformed)
        wanted.body = [UInt8](repeating: 0x20, count: 16_385)
        expect(
            endpoint.answer(wanted, at: Self.start), 413,
            "expected a certificate request of at most 16384 bytes", .refusedTooLarge)
        wanted.body = good
        wanted.isPost = false
        expect(endpoint.answer(wanted, at: Self.start), 405, "expected POST", .refusedMalformed)
        wanted.isPost = true
        #expect(endpoint.answer(wanted, at: Self.start).status == 200)
    }

    @Test("A token for one lets one join, who comes again, also after a new start of the authority")
    func uses() throws {
        let (token, text) = JoinToken.make(namespace: "shop", account: "cart", uses: 1, expires: Self.start + 60)
        let (first, second) = (try PrivateKey(), try PrivateKey())
        var running = try endpoint([token])
        #expect(running.answer(try request(text, first), at: Self.start).status == 200)
        for _ in 0..<2 {
            expect(
                running.answer(try request(text, second), at: Self.start + 1), 403,
                "the join token was used as often as it may be", .refusedForbidden)
            #expect(running.answer(try request(text, first), at: Self.start + 43_200).status == 200)
            running = try endpoint([token])
        }
        expect(
            running.answer(try request(text, second), at: Self.start + 60), 403, "the join token has expired",
            .refusedForbidden)
        // Whoever takes the token away takes everything away.
        running.joinTokens = JoinTokens()
        #expect(running.answer(try request(text, first), at: Self.start).status == 401)
    }

    @Test("Nobody joins who would be forgotten")
    func notKept() throws {
        let (token, text) = JoinToken.make(namespace: "shop", account: "cart", uses: 1)
        var told: [String] = []
        let endpoint = try endpoint([token]) { told.append($0) }
        files.failAfter(0)
        expect(
            endpoint.answer(try request(text, PrivateKey()), at: Self.start), 503, "no certificate can be issued now",
            .failed)
        #expect(told == ["the disk is full"])
        files.failAfter(.max)
        #expect(endpoint.answer(try request(text, PrivateKey()), at: Self.start).status == 200)
    }

    @Test("A line that was cut off spoils none that follows it")
    func cutOff() throws {
        let (token, text) = JoinToken.make(namespace: "shop", account: "cart", uses: 1)
        let running = try endpoint([token]) { _ in }
        files.failAfter(0, leaving: 20)
        #expect(running.answer(try request(text, PrivateKey()), at: Self.start).status == 503)
        files.failAfter(.max)
        #expect(running.answer(try request(text, PrivateKey()), at: Self.start).status == 200)
        let next = try endpoint([token])
        expect(
            next.answer(try request(text, PrivateKey()), at: Self.start), 403,
            "the join token was used as often as it may be", .refusedForbidden)
    }

    @Test("A token that is away at one start has no uses anew when it is back")
    func away() throws {
        let (token, text) = JoinToken.make(namespace: "shop", account: "cart", uses: 1)
        let key = try PrivateKey()
        #expect(try endpoint([token]).answer(request(text, key), at: Self.start).status == 200)
        #expect(try endpoint([]).answer(request(text, key), at: Self.start).status == 401)
        let back = try endpoint([token])
        #expect(back.answer(try request(text, PrivateKey()), at: Self.start).status == 403)
        #expect(back.answer(try request(text, key), at: Self.start).status == 200)
    }

    @Test("Who asks too often is told when to come again; others are not concerned")
    func rate() throws {
        let (cart, cartText) = JoinToken.make(namespace: "shop", account: "cart")
        let (till, tillText) = JoinToken.make(namespace: "shop", account: "till")
        let endpoint = try endpoint([cart, till], rate: (2, 0.1))
        let key = try PrivateKey()
        for _ in 0..<2 { #expect(endpoint.answer(try request(cartText, key), at: Self.start).status == 200) }
        let reply = endpoint.answer(try request(cartText, key), at: Self.start)
        expect(
            reply, 429, "too many certificates for spiffe://mesh.test/ns/shop/sa/cart", .refusedRate)
        #expect(reply.fields.first?.name == "retry-after" && reply.fields.first?.value == "10")
        #expect(endpoint.answer(try request(tillText, key), at: Self.start).status == 200)
        #expect(endpoint.answer(try request(cartText, key), at: Self.start + 10).status == 200)
    }
}

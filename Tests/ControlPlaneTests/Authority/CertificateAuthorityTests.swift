import TLS
import Testing

@testable import ControlPlane

@Suite("The certificate authority")
struct CertificateAuthorityTests {
    private static let start: Int64 = 1_800_000_000
    private static let day: Int64 = 86_400
    private let files = AuthorityTestFiles()
    private let cart: WorkloadIdentity

    init() throws {
        cart = try #require(WorkloadIdentity(trustDomain: "mesh.test", namespace: "shop", account: "cart"))
    }

    private func authority(
        _ files: AuthorityTestFiles? = nil, given: IssuingAuthority? = nil, at now: Int64 = start,
        domain: String = "mesh.test"
    ) throws -> CertificateAuthority {
        try CertificateAuthority(
            AuthoritySettings(trustDomain: domain), files: files ?? self.files, given: given, at: now)
    }

    private func ids(_ authority: CertificateAuthority) -> [String] { authority.rotation.roots.map(\.id) }

    private func issue(_ authority: CertificateAuthority, at now: Int64) throws -> (
        PrivateKey, CertificateAuthority.Issued
    ) {
        let key = try PrivateKey()
        let request = try CertificateRequest(pem: try key.certificateRequest())
        return (key, try authority.issue(cart, for: request, at: now))
    }

    @Test("A first start makes a root of ten years, keeps it, and issues certificates of a day")
    func first() throws {
        let authority = try authority()
        #expect(ids(authority).count == 1 && authority.rotation.roots[0].validUntil == Self.start + 3_650 * Self.day)
        let (key, issued) = try issue(authority, at: Self.start)
        let received = try ReceivedIdentity(chain: issued.chain, bundle: issued.bundle, key: key)
        #expect(received.identity == cart && received.validFrom == Self.start - 300)
        #expect(received.validUntil == Self.start + Self.day && issued.validUntil == received.validUntil)
        #expect(files.files["bundle.pem"] == issued.bundle)
    }

    @Test("The next start goes on with what is kept; a directory of another trust domain is refused")
    func again() throws {
        let first = try authority()
        let (key, issued) = try issue(first, at: Self.start)
        let second = try authority(at: Self.start + 10)
        #expect(ids(second) == ids(first))
        _ = try ReceivedIdentity(chain: issued.chain, bundle: second.bundle, key: key)
        let text = "the roots of this directory are of the trust domain 'mesh.test', not 'other.test'"
        #expect(throws: AuthorityProblem(text: text)) { try authority(domain: "other.test") }
    }

    @Test(
        "Roots that cannot be read are not made anew",
        arguments: [
            "", "{", "[]", "{}", #"{"trust_domain":"mesh.test"}"#, #"{"trust_domain":"mesh.test","roots":[]}"#,
            #"{"trust_domain":"mesh.test","roots":[{"certificate":"x","key":"y"}]}"#,
        ])
    func broken(text: String) throws {
        let files = AuthorityTestFiles(["roots.json": Array(text.utf8)])
        #expect(throws: AuthorityProblem.self) { try authority(files) }
        #expect(files.files == ["roots.json": Array(text.utf8)])
    }

    @Test("Two roots follow one another without anybody being apart")
    func rotation() throws {
        let authority = try authority()
        let (oldKey, old) = try issue(authority, at: Self.start)
        try authority.begin(at: Self.start + 100)
        #expect(throws: AuthorityProblem.self) { try authority.begin(at: Self.start + 200) }
        let (_, between) = try issue(authority, at: Self.start + 200)
        #expect(between.root == old.root && between.bundle.count > old.bundle.count)
        #expect(authority.nextStep(after: Self.start + 200) == Self.start + 100 + Self.day)
        let steps = try authority.advance(to: Self.start + 100 + Self.day)
        #expect(steps == [.tookOver(ids(authority)[1])])
        let (newKey, new) = try issue(authority, at: Self.start + 100 + Self.day)
        #expect(new.root != old.root)
        // Whoever has the old certificate is believed by whoever has the new bundle, and the other way round.
        _ = try ReceivedIdentity(chain: old.chain, bundle: new.bundle, key: oldKey)
        _ = try ReceivedIdentity(chain: new.chain, bundle: between.bundle, key: newKey)
        let end = authority.nextStep(after: Self.start + 3 * Self.day)
        #expect(try authority.advance(to: end) == [.removed(old.root)])
        #expect(authority.bundle == files.files["bundle.pem"])
    }

    @Test("A crash at any step of a rotation leaves what was, or what is")
    func crash() throws {
        let before = try authority()
        let known = files.files
        for steps in 0..<8 {
            let copy = AuthorityTestFiles(known)
            let running = try authority(copy)
            copy.failAfter(steps)
            let isBegun = (try? running.begin(at: Self.start)) != nil
            // What could not be kept is not promised.
            #expect(ids(running).count == (isBegun ? 2 : 1))
            copy.failAfter(.max)
            let next = try authority(AuthorityTestFiles(copy.files))
            #expect(ids(next).first == ids(before).first)
            #expect(!isBegun || ids(next) == ids(running))
        }
    }

    @Test("Nothing is issued that would be forgotten how long its root is needed for")
    func kept() throws {
        let authority = try authority()
        files.failAfter(0)
        #expect(throws: AuthorityProblem(text: "the disk is full")) { try issue(authority, at: Self.start) }
        files.failAfter(.max)
        _ = try issue(authority, at: Self.start)
        // For a while that is kept already.
        files.failAfter(0)
        _ = try issue(authority, at: Self.start + 60)
        #expect(throws: AuthorityProblem.self) { try issue(authority, at: Self.start + Self.day / 2) }
    }

    @Test("A root of our own that comes to its end is followed by another one by itself")
    func due() throws {
        let authority = try authority()
        let late = Self.start + 3_300 * Self.day
        #expect(try authority.advance(to: late) == [])
        #expect(ids(authority).count == 2)
        _ = try issue(authority, at: late)
        #expect(try authority.advance(to: late + Self.day) == [.tookOver(ids(authority)[1])])
        #expect(try authority.advance(to: late + 3 * Self.day).count == 1 && ids(authority).count == 1)
    }

    @Test("A root that was made elsewhere is the first, or follows; its files may stay in place")
    func given() throws {
        let root = try IssuingAuthority.make(
            trustDomain: "mesh.test", validFrom: Self.start, validUntil: Self.start + 400 * Self.day)
        let fresh = AuthorityTestFiles()
        #expect(ids(try authority(fresh, given: root)) == [root.id])
        #expect(ids(try authority(fresh, given: root)) == [root.id])
        let own = try authority()
        let following = try authority(given: root)
        #expect(ids(following) == ids(own) + [root.id])
        #expect(ids(try authority(given: root)) == ids(own) + [root.id])
        // It is somebody else's to follow it.
        let alone = try authority(fresh, given: root)
        _ = try alone.advance(to: Self.start + 390 * Self.day)
        #expect(ids(alone) == [root.id])
        let short = try IssuingAuthority.make(
            trustDomain: "mesh.test", validFrom: Self.start, validUntil: Self.start + 60)
        #expect(throws: AuthorityProblem.self) { try authority(AuthorityTestFiles(), given: short) }
        // Where there are others, they serve on.
        let kept = try authority(given: short)
        #expect(ids(kept) == ids(own) + [root.id] && kept.givenProblem?.contains("is announced already") == true)
        let next = AuthorityTestFiles()
        let first = ids(try authority(next))
        let soon = try authority(next, given: short)
        #expect(ids(soon) == first && soon.givenProblem?.contains("which is too soon") == true)
        #expect(try authority(given: root).givenProblem == nil)
    }

    @Test("A root that was made elsewhere and is not needed any more does not come back by its files")
    func rotatedAway() throws {
        let root = try IssuingAuthority.make(
            trustDomain: "mesh.test", validFrom: Self.start, validUntil: Self.start + 400 * Self.day)
        let running = try authority(given: root)
        let late = Self.start + 10 * Self.day
        try running.begin(at: late)
        let steps = try running.advance(to: late + Self.day) + running.advance(to: late + 3 * Self.day)
        #expect(steps.last == .removed(root.id))
        let next = try authority(given: root, at: late + 4 * Self.day)
        #expect(ids(next) == ids(running) && ids(next).count == 1)
        #expect(next.givenProblem?.contains("it does not come back") == true)
    }

    @Test("The end of a root that was made elsewhere is seen a month before")
    func ending() throws {
        let root = try IssuingAuthority.make(
            trustDomain: "mesh.test", validFrom: Self.start, validUntil: Self.start + 400 * Self.day)
        let running = try authority(given: root)
        #expect(running.endingGivenRoot(at: Self.start + 369 * Self.day) == nil)
        #expect(running.endingGivenRoot(at: Self.start + 371 * Self.day)?.id == root.id)
        try running.begin(at: Self.start + 371 * Self.day)
        #expect(running.endingGivenRoot(at: Self.start + 371 * Self.day) == nil)
    }
}

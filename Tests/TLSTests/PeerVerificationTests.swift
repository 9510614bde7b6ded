import Buffers
import Configuration
import Testing

@testable import TLS

@Suite("Verification of peers")
struct PeerVerificationTests {
    @Test(
        "A certificate's DNS name covers its hosts",
        arguments: [
            ("a.test", "a.test", true), ("A.Test", "a.tesT", true), ("a.test", "b.test", false),
            ("*.test", "a.test", true), ("*.test", "a.b.test", false), ("*.test", "test", false),
            ("*.test", ".test", false), ("*", "test", false), ("a*.test", "ab.test", false), ("", "a", false),
        ])
    func names(_ name: String, _ host: String, _ covers: Bool) {
        #expect(PeerVerification.isName(name, for: host) == covers)
    }

    @Test("Texts are matched in four ways")
    func matches() {
        let id = "spiffe://mesh/ns/a"
        #expect(PeerVerification.fits(id, StringMatcherConfiguration(.exact, id)))
        #expect(!PeerVerification.fits(id, StringMatcherConfiguration(.exact, id + "/")))
        #expect(PeerVerification.fits(id, StringMatcherConfiguration(.prefix, "spiffe://mesh/")))
        #expect(!PeerVerification.fits(id, StringMatcherConfiguration(.prefix, "SPIFFE://")))
        #expect(PeerVerification.fits(id, StringMatcherConfiguration(.prefix, "SPIFFE://", ignoresCase: true)))
        #expect(PeerVerification.fits(id, StringMatcherConfiguration(.suffix, "/a")))
        #expect(!PeerVerification.fits("a", StringMatcherConfiguration(.suffix, "aa")))
        #expect(PeerVerification.fits(id, StringMatcherConfiguration(.contains, "/ns/")))
        #expect(!PeerVerification.fits("a", StringMatcherConfiguration(.contains, "abc")))
    }

    @Test("Only names of the wanted kind count")
    func kinds() {
        let name = Certificate.AlternativeName(kind: .uri, text: "a.test")
        #expect(PeerVerification.fits(name, AlternativeNameMatch(.uri, StringMatcherConfiguration(.exact, "a.test"))))
        #expect(!PeerVerification.fits(name, AlternativeNameMatch(.dns, StringMatcherConfiguration(.exact, "a.test"))))
        #expect(!PeerVerification.fits(name, AlternativeNameMatch(.uri, StringMatcherConfiguration(.exact, "*.test"))))
    }
}

import Configuration
import RegularExpressions
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
            // The sign of Kelvin, a k to Unicode.
            ("\u{212A}.test", "k.test", false), ("*.te\u{17F}t", "k.test", false),
        ])
    func names(_ name: String, _ host: String, _ covers: Bool) {
        #expect(PeerVerification.isName(name, for: host) == covers)
    }

    @Test("Texts are matched in five ways")
    func matches() throws {
        let id = "spiffe://mesh/ns/a"
        func fits(_ text: String, _ match: StringMatcherConfiguration) -> Bool {
            PeerVerification.fits(
                Certificate.AlternativeName(kind: .uri, text: text), AlternativeNameMatch(.uri, match))
        }
        #expect(fits(id, StringMatcherConfiguration(.exact, id)))
        #expect(!fits(id, StringMatcherConfiguration(.exact, id + "/")))
        #expect(fits(id, StringMatcherConfiguration(.prefix, "spiffe://mesh/")))
        #expect(!fits(id, StringMatcherConfiguration(.prefix, "SPIFFE://")))
        #expect(fits(id, StringMatcherConfiguration(.prefix, "SPIFFE://", ignoresCase: true)))
        #expect(fits(id, StringMatcherConfiguration(.suffix, "/a")))
        #expect(!fits("a", StringMatcherConfiguration(.suffix, "aa")))
        #expect(fits(id, StringMatcherConfiguration(.contains, "/ns/")))
        #expect(!fits("a", StringMatcherConfiguration(.contains, "abc")))
        #expect(fits(id, StringMatcherConfiguration(try RegularExpression("spiffe://[^/]+/ns/[a-c]"))))
        #expect(!fits(id, StringMatcherConfiguration(try RegularExpression("spiffe://[^/]+/ns"))))
    }

    @Test("An expression over DNS names is no exact name")
    func expressions() throws {
        let match = AlternativeNameMatch(.dns, StringMatcherConfiguration(try RegularExpression("[ab]\\.test")))
        #expect(PeerVerification.fits(Certificate.AlternativeName(kind: .dns, text: "a.test"), match))
        #expect(!PeerVerification.fits(Certificate.AlternativeName(kind: .dns, text: "c.test"), match))
        #expect(!PeerVerification.fits(Certificate.AlternativeName(kind: .dns, text: ""), match))
    }

    @Test("Only names of the wanted kind count")
    func kinds() {
        let name = Certificate.AlternativeName(kind: .uri, text: "a.test")
        #expect(PeerVerification.fits(name, AlternativeNameMatch(.uri, StringMatcherConfiguration(.exact, "a.test"))))
        #expect(!PeerVerification.fits(name, AlternativeNameMatch(.dns, StringMatcherConfiguration(.exact, "a.test"))))
        #expect(!PeerVerification.fits(name, AlternativeNameMatch(.uri, StringMatcherConfiguration(.exact, "*.test"))))
    }
}

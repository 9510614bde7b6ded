import TLS
import Testing

@testable import ProxyRuntime

@Suite("What the server of identities says")
struct IdentityAnswerTests {
    private let key: PrivateKey
    private let chain: String
    private let bundle: String

    init() throws {
        key = try PrivateKey()
        let root = try IssuingAuthority.make(trustDomain: "mesh.test", validFrom: 0, validUntil: 9_000)
        let cart = try #require(WorkloadIdentity(trustDomain: "mesh.test", namespace: "shop", account: "cart"))
        let issued = try root.issue(CertificateOrder(cart, for: key, validFrom: 0, validUntil: 9_000))
        chain = String(decoding: issued.pem, as: UTF8.self).replacing("\n", with: "\\n")
        bundle = String(decoding: root.certificate, as: UTF8.self).replacing("\n", with: "\\n")
    }

    private func read(_ text: String, domain: String = "") -> Result<IdentityAnswer, IdentityAnswer.Problem> {
        do throws(IdentityAnswer.Problem) {
            return .success(try IdentityAnswer(Array(text.utf8), for: key, trustDomain: domain))
        } catch { return .failure(error) }
    }

    private func text(_ seconds: String = "60") -> String {
        #"{"certificate_chain":"\#(chain)","trust_bundle":"\#(bundle)","expires_in_seconds":\#(seconds)}"#
    }

    @Test("A good answer has a certificate for our key, roots, and a time")
    func good() throws {
        let answer = try read(text(), domain: "mesh.test").get()
        #expect(answer.identity.identity.account == "cart" && answer.seconds == 60)
        #expect(try read(text().replacing("{\"cert", with: #"{"new":[1],"cert"#)).get().seconds == 60)
    }

    @Test("What is none changes nothing, and says why")
    func useless() {
        let unexpected = "the answer is not what was expected of the server"
        for body in ["", "{}", "[]", "<html>", text().replacing("60", with: "\"x\""), text("-1"), text("1.5")] {
            guard case .failure(let problem) = read(body) else {
                Issue.record("\(body) is good")
                return
            }
            #expect(problem.text == unexpected)
        }
        func reason(_ body: String, domain: String = "") -> String {
            if case .failure(let problem) = read(body, domain: domain) { problem.text } else { "" }
        }
        #expect(reason(text("0")) == "the certificate holds for 0 s")
        #expect(reason(text("18446744073709551615")) == "the certificate holds for 18446744073709551615 s")
        #expect(
            reason(text(), domain: "other.test")
                == "the identity spiffe://mesh.test/ns/shop/sa/cart is not of the trust domain 'other.test'")
        #expect(reason(text().replacing(chain, with: bundle)) == "the certificate is for another key")
    }

    @Test("A refusal is told in the server's words, as far as it has some")
    func refusals() {
        let told = IdentityAnswer.problem(status: 403, body: Array(#"{"error":"not you"}"#.utf8))
        #expect(told.text == "the server answered 403: not you" && told.wait == 0)
        let later = IdentityAnswer.problem(status: 429, body: Array(#"{"error":"slow","retry_after_seconds":7}"#.utf8))
        #expect(later.wait == 7)
        #expect(IdentityAnswer.problem(status: 502, body: Array("<html>".utf8)).text == "the server answered 502")
        let long = String(repeating: "x", count: 1_000)
        #expect(IdentityAnswer.problem(status: 500, body: Array(#"{"error":"\#(long)"}"#.utf8)).text.count < 400)
    }
}

import Configuration
import Testing

@testable import ControlPlane

@Suite("A cluster's judgement of a token")
struct TokenReviewTests {
    private static func body(
        authenticated: Bool = true, user: String = "system:serviceaccount:shop:cart", audiences: String = "[\"apus\"]"
    ) -> String {
        #"{"kind":"TokenReview","status":{"authenticated":\#(authenticated),"audiences":\#(audiences),"user":"#
            + #"{"username":"\#(user)","extra":{"authentication.kubernetes.io/pod-name":["cart-1"]}}}}"#
    }

    @Test(
        "Answers are read",
        arguments: [
            (body(), "shop/cart/cart-1"),
            (body(authenticated: false), "refused: the token is not one of the cluster"),
            (body(audiences: "[\"other\"]"), "refused: the token is for others than apus"),
            (body(audiences: "[]"), "refused: the token is for others than apus"),
            (body(user: "system:node:a"), "refused: the token names no service account"),
            (body(user: "system:serviceaccount:shop:"), "refused: the token names no service account"),
            (body(user: "system:serviceaccount:Sh op:a"), "refused: the token names no service account"),
            ("{\"kind\":\"Status\"}", "unknown: what the API answers is no TokenReview"),
            ("{", "unknown: what the API answers is no TokenReview"),
        ])
    func answers(_ body: String, _ expected: String) {
        let words =
            switch TokenReview.verdict(in: Array(body.utf8), audiences: ["apus"]) {
            case .holder(let holder): "\(holder.namespace)/\(holder.account)/\(holder.pod)"
            case .refused(let problem): "refused: \(problem.text)"
            case .unknown(let text): "unknown: \(text)"
            case .busy: "busy"
            }
        #expect(words == expected)
    }

    @Test("One peer has half of the places at most, and another finds one")
    func places() {
        func taken(_ peers: Int) -> [Int] {
            var shares = [Int](repeating: 0, count: peers)
            for _ in 0..<200 {
                for peer in 0..<peers where TokenReviewer.mayBegin(underWay: shares.reduce(0, +), own: shares[peer]) {
                    shares[peer] += 1
                }
            }
            return shares
        }
        #expect(taken(1) == [32])
        #expect(taken(2) == [22, 21] && taken(3).allSatisfy { $0 >= 15 })
        #expect(TokenReviewer.mayBegin(underWay: 32, own: 0) && TokenReviewer.mayBegin(underWay: 63, own: 0))
        #expect(!TokenReviewer.mayBegin(underWay: 64, own: 0))
    }

    @Test("The question names token and audiences")
    func question() {
        #expect(
            String(decoding: TokenReview.question(Array("a\"b".utf8), audiences: ["x", "y"]), as: UTF8.self)
                == #"{"apiVersion":"authentication.k8s.io/v1","kind":"TokenReview","spec":{"token":"a\"b","#
                + #""audiences":["x","y"]}}"#)
    }

    @Test(
        "What is no token of now is shown to nobody",
        arguments: [
            ("a.b", true), (ProbeToken.make(audience: "apus", expires: 100), true),
            (ProbeToken.make(audience: "other", expires: 5000), true),
            (ProbeToken.make(audience: "apus", expires: 5000), false),
        ])
    func obvious(_ token: String, _ isBad: Bool) {
        let problem = TokenReviewer.obviousProblem(Array(token.utf8), audiences: ["apus"], at: 1000)
        #expect((problem != nil) == isBad, "\(problem ?? "")")
    }
}

/// Tokens that look like those of a cluster; nobody signed them.
private enum ProbeToken {
    static func make(audience: String, expires: Int) -> String {
        let header = base64(#"{"alg":"RS256","kid":"k"}"#)
        return "\(header).\(base64(#"{"aud":["\#(audience)"],"exp":\#(expires),"sub":"s"}"#)).\(base64("signature"))"
    }

    private static func base64(_ text: String) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        var result = ""
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            var bits = 0
            for place in 0..<3 { bits = bits << 8 | (start + place < bytes.count ? Int(bytes[start + place]) : 0) }
            for place in 0...group.count { result.append(letters[bits >> (18 - 6 * place) & 63]) }
        }
        return result
    }
}

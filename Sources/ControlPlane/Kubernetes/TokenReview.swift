internal import Configuration

/// The API's judgement of a token (`TokenReview`): what is asked, and what the answer means.
///
/// Source: https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/token-review-v1/
enum TokenReview {
    static let path = "/apis/authentication.k8s.io/v1/tokenreviews"

    /// The outcome of a token.
    enum Verdict: Equatable, Sendable {
        /// It is good, and this one's.
        case holder(ServiceAccountTokens.Holder)
        /// It is no good.
        case refused(ServiceAccountTokens.Problem)
        /// It is not known; for the operator.
        case unknown(String)
        /// Too many others wait; nobody is asked.
        case busy
    }

    static func question(_ token: [UInt8], audiences: [String]) -> [UInt8] {
        let json: JSONValue = [
            "apiVersion": "authentication.k8s.io/v1", "kind": "TokenReview",
            "spec": [
                "token": .text(String(decoding: token, as: UTF8.self)),
                "audiences": .list(audiences.map { .text($0) }),
            ],
        ]
        return json.bytes
    }

    /// Reads the body of a good answer.
    static func verdict(in body: [UInt8], audiences: [String]) -> Verdict {
        guard case .success(let document) = JSONReader(dialect: .strict).read(body, file: ""),
            document.root["kind"]?.string == "TokenReview", let status = document.root["status"]
        else { return .unknown("what the API answers is no TokenReview") }
        func refused(_ text: String) -> Verdict { .refused(ServiceAccountTokens.Problem(text: text)) }
        guard status["authenticated"]?.bool == true else { return refused("the token is not one of the cluster") }
        // A cluster that knows nothing of audiences names none, and has looked at none.
        guard status["audiences"]?.elements.contains(where: { audiences.contains($0.string ?? "") }) == true else {
            return refused("the token is for others than \(audiences.joined(separator: ", "))")
        }
        let user = status["user"]
        let parts = (user?["username"]?.string ?? "").split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0] == "system", parts[1] == "serviceaccount",
            JoinToken.canStand(forNamespace: String(parts[2]), account: String(parts[3]))
        else { return refused("the token names no service account") }
        let pod = user?["extra"]?["authentication.kubernetes.io/pod-name"]?.elements.first?.string ?? ""
        return .holder(
            ServiceAccountTokens.Holder(namespace: String(parts[2]), account: String(parts[3]), pod: pod))
    }
}

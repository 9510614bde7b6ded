internal import HTTPSemantics

/// Oracles for fuzzing what clients put into tokens: no bytes may trap, a token that can be taken apart is put together
/// from its own parts, and nothing is good without a signature by the key. Not for serving.
public enum WebTokenFuzz {
    /// Reads `bytes` as a token, and as a set of keys.
    public static func run(_ bytes: [UInt8]) {
        let dots = bytes.count { $0 == UInt8(ascii: ".") }
        switch JSONWebToken.read(bytes) {
        case .failure(let problem):
            precondition(problem.status != .ok, "a problem without a name")
        case .success(let token):
            precondition(dots == 2, "a token of other than three parts")
            precondition(bytes.starts(with: token.signed), "what is signed is not the token's")
            precondition(token.signed.count + 1 < bytes.count, "a token without a signature")
            precondition(token.header.members != nil && token.payload.members != nil, "parts that are no objects")
            precondition(token.payload.value(at: ["iss"]) != nil || token.issuer.isEmpty, "an issuer from nowhere")
            if let keys { precondition(keys.check(token) != .ok, "a signature by a key that nobody has") }
        }
        if let set = JSONWebKeySet(bytes) { precondition(!set.keys.isEmpty, "a set without keys") }
    }

    /// A key that signs nothing: its secret stands nowhere else.
    private static let keys = JSONWebKeySet(
        Array(#"{"keys":[{"kty":"oct","k":"c2VjcmV0LW9mLXRoZS1vcmFjbGUtYW5kLW9mLW5vYm9keQ"}]}"#.utf8))
}

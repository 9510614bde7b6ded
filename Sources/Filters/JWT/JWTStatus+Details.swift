internal import HTTPSemantics
internal import WebTokens

extension JWTStatus {
    /// The words with underscores, in braces, as `%RESPONSE_CODE_DETAILS%` has them.
    var details: ResponseCodeDetails {
        let words = rawValue.utf8.map { $0 == UInt8(ascii: " ") ? UInt8(ascii: "_") : $0 }
        return ResponseCodeDetails("jwt_authn_access_denied", cause: "{\(String(decoding: words, as: UTF8.self))}")
    }
}

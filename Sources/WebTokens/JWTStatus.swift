/// The outcome of a token, in Envoy's words.
public enum JWTStatus: String, Sendable {
    /// The token is good.
    case ok = "OK"
    /// There is none.
    case missing = "Jwt is missing"
    /// Its time has not come.
    case notYetValid = "Jwt not yet valid"
    /// Its time is over.
    case expired = "Jwt is expired"
    /// It does not have three parts.
    case badForm = "Jwt is not in the form of Header.Payload.Signature with two dots and 3 sections"
    /// The first part is no base64.
    case badHeaderText = "Jwt header is an invalid Base64url encoded"
    /// The first part is no JSON object.
    case badHeader = "Jwt header is an invalid JSON"
    /// It does not say how it was signed.
    case badAlgorithm = "Jwt header [alg] field is required and must be a string"
    /// It was signed in a way that nobody knows.
    case unknownAlgorithm = "Jwt header [alg] is not supported"
    /// The name of its key is no text.
    case badKeyID = "Jwt header [kid] field is not a string"
    /// The second part is no base64.
    case badPayloadText = "Jwt payload is an invalid Base64url encoded"
    /// The second part is no JSON object.
    case badPayload = "Jwt payload is an invalid JSON"
    /// Its issuer is no text.
    case badIssuer = "Jwt payload [iss] field is not a string"
    /// Its subject is no text.
    case badSubject = "Jwt payload [sub] field is not a string"
    /// When it was issued is no number.
    case badIssuedAt = "Jwt payload [iat] field is not an integer"
    /// When it begins to hold is no number.
    case badNotBefore = "Jwt payload [nbf] field is not an integer"
    /// When it ends to hold is no number.
    case badExpiration = "Jwt payload [exp] field is not an integer"
    /// When it was issued is no moment.
    case outsideIssuedAt = "Jwt payload [iat] field is not a positive 64 bit integer"
    /// When it begins to hold is no moment.
    case outsideNotBefore = "Jwt payload [nbf] field is not a positive 64 bit integer"
    /// When it ends to hold is no moment.
    case outsideExpiration = "Jwt payload [exp] field is not a positive 64 bit integer"
    /// Its own name is no text.
    case badID = "Jwt payload [jti] field is not a string"
    /// Whom it is for is neither a text nor a list of texts.
    case badAudience = "Jwt payload [aud] field is not a string or string list"
    /// The third part is no base64.
    case badSignatureText = "Jwt signature is an invalid Base64url encoded"
    /// Nobody knows its issuer.
    case unknownIssuer = "Jwt issuer is not configured"
    /// It is for others.
    case otherAudience = "Audiences in Jwt are not allowed"
    /// Its signature, or what it says, is not good.
    case verificationFailed = "Jwt verification fails"
    /// Its signature is not as long as one of Ed25519.
    case wrongEd25519Length = "Jwt ED25519 signature is wrong length"
    /// No key is the one that signed it.
    case noMatchingKey = "Jwks doesn't have key to match kid or alg from Jwt"
    /// There are no keys to check it with.
    case noKeys = "Jwks doesn't have any valid public key"
    /// The keys to check it with did not come.
    case fetchFailed = "Jwks remote fetch is failed"
}

/// Why a token cannot be taken apart.
public struct JWTProblem: Error {
    /// What is wrong with it.
    public let status: JWTStatus

    init(_ status: JWTStatus) { self.status = status }
}

internal import Cryptography
internal import HTTPSemantics
internal import WebTokens

/// Tokens of Kubernetes service accounts, checked without asking anybody: by the keys of the cluster that issues them.
///
/// Source: https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/
public struct ServiceAccountTokens: Sendable {
    /// Whose tokens are taken.
    public struct Settings: Sendable, Equatable {
        /// Who issues them (`iss`).
        public var issuer: String
        /// Whom they are for (`aud`), one of which must be among a token's.
        public var audiences: [String] = ["apus"]
        /// By how much clocks may differ, in seconds.
        public var leeway: UInt64 = 60

        /// Those of an issuer.
        public init(issuer: String) { self.issuer = issuer }
    }

    /// Who shows a token.
    struct Holder: Equatable {
        let namespace: String
        let account: String
        /// The pod, for the audit log; empty means not told.
        let pod: String
    }

    /// Why a token is no good, for its holder.
    struct Problem: Error, Equatable {
        let text: String
    }

    /// Bytes of a token.
    static let longest = 12 << 10

    private let settings: Settings
    private let keys: Keys

    private enum Keys {
        case set(JSONWebKeySet)
        case plain([VerificationKey])
    }

    /// Tokens that are signed by one of some keys.
    ///
    /// - Parameter keys: a set of keys in JSON (RFC 7517), or public keys or certificates in PEM.
    /// - Returns: nil when there is no key of use. Secrets are none: whoever checks a token could make one.
    public init?(_ settings: Settings, keys: [UInt8]) {
        self.settings = settings
        if let set = JSONWebKeySet(keys) {
            guard set.keys.contains(where: { $0.key.family != .secret }) else { return nil }
            self.keys = .set(set)
        } else {
            let plain = VerificationKey.publicKeys(pem: keys)
            if plain.isEmpty { return nil }
            self.keys = .plain(plain)
        }
    }

    /// Says who shows a token at a moment, in seconds since 1970.
    func holder(of text: [UInt8], at now: Int64) -> Result<Holder, Problem> {
        guard text.count <= Self.longest else { return Self.problem("the token is longer than \(Self.longest) bytes") }
        switch JSONWebToken.read(text) {
        case .failure(let problem): return Self.problem(problem.status.rawValue)
        case .success(let token): return judge(token, at: UInt64(clamping: now))
        }
    }

    private static func problem(_ text: String) -> Result<Holder, Problem> { .failure(Problem(text: text)) }

    private func judge(_ token: JSONWebToken, at now: UInt64) -> Result<Holder, Problem> {
        guard token.algorithm.family != .secret, isSigned(token) else {
            return Self.problem("the token is signed by none of the cluster's keys")
        }
        guard token.issuer == settings.issuer else { return Self.problem("the token is of another issuer") }
        guard token.audiences.contains(where: settings.audiences.contains) else {
            return Self.problem("the token is for others than \(settings.audiences.joined(separator: ", "))")
        }
        guard let expiration = token.expiration else { return Self.problem("the token does not say when it expires") }
        if now > expiration, now - expiration > settings.leeway { return Self.problem("the token has expired") }
        if let from = token.notBefore, from > now, from - now > settings.leeway {
            return Self.problem("the token does not hold yet")
        }
        func text(_ path: String...) -> String? {
            guard case .string(let bytes)? = token.payload.value(at: ["kubernetes.io"] + path[...]) else { return nil }
            return String(validating: bytes, as: UTF8.self)
        }
        guard let namespace = text("namespace"), let account = text("serviceaccount", "name"),
            token.subject == "system:serviceaccount:\(namespace):\(account)",
            JoinToken.canStand(forNamespace: namespace, account: account)
        else { return Self.problem("the token names no service account") }
        return .success(Holder(namespace: namespace, account: account, pod: text("pod", "name") ?? ""))
    }

    private func isSigned(_ token: JSONWebToken) -> Bool {
        switch keys {
        case .set(let set): set.check(token) == .ok
        case .plain(let keys):
            keys.contains { $0.verifies(token.algorithm, message: token.signed, signature: token.signature) }
        }
    }
}

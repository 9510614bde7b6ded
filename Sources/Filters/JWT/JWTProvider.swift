internal import Buffers
internal import Configuration
internal import EventLoops
internal import HTTPSemantics
internal import RegularExpressions
internal import Telemetry
internal import WebTokens

/// Who issues tokens, compiled; shared by all workers.
final class JWTProvider: Sendable {
    let configuration: JWTProviderConfiguration
    /// Keys that are known from the start; nil means they are fetched, or there are none.
    let localKeys: JSONWebKeySet?
    private let subjects: TextMatcher?
    private let audiences: [String]
    /// Fields that nobody but us may set.
    let ownFields: [[UInt8]]

    init(_ configuration: JWTProviderConfiguration, _ context: FilterContext) {
        self.configuration = configuration
        subjects = configuration.subjects.map { TextMatcher($0) }
        audiences = configuration.audiences.map(Self.sanitized)
        let fields = [configuration.payloadField] + configuration.claimFields.map(\.name)
        ownFields = fields.filter { !$0.isEmpty }.map { Array($0.utf8) }
        guard case .local(let source) = configuration.keys else {
            localKeys = nil
            return
        }
        let place = "provider '\(configuration.name)' of filter '\(context.name)': local_jwks"
        switch source.readBytes() {
        case .failure(let problem):
            context.problems.note("\(place): \(problem.text)")
            localKeys = nil
        case .success(let bytes):
            localKeys = JSONWebKeySet(bytes)
            if localKeys == nil { context.problems.note("\(place): expected a JSON object with \"keys\" of use") }
        }
    }

    /// What is wrong with what a token says; its signature is not looked at.
    ///
    /// - Parameters:
    ///   - now: seconds since 1970.
    ///   - others: audiences in place of the provider's own.
    func judge(_ token: JSONWebToken, now: UInt64, audiences others: [String]?) -> JWTStatus {
        if !configuration.issuer.isEmpty && token.issuer != configuration.issuer { return .unknownIssuer }
        if let subjects, !subjects.matches(token.subject.utf8.span) { return .verificationFailed }
        if !hasGoodLifetime(token) { return .verificationFailed }
        let skew = UInt64(configuration.clockSkew)
        if let notBefore = token.notBefore, now &+ skew < notBefore { return .notYetValid }
        if let expiration = token.expiration, now > skew, now - skew > expiration { return .expired }
        let wanted = others.map { $0.map(Self.sanitized) } ?? audiences
        if !wanted.isEmpty && !token.audiences.contains(where: { wanted.contains(Self.sanitized($0)) }) {
            return .otherAudience
        }
        return .ok
    }

    private func hasGoodLifetime(_ token: JSONWebToken) -> Bool {
        guard let expiration = token.expiration else {
            return !configuration.requiresExpiration && configuration.maxLifetime == nil
        }
        guard let most = configuration.maxLifetime else { return true }
        guard let issuedAt = token.issuedAt else { return false }
        return expiration >= issuedAt && expiration - issuedAt <= most / 1_000_000_000
    }

    /// An audience without scheme and without a slash at its end, as Envoy compares them.
    private static func sanitized(_ audience: String) -> String {
        var text = Substring(audience)
        for scheme in ["https://", "http://"] where text.hasPrefix(scheme) {
            text = text.dropFirst(scheme.count)
            break
        }
        if text.hasSuffix("/") { text = text.dropLast() }
        return String(text)
    }
}

/// Why a source of bytes cannot be read.
struct DataSourceProblem: Error {
    let text: String
}

extension DataSourceConfiguration {
    /// The bytes; blocking, for the building of snapshots.
    func readBytes() -> Result<[UInt8], DataSourceProblem> {
        switch self {
        case .bytes(let bytes): return .success(bytes)
        case .environment(let name):
            if let text = Host.environment(name) { return .success(Array(text.utf8)) }
            return .failure(DataSourceProblem(text: "environment variable '\(name)' is not set"))
        case .file(let path):
            return Files.read(path).mapError {
                DataSourceProblem(text: "file '\(path)' cannot be read: \($0.text)")
            }
        }
    }
}

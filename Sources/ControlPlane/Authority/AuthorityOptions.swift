internal import EventLoops
internal import TLS

/// What a certificate authority is started with, beside how it issues.
public struct AuthorityOptions: Sendable {
    /// How it issues.
    public var settings: AuthoritySettings
    /// The directory of its roots and of who has joined.
    public var directory: String
    /// The file of join tokens; empty means there are none.
    public var joinTokensPath = ""
    /// The file of the keys that sign the tokens of service accounts, and which tokens are taken; nil means none.
    public var serviceAccounts: (keysPath: String, settings: ServiceAccountTokens.Settings)?
    /// The cluster that judges the tokens of service accounts, and whom those are for; nil means none does.
    public var tokenReview: (cluster: KubernetesOptions, audiences: [String])?
    /// The cluster in each of whose namespaces the roots are kept, and the ConfigMap that has them; nil means none.
    public var publication: (cluster: KubernetesOptions, configMap: String)?
    /// The files of a root that was made elsewhere and its key; nil means roots are made here.
    public var root: (certificatePath: String, keyPath: String)?
    /// The names by which the control plane is reached, for a server's certificate of its own; empty means it has none.
    public var hosts: [String] = []

    /// Makes an authority with its directory.
    public init(_ settings: AuthoritySettings, directory: String) {
        self.settings = settings
        self.directory = directory
    }

    /// Who the control plane is by its own certificate.
    static let namespace = "apus-system"
    static let account = "apus-control"
}

extension AuthorityOptions {
    /// Reads the join tokens; blocks.
    func readJoinTokens() throws(AuthorityProblem) -> JoinTokens {
        if joinTokensPath.isEmpty { return JoinTokens() }
        switch JoinTokens.read(try Self.read(joinTokensPath), file: joinTokensPath) {
        case .success(let tokens): return tokens
        case .failure(let problem): throw AuthorityProblem(text: problem.text)
        }
    }

    /// Reads the keys of service accounts; blocks.
    func readServiceAccounts() throws(AuthorityProblem) -> ServiceAccountTokens? {
        guard let (path, settings) = serviceAccounts else { return nil }
        guard let tokens = ServiceAccountTokens(settings, keys: try Self.read(path)) else {
            throw AuthorityProblem(text: "\(path): expected a set of public keys in JSON, or public keys in PEM")
        }
        return tokens
    }

    /// Reads the root that was made elsewhere; blocks.
    func readRoot() throws(AuthorityProblem) -> IssuingAuthority? {
        guard let (certificate, key) = root else { return nil }
        do {
            return try IssuingAuthority(certificate: Self.read(certificate), key: Self.read(key))
        } catch let error as IssuingProblem {
            throw AuthorityProblem(text: "\(certificate), \(key): \(error.text)")
        } catch {
            throw AuthorityProblem(text: (error as? AuthorityProblem)?.text ?? "\(error)")
        }
    }

    private static func read(_ path: String) throws(AuthorityProblem) -> [UInt8] {
        switch Files.read(path) {
        case .success(let bytes): return bytes
        case .failure(let error): throw AuthorityProblem(text: "\(path): cannot be read: \(error.text)")
        }
    }
}

internal import Configuration
internal import Filters
public import TLS

/// Keeps a filter's credential what the secret says that it comes from.
public final class InjectedCredentialSource: RenewableContext {
    /// The filter, for messages.
    public let place: String
    let credential = InjectedCredential()
    private let secret: SuppliedSecret

    init(_ reference: SecretReference, place: String) {
        self.place = place
        secret = SuppliedSecret(reference)
    }

    /// None: as in Envoy, the files of such secrets are read when the secret comes.
    public var directories: [String] { [] }

    /// The secret.
    public var secrets: [SuppliedSecret] { [secret] }

    /// Nothing but the secret changes it.
    public func reload() throws(TLSProblem) -> Bool { false }

    /// Takes the secret that there is now.
    public func secretChanged() throws(TLSProblem) {
        guard case .generic(let source)? = secret.current?.content else { return }
        var bytes: [UInt8] = []
        if let source { bytes = try source.read("\(place): the credential") }
        credential.replace(with: bytes)
    }

    /// Nothing is counted.
    public func countFailure() {}
}

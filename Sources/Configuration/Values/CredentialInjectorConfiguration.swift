/// The filter that puts a credential into requests
/// (`envoy.extensions.filters.http.credential_injector.v3.CredentialInjector`, with
/// `envoy.extensions.http.injected_credentials.generic.v3.Generic`).
public struct CredentialInjectorConfiguration: HTTPFilterValue {
    /// Where the credential comes from.
    public enum Source: Sendable, Equatable {
        /// A secret of the bootstrap; nil means it holds none.
        case secret(DataSourceConfiguration?)
        /// One that comes from a source.
        case sourced(SecretReference)
    }

    /// Where the credential comes from.
    public var credential: Source
    /// The field that it is put into, in lower case. Envoy's default: `authorization`.
    public var field = "authorization"
    /// The prefix of it. Envoy's default: nothing.
    public var prefix = ""
    /// Whether it takes the place of what is there. Envoy's default: false.
    public var overwrites = false
    /// Whether requests go on while there is none. Envoy's default: false.
    public var allowsMissing = false

    /// Makes a filter with Envoy's defaults.
    public init(_ credential: Source) { self.credential = credential }

    /// The one that the credential is.
    public var secrets: [SecretReference] {
        if case .sourced(let reference) = credential { [reference] } else { [] }
    }
}

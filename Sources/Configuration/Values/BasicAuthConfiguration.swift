/// The filter that asks for names and passwords (`envoy.extensions.filters.http.basic_auth.v3.BasicAuth`).
public struct BasicAuthConfiguration: HTTPFilterValue {
    /// Who may come: lines in the form of `htpasswd`; see `PasswordList`.
    public var users: DataSourceConfiguration
    /// The field by which the upstream hears the user's name, in lower case; empty means none.
    public var toldField = ""
    /// The field that holds name and password, in lower case.
    public var field = "authorization"
    /// Whether requests that show nothing go on. Envoy's default: false.
    public var allowsMissing = false
    /// Whether the name is left as metadata of the filter. Envoy's default: false.
    public var leavesMetadata = false
    /// What clients are told that they need a password for; empty means the address that they asked for.
    public var realm = ""

    /// Makes a filter for these users; what is left out has Envoy's default.
    public init(users: DataSourceConfiguration) { self.users = users }
}

/// What a route says to that filter (`BasicAuthPerRoute`).
public struct BasicAuthRouteConfiguration: HTTPFilterValue {
    /// Who may come, in place of the filter's own.
    public var users: PasswordList
    /// The realm; empty means the filter's own.
    public var realm: String

    /// What a route says.
    public init(users: PasswordList, realm: String = "") {
        self.users = users
        self.realm = realm
    }
}

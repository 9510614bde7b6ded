internal import Configuration

/// A route of the Gateway API, of any kind: which requests or connections it takes, and where they go.
struct MeshRoute {
    /// The kinds of route.
    enum Kind: String {
        case http = "HTTPRoute"
        case grpc = "GRPCRoute"
        case tls = "TLSRoute"
        case tcp = "TCPRoute"
    }

    var kind: Kind
    var metadata: ObjectMetadata
    var parents: [ParentReference] = []
    /// Empty means any.
    var hostnames: [Hostname] = []
    var rules: [RouteRule] = []

    /// How many of Envoy's routes it is.
    var matchCount: Int { rules.reduce(0) { $0 + $1.matches.count } }
}

/// What a route is attached to.
struct ParentReference {
    enum Kind {
        case gateway
        /// A service: the route is for those who call it inside the mesh.
        case service
    }

    var kind: Kind
    var name: ObjectName
    var nameNode: JSONNode
    /// A listener of a gateway.
    var section: String?
    var port: Int?
}

/// One rule of a route: matches lead to filters and backends.
struct RouteRule {
    var node: JSONNode
    /// Any one is enough; at least one.
    var matches: [RouteMatch] = [RouteMatch()]
    var filters = RouteFilters()
    var backends: [BackendReference] = []
    /// Milliseconds; 0 is no limit.
    var requestTimeout: Int?
    var backendTimeout: Int?
    var retry: RouteRetry?
}

/// What a request must be like; all conditions hold.
struct RouteMatch: Equatable {
    enum Path: Equatable {
        case exact(String)
        /// A prefix of whole segments, without a slash at its end; empty for all paths.
        case prefix(String)
        case expression(String)
    }

    /// A field or query parameter.
    struct Value: Equatable {
        var name: String
        var value: String
        var isExpression = false
    }

    var path = Path.prefix("")
    var method: String?
    /// Names in lower case, each once.
    var headers: [Value] = []
    /// Each name once.
    var parameters: [Value] = []
    /// How precise the path is: what counts more stands first.
    var pathPrecision: [Int] = [0, 0]

    /// By what matches are put in order: more goes first.
    var precision: [Int] { pathPrecision + [method == nil ? 0 : 1, headers.count, parameters.count] }
}

/// What a rule does to requests and answers.
struct RouteFilters {
    var request = HeaderEdits()
    var response = HeaderEdits()
    var mirrors: [RouteMirror] = []
    var redirect: RouteRedirect?
    var rewrite: RouteRewrite?
    var cors: RouteCORS?

    /// Changes of header fields.
    struct HeaderEdits {
        var replaced: [(name: String, value: String)] = []
        var added: [(name: String, value: String)] = []
        var removed: [String] = []

        var isEmpty: Bool { replaced.isEmpty && added.isEmpty && removed.isEmpty }
    }
}

/// What becomes of a path.
enum PathChange: Equatable {
    case full(String)
    case prefix(String)
}

/// Where copies of requests go.
struct RouteMirror {
    var backend: BackendReference
    /// Parts of a million.
    var share: Int
}

/// An answer that sends the client elsewhere.
struct RouteRedirect {
    var scheme: String?
    var hostname: String?
    var path: PathChange?
    var port: Int?
    var status = 302
}

/// Another host or path for the backend.
struct RouteRewrite {
    var hostname: String?
    var path: PathChange?
}

/// Which pages of other origins may use the answers.
struct RouteCORS {
    var origins: [String] = []
    var allowsCredentials = false
    var methods: [String] = []
    var headers: [String] = []
    var exposedHeaders: [String] = []
    /// Seconds.
    var maxAge = 5
}

/// When a rule's requests are tried again.
struct RouteRetry: Equatable {
    var codes: [Int] = []
    var attempts: Int?
    /// Milliseconds.
    var backoff: Int?
}

/// Where a share of requests goes.
struct BackendReference {
    var name: ObjectName
    var node: JSONNode
    /// Nil where it is not given, which a service does not take.
    var port: Int?
    /// Whether it is a service: anything else is no backend for us.
    var isService = true
    var weight = 1
    /// Filters of this backend alone.
    var request = RouteFilters.HeaderEdits()
    var response = RouteFilters.HeaderEdits()
    var hostname: String?
    /// What was found under the name; nil means nothing that may be used, so that its share of requests fails.
    var target: ServicePort?

    var hasFilters: Bool { !request.isEmpty || !response.isEmpty || hostname != nil }
}

/// What the header mutation filter does to messages
/// (`envoy.extensions.filters.http.header_mutation.v3.Mutations`). Everything is done in the order of its list.
public struct HeaderMutationConfiguration: HTTPFilterValue {
    /// To the head of requests.
    public var requestHeaders: [Change]
    /// To the parameters of their query, after that.
    public var query: [QueryChange]
    /// To the trailers of requests.
    public var requestTrailers: [Change]
    /// To the head of responses.
    public var responseHeaders: [Change]
    /// To the trailers of responses.
    public var responseTrailers: [Change]

    /// One change of fields (`envoy.config.common.mutation_rules.v3.HeaderMutation`).
    public enum Change: Sendable, Equatable {
        /// The fields of that name, in lower case, go.
        case remove(String)
        /// The fields whose names are so go.
        case removeMatching(StringMatcherConfiguration)
        /// A field comes.
        case add(HeaderAdditionConfiguration)
    }

    /// One change of a query (`envoy.config.core.v3.KeyValueMutation`).
    public enum QueryChange: Sendable, Equatable {
        /// The parameters of that name go.
        case remove(String)
        /// A parameter comes; what happens to others of that name.
        case add(name: String, value: SubstitutionFormat, action: HeaderAdditionConfiguration.Action)
    }

    /// Changes; none unless told.
    public init(
        requestHeaders: [Change] = [], query: [QueryChange] = [], requestTrailers: [Change] = [],
        responseHeaders: [Change] = [], responseTrailers: [Change] = []
    ) {
        self.requestHeaders = requestHeaders
        self.query = query
        self.requestTrailers = requestTrailers
        self.responseHeaders = responseHeaders
        self.responseTrailers = responseTrailers
    }

    /// The values of the fields that come, wherever.
    public var formats: [SubstitutionFormat] {
        (requestHeaders + requestTrailers + responseHeaders + responseTrailers).compactMap { change in
            if case .add(let addition) = change { addition.value } else { nil }
        }
    }
}

/// The header mutation filter (`envoy.extensions.filters.http.header_mutation.v3.HeaderMutation`).
public struct HeaderMutationFilterConfiguration: HTTPFilterValue {
    /// What it does to all messages, before what routes say.
    public var mutations: HeaderMutationConfiguration
    /// Whether what the route says comes last, and so wins over its virtual host and their table. Envoy's default:
    /// false.
    public var mostSpecificWins: Bool

    /// Those of its own changes.
    public var formats: [SubstitutionFormat] { mutations.formats }

    /// Makes a filter that does nothing unless told.
    public init(mutations: HeaderMutationConfiguration = HeaderMutationConfiguration(), mostSpecificWins: Bool = false)
    {
        self.mutations = mutations
        self.mostSpecificWins = mostSpecificWins
    }
}

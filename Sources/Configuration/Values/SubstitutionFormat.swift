/// A text with `%COMMAND%` operators, taken apart: Envoy's substitution format, for log lines, header values and the
/// bodies of local replies.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/advanced/substitution_formatter
public struct SubstitutionFormat: Sendable, Equatable {
    /// The pieces in their order; no two texts stand side by side.
    public var pieces: [Piece]

    /// A piece of a format.
    public enum Piece: Sendable, Equatable {
        /// Bytes that stand as they are.
        case text([UInt8])
        /// What a command stands for.
        case command(FormatCommand)
    }

    /// Makes a format of these pieces.
    public init(_ pieces: [Piece]) { self.pieces = pieces }

    /// Takes a text apart; nil when it is no format, or has commands that are not implemented.
    public init?(_ text: String) {
        let reader = SubstitutionFormatReader(text: Array(text.utf8)) { _, _, _ in }
        guard let format = reader.read() else { return nil }
        self = format
    }

    /// The text, when there is no command in it.
    public var plainText: [UInt8]? {
        if pieces.isEmpty { return [] }
        if pieces.count == 1, case .text(let text) = pieces[0] { return text }
        return nil
    }
}

/// A command with its argument. Lengths are bytes; `.max` means unlimited.
public enum FormatCommand: Sendable, Equatable {
    /// A command that takes no argument.
    case field(FormatField)
    /// A moment.
    case time(FormatTime)
    /// A field of the request.
    case requestHeader(FormatHeader)
    /// A field of the response.
    case responseHeader(FormatHeader)
    /// A trailer field of the response.
    case responseTrailer(FormatHeader)
    /// The request's path.
    case path(FormatPath)
    /// One parameter of the query.
    case queryParameter(name: String, limit: Int)
    /// The query.
    case query(decodes: Bool, limit: Int)
    /// The time between two moments.
    case span(from: FormatMoment, to: FormatMoment, unit: FormatUnit)
    /// Why the response is what it is.
    case responseCodeDetails(keepsSpaces: Bool)
    /// The gRPC status, by name or number.
    case grpcStatus(GRPCStatusForm)
    /// A variable of the process's environment.
    case environment(name: String, limit: Int)
    /// What a filter left for others: the filter's name, then keys.
    case dynamicMetadata(path: [String], limit: Int)
    /// What a resource that took part says of itself: a name space, then keys.
    case metadata(FormatMetadataSource, path: [String], limit: Int)
    /// Who the client asked for.
    case requestedName(FormatRequestedName)
    /// What the first of these commands says that says anything.
    indirect case firstOf([FormatCommand], limit: Int)
    /// A text that filters share, by its name; typed, it stands as JSON.
    case sharedText(name: String, isTyped: Bool, limit: Int)
    /// An object that filters share and that has no text here.
    case filterState
    /// How many gRPC messages have come, as JSON or as two numbers.
    case grpcMessages(asJSON: Bool, limit: Int)
    /// What a TCP proxy keeps of the answer that opened its tunnel, as JSON: the head or the trailers.
    case tunnelAnswer(trailers: Bool, limit: Int)
    /// When the peer's certificate begins or ends to hold; the pattern is that of `FormatTime`.
    case certificateDate(isUpstream: Bool, isEnd: Bool, pattern: String?)

    /// How a gRPC status is written.
    public enum GRPCStatusForm: Sendable, Equatable {
        /// `NotFound`
        case camelCase
        /// `NOT_FOUND`
        case snakeCase
        /// `5`
        case number
    }
}

/// Whose metadata a format shows.
public enum FormatMetadataSource: String, Sendable, CaseIterable {
    /// The cluster that the request went to, and the endpoint that was chosen last.
    case cluster = "CLUSTER", endpoint = "UPSTREAM_HOST"
    /// The route that took the request, and its virtual host.
    case route = "ROUTE", virtualHost = "VIRTUAL_HOST"
    /// The listener that took the connection, and its filter chain.
    case listener = "LISTENER", filterChain = "LISTENER_FILTER_CHAIN"
}

/// `REQUESTED_SERVER_NAME` with its options.
public struct FormatRequestedName: Sendable, Equatable {
    /// What is shown, and what in its absence.
    public var order: Order
    /// Which host it is.
    public var host: FormatPath.Source

    /// What is shown, and what in its absence.
    public enum Order: Sendable, Equatable {
        /// The name of the ClientHello.
        case nameOnly
        /// The name of the ClientHello, then the request's host.
        case nameFirst
        /// The request's host, then the name of the ClientHello.
        case hostFirst
    }

    /// Makes a name.
    public init(order: Order, host: FormatPath.Source = .originalOrCurrent) {
        self.order = order
        self.host = host
    }
}

/// `START_TIME` and its kin.
public struct FormatTime: Sendable, Equatable {
    /// Whether it is the moment of writing and not the beginning of the request.
    public var isEmission: Bool
    /// Whether it is told in the machine's time zone.
    public var isLocal: Bool
    /// The pattern, strftime's with Envoy's fractions; nil means ISO 8601 with milliseconds.
    public var pattern: String?

    /// Makes a moment.
    public init(isEmission: Bool = false, isLocal: Bool = false, pattern: String? = nil) {
        self.isEmission = isEmission
        self.isLocal = isLocal
        self.pattern = pattern
    }
}

/// A header field, another that stands in for it, and how much of it is shown.
public struct FormatHeader: Sendable, Equatable {
    /// The name in lower case.
    public var name: String
    /// The name of the field that is shown when the first is not there; nil means none.
    public var alternative: String?
    /// Bytes that are shown at most.
    public var limit: Int

    /// Makes a header field.
    public init(_ name: String, alternative: String? = nil, limit: Int = .max) {
        self.name = name
        self.alternative = alternative
        self.limit = limit
    }
}

/// `PATH` with its options.
public struct FormatPath: Sendable, Equatable {
    /// Whether the query is shown.
    public var withQuery: Bool
    /// Which path it is.
    public var source: Source
    /// Bytes that are shown at most.
    public var limit: Int

    /// Which path it is.
    public enum Source: Sendable, Equatable {
        /// The path as it is now.
        case current
        /// The path before it was rewritten; nothing when it was not.
        case original
        /// The path before it was rewritten, or as it is.
        case originalOrCurrent
    }

    /// Makes a path.
    public init(withQuery: Bool = true, source: Source = .originalOrCurrent, limit: Int = .max) {
        self.withQuery = withQuery
        self.source = source
        self.limit = limit
    }
}

/// The moments of a request between which `COMMON_DURATION` measures.
public enum FormatMoment: String, Sendable, CaseIterable {
    /// The downstream's request.
    case downstreamReceiveBegin = "DS_RX_BEG", downstreamReceiveEnd = "DS_RX_END"
    /// The upstream connection.
    case upstreamConnectBegin = "US_CX_BEG", upstreamConnectEnd = "US_CX_END", upstreamHandshakeEnd = "US_HS_END"
    /// The request on its way upstream.
    case upstreamSendBegin = "US_TX_BEG", upstreamSendEnd = "US_TX_END"
    /// The upstream's response.
    case upstreamReceiveBegin = "US_RX_BEG", upstreamBodyBegin = "US_RX_BODY_BEG", upstreamReceiveEnd = "US_RX_END"
    /// The response on its way downstream.
    case downstreamSendBegin = "DS_TX_BEG", downstreamSendEnd = "DS_TX_END"
    /// A moment that only other proxies' filters would set: it never comes.
    case never = ""
}

/// The units of `COMMON_DURATION`.
public enum FormatUnit: String, Sendable, CaseIterable {
    /// Fractions of a second.
    case milliseconds = "ms", microseconds = "us", nanoseconds = "ns"
}

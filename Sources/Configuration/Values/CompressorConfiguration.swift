/// The filter that makes bodies shorter (`envoy.extensions.filters.http.compressor.v3.Compressor`).
public struct CompressorConfiguration: HTTPFilterValue {
    /// The name of what compresses, which stands in names of statistics.
    public var libraryName: String
    /// How it compresses.
    public var library: GzipConfiguration
    /// What is compressed of requests; nil means nothing.
    public var request: Direction?
    /// What is compressed of responses.
    public var response = Direction()
    /// Whether `response` was told apart (`response_direction_config`); statistics have it in their names then.
    public var hasResponseDirection = false
    /// Whether responses with an `etag` stay as they are. Envoy's default: false.
    public var keepsTagged = false
    /// Whether a strong `etag` becomes a weak one, and is not removed. Envoy's default: false.
    public var weakensTags = false
    /// Whether requests go on without `accept-encoding`. Envoy's default: false.
    public var hidesAcceptance = false
    /// Statuses of responses that stay as they are.
    public var plainStatuses: [UInt16] = []
    /// Whether responses tell what was done (`x-envoy-compression-status`). Envoy's default: false.
    public var tellsStatus = false
    /// Whether it is chosen of those that the client likes as much. Envoy's default: false.
    public var isChosenFirst = false

    /// What is compressed in one direction.
    public struct Direction: Sendable, Equatable {
        /// Whether anything is. Envoy's default: true.
        public var enabled = RuntimeFlagConfiguration(true)
        /// Bodies that are known to be shorter stay as they are. Envoy's default: 30.
        public var minimumLength: UInt32 = 30
        /// The types of bodies that are compressed, in lower case.
        public var contentTypes = CompressorConfiguration.defaultTypes

        /// Envoy's defaults.
        public init() {}
    }

    /// Makes a filter that compresses responses.
    public init(libraryName: String, library: GzipConfiguration) {
        self.libraryName = libraryName
        self.library = library
    }

    /// The types of bodies that are compressed unless the configuration names others, as Envoy has them.
    public static let defaultTypes = [
        "text/html", "text/plain", "text/css", "application/javascript", "application/x-javascript", "text/javascript",
        "text/x-javascript", "text/ecmascript", "text/js", "text/jscript", "text/x-js", "application/ecmascript",
        "application/x-json", "application/xml", "application/json", "image/svg+xml", "text/xml",
        "application/xhtml+xml", "application/grpc-web", "application/grpc-web+proto",
    ]
}

/// What a route says to the compressor (`envoy.extensions.filters.http.compressor.v3.CompressorPerRoute`).
public struct CompressorRouteConfiguration: HTTPFilterValue {
    /// Whether responses are compressed; nil means as the filter says.
    public var isEnabled: Bool?
    /// Whether requests go on without `accept-encoding`; nil means as the filter says.
    public var hidesAcceptance: Bool?
    /// How it compresses; nil means as the filter does.
    public var library: GzipConfiguration?

    /// What says nothing.
    public init() {}
}

/// How gzip compresses (`envoy.extensions.compression.gzip.compressor.v3.Gzip`).
public struct GzipConfiguration: Sendable, Equatable {
    /// Which matches are looked for, in zlib's words.
    public enum Strategy: Sendable {
        /// zlib's strategies.
        case standard, filtered, huffmanOnly, runs, fixed
    }

    /// From 1, fast, to 9, small. Envoy's default: 6.
    public var level = 6
    /// Which matches are looked for. Envoy's default: all.
    public var strategy = Strategy.standard
    /// How far back matches may lie, as a power of two. Envoy's default: 12.
    public var windowBits: UInt32 = 12
    /// How large tables are, from 1 to 9. Envoy's default: 5.
    public var memoryLevel: UInt32 = 5

    /// Envoy's defaults.
    public init() {}
}

/// The filter that makes bodies what they were before somebody compressed them
/// (`envoy.extensions.filters.http.decompressor.v3.Decompressor`).
public struct DecompressorConfiguration: HTTPFilterValue {
    /// The name of what decompresses, which stands in names of statistics and of trailers.
    public var libraryName: String
    /// How it decompresses.
    public var library: GunzipConfiguration
    /// What is decompressed of requests.
    public var request = Direction()
    /// What is decompressed of responses.
    public var response = Direction()
    /// Whether requests say that gzip is taken, where responses are decompressed. Envoy's default: true.
    public var advertises = true

    /// What is decompressed in one direction.
    public struct Direction: Sendable, Equatable {
        /// Whether anything is. Envoy's default: true.
        public var enabled = RuntimeFlagConfiguration(true)
        /// Whether messages are that say `no-transform`. Envoy's default: false.
        public var ignoresNoTransform = false

        /// Envoy's defaults.
        public init() {}
    }

    /// Makes a filter that decompresses both directions.
    public init(libraryName: String, library: GunzipConfiguration) {
        self.libraryName = libraryName
        self.library = library
    }
}

/// How gzip decompresses (`envoy.extensions.compression.gzip.decompressor.v3.Gzip`).
public struct GunzipConfiguration: Sendable, Equatable {
    /// How far back matches may lie, as a power of two. Envoy's default: 15.
    public var windowBits: UInt32 = 15
    /// How many bytes are made before it is asked whether they are too many. Envoy's default: 4,096.
    public var chunkSize: UInt32 = 4_096
    /// How many times more bytes may come out than went in. Envoy's default: 100.
    public var greatestRatio: UInt32 = 100

    /// Envoy's defaults.
    public init() {}
}

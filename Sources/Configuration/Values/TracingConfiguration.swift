/// Which requests a connection manager traces, and how (`HttpConnectionManager.Tracing`).
public struct TracingConfiguration: Sendable, Equatable {
    /// Which requests are traced.
    public var sampling = TraceSamplingConfiguration()
    /// What spans are tagged with beside the usual.
    public var tags: [TraceTagConfiguration] = []
    /// Whether spans tell when bytes came and went.
    public var isVerbose = false
    /// Bytes of a path that a tag shows.
    public var longestPath: UInt32 = 256
    /// Whether each try has a span of its own.
    public var spawnsUpstreamSpans = false
    /// Whether upstreams are told of the trace.
    public var propagates = true
    /// The name of spans; nil means as the tracer names them.
    public var operation: SubstitutionFormat?
    /// The name of the spans of tries; nil means as the tracer names them.
    public var upstreamOperation: SubstitutionFormat?
    /// Who is told of spans; nil means nobody, and only the decision is made.
    public var provider: TraceProviderConfiguration?

    /// All requests, told to nobody.
    public init() {}
}

/// Shares of requests that are traced.
public struct TraceSamplingConfiguration: Sendable, Equatable {
    /// Of those whose client asks for it by `x-client-trace-id`; nil means not said here.
    public var client: FractionalPercentConfiguration?
    /// Of those that nobody asks for; nil means not said here.
    public var random: FractionalPercentConfiguration?
    /// Of those that would be traced; nil means not said here.
    public var overall: FractionalPercentConfiguration?

    /// Nothing said.
    public init() {}
}

/// One tag of spans (`envoy.type.tracing.v3.CustomTag`).
public struct TraceTagConfiguration: Sendable, Equatable {
    /// Where a value comes from.
    public enum Source: Sendable, Equatable {
        /// It is always the same.
        case literal(String)
        /// A variable of the environment.
        case environment(name: String, instead: String)
        /// A field of the request.
        case requestHeader(name: String, instead: String)
        /// A format.
        case format(SubstitutionFormat)
        /// What filters, or a resource that took part, say of the request.
        case metadata(FormatCommand, instead: String)
    }

    /// The tag.
    public var name: String
    /// Its value.
    public var source: Source

    /// Makes a tag.
    public init(name: String, source: Source) {
        self.name = name
        self.source = source
    }
}

/// Who is told of spans.
public enum TraceProviderConfiguration: Sendable, Equatable {
    /// A collector of Zipkin's (`envoy.config.trace.v3.ZipkinConfig`).
    case zipkin(ZipkinConfiguration)
    /// A collector of OpenTelemetry's (`envoy.config.trace.v3.OpenTelemetryConfig`).
    case openTelemetry(OpenTelemetryConfiguration)
}

/// Spans as Zipkin has them, version 2 of its API in JSON.
public struct ZipkinConfiguration: Sendable, Equatable {
    /// The collector's cluster.
    public var cluster: String
    /// The path that spans are sent to.
    public var path: String
    /// The collector's host; empty means the name of its cluster.
    public var host = ""
    /// Whether new traces have ids of 128 bits instead of 64.
    public var usesWideIDs = false
    /// Whether a request's span is the one that its client has made, as B3 has it.
    public var sharesSpans = true
    /// Whether W3C's fields are heard, where there are none of B3's, and told.
    public var propagatesW3C = false

    /// Makes a collector.
    public init(cluster: String, path: String) {
        self.cluster = cluster
        self.path = path
    }
}

/// Spans as OpenTelemetry has them, OTLP over HTTP in JSON.
public struct OpenTelemetryConfiguration: Sendable, Equatable {
    /// The collector's cluster.
    public var cluster: String
    /// The collector's host.
    public var host: String
    /// The path that spans are sent to.
    public var path: String
    /// Nanoseconds that an answer may take.
    public var timeout: UInt64 = 0
    /// Fields that are sent to the collector.
    public var fields: [Field] = []
    /// `service.name`; empty means `unknown_service:envoy`.
    public var serviceName = ""
    /// Spans that wait to be sent, at most.
    public var longestQueue: UInt32 = 1024
    /// Who decides which spans are told; nil means what is decided about the request, or what its client says.
    public var sampler: Sampler?
    /// Who says what else stands for this proxy, each over those before.
    public var detectors: [ResourceDetector] = []

    /// A sampler (`envoy.extensions.tracers.opentelemetry.samplers.v3`).
    public struct Sampler: Sendable, Equatable {
        /// Whether the client's decision holds, where there is one.
        public var followsParent = false
        /// The share of traces that are told, by their ids; nil means all.
        public var share: FractionalPercentConfiguration?

        /// Makes a sampler that takes all, or a share.
        public init(share: FractionalPercentConfiguration? = nil) { self.share = share }
    }

    /// Where attributes of this proxy come from (`envoy.extensions.tracers.opentelemetry.resource_detectors.v3`).
    public enum ResourceDetector: Sendable, Equatable {
        /// The variable `OTEL_RESOURCE_ATTRIBUTES`, as `name=value` with commas between.
        case environment
        /// The file itself.
        case fixed([Field])
    }

    /// A field of a request, or an attribute.
    public struct Field: Sendable, Equatable {
        /// Its name; a field's is in lower case.
        public var name: String
        /// Its value.
        public var value: String

        /// Makes a field.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Makes a collector.
    public init(cluster: String, host: String, path: String) {
        self.cluster = cluster
        self.host = host
        self.path = path
    }
}

/// What a route says of tracing (`envoy.config.route.v3.Tracing`, `Decorator`).
public struct RouteTracingConfiguration: Sendable, Equatable {
    /// Shares that take the place of the connection manager's.
    public var sampling = TraceSamplingConfiguration()
    /// Tags that join the connection manager's, and take the place of those of the same name.
    public var tags: [TraceTagConfiguration] = []
    /// The name of spans; nil means not said here.
    public var operation: SubstitutionFormat?
    /// The name of the spans of tries; nil means not said here.
    public var upstreamOperation: SubstitutionFormat?
    /// What the request does, as spans are named; empty means not said here.
    public var decorator = ""
    /// Whether the other side is told that name.
    public var propagatesDecorator = true

    /// Nothing said.
    public init() {}

    /// Whether nothing is said.
    public var isEmpty: Bool { self == RouteTracingConfiguration() }
}

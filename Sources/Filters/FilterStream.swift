public import Buffers
public import Configuration
public import EventLoops
public import HTTPSemantics
public import NetworkAddresses
public import Transports

/// A stream with its filter chain: passes heads, bodies and trailers from filter to filter, in both directions.
///
/// ```
///   codec ─▶ requestHeadersReceived ─▶ filter 0 ─▶ filter 1 ─▶ … ─▶ terminal filter
///   codec ◀─ deliverResponse…       ◀─ filter 0 ◀─ filter 1 ◀─ … ◀─ respond…
/// ```
/// Each filter has one gate per direction (`FilterGate`). What a filter stops waits at its gate and nowhere else, so
/// any number of filters may hold back different parts at once. Data passes as a span, without a copy, when no filter
/// wants it.
///
/// The owner (the HTTP connection manager's `ActiveStream`) overrides the `deliver…` methods, the local reply and the
/// route queries. `+Request` and `+Response` walk the chain, `+LocalReply` answers without an upstream.
open class FilterStream: ServerStream {
    /// The response's head while it goes through the chain.
    public final var responseHead = ResponseHead()
    /// The response's trailers while they go through the chain.
    public final var responseTrailers = HeaderMap()
    /// A 1xx head while it goes through the chain.
    public final var informationalHead = ResponseHead()
    /// Facts about the exchange, for logs: times, sizes, flags, details.
    public final var info = StreamInfo()
    /// Counts the requests that this object served. An asynchronous completion that remembers an older number belongs
    /// to a request that is over.
    public internal(set) final var generation: UInt64 = 0
    /// The loop that everything runs on.
    public final let loop: EventLoop
    /// The most bytes that a filter may hold back in each direction.
    public final let bufferLimit: Int
    /// The most bytes of the request that a filter may hold back; `bufferLimit` until a filter changes it.
    public final var requestBufferLimit: Int

    final var filters: [HTTPFilter] = []
    final var terminal: TerminalFilter?
    /// The last filter of the chain.
    public final var terminalFilter: TerminalFilter? { terminal }
    final var requestDataFilters = false
    final var responseDataFilters = false
    final var wantsCompletion = false
    final var wantsWatermarks = false
    final var wantsEnding = false
    /// Whether the data callback that is running has added trailers.
    final var addsTrailers = false
    /// Whether each request decides which filters are on: `chooseFilters` is called then.
    public final var choosesFilters = false
    final var heldGates = 0
    /// Whether the request's last part was received from the codec.
    public internal(set) final var isRequestComplete = false
    /// Whether response headers were taken from a filter or a local reply.
    public internal(set) final var isResponseStarted = false
    /// Whether the response's last part left the chain.
    public internal(set) final var isResponseDelivered = false
    /// Whether the stream is alive: between `startStream` and `destroyStream`.
    public internal(set) final var isAlive = false
    /// Whether the response's head left the chain.
    public internal(set) final var isHeadDelivered = false
    /// Whether a local reply has begun.
    public internal(set) final var localReplySent = false
    /// Whether a filter has found the request to be a health check: those do not count as traffic.
    public internal(set) final var isHealthCheck = false
    /// Where a filter wants the request to go; nil leaves it to the cluster's balancer.
    public final var wantedEndpoint: WantedEndpoint?

    /// Whether the request came as a gRPC call, whatever filters and routes make of it: so are local replies worded.
    public final var cameAsGRPC = false
    /// The gRPC status of the next local reply, where it does not follow from the HTTP status.
    final var grpcStatusOfReply: UInt64?
    /// Flags that the next local reply adds once its text is made: as in Envoy, what makes the text does not see them.
    public final var lateReplyFlags: ResponseFlags = []
    /// Whether the request's head was given to the chain.
    public internal(set) final var requestHeadersSeen = false

    /// Makes a stream on `loop`. Call `install` before the first request.
    public init(loop: EventLoop, bufferLimit: Int) {
        self.loop = loop
        self.bufferLimit = bufferLimit
        requestBufferLimit = bufferLimit
    }

    /// Sets the chain, once, before the first request.
    public final func install(_ filters: [HTTPFilter], terminal: TerminalFilter) {
        self.filters = filters
        self.terminal = terminal
        for (position, filter) in filters.enumerated() {
            filter.position = position
            if filter.interests.contains(.requestData) { requestDataFilters = true }
            if filter.interests.contains(.responseData) { responseDataFilters = true }
            if filter.interests.contains(.completion) { wantsCompletion = true }
            if filter.interests.contains(.watermarks) { wantsWatermarks = true }
            if filter.interests.contains(.ending) { wantsEnding = true }
        }
        terminal.position = filters.count
    }

    /// A chain of filters, for an owner that has several.
    public struct Chain {
        /// The filters before the terminal one.
        public let filters: [HTTPFilter]
        /// The last filter.
        public let terminal: TerminalFilter

        /// A chain whose filters belong to one stream.
        public init(filters: [HTTPFilter], terminal: TerminalFilter) {
            self.filters = filters
            self.terminal = terminal
        }
    }

    /// Replaces the installed chain, between requests or before a filter has seen the request's head.
    ///
    /// - Returns: the chain that was installed; nil when there was none.
    @discardableResult public final func exchange(for chain: Chain) -> Chain? {
        let old = terminal.map { Chain(filters: filters, terminal: $0) }
        if isAlive { destroyFilters() }
        requestDataFilters = false
        responseDataFilters = false
        wantsCompletion = false
        wantsWatermarks = false
        wantsEnding = false
        install(chain.filters, terminal: chain.terminal)
        return old
    }

    /// Takes the chain off, for an object that will not be used again: stream and filters keep each other.
    open func dismantle() {
        destroyStream()
        filters = []
        terminal = nil
    }

    /// Begins a request.
    public final func startStream() {
        isAlive = true
        isRequestComplete = false
        isResponseStarted = false
        isResponseDelivered = false
        isHeadDelivered = false
        localReplySent = false
        cameAsGRPC = false
        isHealthCheck = false
        if wantedEndpoint != nil { wantedEndpoint = nil }
        requestHeadersSeen = false
        requestBufferLimit = bufferLimit
    }

    /// Calls `streamEnding` of the filters that asked for it. The owner calls this before `destroyStream`.
    public final func tellEnding() {
        if !wantsEnding { return }
        for filter in filters where filter.heard.contains(.ending) { filter.streamEnding() }
    }

    /// Ends the request: each filter's `streamDestroyed` runs exactly once, and storage is kept for the next request.
    public final func destroyStream() {
        guard isAlive else { return }
        isAlive = false
        destroyFilters()
        forgetMetadata()
        if !filterState.isEmpty { filterState.removeAll() }
        requestHead.reset()
        requestTrailers.removeAll()
        responseHead.reset()
        responseTrailers.removeAll()
        informationalHead.reset()
        info.reset()
    }

    private func destroyFilters() {
        generation &+= 1
        // A walk counts references even where there is nobody to meet.
        if !filters.isEmpty {
            for position in filters.indices {
                let filter = filters[position]
                filter.streamDestroyed()
                filter.restoreInterests()
                filter.requestGate.reset()
                filter.responseGate.reset()
            }
        }
        terminal?.streamDestroyed()
        heldGates = 0
        addsTrailers = false
    }

    /// Whether `recreateStream` can work: the request is complete and had no body, and no response has begun.
    public final var canRecreate: Bool {
        isAlive && isRequestComplete && !isResponseStarted && info.bytesReceived == 0 && requestTrailers.isEmpty
    }

    /// For `recreateStream`: restarts the filters and gives them the request's head as it is now, then `body` and the
    /// trailers. Metadata and filter state are removed.
    public final func restartStream(with body: inout ByteBuffer) {
        destroyFilters()
        forgetMetadata()
        filterState.removeAll()
        responseHead.reset()
        responseTrailers.removeAll()
        informationalHead.reset()
        startStream()
        cameAsGRPC = requestHead.isGRPC
        let alive = generation
        let hasTrailers = !requestTrailers.isEmpty
        walkRequestHeaders(endStream: body.isEmpty && !hasTrailers)
        guard alive == generation else { return }
        if !body.isEmpty { walkRequestData(body.readable, endStream: !hasTrailers) }
        guard alive == generation, hasTrailers else { return }
        walkRequestTrailers()
    }

    /// The downstream's output is above its high mark. The owner calls it.
    public final func downstreamAboveHighWatermark() {
        if wantsWatermarks {
            for filter in filters where filter.heard.contains(.watermarks) { filter.downstreamAboveHighWatermark() }
        }
        terminal?.downstreamAboveHighWatermark()
    }

    /// The downstream's output is below its low mark again. The owner calls it.
    public final func downstreamBelowLowWatermark() {
        if wantsWatermarks {
            for filter in filters where filter.heard.contains(.watermarks) { filter.downstreamBelowLowWatermark() }
        }
        terminal?.downstreamBelowLowWatermark()
    }

    // MARK: - For the owner to override

    /// The response's head left the chain.
    open func deliverResponseHeaders(endStream: Bool) {}

    /// Body bytes left the chain.
    open func deliverResponseData(_ data: Span<UInt8>, endStream: Bool) {}

    /// Body bytes were spliced past the chain.
    open func deliverResponseSpliced(_ count: Int, endStream: Bool) {}

    /// The response's trailers left the chain.
    open func deliverResponseTrailers() {}

    /// A 1xx head left the chain.
    open func deliverInformational() {}

    /// Ends the stream without an answer, or without the rest of one.
    open func resetStream(_ reason: StreamResetReason) {}

    /// Pauses reading the downstream's body. Calls nest: it takes as many `resumeRequestSource`.
    open func pauseRequestSource() {}

    /// Undoes one `pauseRequestSource`.
    open func resumeRequestSource() {}

    /// Per-route settings of a filter, the most specific ones; nil when the route says nothing.
    open func routeSettings(of filter: HTTPFilter) -> AnyObject? { nil }

    /// Whether the request has a route.
    open var isRouted: Bool { true }

    /// The cluster that the request is routed to; nil when the route leads to none.
    open var routeClusterName: String? { nil }

    /// The route's metadata at `path` in the name space `space`; nil when there is none.
    open func routeMetadata(in space: String, at path: ArraySlice<String>) -> StructValue? { nil }

    /// Whether the route leads to an upstream, and does not answer by itself.
    open var leadsUpstream: Bool { true }

    /// Counts a response with `status` for the cluster that the request is routed to.
    open func chargeRouteCluster(status: UInt16) {}

    /// How many endpoints a cluster has, and how many of them are healthy; nil when there is no such cluster.
    open func clusterHealth(_ name: String) -> (healthy: Int, total: Int)? { nil }

    /// Whether an operator has marked this proxy as failing (`/healthcheck/fail`).
    open var isServerFailing: Bool { false }

    /// Marks the request as a health check.
    public final func noteHealthCheck() {
        isHealthCheck = true
        healthCheckFound()
    }

    /// Runs when a filter has marked the request as a health check.
    open func healthCheckFound() {}

    /// Random bits, cheap and not for secrets.
    open func randomBits() -> UInt64 { UInt64.random(in: .min ... .max) }

    /// Runs before a local reply is composed; `status` may still be changed by `composeLocalReply`.
    open func localReplyBegins(status: UInt16) {}

    /// Runs when a filter buffers a response that exceeds `bufferLimit`: a local reply replaces it.
    open func responseIsTooLong() {}

    /// Runs before the request's head goes down the chain, to call `switchFilters`. Only where `choosesFilters` is set.
    open func chooseFilters() {}

    /// The request's body is longer than a filter may hold, and is answered with 413. Default: nothing.
    open func requestIsTooLarge() {}

    /// Switches filters on or off for this request by `isOff`; where that is nil the filter's default holds.
    public final func switchFilters(_ isOff: (HTTPFilter) -> Bool?) {
        for filter in filters {
            filter.heard = isOff(filter) ?? filter.isOffUnlessTold ? [] : filter.interests
        }
    }

    /// Drops the chosen route; the next query chooses again.
    open func clearRouteCache() {}

    /// Restarts the stream with the head as it is now, as for an internal redirect: filters restart and the route is
    /// chosen again. A filter that calls it returns a stop status.
    ///
    /// - Returns: false, with nothing done, when it is not possible: see `canRecreate`.
    open func recreateStream() -> Bool { false }

    /// Applies the route's response edits to the head of a local reply, before its sender adds fields. Default:
    /// nothing.
    open func editLocalReply() {}

    /// Writes the head of a local reply into `responseHead` and its body into `buffer`. Overridden where
    /// `local_reply_config` reformats replies.
    open func composeLocalReply(status: UInt16, body: Span<UInt8>, into buffer: inout ByteBuffer) {
        finishLocalReply(status: status, body: body, contentType: Self.plainText, replacesType: false, into: &buffer)
    }

    /// Dynamic metadata: what filters write for other filters and for logs, by name space.
    public final var dynamicMetadata: Metadata {
        get {
            if owesMetadata { settleMetadata() }
            return storedMetadata
        }
        _modify {
            if owesMetadata { settleMetadata() }
            yield &storedMetadata
        }
    }
    private final var storedMetadata = Metadata()
    /// Whether a filter has metadata that is written only when somebody reads it; see `HTTPFilter.tellMetadata`.
    public final var owesMetadata = false

    private func settleMetadata() {
        owesMetadata = false
        for filter in filters where !filter.heard.isEmpty { filter.tellMetadata() }
    }

    /// Hides dynamic metadata and filter state while `body` runs.
    public final func hidingFilterTexts(_ body: () -> Void) {
        let owed = owesMetadata
        owesMetadata = false
        var metadata = Metadata()
        var state = FilterState()
        swap(&metadata, &storedMetadata)
        swap(&state, &filterState)
        body()
        swap(&metadata, &storedMetadata)
        swap(&state, &filterState)
        owesMetadata = owed
    }

    private func forgetMetadata() {
        owesMetadata = false
        storedMetadata.removeAll()
    }

    // MARK: - The connection, for the owner to override

    /// An object that belongs to the connection, made when it is first asked for. Default: a new one each time.
    open func connectionObject(_ key: ObjectIdentifier, _ make: () -> AnyObject) -> AnyObject { make() }

    /// The name of this proxy's own cluster; empty: none.
    open var ownClusterName: String { "" }

    /// The rules by which the route and its virtual host make rate limit descriptors.
    open func rateLimitRules(_ host: LocalRateLimitConfiguration.HostLimits) -> [RateLimitRule] { [] }

    /// The endpoint of the last try; nil while there is none.
    open var upstreamEndpoint: SocketAddress? { nil }

    /// The connection's own peer; nil where there is none.
    open var peerAddress: SocketAddress? { nil }

    /// The client that a PROXY header names, or the connection's peer.
    open var connectionAddress: SocketAddress? { peerAddress }

    /// The client that trusted header fields name, or the connection's peer.
    open var downstreamAddress: SocketAddress? { peerAddress }

    /// The address that the client spoke to.
    open var ownAddress: SocketAddress? { nil }

    /// The identity in the peer's certificate; nil on a plain connection.
    open var peerIdentity: (any PeerIdentity)? { nil }

    /// The server name (SNI) of the client's TLS handshake; empty for none.
    open var requestedServerName: String { "" }

    /// Texts that network filters share on the connection; nil where there are none.
    open var connectionTexts: ConnectionTexts? { nil }

    /// Filter state: texts that filters share within the stream, visible to logs and rules.
    public final var filterState = FilterState()
}

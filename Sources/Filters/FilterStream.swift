public import Buffers
public import Configuration
public import EventLoops
public import HTTPSemantics
public import NetworkAddresses
public import Transports

/// A stream with its filter chain: hands heads, bodies and trailers from filter to filter, both ways.
///
/// ```
///   codec ─▶ requestHeadersReceived ─▶ filter 0 ─▶ filter 1 ─▶ … ─▶ terminal filter
///   codec ◀─ deliverResponse…       ◀─ filter 0 ◀─ filter 1 ◀─ … ◀─ respond…
/// ```
/// Each filter has one gate a direction. What a filter stops waits at its gate and nowhere else, so any number of
/// filters may hold any part back at once. Data passes as a span, without a buffer, when no filter wants it.
///
/// The owner (the HTTP connection manager) overrides the `deliver…` methods, the local reply and the route queries.
open class FilterStream: ServerStream {
    /// The response's head while it goes through the chain.
    public final var responseHead = ResponseHead()
    /// The response's trailers while they go through the chain.
    public final var responseTrailers = HeaderMap()
    /// A 1xx head while it goes through the chain.
    public final var informationalHead = ResponseHead()
    /// What is known of the exchange.
    public final var info = StreamInfo()
    /// Counts the requests that this object served; an asynchronous completion with an older number is too late.
    public internal(set) final var generation: UInt64 = 0
    /// The loop that everything runs on.
    public final let loop: EventLoop
    /// Bytes that a filter may hold back a direction.
    public final let bufferLimit: Int
    /// Bytes of the request that a filter may hold back; `bufferLimit` until a filter sets it.
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
    /// Whether requests say which filters are on: `chooseFilters` is called for each.
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
    final var localReplySent = false
    /// Whether a filter has found the request to be a health check: those do not count as traffic.
    public internal(set) final var isHealthCheck = false
    /// Where a filter wants the request to go; nil: wherever the cluster says.
    public final var wantedEndpoint: WantedEndpoint?

    /// An endpoint that a filter wants a request to go to, if its cluster has it and it takes requests.
    public struct WantedEndpoint: Sendable {
        /// Its address, such as `10.0.0.1:80`.
        public let address: [UInt8]
        /// Whether no other will do.
        public let isStrict: Bool
        /// The answer then, when it cannot be.
        public let statusWhenGone: UInt16

        /// A wish.
        public init(address: [UInt8], isStrict: Bool, statusWhenGone: UInt16) {
            self.address = address
            self.isStrict = isStrict
            self.statusWhenGone = statusWhenGone
        }
    }

    /// Whether local replies are plain HTTP, though the request has become a gRPC call: its client is none of gRPC.
    public final var repliesAsHTTP = false
    /// The gRPC status of the next local reply, where it does not follow from the HTTP status.
    final var grpcStatusOfReply: UInt64?
    /// Whether the request's head was given to the chain.
    public internal(set) final var requestHeadersSeen = false

    /// A stream for `loop`; give it its filters before the first request.
    public init(loop: EventLoop, bufferLimit: Int) {
        self.loop = loop
        self.bufferLimit = bufferLimit
        requestBufferLimit = bufferLimit
    }

    /// Sets the chain; the last filter must be terminal. Once, before the first request.
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

    /// Puts another chain in the place of the one that is installed, for a request whose head no filter has seen yet or
    /// between requests.
    /// - Returns: the one that was installed; nil when there was none.
    @discardableResult public final func exchange(for chain: Chain) -> Chain? {
        let old = terminal.map { Chain(filters: filters, terminal: $0) }
        if isAlive { destroyFilters() }
        requestDataFilters = false
        responseDataFilters = false
        wantsCompletion = false
        wantsWatermarks = false
        wantsEnding = false
        install(chain.filters, terminal: chain.terminal)
        if isAlive { startFilters() }
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
        repliesAsHTTP = false
        isHealthCheck = false
        if wantedEndpoint != nil { wantedEndpoint = nil }
        requestHeadersSeen = false
        requestBufferLimit = bufferLimit
        startFilters()
    }

    private func startFilters() {
        // A walk counts references even where there is nobody to meet.
        if !filters.isEmpty {
            for filter in filters {
                filter.heard = filter.isOffUnlessTold ? [] : filter.interests
                filter.streamStarted()
            }
        }
        terminal?.streamStarted()
    }

    /// Tells filters that want to know it that the request is over. The owner calls it, before `destroyStream`.
    public final func tellEnding() {
        if !wantsEnding { return }
        for filter in filters where filter.heard.contains(.ending) { filter.streamEnding() }
    }

    /// Ends the request, however it went: filters are destroyed exactly once, storage is kept for the next request.
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
        if filters.isEmpty {
            terminal?.streamDestroyed()
        } else {
            for filter in filters { filter.streamDestroyed() }
            terminal?.streamDestroyed()
            for filter in filters {
                filter.requestGate.reset()
                filter.responseGate.reset()
            }
        }
        heldGates = 0
        addsTrailers = false
    }

    /// Whether `recreateStream` can work: the request is complete and had no body, and no response has begun.
    public final var canRecreate: Bool {
        isAlive && isRequestComplete && !isResponseStarted && info.bytesReceived == 0 && requestTrailers.isEmpty
    }

    /// For `recreateStream`: destroys the filters, makes them new, and hands the head as it is now to them, and behind
    /// it a body and the trailers. The request head stays; what filters have left, metadata and state, goes.
    public final func restartStream(with body: inout ByteBuffer) {
        destroyFilters()
        forgetMetadata()
        filterState.removeAll()
        responseHead.reset()
        responseTrailers.removeAll()
        informationalHead.reset()
        startStream()
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

    /// Body bytes went by the chain.
    open func deliverResponseSpliced(_ count: Int, endStream: Bool) {}

    /// The response's trailers left the chain.
    open func deliverResponseTrailers() {}

    /// A 1xx head left the chain.
    open func deliverInformational() {}

    /// Ends the stream without an answer, or without the rest of one.
    open func resetStream(_ reason: StreamResetReason) {}

    /// Stops the downstream's body until as many `resumeRequestSource` calls.
    open func pauseRequestSource() {}

    /// Takes one `pauseRequestSource` back.
    open func resumeRequestSource() {}

    /// Per-route settings of a filter, the most specific ones; nil when the route says nothing.
    open func routeSettings(of filter: HTTPFilter) -> AnyObject? { nil }

    /// The cluster that the request is routed to; nil when the route leads to none.
    open var routeClusterName: String? { nil }

    /// What the route says of itself behind a path in a name space; nil: nothing.
    open func routeMetadata(in space: String, at path: ArraySlice<String>) -> StructValue? { nil }

    /// Whether the route leads to an upstream, and does not answer by itself.
    open var leadsUpstream: Bool { true }

    /// Counts an answer of that status for the cluster that the request is routed to.
    open func chargeRouteCluster(status: UInt16) {}

    /// How many endpoints a cluster has, and how many of them are healthy; nil when there is no such cluster.
    open func clusterHealth(_ name: String) -> (healthy: Int, total: Int)? { nil }

    /// Whether this proxy is to be left alone, as the admin interface was told.
    open var isServerFailing: Bool { false }

    /// Notes that the request is a health check.
    public final func noteHealthCheck() {
        isHealthCheck = true
        healthCheckFound()
    }

    /// The request was found to be a health check.
    open func healthCheckFound() {}

    /// Random bits, cheap and not for secrets.
    open func randomBits() -> UInt64 { UInt64.random(in: .min ... .max) }

    /// We are about to answer by ourselves, with that status unless the reply is reformatted.
    open func localReplyBegins(status: UInt16) {}

    /// A filter waits for all of an answer that is longer than may be held; ours comes in its place.
    open func responseIsTooLong() {}

    /// The request's head is about to go down the chain: switch filters on or off, see `switchFilters`. Called only
    /// where `choosesFilters`.
    open func chooseFilters() {}

    /// The request's body is longer than a filter may hold, and is answered with 413. Default: nothing.
    open func requestIsTooLarge() {}

    /// Switches the filters off of which `isOff` says so, for this request; nil leaves that to the filter.
    public final func switchFilters(_ isOff: (HTTPFilter) -> Bool?) {
        for filter in filters {
            filter.heard = isOff(filter) ?? filter.isOffUnlessTold ? [] : filter.interests
        }
    }

    /// Forgets the chosen route: it is chosen anew when next asked for.
    open func clearRouteCache() {}

    /// Starts over with the head as it is now, as for an internal redirect: filters are destroyed and made new, the
    /// route is chosen anew. A filter that calls it returns a stop status. False, with nothing done, when it is not
    /// possible: see `canRecreate`.
    open func recreateStream() -> Bool { false }

    /// Puts into the head of a local reply what belongs into those of the route, before whoever replies adds its own.
    /// Does nothing by default.
    open func editLocalReply() {}

    /// Writes head and body of a local reply into `responseHead` and returns the body. Overridden where replies are
    /// reformatted.
    open func composeLocalReply(status: UInt16, body: Span<UInt8>, into buffer: inout ByteBuffer) {
        finishLocalReply(status: status, body: body, contentType: Self.plainText, replacesType: false, into: &buffer)
    }

    /// Completes a local reply whose own fields are in `responseHead` already: its status, length and type, or what
    /// gRPC clients read instead. `replacesType` says that `contentType` holds whatever the fields say.
    public final func finishLocalReply(
        status: UInt16, body: Span<UInt8>, contentType: [UInt8], replacesType: Bool, into buffer: inout ByteBuffer
    ) {
        if requestHead.headers.isGRPC && !repliesAsHTTP {
            responseHead.headers.remove(.contentLength)
            // A field has no room for the line feed that ends JSON.
            let isLine = body.count > 0 && body[body.count - 1] == 0x0a && contentType == Self.jsonType
            composeGRPCReply(status: status, message: isLine ? body.extracting(0..<(body.count - 1)) : body)
            return
        }
        responseHead.status = status
        if body.count == 0 {
            responseHead.headers.remove(.contentLength)
            responseHead.headers.remove(.contentType)
            return
        }
        responseHead.headers.set(.contentLength) { $0.append(decimal: body.count) }
        if replacesType || !responseHead.headers.contains(.contentType) {
            responseHead.headers.set(.contentType, contentType)
        }
        buffer.append(body)
    }

    /// The content type of local replies in JSON that say nothing else.
    public static let jsonType = Array("application/json".utf8)

    /// The content type of local replies that say nothing else.
    public static let plainText = Array("text/plain".utf8)

    /// What filters leave for one another and for logs.
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
    /// Whether a filter has something to tell as metadata when somebody asks; see `HTTPFilter.tellMetadata`.
    public final var owesMetadata = false

    private func settleMetadata() {
        owesMetadata = false
        for filter in filters where !filter.heard.isEmpty { filter.tellMetadata() }
    }

    /// Hides what filters have left for one another while `body` runs.
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

    /// What the route and its virtual host make descriptors by.
    open func rateLimitRules(_ host: LocalRateLimitConfiguration.HostLimits) -> [RateLimitRule] { [] }

    /// The endpoint of the last try; nil while there is none.
    open var upstreamEndpoint: SocketAddress? { nil }

    /// The connection's own peer; nil where there is none.
    open var peerAddress: SocketAddress? { nil }

    /// The client as a proxy in front told it, or the connection's own peer.
    open var connectionAddress: SocketAddress? { peerAddress }

    /// The client as trusted fields tell it, or else the connection's peer.
    open var downstreamAddress: SocketAddress? { peerAddress }

    /// The address that the client spoke to.
    open var ownAddress: SocketAddress? { nil }

    /// Who the peer is; nil on a plain connection.
    open var peerIdentity: (any PeerIdentity)? { nil }

    /// The name that the client asked for when it secured the connection; empty: none.
    open var requestedServerName: String { "" }

    /// Texts that filters share on its connection; nil where none leaves any.
    open var connectionTexts: ConnectionTexts? { nil }

    /// Texts that filters share within the stream, and that logs and rules look at.
    public final var filterState = FilterState()

    // MARK: - Local replies

    /// Answers by ourselves: through the response filters while no response has begun; past them while its head has
    /// not left the chain; else by a reset.
    ///
    /// `edit` adds fields to the new `responseHead`. May be called from any request callback (return a stop status
    /// then) or later. The request goes no further.
    public final func sendLocalReply(
        status: UInt16, body: Span<UInt8>, details: ResponseCodeDetails, flags: ResponseFlags = [],
        edit: (() -> Void)? = nil
    ) {
        guard isAlive, !isResponseDelivered else { return }
        info.details = details
        info.flags.formUnion(flags)
        if isHeadDelivered {
            resetStream(.localReset)
            return
        }
        localReplySent = true
        localReplyBegins(status: status)
        for filter in filters where !filter.heard.isEmpty { filter.localReply(status: status) }
        responseHead.reset()
        var content = ByteBuffer()
        editLocalReply()
        edit?()
        // Filters that write what is logged see it already: what HTTP calls it, also where gRPC's clients read 200.
        info.responseCode = status
        composeLocalReply(status: status, body: body, into: &content)
        let endsWithHead = content.isEmpty || requestHead.method == .head
        if isResponseStarted {
            respondDirectly(content.readable, endsWithHead: endsWithHead)
            return
        }
        respondHeaders(endStream: endsWithHead)
        if isAlive && !endsWithHead { respondData(content.readable, endStream: true) }
    }

    /// As above, with a literal body. `grpcStatus` is what gRPC clients are told, where it does not follow from the
    /// status.
    public final func sendLocalReply(
        status: UInt16, literal: StaticString = "", details: ResponseCodeDetails, flags: ResponseFlags = [],
        grpcStatus: UInt64? = nil, edit: (() -> Void)? = nil
    ) {
        var body = ByteBuffer()
        body.append(literal)
        grpcStatusOfReply = grpcStatus
        defer { grpcStatusOfReply = nil }
        sendLocalReply(status: status, body: body.readable, details: details, flags: flags, edit: edit)
    }
}

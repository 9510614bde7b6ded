internal import Buffers
internal import Configuration
internal import EventLoops
internal import Filters
internal import HTTPSemantics
internal import NetworkAddresses

/// The span of one request, and those of its tries. Belongs to its stream, and is used again for the next request.
///
/// ```
///  begin ──▶ span ──tryBegan──▶ the try's span ──tryEnded──▶ span ──finish──▶ told to the collector
///    │                   └──tryFailed──▶ the try's span, with its reason
///    └──broken fields, no provider──▶ no span
/// ```
final class StreamTrace {
    private let tracer: WorkerTracer
    /// Why the request is traced.
    private(set) var reason = TraceReason.notTraceable
    /// The request's span; nil when it has none.
    private(set) var context: TraceContext?
    /// The span of the try that is under way, and when it began on the loop's clock.
    private var tryContext: TraceContext?
    private var tryStart: UInt64 = 0
    private var tryStatus: UInt16 = 0
    private var isShared = false
    /// Whether it was decided about the request, and counted.
    private var hasBegun = false
    private var operation = ByteBuffer()
    /// What the client is told that the request does.
    private var decorator: [UInt8] = []

    init(_ tracer: WorkerTracer) { self.tracer = tracer }

    // MARK: - A request

    /// Decides about a request whose route is known, and begins its span.
    func begin(_ stream: ActiveStream) {
        hasBegun = true
        context = nil
        tryContext = nil
        let route = stream.route?.tracing
        reason = tracer.decide(&stream.requestHead, route, random: stream.randomBits())
        context = makeContext(stream, isTraced: reason.isTraced)
        operation.removeAll()
        if context != nil { name(stream, route) }
        // Both sides tell each other what the request does, whether anybody is told of spans or not.
        if let route, !route.decorator.isEmpty { decorate(stream, route) }
        takeDecorator(stream)
    }

    /// The request is answered. One that was refused before its route was known is not traced, whatever its id says,
    /// and counts as such.
    func answeredLocally() {
        if hasBegun { return }
        hasBegun = true
        reason = .notTraceable
        tracer.countRefused()
    }

    private func makeContext(_ stream: ActiveStream, isTraced: Bool) -> TraceContext? {
        var reading: TraceReading
        switch tracer.propagation {
        case .none: return nil
        case .w3c: reading = TraceParentField.read(stream.requestHead.headers)
        case .b3(let alsoW3C):
            reading = B3Fields.read(stream.requestHead.headers)
            if alsoW3C, reading == .absent(isSampled: nil) {
                reading = TraceParentField.read(stream.requestHead.headers)
            }
        }
        isShared = tracer.sharesSpans
        switch reading {
        case .broken: return nil
        case .absent(let isSampled):
            let low = stream.randomBits()
            let high = tracer.usesWideIDs ? stream.randomBits() : 0
            // Zipkin's first span has the number of its trace.
            let span = tracer.isZipkin ? low : stream.randomBits()
            let isTold = tracer.sampler?.takes(traceHigh: high, parent: nil) ?? isSampled ?? isTraced
            return TraceContext(traceHigh: high, traceLow: low, span: span, isSampled: isTold)
        case .found(var context, let isSampled):
            context.isSampled = isSampled ?? isTraced
            if let sampler = tracer.sampler {
                context.isSampled = sampler.takes(traceHigh: context.traceHigh, parent: context.isSampled)
            }
            return isShared ? context : child(of: context, stream)
        }
    }

    private func child(of context: TraceContext, _ stream: ActiveStream) -> TraceContext {
        var child = context
        child.parent = context.span
        child.span = stream.randomBits()
        return child
    }

    private func name(_ stream: ActiveStream, _ route: TraceRoute?) {
        if let program = route?.operation ?? tracer.operation {
            program.write(stream, to: &operation)
        } else if tracer.isZipkin {
            stream.requestHead.headers.appendValue(of: .authority, to: &operation)
        } else {
            operation.append(tracer.isEgress ? "egress" : "ingress")
        }
    }

    private func decorate(_ stream: ActiveStream, _ route: TraceRoute) {
        operation.removeAll()
        operation.append(route.decorator)
        if !route.propagatesDecorator { return }
        if tracer.isEgress {
            stream.requestHead.headers.set(.xEnvoyDecoratorOperation, route.decorator)
        } else {
            decorator = route.decorator
        }
    }

    /// The proxy before us may know better what the request does.
    private func takeDecorator(_ stream: ActiveStream) {
        if tracer.isEgress { return }
        let index = stream.requestHead.headers.firstIndex(of: .xEnvoyDecoratorOperation)
        if index < 0 { return }
        if !stream.requestHead.headers.isValueEmpty(at: index) {
            operation.removeAll()
            stream.requestHead.headers.appendValue(at: index, to: &operation)
            decorator = []
        }
        stream.requestHead.headers.remove(.xEnvoyDecoratorOperation)
    }

    /// The answer's head is about to go to the client.
    func answer(_ stream: ActiveStream) {
        if !tracer.isEgress {
            if !decorator.isEmpty { stream.responseHead.headers.set(.xEnvoyDecoratorOperation, decorator) }
            return
        }
        let index = stream.responseHead.headers.firstIndex(of: .xEnvoyDecoratorOperation)
        if index < 0 { return }
        if !stream.responseHead.headers.isValueEmpty(at: index) {
            operation.removeAll()
            stream.responseHead.headers.appendValue(at: index, to: &operation)
        }
        stream.responseHead.headers.remove(.xEnvoyDecoratorOperation)
    }

    // MARK: - Tries

    /// A try is about to be sent: begins its span where tries have one, and tells the upstream of the trace.
    func tryBegan(_ stream: ActiveStream) {
        guard let context else { return }
        if tryContext != nil { tryEnded(stream) }
        if tracer.configuration.spawnsUpstreamSpans {
            tryStatus = 0
            tryContext = child(of: context, stream)
            tryStart = stream.loop.now
        }
        if !tracer.configuration.propagates { return }
        let told = tryContext ?? context
        switch tracer.propagation {
        case .none: break
        case .w3c: TraceParentField.write(told, withState: true, to: &stream.requestHead.headers)
        case .b3(let alsoW3C):
            B3Fields.write(told, to: &stream.requestHead.headers)
            if alsoW3C { TraceParentField.write(told, withState: false, to: &stream.requestHead.headers) }
        }
    }

    /// The try under way has an answer.
    func tryAnswered(status: UInt16) { tryStatus = status }

    /// The try under way has ended.
    func tryEnded(_ stream: ActiveStream) { tellTry(stream, failure: nil, isConnected: true) }

    /// The try under way has failed, or one that never had a connection: that has a span too.
    func tryFailed(_ stream: ActiveStream, _ reason: StreamResetReason, isConnected: Bool) {
        guard let context, tracer.configuration.spawnsUpstreamSpans else { return }
        if !isConnected {
            if tryContext != nil { tryEnded(stream) }
            tryStatus = 0
            tryContext = child(of: context, stream)
            tryStart = stream.info.poolStartTime
        }
        tellTry(stream, failure: reason, isConnected: isConnected)
    }

    private func tellTry(_ stream: ActiveStream, failure: StreamResetReason?, isConnected: Bool) {
        guard let span = tryContext else { return }
        let status = tryStatus
        tryContext = nil
        guard span.isSampled, let exporter = tracer.exporter else { return }
        var name = ByteBuffer()
        if let program = stream.route?.tracing?.upstreamOperation ?? tracer.upstreamOperation {
            program.write(stream, to: &name)
        } else {
            name.append("router ")
            if let route = stream.route { name.append(route.clusterName) }
            name.append(" egress")
        }
        let moments = SpanMoments(stream)
        exporter.encoder.begin(
            span, name: name.readable, kind: .client, start: moments.time(tryStart),
            duration: (stream.loop.now &- tryStart) / 1000, isShared: false
        ) { TraceParentField.appendState(of: stream.requestHead.headers, to: &$0) }
        let tags = SpanTags(tracer: tracer, stream: stream)
        tags.writeUpstream(status: status, failure: failure, isConnected: isConnected, to: &exporter.encoder)
        if tracer.configuration.isVerbose { moments.annotateUpstream(&exporter.encoder) }
        if tracer.isZipkin { exporter.encoder.annotate("cr", at: moments.time(stream.loop.now)) }
        exporter.encoder.end(isError: status == 0 || status >= 500 || failure != nil)
        exporter.spanEnded()
    }

    // MARK: - The end

    /// The exchange is over: its span is told.
    func finish(_ stream: ActiveStream) {
        defer {
            context = nil
            hasBegun = false
            decorator = []
        }
        if tryContext != nil { tryEnded(stream) }
        guard let context, context.isSampled, let exporter = tracer.exporter else { return }
        let isServer = !tracer.isEgress || tracer.configuration.spawnsUpstreamSpans
        let moments = SpanMoments(stream)
        // Taken out while it is read, so that nothing can reach it twice.
        var name = ByteBuffer()
        swap(&name, &operation)
        defer { swap(&name, &operation) }
        exporter.encoder.begin(
            context, name: name.readable, kind: isServer ? .server : .client,
            start: moments.time(stream.info.startTime),
            duration: (stream.loop.now &- stream.info.startTime) / 1000, isShared: isShared && isServer
        ) { TraceParentField.appendState(of: stream.requestHead.headers, to: &$0) }
        let tags = SpanTags(tracer: tracer, stream: stream)
        tags.writeDownstream(to: &exporter.encoder)
        if tracer.configuration.isVerbose { moments.annotate(&exporter.encoder) }
        if tracer.isZipkin { exporter.encoder.annotate(isServer ? "ss" : "cr", at: moments.time(stream.loop.now)) }
        let status = stream.info.responseCode
        exporter.encoder.end(isError: status == 0 || status >= 500)
        exporter.spanEnded()
    }

    /// Writes the trace's id; false when the request has no span.
    func appendTraceID(to output: inout ByteBuffer) -> Bool {
        guard let context else { return false }
        B3Fields.appendTrace(context, to: &output)
        return true
    }

    /// Writes the span's id; false when the request has none. As in Envoy, Zipkin's spans do not tell theirs.
    func appendSpanID(to output: inout ByteBuffer) -> Bool {
        guard let context, !tracer.isZipkin else { return false }
        output.append(hexadecimal: context.span, digits: 16)
        return true
    }
}

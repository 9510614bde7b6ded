internal import Buffers
internal import Configuration
internal import EventLoops
internal import Filters
internal import HTTPConnections
internal import HTTPSemantics
internal import NetworkAddresses
internal import Transports
internal import Upstreams

/// What a span says of an exchange, under Envoy's names.
struct SpanTags {
    let tracer: WorkerTracer
    let stream: ActiveStream

    /// Of the exchange with the client.
    func writeDownstream(to encoder: inout SpanEncoder) {
        tag("node_id", &encoder) { $0.append(tracer.node.id) }
        if !tracer.isZipkin || !tracer.node.zone.isEmpty { tag("zone", &encoder) { $0.append(tracer.node.zone) } }
        field("guid:x-request-id", .xRequestID, &encoder)
        tag("http.url", &encoder, writeURL)
        field("http.method", .method, &encoder)
        field("downstream_cluster", .xEnvoyDownstreamServiceCluster, instead: "-", &encoder)
        field("user_agent", .userAgent, instead: "-", &encoder)
        tag("http.protocol", &encoder) { $0.append(stream.requestHead.version.name) }
        tag("peer.address", &encoder) { output in
            switch stream.connection?.connection.remoteAddress {
            case .ip(let address, _): output.append(address.description)
            case let other?: output.append(other.description)
            case nil: output.append("-")
            }
        }
        field("guid:x-client-trace-id", .xClientTraceID, &encoder)
        writeGRPC(to: &encoder)
        tag("request_size", &encoder) { $0.append(decimal: stream.info.bytesReceived) }
        tag("response_size", &encoder) { $0.append(decimal: stream.info.bytesSent) }
        writeCommon(status: stream.info.responseCode, to: &encoder)
    }

    /// Of a try.
    func writeUpstream(
        status: UInt16, failure: StreamResetReason?, isConnected: Bool, to encoder: inout SpanEncoder
    ) {
        tag("http.protocol", &encoder) { output in
            if isConnected { output.append((stream.upstreamVersion ?? .http11).name) } else { output.append("-") }
        }
        if let address = stream.reachedAddress ?? (isConnected ? nil : stream.endpoint?.address) {
            tag("upstream_address", &encoder) { $0.append(address.description) }
            tag("peer.address", &encoder) { $0.append(address.description) }
        }
        writeCommon(status: status, failure: failure, to: &encoder)
    }

    private func writeGRPC(to encoder: inout SpanEncoder) {
        if !stream.requestHead.isGRPC { return }
        field("grpc.path", .path, &encoder)
        field("grpc.authority", .authority, &encoder)
        field("grpc.content_type", .contentType, &encoder)
        field("grpc.timeout", .grpcTimeout, &encoder)
    }

    private func writeCommon(status: UInt16, failure: StreamResetReason? = nil, to encoder: inout SpanEncoder) {
        tag("component", &encoder) { $0.append("proxy") }
        if let cluster = stream.route?.clusterName, stream.endpoint != nil {
            encoder.tag(Array("upstream_cluster".utf8).span, cluster.span)
            encoder.tag(Array("upstream_cluster.name".utf8).span, cluster.span)
        }
        tag("http.status_code", &encoder) { $0.append(decimal: UInt64(status)) }
        tag("response_flags", &encoder) { output in
            let flags = failure.map { RouterFilter.flags(of: $0) } ?? stream.info.flags
            flags.appendNames(inFull: false, to: &output)
        }
        if status == 0 || status >= 500 || failure != nil { tag("error", &encoder) { $0.append("true") } }
        if let failure { tag("error.reason", &encoder) { $0.append(failure.description) } }
        let routeTags = stream.route?.tracing?.tags ?? []
        for tag in tracer.tags where !routeTags.contains(where: { $0.name == tag.name }) {
            tag.write(stream, to: &encoder)
        }
        for tag in routeTags { tag.write(stream, to: &encoder) }
    }

    private func writeURL(_ output: inout ByteBuffer) {
        let proto = stream.requestHead.headers.firstIndex(of: .xForwardedProto)
        if proto >= 0 { stream.requestHead.headers.appendValue(at: proto, to: &output) }
        output.append("://")
        stream.requestHead.headers.appendValue(of: .authority, to: &output)
        let original = stream.requestHead.headers.firstIndex(of: .xEnvoyOriginalPath)
        let path = original >= 0 ? original : stream.requestHead.headers.firstIndex(of: .path)
        if path >= 0 {
            stream.requestHead.headers.appendValue(
                at: path, limit: Int(tracer.configuration.longestPath), to: &output)
        }
    }

    private func field(
        _ name: StaticString, _ id: HeaderID, instead: StaticString? = nil, _ encoder: inout SpanEncoder
    ) {
        let index = stream.requestHead.headers.firstIndex(of: id)
        if index < 0 && instead == nil { return }
        tag(name, &encoder) { output in
            if index >= 0 {
                stream.requestHead.headers.appendValue(at: index, to: &output)
            } else if let instead {
                output.append(instead)
            }
        }
    }

    private func tag(_ name: StaticString, _ encoder: inout SpanEncoder, _ body: (inout ByteBuffer) -> Void) {
        var text = ByteBuffer()
        text.append(name)
        let end = text.count
        body(&text)
        encoder.tag(text.span(at: 0, count: end), text.span(at: end, count: text.count &- end))
    }
}

/// When things happened, as spans tell it: microseconds since 1970.
struct SpanMoments {
    let stream: ActiveStream

    init(_ stream: ActiveStream) { self.stream = stream }

    /// A moment of the loop's clock.
    func time(_ moment: UInt64) -> UInt64 {
        let start =
            UInt64(clamping: stream.info.startSeconds) &* 1_000_000
            &+ UInt64(clamping: stream.info.startNanoseconds) / 1000
        return start &+ (moment &- min(moment, stream.info.startTime)) / 1000
    }

    private func annotate(_ name: StaticString, _ moment: UInt64, _ encoder: inout SpanEncoder) {
        if moment != 0 { encoder.annotate(name, at: time(moment)) }
    }

    /// What happened on both sides.
    func annotate(_ encoder: inout SpanEncoder) {
        annotate("last_downstream_rx_byte_received", stream.info.requestEndTime, &encoder)
        annotateUpstream(&encoder)
        annotate("first_downstream_tx_byte_sent", stream.info.responseStartTime, &encoder)
        annotate("last_downstream_tx_byte_sent", stream.info.responseEndTime, &encoder)
    }

    /// What happened at the endpoint.
    func annotateUpstream(_ encoder: inout SpanEncoder) {
        annotate("first_upstream_tx_byte_sent", stream.info.upstreamStartTime, &encoder)
        annotate("last_upstream_tx_byte_sent", stream.info.upstreamSentTime, &encoder)
        annotate("first_upstream_rx_byte_received", stream.info.upstreamHeadTime, &encoder)
        annotate("last_upstream_rx_byte_received", stream.info.upstreamEndTime, &encoder)
    }
}

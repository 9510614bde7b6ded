internal import Buffers
internal import EventLoops
internal import Filters
internal import HTTPConnections
internal import HTTPSemantics
internal import NetworkAddresses
internal import Telemetry
internal import Transports
internal import Upstreams

/// One access log as one worker writes it: formats lines into batches for the log writer, without allocating.
final class WorkerAccessLog {
    private let steps: [AccessLogStep]
    private var texts: AccessLogTexts
    private let stream: LogStream
    private var timestamps = TimestampFormatter()
    private var flusher: ProxyWorker.LogFlusher?

    init(_ target: AccessLogTarget, worker: ProxyWorker) {
        texts = AccessLogTexts()
        steps = texts.flatten(target.format)
        stream = LogStream(target.sink)
        flusher = worker.register(self)
    }

    func flush() { stream.flush() }

    /// Writes the line of a stream that has ended.
    func write(_ exchange: ActiveStream) {
        // Taken out while it is written, so that nothing can reach it twice.
        var line = ByteBuffer()
        swap(&line, &stream.buffer)
        for index in steps.indices { append(steps[index], exchange, to: &line) }
        swap(&line, &stream.buffer)
        stream.commitLine()
        flusher?.arm()
    }

    @inline(__always)  // Into the one loop that calls it.
    private func append(_ step: AccessLogStep, _ exchange: ActiveStream, to line: inout ByteBuffer) {
        line.append(word: step.lead, count: Int(step.leadCount))
        switch step.kind {
        case .text: texts.copy(step.text, to: &line)
        case .startTime:
            timestamps.appendISO8601(
                seconds: exchange.info.startSeconds, nanoseconds: Int(exchange.info.startNanoseconds), to: &line)
        case .startTimeFormatted:
            texts.appendTime(
                step.text, seconds: exchange.info.startSeconds, nanoseconds: Int(exchange.info.startNanoseconds),
                to: &line)
        case .requestHeader: texts.append(exchange.requestHead.headers, step, to: &line)
        case .responseHeader: texts.append(exchange.responseHead.headers, step, to: &line)
        case .responseTrailer: texts.append(exchange.responseTrailers, step, to: &line)
        case .protocolName: line.append(exchange.requestHead.version.name)
        case .responseCode: line.append(decimal: UInt64(exchange.info.responseCode))
        case .responseCodeDetails: append(exchange.info.details, to: &line)
        case .responseFlags: append(exchange.info.flags, to: &line)
        case .bytesReceived: line.append(decimal: exchange.info.bytesReceived)
        case .bytesSent: line.append(decimal: exchange.info.bytesSent)
        case .duration: append(since: exchange.info.startTime, until: exchange.loop.now, to: &line)
        case .requestDuration:
            append(since: exchange.info.startTime, until: exchange.info.requestEndTime, to: &line)
        case .responseDuration:
            append(since: exchange.info.startTime, until: exchange.info.upstreamHeadTime, to: &line)
        case .responseTransmitDuration:
            append(since: exchange.info.upstreamHeadTime, until: exchange.info.upstreamEndTime, to: &line)
        case .upstreamHost:
            if let endpoint = exchange.endpoint { endpoint.appendAddress(to: &line) } else { line.append("-") }
        case .upstreamHostWithoutPort: append(exchange.endpoint?.address, withPort: false, to: &line)
        case .upstreamCluster: append(exchange.route?.clusterName, to: &line)
        case .upstreamLocalAddress: append(exchange.upstreamLocalAddress, to: &line)
        case .upstreamFailure: appendText(exchange.info.transportFailure, to: &line)
        case .upstreamAttempts: line.append(decimal: UInt64(exchange.info.attempts))
        case .downstreamRemote: appendClient(exchange, withPort: true, to: &line)
        case .downstreamRemoteWithoutPort: appendClient(exchange, withPort: false, to: &line)
        case .downstreamDirect: append(exchange.connection?.connection.remoteAddress, to: &line)
        case .downstreamDirectWithoutPort:
            append(exchange.connection?.connection.remoteAddress, withPort: false, to: &line)
        case .downstreamLocal: append(exchange.connection?.connection.localAddress, to: &line)
        case .downstreamLocalWithoutPort:
            append(exchange.connection?.connection.localAddress, withPort: false, to: &line)
        case .downstreamLocalPort:
            line.append(decimal: UInt64(exchange.connection?.connection.localAddress.port ?? 0))
        case .routeName: append(exchange.route?.name, to: &line)
        case .virtualHostName: append(exchange.route?.virtualHostName, to: &line)
        case .connectionID: line.append(decimal: exchange.connection?.connection.id ?? 0)
        case .absent: line.append("-")
        }
    }

    private func append(_ details: ResponseCodeDetails, to line: inout ByteBuffer) {
        if details.isEmpty {
            line.append("-")
            return
        }
        line.append(details.phrase)
        if details.reason.utf8CodeUnitCount == 0 { return }
        line.append("{")
        line.append(details.reason)
        if !details.cause.isEmpty {
            line.append("|")
            line.append(details.cause)
        }
        line.append("}")
    }

    private func append(_ flags: ResponseFlags, to line: inout ByteBuffer) {
        if flags.isEmpty {
            line.append("-")
            return
        }
        // Rare enough to walk all names.
        var isFirst = true
        for (flag, name) in ResponseFlags.shortNames where flags.contains(flag) {
            if !isFirst { line.append(",") }
            isFirst = false
            line.append(name)
        }
    }

    /// Whole milliseconds between two moments; `-` when one of them never came.
    private func append(since start: UInt64, until end: UInt64, to line: inout ByteBuffer) {
        if start == 0 || end == 0 || end < start {
            line.append("-")
        } else {
            line.append(decimal: (end &- start) / 1_000_000)
        }
    }

    private func append(_ address: SocketAddress?, withPort: Bool = true, to line: inout ByteBuffer) {
        switch address {
        case nil: line.append("-")
        case .ip(let ip, let port)?:
            if !withPort {
                line.append(ip.text.bytes)
            } else {
                line.append(SocketAddress.ip(ip, port: port).text.bytes)
            }
        case .unix(let path)?: line.append(path)
        }
    }

    /// The client as trusted headers tell it, with port 0 then; else the peer itself.
    private func appendClient(_ exchange: ActiveStream, withPort: Bool, to line: inout ByteBuffer) {
        let peer = exchange.connection?.connection.remoteAddress
        if let client = exchange.clientAddress, client != peer?.ipAddress {
            append(.ip(client, port: 0), withPort: withPort, to: &line)
        } else {
            append(peer, withPort: withPort, to: &line)
        }
    }

    private func append(_ bytes: [UInt8]?, to line: inout ByteBuffer) {
        if let bytes, !bytes.isEmpty { line.append(bytes.span) } else { line.append("-") }
    }

    private func appendText(_ text: String, to line: inout ByteBuffer) {
        if text.isEmpty { line.append("-") } else { line.append(text) }
    }
}

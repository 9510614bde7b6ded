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
    private let format: AccessLogFormat
    private let stream: LogStream
    private unowned let worker: ProxyWorker

    init(_ target: AccessLogTarget, worker: ProxyWorker) {
        format = target.format
        stream = LogStream(target.sink)
        self.worker = worker
        worker.register(self)
    }

    func flush() { stream.flush() }

    /// Writes the line of a stream that has ended.
    func write(_ exchange: ActiveStream) {
        // Taken out while it is written, so that nothing can reach it twice.
        var line = ByteBuffer()
        swap(&line, &stream.buffer)
        for index in format.operators.indices {
            append(format.operators[index], exchange, to: &line)
        }
        swap(&line, &stream.buffer)
        stream.commitLine()
        worker.lineWritten()
    }

    private func append(_ piece: AccessLogFormat.Operator, _ exchange: ActiveStream, to line: inout ByteBuffer) {
        let info = exchange.info
        switch piece {
        case .text(let bytes): line.append(bytes.span)
        case .startTime:
            worker.timestamps.appendISO8601(
                seconds: info.startSeconds, nanoseconds: Int(info.startNanoseconds), to: &line)
        case .startTimeFormatted(let pattern):
            TimePattern.append(
                pattern.span, seconds: info.startSeconds, nanoseconds: Int(info.startNanoseconds), to: &line)
        case .requestHeader(let name, let alternative, let limit):
            append(exchange.requestHead.headers, name, alternative, limit, to: &line)
        case .responseHeader(let name, let alternative, let limit):
            append(exchange.responseHead.headers, name, alternative, limit, to: &line)
        case .responseTrailer(let name, let alternative, let limit):
            append(exchange.responseTrailers, name, alternative, limit, to: &line)
        case .protocolName: line.append(exchange.requestHead.version.name)
        case .responseCode: line.append(decimal: UInt64(info.responseCode))
        case .responseCodeDetails: append(info.details, to: &line)
        case .responseFlags: append(info.flags, to: &line)
        case .bytesReceived: line.append(decimal: info.bytesReceived)
        case .bytesSent: line.append(decimal: info.bytesSent)
        case .duration: append(since: info.startTime, until: exchange.loop.now, to: &line)
        case .requestDuration: append(since: info.startTime, until: info.requestEndTime, to: &line)
        case .responseDuration: append(since: info.startTime, until: info.upstreamHeadTime, to: &line)
        case .responseTransmitDuration:
            append(since: info.upstreamHeadTime, until: info.upstreamEndTime, to: &line)
        case .upstreamHost: append(exchange.endpoint?.address, to: &line)
        case .upstreamHostWithoutPort: append(exchange.endpoint?.address, withPort: false, to: &line)
        case .upstreamCluster: append(exchange.route?.clusterName, to: &line)
        case .upstreamLocalAddress: append(exchange.upstreamLocalAddress, to: &line)
        case .upstreamFailure: appendText(info.transportFailure, to: &line)
        case .upstreamAttempts: line.append(decimal: UInt64(info.attempts))
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
        case .hostName(let name): append(name, to: &line)
        case .absent: line.append("-")
        }
    }

    private func append(
        _ headers: borrowing HeaderMap, _ name: AccessLogFormat.HeaderReference,
        _ alternative: AccessLogFormat.HeaderReference?, _ limit: Int, to line: inout ByteBuffer
    ) {
        var index = Self.index(of: name, in: headers)
        if index < 0, let alternative { index = Self.index(of: alternative, in: headers) }
        guard index >= 0 else {
            line.append("-")
            return
        }
        let value = headers.value(at: index)
        line.append(value.count > limit ? value.extracting(first: limit) : value)
    }

    private static func index(of name: AccessLogFormat.HeaderReference, in headers: borrowing HeaderMap) -> Int {
        name.id == .other ? headers.index(named: name.name.span) : headers.firstIndex(of: name.id)
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

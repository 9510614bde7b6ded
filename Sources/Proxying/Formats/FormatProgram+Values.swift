internal import Buffers
internal import Configuration
internal import EventLoops
internal import Filters
internal import HTTPConnections
internal import HTTPSemantics
internal import NetworkAddresses
internal import Telemetry
internal import Transports
internal import Upstreams

/// What the operators say.
extension FormatProgram {
    /// Appends what a step says of an exchange; false, with nothing appended, when there is nothing to say.
    func appendValue(_ step: FormatStep, _ exchange: ActiveStream, to line: inout ByteBuffer) -> Bool {
        switch step.kind {
        case .text: texts.copy(step.text, to: &line)
        case .field: return append(step.field, exchange, to: &line)
        case .time: appendTime(step, exchange, to: &line)
        case .requestHeader: return texts.append(exchange.requestHead.headers, step, to: &line)
        case .responseHeader: return texts.append(exchange.responseHead.headers, step, to: &line)
        case .responseTrailer: return texts.append(exchange.responseTrailers, step, to: &line)
        case .requestScheme: return appendScheme(step, exchange, to: &line)
        case .responseStatus:
            if exchange.info.responseCode == 0 { return false }
            let mark = line.count
            line.append(decimal: UInt64(exchange.info.responseCode))
            cut(&line, from: mark, to: step.limit)
        case .path: return appendPath(step, exchange, to: &line)
        case .queryParameter: return texts.appendParameter(exchange.requestHead.headers, step, to: &line)
        case .query: return appendQuery(step, exchange, to: &line)
        case .span: return appendSpan(step, exchange, to: &line)
        case .details:
            return append(exchange.info.details, keepsSpaces: step.options == FormatOption.keepsSpaces, to: &line)
        case .grpcStatus: return appendGRPCStatus(exchange, options: step.options, to: &line)
        case .dynamicMetadata: return appendMetadata(step, exchange, to: &line)
        case .certificateDate: return appendCertificateDate(step, exchange, to: &line)
        case .absent: return false
        case .memberBegin, .memberEnd, .objectEnd: writeMember(step, to: &line)
        }
        return true
    }

    private func append(_ field: FormatField, _ exchange: ActiveStream, to line: inout ByteBuffer) -> Bool {
        switch field {
        case .protocolName:
            // Of a connection it is known with its first request.
            guard let connection = exchange.connection, exchange.isAlive || connection.hasServed else { return false }
            line.append(exchange.requestHead.version.name)
        case .responseCode: line.append(decimal: UInt64(exchange.info.responseCode))
        case .responseFlags: append(exchange.info.flags, inFull: false, to: &line)
        case .responseFlagsLong: append(exchange.info.flags, inFull: true, to: &line)
        case .bytesReceived: line.append(decimal: exchange.info.bytesReceived)
        case .bytesSent: line.append(decimal: exchange.info.bytesSent)
        case .duration: return append(from: exchange.info.startTime, to: exchange.loop.now, to: &line)
        case .requestDuration:
            return append(from: exchange.info.startTime, to: exchange.info.requestEndTime, to: &line)
        case .requestTransmitDuration:
            return append(from: exchange.info.startTime, to: exchange.info.upstreamSentTime, to: &line)
        case .responseDuration:
            return append(from: exchange.info.startTime, to: exchange.info.upstreamHeadTime, to: &line)
        case .responseTransmitDuration:
            return append(from: exchange.info.upstreamHeadTime, to: exchange.info.responseEndTime, to: &line)
        case .poolDuration: return append(from: exchange.info.poolStartTime, to: exchange.info.poolEndTime, to: &line)
        case .attempts: line.append(decimal: UInt64(exchange.info.attempts))
        case .accessLogType: line.append(exchange.logType.name)
        case .routeName: return append(exchange.route?.name, to: &line)
        case .routeResolutions: line.append(decimal: UInt64(exchange.routeResolutions))
        case .listenerName: return append(exchange.settings.listenerName, to: &line)
        case .filterChainName: return append(exchange.settings.filterChainName, to: &line)
        case .localReplyBody: exchange.appendLocalReplyBody(to: &line)
        case .uniqueID: exchange.appendRandomUUID(to: &line)
        case .streamID:
            let index = exchange.requestHead.headers.firstIndex(of: .xRequestID)
            if index < 0 { return false }
            exchange.requestHead.headers.appendValue(at: index, to: &line)
        case .grpcStatusNumber: return appendGRPCStatus(exchange, options: FormatOption.number, to: &line)
        case .bytesRetransmitted, .packetsRetransmitted, .downstreamRoundTrip: line.append("0")
        // Known, and empty.
        case .customFlags, .localEndpointID, .directLocalEndpointID: break
        case .upstreamEndpointID: return exchange.info.upstreamStartTime != 0
        case .downstreamCloseType: line.append(closeType(exchange.connection?.closeReason))
        case .upstreamCloseType:
            if exchange.info.poolStartTime == 0 { return false }
            line.append("Normal")
        case .requestHeadersBytes: line.append(decimal: exchange.requestHeadBytes)
        case .responseHeadersBytes: line.append(decimal: exchange.responseHeadBytes)
        case .responseTrailersBytes: line.append(decimal: UInt64(exchange.responseTrailers.byteCount))
        case .downstreamHeadersReceived, .downstreamPlainHeadersReceived:
            line.append(decimal: exchange.meters.requestHeaders)
        case .downstreamHeadersSent, .downstreamPlainHeadersSent:
            line.append(decimal: exchange.meters.responseHeaders)
        case .downstreamWireReceived: line.append(decimal: exchange.requestWireBytes)
        case .downstreamWireSent: line.append(decimal: exchange.responseWireBytes)
        case .upstreamHeadersReceived, .upstreamPlainHeadersReceived:
            line.append(decimal: exchange.meters.upstreamResponseHeaders)
        case .upstreamHeadersSent, .upstreamPlainHeadersSent:
            line.append(decimal: exchange.meters.upstreamRequestHeaders)
        case .upstreamWireReceived: line.append(decimal: exchange.meters.upstreamResponseWire)
        case .upstreamWireSent: line.append(decimal: exchange.meters.upstreamRequestWire)
        default: return appendPlace(field, exchange, to: &line)
        }
        return true
    }

    private func closeType(_ reason: ConnectionCloseReason?) -> StaticString {
        switch reason {
        case .remoteReset?, .readError?, .writeError?: "RemoteReset"
        case .localReset?: "LocalReset"
        case nil, .localClose?, .remoteClose?, .connectFailed?, .connectTimeout?, .transportFailed?: "Normal"
        }
    }

    private func appendTime(_ step: FormatStep, _ exchange: ActiveStream, to line: inout ByteBuffer) {
        var seconds = exchange.info.startSeconds
        var nanoseconds = Int(exchange.info.startNanoseconds)
        if step.options & FormatOption.isEmission != 0 {
            let now = exchange.loop.wallClock
            (seconds, nanoseconds) = (now.seconds, Int(now.nanoseconds))
        }
        let isLocal = step.options & FormatOption.isLocal != 0
        if step.text.count > 0 {
            texts.appendTime(step.text, seconds: seconds, nanoseconds: nanoseconds, isLocal: isLocal, to: &line)
        } else if isLocal {
            TimePattern.appendLocal(seconds: seconds, nanoseconds: nanoseconds, to: &line)
        } else {
            exchange.manager.worker.timestamps.appendISO8601(seconds: seconds, nanoseconds: nanoseconds, to: &line)
        }
    }

    private func append(_ details: ResponseCodeDetails, keepsSpaces: Bool, to line: inout ByteBuffer) -> Bool {
        if details.isEmpty { return false }
        details.write(to: &line)
        return true
    }

    /// The short or long names of flags, behind commas; `-` when there is none.
    private func append(_ flags: ResponseFlags, inFull: Bool, to line: inout ByteBuffer) {
        if flags.isEmpty { return line.append("-") }
        // Rare enough to walk all names.
        var isFirst = true
        for flag in ResponseFlags.names where flags.contains(flag.flag) {
            if !isFirst { line.append(",") }
            isFirst = false
            line.append(inFull ? flag.long : flag.short)
        }
    }

    /// Whole milliseconds between two moments; nothing when one of them never came.
    private func append(from start: UInt64, to end: UInt64, to line: inout ByteBuffer) -> Bool {
        if start == 0 || end == 0 || end < start { return false }
        line.append(decimal: (end &- start) / 1_000_000)
        return true
    }

    private func append(_ bytes: [UInt8]?, to line: inout ByteBuffer) -> Bool {
        guard let bytes, !bytes.isEmpty else { return false }
        line.append(bytes.span)
        return true
    }

    private func appendSpan(_ step: FormatStep, _ exchange: ActiveStream, to line: inout ByteBuffer) -> Bool {
        let from = moment(step.from, exchange)
        let to = moment(step.to, exchange)
        if from == 0 || to == 0 { return false }
        let unit: UInt64 = step.options == 0 ? 1_000_000 : step.options == 1 ? 1_000 : 1
        if to < from { line.append("-") }
        line.append(decimal: (to < from ? from &- to : to &- from) / unit)
        return true
    }

    private func moment(_ moment: FormatMoment, _ exchange: ActiveStream) -> UInt64 {
        switch moment {
        case .downstreamReceiveBegin: exchange.info.startTime
        case .downstreamReceiveEnd: exchange.info.requestEndTime
        case .upstreamConnectBegin: exchange.meters.upstreamConnectBegin
        case .upstreamConnectEnd: exchange.meters.upstreamConnectEnd
        case .upstreamSendBegin: exchange.info.upstreamStartTime
        case .upstreamSendEnd: exchange.info.upstreamSentTime
        case .upstreamReceiveBegin: exchange.info.upstreamHeadTime
        case .upstreamBodyBegin: exchange.info.upstreamBodyTime
        case .upstreamReceiveEnd: exchange.info.upstreamEndTime
        case .downstreamSendBegin: exchange.info.responseStartTime
        case .downstreamSendEnd: exchange.info.responseEndTime
        case .upstreamHandshakeEnd, .never: 0
        }
    }

    private func appendMetadata(_ step: FormatStep, _ exchange: ActiveStream, to line: inout ByteBuffer) -> Bool {
        if exchange.dynamicMetadata.isEmpty { return false }
        let path = texts.path(Int(step.text.offset))
        guard let space = path.first,
            let value = exchange.dynamicMetadata.value(in: space, at: path.dropFirst())
        else { return false }
        let mark = line.count
        switch value {
        case .null: return false
        case .string(let text):
            let text = text.count > step.limit ? Array(text.prefix(step.limit)) : text
            if step.form == .string { MetadataText.append(.string(text), to: &line) } else { line.append(text) }
        default:
            MetadataText.append(value, to: &line)
            // In JSON only texts are cut.
            if step.form != .string { cut(&line, from: mark, to: step.limit) }
        }
        return true
    }

    /// Takes back what is more than `limit` bytes behind `mark`.
    func cut(_ line: inout ByteBuffer, from mark: Int, to limit: Int) {
        if line.count - mark > limit { line.truncate(to: mark + limit) }
    }
}

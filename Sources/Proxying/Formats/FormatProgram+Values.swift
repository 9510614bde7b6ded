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
    /// The same as `appendValue`, for rarer callers.
    @inline(never)
    func appendApart(_ step: FormatStep, _ exchange: some LoggedExchange, to line: inout ByteBuffer) -> Bool {
        appendValue(step, exchange, to: &line)
    }

    /// Appends what a step says of an exchange; false, with nothing appended, when there is nothing to say.
    @inline(__always)  // Into the one loop over plain steps.
    func appendValue(_ step: FormatStep, _ exchange: some LoggedExchange, to line: inout ByteBuffer) -> Bool {
        switch step.kind {
        case .text: texts.copy(step.text, to: &line)
        case .field: return append(step.field, exchange, to: &line)
        case .time: appendTime(step, exchange, to: &line)
        case .requestHeader, .responseHeader, .responseTrailer, .requestScheme, .path, .queryParameter, .query,
            .grpcStatus:
            return exchange.appendMessage(step, by: self, to: &line)
        case .dynamicMetadata: return appendMetadata(step, exchange, to: &line)
        case .responseStatus:
            var status = exchange.info.isAnswered ? exchange.info.responseCode : 0
            // The fields of a reply of ours are made before it is known what the log will say.
            if status == 0, let request = exchange.request, request.localReplySent {
                status = request.responseHead.status
            }
            if status == 0 { return false }
            let mark = line.count
            line.append(decimal: UInt64(status))
            cut(&line, from: mark, to: step.limit)
        case .span: return appendSpan(step, exchange, to: &line)
        case .details:
            return append(exchange.info.details, keepsSpaces: step.options == FormatOption.keepsSpaces, to: &line)
        case .metadata: return appendConfigured(step, exchange, to: &line)
        case .requestedName: return appendRequestedName(step, exchange, to: &line)
        case .firstOf:
            let mark = line.count
            guard texts.appendFirst(of: step, { appendApart($0, exchange, to: &line) }) else { return false }
            cut(&line, from: mark, to: step.limit)
        case .certificateDate: return appendCertificateDate(step, exchange, to: &line)
        case .tunnelAnswer:
            guard let answer = exchange.tunnelAnswer(trailers: step.options == FormatOption.ofTrailers) else {
                return false
            }
            let mark = line.count
            line.append(answer)
            cut(&line, from: mark, to: step.limit)
        case .grpcMessages:
            guard let counts = exchange.info.grpcMessages else { return false }
            append(counts, step, to: &line)
        case .sharedText: return appendSharedText(step, exchange, to: &line)
        case .absent: return false
        case .memberBegin, .memberEnd, .objectEnd: writeMember(step, to: &line)
        }
        return true
    }

    private func append(_ counts: GRPCMessageCounts, _ step: FormatStep, to line: inout ByteBuffer) {
        let mark = line.count
        if step.options != FormatOption.asJSON {
            line.append(decimal: counts.requests)
            line.append(",")
            line.append(decimal: counts.responses)
            return cut(&line, from: mark, to: step.limit)
        }
        // A value of its own in JSON is a message like any other; in a text it has the names of JSON, and a limit.
        let isValue = step.form == .number
        line.append("{")
        if counts.requests > 0 {
            let name: StaticString = isValue ? "\"request_message_count\":\"" : "\"requestMessageCount\":\""
            line.append(name)
            line.append(decimal: counts.requests)
            line.append("\"")
        }
        if counts.responses > 0 {
            if counts.requests > 0 { line.append(",") }
            let name: StaticString = isValue ? "\"response_message_count\":\"" : "\"responseMessageCount\":\""
            line.append(name)
            line.append(decimal: counts.responses)
            line.append("\"")
        }
        line.append("}")
        if !isValue { cut(&line, from: mark, to: step.limit) }
    }

    private func append(_ field: FormatField, _ exchange: some LoggedExchange, to line: inout ByteBuffer) -> Bool {
        switch field {
        case .protocolName:
            guard let request = exchange.request, request.hasProtocol else { return false }
            line.append(request.requestHead.version.name)
        case .responseCode: line.append(decimal: UInt64(exchange.info.responseCode))
        case .responseFlags: append(exchange.info.flags, exchange.info.earlyFlags, inFull: false, to: &line)
        case .responseFlagsLong: append(exchange.info.flags, exchange.info.earlyFlags, inFull: true, to: &line)
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
        case .routeName: return append(exchange.routeName, to: &line)
        case .virtualClusterName: return append(exchange.request?.virtualClusterName, to: &line)
        case .routeResolutions: line.append(decimal: UInt64(exchange.routeResolutions))
        case .listenerName: return append(exchange.listenerName, to: &line)
        case .filterChainName: return append(exchange.filterChainName, to: &line)
        case .localReplyBody: exchange.request?.appendLocalReplyBody(to: &line)
        case .uniqueID: exchange.worker.appendRandomUUID(to: &line)
        case .streamID:
            guard let request = exchange.request else {
                exchange.worker.appendRandomUUID(to: &line)
                return true
            }
            let index = request.requestHead.headers.firstIndex(of: .xRequestID)
            if index < 0 || request.logType.isOfTry { return false }
            request.requestHead.headers.appendValue(at: index, to: &line)
        case .grpcStatusNumber:
            guard let request = exchange.request else { return false }
            return appendGRPCStatus(request, options: FormatOption.number, to: &line)
        case .bytesRetransmitted, .packetsRetransmitted, .downstreamRoundTrip: line.append("0")
        // Known, and empty.
        case .customFlags, .localEndpointID, .directLocalEndpointID: break
        case .upstreamEndpointID: return exchange.info.upstreamStartTime != 0
        case .downstreamCloseType: line.append(closeType(exchange.downstreamCloseReason))
        case .upstreamCloseType:
            if exchange.info.poolStartTime == 0 { return false }
            line.append(closeType(exchange.upstreamCloseReason))
        case .requestHeadersBytes: line.append(decimal: exchange.request?.requestHeadBytes ?? 0)
        case .responseHeadersBytes: line.append(decimal: exchange.request?.responseHeadBytes ?? 0)
        case .responseTrailersBytes:
            line.append(decimal: UInt64(exchange.request?.responseTrailers.byteCount ?? 0))
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

    private func appendTime(_ step: FormatStep, _ exchange: some LoggedExchange, to line: inout ByteBuffer) {
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
            exchange.worker.timestamps.appendISO8601(seconds: seconds, nanoseconds: nanoseconds, to: &line)
        }
    }

    private func append(_ details: ResponseCodeDetails, keepsSpaces: Bool, to line: inout ByteBuffer) -> Bool {
        if details.isEmpty { return false }
        details.write(to: &line)
        return true
    }

    /// The short or long names of flags, behind commas, early ones first; `-` when there is none.
    private func append(
        _ flags: ResponseFlags, _ early: ResponseFlags, inFull: Bool, to line: inout ByteBuffer
    ) {
        flags.appendNames(early: early, inFull: inFull, to: &line)
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

    private func appendSpan(_ step: FormatStep, _ exchange: some LoggedExchange, to line: inout ByteBuffer) -> Bool {
        let from = moment(step.from, exchange)
        let to = moment(step.to, exchange)
        if from == 0 || to == 0 { return false }
        let unit: UInt64 = step.options == 0 ? 1_000_000 : step.options == 1 ? 1_000 : 1
        if to < from { line.append("-") }
        line.append(decimal: (to < from ? from &- to : to &- from) / unit)
        return true
    }

    private func moment(_ moment: FormatMoment, _ exchange: some LoggedExchange) -> UInt64 {
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

    /// Takes back what is more than `limit` bytes behind `mark`.
    func cut(_ line: inout ByteBuffer, from mark: Int, to limit: Int) {
        if line.count - mark > limit { line.truncate(to: mark + limit) }
    }
}

extension ResponseFlags {
    /// Writes the short or long names, behind commas, `early` ones first; `-` when there is none.
    func appendNames(early: ResponseFlags = [], inFull: Bool, to output: inout ByteBuffer) {
        if isEmpty { return output.append("-") }
        // Rare enough to walk all names.
        var isFirst = true
        for flags in [early, subtracting(early)] where !flags.isEmpty {
            for flag in ResponseFlags.names where flags.contains(flag.flag) {
                if !isFirst { output.append(",") }
                isFirst = false
                output.append(inFull ? flag.long : flag.short)
            }
        }
    }
}

internal import Buffers
internal import CNGHTTP2
internal import HTTPSemantics

extension HTTP2Session {
    /// Reads at most one frame of `input` and says what it was. `consumed` bytes are done with.
    public func step(_ input: Span<UInt8>, consumed: inout Int) -> HTTP2Step {
        consumed = 0
        if let failure { return .failed(failure) }
        if prefaceLeft > 0 { return stepPreface(input, &consumed) }
        if frameLeft == 0 {
            guard let header = HTTP2FrameHeader(input) else { return .needMoreBytes }
            // Dropped whole, once its dependency was looked at.
            if header.type == HTTP2FrameHeader.priority && header.length == 5 && input.count < 14 {
                return .needMoreBytes
            }
            // Judged whole, with the byte that says how much of it is padding.
            if header.isPadded && header.length > 0 && input.count <= HTTP2FrameHeader.size { return .needMoreBytes }
            unsafe frameStream = header.stream == 0 ? nil : borrowedStream(header.stream)
            switch judge.judge(header, state(of: header.stream)) {
            case .pass: isDropping = false
            case .drop:
                isDropping = true
                if dependsOnItself(input, header.stream) { return fail(.protocolError, .protocolViolation) }
            case .fail(let code, let failure): return fail(code, failure)
            }
            // nghttp2 would pass over such frames, read on, and fail when it writes next (RFC 9113 §4.2, §6.1, §6.2).
            if header.length > HTTP2FrameHeader.maxLength { return fail(.frameSizeError, .protocolViolation) }
            let rest = header.length &- header.leastLength
            if rest < 0 { return fail(.frameSizeError, .protocolViolation) }
            if header.isPadded && input[HTTP2FrameHeader.size] > rest {
                return fail(.protocolError, .protocolViolation)
            }
            // nghttp2 would end the connection too, but when it writes next: after what stands behind.
            if !isServer && header.type == HTTP2FrameHeader.data && isBeforeBlock {
                return fail(.protocolError, .protocolViolation)
            }
            frame = header
            frameLeft = HTTP2FrameHeader.size &+ header.length
            if header.type == HTTP2FrameHeader.headers && isServer && header.stream > lastPeerStream {
                lastPeerStream = header.stream
                isOpening = true
                hasOpened = false
            }
            switch header.type {
            case HTTP2FrameHeader.data:
                unsafe frameStream?._withUnsafeGuaranteedRef { $0.frameHadContent = false }
            case HTTP2FrameHeader.headers: blockBytes = frameLeft
            case HTTP2FrameHeader.continuation: blockBytes &+= frameLeft
            default: break
            }
        }
        let count = min(frameLeft, input.count)
        if count == 0 { return .needMoreBytes }
        consumed = count
        frameLeft &-= count
        if isDropping { return .handled }
        let step = feed(input.extracting(0..<count))
        if isOpening && frameLeft == 0 {
            isOpening = false
            // nghttp2 refuses streams beyond our limit and ignores those behind our GOAWAY. What else was sent on them
            // is on its way, and is no fault (RFC 9113 §5.1, §6.8).
            if !hasOpened { closed.add(frame.stream, resetByUs: true) }
        }
        return step
    }

    /// Whether `input` goes on with a frame of HEADERS.
    public func expectsHead(_ input: Span<UInt8>) -> Bool {
        frameLeft == 0 && prefaceLeft == 0 && input.count >= HTTP2FrameHeader.size
            && input[3] == HTTP2FrameHeader.headers
    }

    /// Whether the frame's stream has had no header block, not even that of an interim answer (RFC 9113 §8.1).
    private var isBeforeBlock: Bool {
        unsafe frameStream?._withUnsafeGuaranteedRef { !$0.receivedBlock } == true
    }

    /// RFC 7540 §5.3.1, which PRIORITY frames are still held to.
    private func dependsOnItself(_ input: Span<UInt8>, _ stream: UInt32) -> Bool {
        guard input.count >= 13 else { return false }
        let dependency =
            UInt32(input[9] & 0x7f) << 24 | UInt32(input[10]) << 16 | UInt32(input[11]) << 8 | UInt32(input[12])
        return dependency == stream
    }

    private func stepPreface(_ input: Span<UInt8>, _ consumed: inout Int) -> HTTP2Step {
        let count = min(prefaceLeft, input.count)
        if count == 0 { return .needMoreBytes }
        consumed = count
        prefaceLeft &-= count
        return feed(input.extracting(0..<count))
    }

    /// The state of the stream with that number, which `frameStream` was looked up for.
    private func state(of id: UInt32) -> HTTP2FrameGuard.StreamState {
        if id == 0 { return .open }
        // A client opens odd streams, and nobody opens even ones: nothing is pushed.
        if id & 1 == 0 { return .notAllowed }
        if let stream = unsafe frameStream {
            return unsafe stream._withUnsafeGuaranteedRef { $0.receivedEnd } ? .halfClosedRemote : .open
        }
        if isServer ? id > lastPeerStream : id >= nextOwnStream { return .idle }
        switch closed.ending(of: id) {
        case .agreed: return .closed
        case .resetByUs: return .reset
        case .forgotten: return closed.isFull ? .forgotten : .skipped
        }
    }

    private func feed(_ bytes: Span<UInt8>) -> HTTP2Step {
        heard = HTTP2Heard()
        sendsOnlyBodies = false
        let result = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe feeding = UnsafeRawPointer(buffer.baseAddress)
            return unsafe nghttp2_session_mem_recv(session, buffer.baseAddress, buffer.count)
        }
        unsafe feeding = nil
        if result < 0 {
            if isBlockExcessive { return fail(.enhanceYourCalm, .headerBlockFlood) }
            return fail(
                .protocolError, result == Int(NGHTTP2_ERR_BAD_CLIENT_MAGIC.rawValue) ? .protocolViolation : .library)
        }
        return outcome()
    }

    /// What the frame, or the part of it, was.
    private func outcome() -> HTTP2Step {
        switch frame.type {
        case _ where prefaceLeft > 0: return .handled
        case HTTP2FrameHeader.data: return dataOutcome()
        case HTTP2FrameHeader.headers, HTTP2FrameHeader.continuation: return heard.block ? blockOutcome() : .handled
        case HTTP2FrameHeader.resetStream:
            guard let stream = unsafe heard.resetStream?.takeUnretainedValue() else { return .handled }
            stream.receivedEnd = true
            stream.bytesReceived &+= UInt64(HTTP2FrameHeader.size &+ frame.length)
            return .reset(stream.place, HTTP2ErrorCode(rawValue: heard.code))
        case HTTP2FrameHeader.goAway where heard.frame:
            return .goAway(lastStream: heard.lastStream, HTTP2ErrorCode(rawValue: heard.code))
        case HTTP2FrameHeader.settings where heard.frame && !frame.has(HTTP2FrameHeader.acknowledgement):
            noteSettings()
            return .settings
        case HTTP2FrameHeader.ping where heard.frame && frame.has(HTTP2FrameHeader.acknowledgement):
            return .pingAnswered
        default: return .handled
        }
    }

    private func dataOutcome() -> HTTP2Step {
        let isLast = frameLeft == 0
        guard let taker = unsafe heard.dataStream ?? (isLast ? ended() : nil) else { return .handled }
        return unsafe taker._withUnsafeGuaranteedRef { dataOutcome(of: $0, isLast: isLast) }
    }

    /// The stream of a frame that had no body bytes, or whose bytes nobody takes.
    @unsafe private func ended() -> Unmanaged<HTTP2Stream>? {
        unsafe borrowedStream(frame.stream) ?? closing(frame.stream)
    }

    private func dataOutcome(of stream: HTTP2Stream, isLast: Bool) -> HTTP2Step {
        if heard.dataCount > 0 { stream.frameHadContent = true }
        if isLast {
            let verdict = judge.dataEnded(
                isEmpty: !stream.frameHadContent, endsStream: frame.has(HTTP2FrameHeader.endStream))
            if case .fail(let code, let failure) = verdict { return fail(code, failure) }
        }
        // A frame that nghttp2 did not take ends nothing.
        let ends = isLast && heard.frame && frame.has(HTTP2FrameHeader.endStream)
        if ends { stream.receivedEnd = true }
        // An interim answer has no body (RFC 9113 §8.1).
        if stream.client != nil && !stream.receivedHead {
            consumeOfConnection(heard.dataCount)
            return broken(stream, .lengthOfHTTP2)
        }
        stream.bodyReceived &+= Int64(heard.dataCount)
        if stream.bodyLeft >= 0 {
            stream.bodyLeft &-= Int64(heard.dataCount)
            if stream.bodyLeft < 0 || (ends && stream.bodyLeft != 0) {
                consumeOfConnection(heard.dataCount)
                return broken(stream, .lengthOfHTTP2)
            }
        }
        if isLast { stream.bytesReceived &+= UInt64(HTTP2FrameHeader.size &+ frame.length) }
        if heard.dataCount == 0 && !ends { return .handled }
        if stream.server == nil && stream.client == nil {
            consumeOfConnection(heard.dataCount)
            return .handled
        }
        return .data(stream.place, offset: heard.dataOffset, count: heard.dataCount, endStream: ends)
    }

    private func blockOutcome() -> HTTP2Step {
        guard let taker = unsafe blockStream ?? closing(frame.stream) else { return .handled }
        unsafe blockStream = nil
        return unsafe taker._withUnsafeGuaranteedRef { blockOutcome(of: $0) }
    }

    private func blockOutcome(of stream: HTTP2Stream) -> HTTP2Step {
        let ends = heard.endsStream
        if ends { stream.receivedEnd = true }
        if blockKind == .trailers {
            if !handOverTrailers(to: stream) { return .handled }
            if reader.problem == nil && !ends { return broken(stream, .messageOfHTTP2) }
            if let problem = reader.problem { return broken(stream, problem) }
            if stream.bodyLeft > 0 { return broken(stream, .messageOfHTTP2) }
            if reader.contentLength >= 0 {
                if stream.bodyLeft == 0 { return broken(stream, .fieldOfHTTP2) }
                if reader.contentLength != stream.bodyReceived { return broken(stream, .messageOfHTTP2) }
            }
            noteBlock(stream)
            return .trailers(stream.place)
        }
        if let server = stream.server {
            swap(&blockFields, &server.requestHead.headers)
            reader.finish(&server.requestHead, endStream: ends)
            if let problem = reader.problem { return broken(stream, problem) }
            stream.tunnelRequest = server.requestHead.tunnel
        } else if let client = stream.client {
            swap(&blockFields, &client.responseHead.headers)
            reader.finish(&client.responseHead, of: stream)
            if reader.problem == nil && isInterim(client.responseHead.status) {
                return ends ? broken(stream, .messageOfHTTP2) : .informational(stream.place)
            }
            if let problem = reader.problem { return broken(stream, problem) }
            let status = client.responseHead.status
            if status == 204 || status == 304 { stream.expectsNoBody = true }
            if !ends && stream.tunnelRequest.isGranted(by: client.responseHead.status) {
                stream.isTunnel = true
                client.isTunnel = true
            }
            if ends && reader.contentLength > 0 && !stream.expectsNoBody { return broken(stream, .messageOfHTTP2) }
        } else {
            return .handled
        }
        stream.receivedHead = true
        noteBlock(stream)
        // What a tunnel carries is no body. As in Envoy, a client that announces a length for what it sends through one
        // by extended CONNECT is held to it.
        let hasLength = isServer ? stream.tunnelRequest != .connect : !stream.isTunnel
        if hasLength { stream.bodyLeft = stream.expectsNoBody ? 0 : reader.contentLength }
        return .head(stream.place, endStream: ends)
    }

    /// Gives the trailers to whoever takes the message; false when nobody does.
    private func handOverTrailers(to stream: HTTP2Stream) -> Bool {
        if let server = stream.server {
            swap(&blockFields, &server.requestTrailers)
        } else if let client = stream.client {
            swap(&blockFields, &client.responseTrailers)
        } else {
            return false
        }
        return true
    }

    /// A 101 is the codec's own word for an extended CONNECT that succeeded.
    private func isInterim(_ status: UInt16) -> Bool { status < 200 && status != 101 }

    private func noteBlock(_ stream: HTTP2Stream) {
        stream.bytesReceived &+= UInt64(blockBytes)
        stream.headBytesReceived &+= UInt64(blockBytes)
    }

    /// A stream that nghttp2 closed while it read the frame that ended it.
    @unsafe private func closing(_ id: UInt32) -> Unmanaged<HTTP2Stream>? {
        guard let stream = unsafe heard.closedStream, unsafe stream._withUnsafeGuaranteedRef({ $0.id }) == id else {
            return nil
        }
        return unsafe stream
    }

    /// Ends a stream, and with it the connection where such is wanted, since its message broke the rules.
    private func broken(_ stream: HTTP2Stream, _ problem: MessageProblem) -> HTTP2Step {
        submitReset(stream, problem.isOwnRule ? .internalError : .protocolError)
        return .broken(stream.place, problem)
    }

    /// Ends the connection: GOAWAY waits to be drained.
    @discardableResult
    func fail(_ code: HTTP2ErrorCode, _ reason: HTTP2Failure) -> HTTP2Step {
        if failure == nil {
            failure = reason
            sendsOnlyBodies = false
            let last = isServer ? lastPeerStream : 0
            unsafe nghttp2_session_terminate_session2(session, Int32(bitPattern: last), code.rawValue)
        }
        return .failed(reason)
    }

    /// Ends the connection because of a message.
    public func failMessage() { fail(.protocolError, .malformedMessage) }

    // MARK: - Windows

    /// Body bytes of a stream have gone on: its windows open again.
    public func consume(_ stream: HTTP2Stream, _ count: Int) {
        if count == 0 { return }
        sendsOnlyBodies = false
        if stream.isClosed {
            consumeOfConnection(count)
        } else {
            unsafe nghttp2_session_consume(session, Int32(bitPattern: stream.id), count)
        }
    }

    /// Body bytes of no stream are done with.
    func consumeOfConnection(_ count: Int) {
        if count == 0 { return }
        sendsOnlyBodies = false
        unsafe nghttp2_session_consume_connection(session, count)
    }

    /// Fields that the last head left out because of their names.
    public var droppedFields: Int { reader.droppedFields }
}

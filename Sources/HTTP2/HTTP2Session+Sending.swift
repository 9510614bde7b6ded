public import Buffers
internal import CNGHTTP2
public import HTTPSemantics

extension HTTP2Session {
    func submitSettings() {
        var entries: [nghttp2_settings_entry] = [entry(0x1, options.headerTableSize)]
        if isServer {
            entries.append(entry(0x8, options.allowsExtendedConnect ? 1 : 0))
            entries.append(entry(0x3, options.maxConcurrentStreams))
        } else {
            entries.append(entry(0x2, 0))
            if options.allowsExtendedConnect { entries.append(entry(0x8, 1)) }
        }
        entries.append(entry(0x4, options.streamWindow))
        _ = unsafe nghttp2_submit_settings(session, 0, entries, entries.count)
        _ = unsafe nghttp2_session_set_local_window_size(
            session, 0, 0, Int32(bitPattern: options.connectionWindow))
    }

    private func entry(_ id: Int32, _ value: UInt32) -> nghttp2_settings_entry {
        nghttp2_settings_entry(settings_id: id, value: value)
    }

    // MARK: - Output

    /// Appends what is to be sent to `out`. Body bytes stop when it holds `limit` bytes; see `waitsForOutput`.
    public func drain(into out: inout ByteBuffer, limit: Int) {
        waitsForOutput = false
        backlog.settle(waiting: out.count)
        swap(&out, &output)
        outputLimit = limit
        let before = output.count
        while true {
            var bytes: UnsafePointer<UInt8>?
            let count = unsafe nghttp2_session_mem_send(session, &bytes)
            guard count > 0, let start = unsafe bytes else {
                if count < 0 && failure == nil { failure = .library }
                break
            }
            output.append(unsafe Span(_unsafeElements: UnsafeBufferPointer(start: start, count: count)))
        }
        sendsOnlyBodies = failure == nil
        backlog.wrote(output.count &- before)
        swap(&out, &output)
        if failure != nil { return }
        if backlog.controlFrames > options.floods.outboundControlFrames {
            failure = .outboundControlFlood
        } else if backlog.frames > options.floods.outboundFrames {
            failure = .outboundFlood
        }
    }

    /// The same, after something was submitted for a stream: its frames need not look for it.
    private func drain(_ stream: HTTP2Stream, into out: inout ByteBuffer, limit: Int) {
        unsafe sendingStream = Unmanaged.passUnretained(stream)
        drain(into: &out, limit: limit)
        unsafe sendingStream = nil
    }

    /// The same, after a head was submitted. It is nearly always all that there is: then nghttp2 is not asked again.
    private func drainHead(_ stream: HTTP2Stream, into out: inout ByteBuffer, limit: Int) {
        if !sendsOnlyBodies || failure != nil { return drain(stream, into: &out, limit: limit) }
        unsafe sendingStream = Unmanaged.passUnretained(stream)
        backlog.settle(waiting: out.count)
        swap(&out, &output)
        outputLimit = limit
        let before = output.count
        var bytes: UnsafePointer<UInt8>?
        let count = unsafe nghttp2_session_mem_send(session, &bytes)
        var isWhole = false
        if count >= HTTP2FrameHeader.size, let start = unsafe bytes {
            output.append(unsafe Span(_unsafeElements: UnsafeBufferPointer(start: start, count: count)))
            // Its last frame, behind which nothing was asked for meanwhile.
            isWhole = unsafe start[4] & HTTP2FrameHeader.endHeaders != 0 && sendsOnlyBodies
        } else if count < 0 && failure == nil {
            failure = .library
        }
        backlog.wrote(output.count &- before)
        swap(&out, &output)
        if !isWhole || backlog.frames > options.floods.outboundFrames { drain(into: &out, limit: limit) }
        unsafe sendingStream = nil
    }

    // MARK: - Heads

    /// Writes a response's head, also a 1xx one, to `out`.
    public func submitResponse(
        _ stream: HTTP2Stream, _ head: borrowing ResponseHead, endStream: Bool, into out: inout ByteBuffer, limit: Int
    ) {
        if stream.isClosed || stream.endsOutbound { return }
        if endStream { stream.endsOutbound = true }
        // The user's own word: what it answers by itself opens no tunnel.
        stream.isTunnel = !endStream && (stream.server?.requestHead.tunnel ?? .none).isGranted(by: head.status)
        var count = 0
        // RFC 8441 §5: what HTTP/1.1 calls 101 is a 200 here.
        writeStatus(stream.isTunnel && head.status == 101 ? 200 : head.status, &count)
        collect(head.headers, &count, isTunnel: stream.isTunnel)
        let flags = endStream ? HTTP2FrameHeader.endStream : 0
        unsafe nghttp2_submit_headers(session, flags, Int32(bitPattern: stream.id), nil, fields, count, nil)
        drainHead(stream, into: &out, limit: limit)
    }

    /// Opens a stream for a request and writes its head to `out`; nil when the peer takes no further stream.
    public func submitRequest(
        for client: ClientStream, _ head: borrowing RequestHead, endStream: Bool, into out: inout ByteBuffer, limit: Int
    ) -> HTTP2Stream? {
        guard canOpenStream else { return nil }
        var count = 0
        let path = head.headers.firstIndex(of: .path)
        let isUpgrade = head.tunnel == .upgrade
        if isUpgrade {
            // RFC 8441 §4.
            unsafe addLiteral(":method", "CONNECT", &count)
            unsafe add(":protocol", head.headers.value(of: .upgrade), &count)
        } else {
            unsafe add(":method", head.headers.value(of: .method), &count)
        }
        if head.method != .connect || isUpgrade {
            unsafe addLiteral(":scheme", head.scheme == .https ? "https" : "http", &count)
            if path >= 0 { unsafe add(":path", head.headers.value(at: path), &count) }
        }
        unsafe add(":authority", head.headers.value(of: .authority), &count)
        collect(head.headers, &count, isTunnel: head.tunnel != .none)
        let stream = takeStream(nextOwnStream)
        stream.client = client
        stream.tunnelRequest = head.tunnel
        if isUpgrade { stream.keepProtocol(head.headers.value(of: .upgrade)) }
        stream.endsOutbound = endStream
        stream.expectsNoBody = head.method == .head
        let own = unsafe Unmanaged.passUnretained(stream).toOpaque()
        let flags = endStream ? HTTP2FrameHeader.endStream : 0
        let id = unsafe nghttp2_submit_headers(session, flags, -1, nil, fields, count, own)
        guard id > 0 else {
            release(stream)
            return nil
        }
        stream.id = UInt32(bitPattern: id)
        nextOwnStream = stream.id &+ 2
        judge.openedStream()
        drainHead(stream, into: &out, limit: limit)
        return stream
    }

    /// Whether the peer takes one more of our streams.
    public var canOpenStream: Bool {
        guard failure == nil, !peerGoesAway, nextOwnStream < 0x7fff_ffff else { return false }
        return UInt32(truncatingIfNeeded: streamCount) < peerMaxConcurrentStreams
    }

    /// Takes over what the peer's settings say; asked for when they come, not for each stream.
    func noteSettings() {
        peerMaxConcurrentStreams = unsafe nghttp2_session_get_remote_settings(
            session, NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS)
    }

    private func writeStatus(_ status: UInt16, _ count: inout Int) {
        unsafe statusText[0] = 0x30 &+ UInt8(truncatingIfNeeded: status / 100)
        unsafe statusText[1] = 0x30 &+ UInt8(truncatingIfNeeded: status / 10 % 10)
        unsafe statusText[2] = 0x30 &+ UInt8(truncatingIfNeeded: status % 10)
        let bytes = unsafe UnsafePointer(statusText)
        unsafe add(":status", Span(_unsafeElements: UnsafeBufferPointer(start: bytes, count: 3)), &count)
    }

    /// Adds the fields that HTTP/2 carries; what belongs to an HTTP/1.1 connection stays behind (RFC 9113 §8.2.2), and
    /// so does the length of a message that has none.
    private func collect(_ headers: borrowing HeaderMap, _ count: inout Int, isTunnel: Bool = false) {
        makeRoom(for: headers.count, behind: count)
        let bytes = headers.storage
        var next = count
        for index in 0..<headers.count {
            let line = headers.line(at: index)
            let id = HeaderID(rawValue: line.tag)
            if judgedFields.contains(id) {
                if id.isPseudo || hopFields.contains(id) { continue }
                if id == .contentLength && isTunnel { continue }
                if id == .te && !headers.list(at: index, containsExactly: "trailers") { continue }
            }
            unsafe write(line, of: bytes, to: fields + next)
            next &+= 1
        }
        count = next
    }

    /// Makes a field of a line whose bytes nghttp2 reads where they lie.
    @unsafe @inline(__always)
    private func write(_ line: FieldLine, of bytes: Span<UInt8>, to field: UnsafeMutablePointer<nghttp2_nv>) {
        let (name, value) = (Int(line.nameOffset), Int(line.valueOffset))
        let (nameLength, valueLength) = (Int(line.nameLength), Int(line.valueLength))
        precondition(
            name &+ nameLength <= bytes.count && value &+ valueLength <= bytes.count, "a field outside its storage")
        unsafe bytes.withUnsafeBufferPointer { bytes in
            let start = unsafe UnsafeMutablePointer(mutating: bytes.baseAddress ?? UnsafePointer(statusText))
            unsafe field.pointee = nghttp2_nv(
                name: start + name, value: start + value, namelen: nameLength, valuelen: valueLength,
                flags: Self.readInPlace)
        }
    }

    private static let readInPlace = UInt8(
        NGHTTP2_NV_FLAG_NO_COPY_NAME.rawValue | NGHTTP2_NV_FLAG_NO_COPY_VALUE.rawValue)

    /// Makes room for `more` fields.
    private func makeRoom(for more: Int, behind count: Int) {
        if count &+ more <= fieldCapacity { return }
        let capacity = max(count &+ more, fieldCapacity &* 2)
        let grown = UnsafeMutablePointer<nghttp2_nv>.allocate(capacity: capacity)
        unsafe grown.update(from: fields, count: count)
        unsafe fields.deallocate()
        unsafe fields = grown
        fieldCapacity = capacity
    }

    @unsafe private func add(_ name: StaticString, _ value: Span<UInt8>, _ count: inout Int) {
        let start = unsafe UnsafePointer(name.utf8Start)
        unsafe addField(
            Span(_unsafeElements: UnsafeBufferPointer(start: start, count: name.utf8CodeUnitCount)), value, &count)
    }

    @unsafe private func addLiteral(_ name: StaticString, _ value: StaticString, _ count: inout Int) {
        let start = unsafe UnsafePointer(value.utf8Start)
        unsafe add(
            name, Span(_unsafeElements: UnsafeBufferPointer(start: start, count: value.utf8CodeUnitCount)), &count)
    }

    /// Adds a field whose bytes nghttp2 reads where they lie, before the call that submits it returns.
    @unsafe private func addField(_ name: Span<UInt8>, _ value: Span<UInt8>, _ count: inout Int) {
        makeRoom(for: 1, behind: count)
        unsafe name.withUnsafeBufferPointer { name in
            unsafe value.withUnsafeBufferPointer { value in
                // nghttp2 wants an address also of no bytes.
                unsafe fields[count] = nghttp2_nv(
                    name: UnsafeMutablePointer(mutating: name.baseAddress ?? UnsafePointer(statusText)),
                    value: UnsafeMutablePointer(mutating: value.baseAddress ?? UnsafePointer(statusText)),
                    namelen: name.count, valuelen: value.count,
                    flags: Self.readInPlace)
            }
        }
        count &+= 1
    }

    // MARK: - Bodies

    /// Sends body bytes: as many as the windows take go to `out`, the others wait in the stream.
    public func submitData(
        _ stream: HTTP2Stream, _ data: Span<UInt8>, endStream: Bool, into out: inout ByteBuffer, limit: Int
    ) {
        if stream.isClosed || stream.endsOutbound { return }
        if endStream { stream.endsOutbound = true }
        if stream.isProviding { return hold(data, of: stream) }
        if data.isEmpty && !endStream { return }
        unsafe data.withUnsafeBytes { bytes in
            unsafe lent = bytes.baseAddress
            lentCount = bytes.count
            unsafe lentStream = Unmanaged.passUnretained(stream)
            provide(stream)
            drain(stream, into: &out, limit: limit)
            unsafe lentStream = nil
            if lentCount > 0, let rest = unsafe lent, !stream.isClosed {
                let bytes = unsafe UnsafeBufferPointer(
                    start: rest.assumingMemoryBound(to: UInt8.self), count: lentCount)
                hold(unsafe Span(_unsafeElements: bytes), of: stream)
            }
            unsafe lent = nil
            lentCount = 0
        }
    }

    /// Below this a block would mostly be empty, on each of a client's streams.
    private static let smallestBlock = 256

    /// Keeps what has to wait.
    private func hold(_ data: Span<UInt8>, of stream: HTTP2Stream) {
        if data.count > Self.smallestBlock && data.count <= waitingBlocks.blockSize {
            waitingBlocks.lend(to: &stream.outbound)
        }
        stream.outbound.append(data)
    }

    /// Sends trailers behind the body and ends our direction.
    public func submitTrailers(
        _ stream: HTTP2Stream, _ trailers: borrowing HeaderMap, into out: inout ByteBuffer, limit: Int
    ) {
        if stream.isClosed || stream.endsOutbound { return }
        stream.endsOutbound = true
        var count = 0
        collect(trailers, &count)
        if count == 0 {
            // A field section without fields would be a frame for nothing.
            if !stream.isProviding {
                provide(stream)
                drain(into: &out, limit: limit)
            }
        } else if stream.isProviding {
            stream.hasTrailers = true
            stream.trailers.append(contentsOf: trailers)
        } else {
            unsafe nghttp2_submit_trailer(session, Int32(bitPattern: stream.id), fields, count)
            drain(into: &out, limit: limit)
        }
    }

    /// Lets nghttp2 ask for the stream's bytes until none waits.
    private func provide(_ stream: HTTP2Stream) {
        stream.isProviding = true
        sendsOnlyBodies = false
        var provider = unsafe nghttp2_data_provider()
        unsafe provider.source.ptr = Unmanaged.passUnretained(stream).toOpaque()
        unsafe provider.read_callback = { _, _, _, length, flags, source, user in
            guard let flags = unsafe flags, let user = unsafe user, let source = unsafe source,
                let stream = unsafe source.pointee.ptr
            else { return Int(HTTP2Session.failed) }
            return unsafe Unmanaged<HTTP2Session>.fromOpaque(user)._withUnsafeGuaranteedRef { session in
                unsafe Unmanaged<HTTP2Stream>.fromOpaque(stream)._withUnsafeGuaranteedRef {
                    unsafe session.offer($0, length, &flags.pointee)
                }
            }
        }
        let result = unsafe nghttp2_submit_data(
            session, HTTP2FrameHeader.endStream, Int32(bitPattern: stream.id), &provider)
        if result != 0 { stream.isProviding = false }
    }

    /// Whether bytes of that stream lie in the caller's hands.
    private func isLent(_ stream: HTTP2Stream) -> Bool {
        unsafe lentStream?.toOpaque() == Unmanaged.passUnretained(stream).toOpaque()
    }

    /// How many bytes the next DATA frame takes, of at most `length`.
    private func offer(_ stream: HTTP2Stream, _ length: Int, _ flags: inout UInt32) -> Int {
        let available = isLent(stream) ? lentCount : stream.outbound.count
        if available > 0 && output.count >= outputLimit {
            // Neither this stream's bytes nor those of the others, nor ends without bytes behind them, go on; nghttp2
            // asks again where it was.
            waitsForOutput = true
            return Int(NGHTTP2_ERR_PAUSE.rawValue)
        }
        flags |= NGHTTP2_DATA_FLAG_NO_COPY.rawValue
        let count = min(length, available)
        if count == available {
            flags |= NGHTTP2_DATA_FLAG_EOF.rawValue
            stream.isProviding = false
            if stream.hasTrailers || !stream.endsOutbound { flags |= NGHTTP2_DATA_FLAG_NO_END_STREAM.rawValue }
            if stream.hasTrailers {
                var fieldCount = 0
                collect(stream.trailers, &fieldCount)
                unsafe nghttp2_submit_trailer(session, Int32(bitPattern: stream.id), fields, fieldCount)
            }
        }
        return count
    }

    /// Writes a DATA frame: its header, then `length` bytes of the stream.
    @unsafe func writeData(_ pointer: UnsafeMutableRawPointer, _ header: UnsafePointer<UInt8>, _ length: Int) {
        unsafe Unmanaged<HTTP2Stream>.fromOpaque(pointer)._withUnsafeGuaranteedRef { stream in
            output.append(
                unsafe Span(_unsafeElements: UnsafeBufferPointer(start: header, count: HTTP2FrameHeader.size)))
            if isLent(stream), let start = unsafe lent {
                let bytes = unsafe UnsafeBufferPointer(
                    start: start.assumingMemoryBound(to: UInt8.self), count: length)
                output.append(unsafe Span(_unsafeElements: bytes))
                unsafe lent = start + length
                lentCount &-= length
            } else if length > 0 {
                output.append(stream.outbound.span(at: 0, count: length))
                stream.outbound.consume(length)
                if stream.outbound.isEmpty { waitingBlocks.takeBack(from: &stream.outbound) }
            }
        }
    }

    // MARK: - Ends

    /// Gives a stream up; what waits of it is dropped. The frame is sent with the next `drain`.
    public func submitReset(_ stream: HTTP2Stream, _ code: HTTP2ErrorCode) {
        if stream.isClosed || stream.isReset { return }
        stream.isReset = true
        sendsOnlyBodies = false
        stream.bytesSent &+= UInt64(HTTP2FrameHeader.size &+ 4)
        unsafe nghttp2_submit_rst_stream(session, 0, Int32(bitPattern: stream.id), code.rawValue)
    }

    /// Says that an end is coming, without refusing anything yet (RFC 9113 §6.8).
    public func submitShutdownNotice() {
        sendsOnlyBodies = false
        unsafe nghttp2_submit_shutdown_notice(session)
    }

    /// Takes no further stream.
    public func submitGoAway() {
        sendsOnlyBodies = false
        let last = unsafe nghttp2_session_get_last_proc_stream_id(session)
        unsafe nghttp2_submit_goaway(session, 0, last, 0, nil, 0)
    }

    /// Asks whether the peer is there.
    public func submitPing() {
        sendsOnlyBodies = false
        unsafe nghttp2_submit_ping(session, 0, nil)
    }
}

internal import Buffers
internal import CNGHTTP2
internal import HTTPSemantics

// What nghttp2 calls while it reads or writes. Nothing here calls out of the room but for `streamOpened`; the rest is
// left in `heard` for `step`.
extension HTTP2Session {
    func openSession() {
        var callbacks: OpaquePointer?
        var option: OpaquePointer?
        guard unsafe nghttp2_session_callbacks_new(&callbacks) == 0, unsafe nghttp2_option_new(&option) == 0 else {
            preconditionFailure("no memory for an HTTP/2 session")
        }
        unsafe Self.setReceiving(callbacks)
        unsafe Self.setSending(callbacks)
        unsafe set(option)
        let own = unsafe Unmanaged.passUnretained(self).toOpaque()
        var blocks = unsafe memory.allocator
        let result =
            isServer
            ? unsafe nghttp2_session_server_new3(&session, callbacks, own, option, &blocks)
            : unsafe nghttp2_session_client_new3(&session, callbacks, own, option, &blocks)
        unsafe nghttp2_option_del(option)
        unsafe nghttp2_session_callbacks_del(callbacks)
        precondition(result == 0, "no memory for an HTTP/2 session")
    }

    @unsafe private static func setReceiving(_ callbacks: OpaquePointer?) {
        unsafe nghttp2_session_callbacks_set_on_begin_headers_callback(callbacks) { _, frame, user in
            guard let frame = unsafe frame, let user = unsafe user else { return HTTP2Session.failed }
            return unsafe HTTP2Session.of(user) { unsafe $0.blockBegins(frame.pointee) }
        }
        unsafe nghttp2_session_callbacks_set_on_header_callback2(callbacks) { _, _, name, value, flags, user in
            guard let user = unsafe user, let name = unsafe name, let value = unsafe value else {
                return HTTP2Session.failed
            }
            return unsafe HTTP2Session.of(user) { unsafe $0.fieldDecoded(name, value, flags) }
        }
        unsafe nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks) { _, frame, user in
            guard let frame = unsafe frame, let user = unsafe user else { return HTTP2Session.failed }
            return unsafe HTTP2Session.of(user) {
                unsafe $0.frameReceived(frame.pointee)
                return 0
            }
        }
        unsafe nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks) {
            session, _, id, bytes, count, user in
            guard let user = unsafe user, let bytes = unsafe bytes else { return HTTP2Session.failed }
            return unsafe HTTP2Session.of(user) {
                unsafe $0.dataReceived(id, bytes, count)
                return 0
            }
        }
    }

    @unsafe private static func setSending(_ callbacks: OpaquePointer?) {
        unsafe nghttp2_session_callbacks_set_on_stream_close_callback(callbacks) { _, id, code, user in
            guard let user = unsafe user else { return HTTP2Session.failed }
            return unsafe HTTP2Session.of(user) {
                $0.sessionClosed(id)
                return 0
            }
        }
        unsafe nghttp2_session_callbacks_set_on_frame_send_callback(callbacks) { _, frame, user in
            guard let frame = unsafe frame, let user = unsafe user else { return HTTP2Session.failed }
            return unsafe HTTP2Session.of(user) {
                unsafe $0.frameSent(frame.pointee)
                return 0
            }
        }
        unsafe nghttp2_session_callbacks_set_send_data_callback(callbacks) { _, frame, header, length, source, user in
            guard let header = unsafe header, let user = unsafe user, let source = unsafe source else {
                return HTTP2Session.failed
            }
            return unsafe HTTP2Session.of(user) {
                guard let stream = unsafe source.pointee.ptr else { return HTTP2Session.failed }
                unsafe $0.writeData(stream, header, length)
                return 0
            }
        }
    }

    @unsafe private func set(_ option: OpaquePointer?) {
        // What a message may say is checked by `HTTP2FieldReader`, on both sides and in our words.
        unsafe nghttp2_option_set_no_http_messaging(option, 1)
        unsafe nghttp2_option_set_no_auto_window_update(option, 1)
        unsafe nghttp2_option_set_no_closed_streams(option, 1)
        // Resets, acknowledgements and header blocks are counted by us, and told apart in statistics.
        unsafe nghttp2_option_set_stream_reset_rate_limit(option, 1 << 32, 1 << 32)
        unsafe nghttp2_option_set_max_outbound_ack(option, 1 << 30)
        unsafe nghttp2_option_set_max_continuations(option, 1 << 12)
        // Heads that we send were limited where they came from.
        unsafe nghttp2_option_set_max_send_header_block_length(option, 64 << 20)
        unsafe nghttp2_option_set_max_deflate_dynamic_table_size(option, Int(options.headerTableSize))
        unsafe nghttp2_option_set_peer_max_concurrent_streams(option, options.streamsBeforeSettings)
    }

    static let failed = Int32(NGHTTP2_ERR_CALLBACK_FAILURE.rawValue)

    @unsafe private static func of(
        _ user: UnsafeMutableRawPointer, _ body: (HTTP2Session) -> Int32
    ) -> Int32 {
        unsafe Unmanaged<HTTP2Session>.fromOpaque(user)._withUnsafeGuaranteedRef { body($0) }
    }

    /// The stream that is in use under that number; nil when it is closed. It comes without a reference counted: the
    /// table keeps all streams as long as the session lives.
    @unsafe func borrowedStream(_ id: UInt32) -> Unmanaged<HTTP2Stream>? {
        guard let pointer = unsafe nghttp2_session_get_stream_user_data(session, Int32(bitPattern: id)) else {
            return nil
        }
        return unsafe Unmanaged<HTTP2Stream>.fromOpaque(pointer)
    }

    // MARK: - Received

    @unsafe private func blockBegins(_ frame: nghttp2_frame) -> Int32 {
        let id = UInt32(bitPattern: unsafe frame.hd.stream_id)
        let isUnknown = unsafe frameStream == nil
        if isServer && isUnknown {
            hasOpened = true
            let stream = takeStream(id)
            let pointer = unsafe Unmanaged.passUnretained(stream).toOpaque()
            guard unsafe nghttp2_session_set_stream_user_data(session, Int32(bitPattern: id), pointer) == 0 else {
                release(stream)
                return Self.failed
            }
            user?.streamOpened(stream)
            unsafe blockStream = Unmanaged.passUnretained(stream)
            blockKind = .request
        } else {
            unsafe blockStream = frameStream
            let hasHead = unsafe blockStream?._withUnsafeGuaranteedRef { stream in
                stream.receivedBlock = true
                return stream.receivedHead
            }
            blockKind = hasHead == true ? .trailers : isServer ? .request : .response
        }
        reader.begin(blockKind, options)
        blockFields.removeAll()
        return 0
    }

    @unsafe private func fieldDecoded(_ name: OpaquePointer, _ value: OpaquePointer, _ flags: UInt8) -> Int32 {
        if unsafe blockStream == nil || reader.problem != nil { return unsafe fieldPassed(name, value) }
        // The stream gets them all at once: to look for its map at each would count references each time.
        let place = unsafe known.find(name, value)
        if place >= 0 {
            unsafe known.give(place, to: &reader, &blockFields)
            return 0
        }
        let nameBytes = unsafe nghttp2_rcbuf_get_buf(name)
        let valueBytes = unsafe nghttp2_rcbuf_get_buf(value)
        let nameSpan = unsafe Span(_unsafeElements: UnsafeBufferPointer(start: nameBytes.base, count: nameBytes.len))
        let valueSpan = unsafe Span(_unsafeElements: UnsafeBufferPointer(start: valueBytes.base, count: valueBytes.len))
        var nature = HTTP2FieldNature(name: nameSpan)
        nature.judge(value: valueSpan)
        // What the table does not keep never comes in the same buffers again.
        if flags & UInt8(NGHTTP2_NV_FLAG_NO_INDEX.rawValue) == 0 && !nature.isPassing {
            unsafe known.add(name, value, nameSpan, valueSpan, nature)
        }
        reader.take(nameSpan, valueSpan, nature, into: &blockFields)
        return 0
    }

    /// A field that nobody wants came.
    @unsafe private func fieldPassed(_ name: OpaquePointer, _ value: OpaquePointer) -> Int32 {
        let size = unsafe nghttp2_rcbuf_get_buf(name).len &+ nghttp2_rcbuf_get_buf(value).len
        if reader.pass(over: size) { return 0 }
        isBlockExcessive = true
        return Self.failed
    }

    @unsafe private func frameReceived(_ frame: nghttp2_frame) {
        heard.frame = true
        switch unsafe frame.hd.type {
        case HTTP2FrameHeader.headers:
            heard.block = true
            heard.endsStream = unsafe frame.hd.flags & HTTP2FrameHeader.endStream != 0
        case HTTP2FrameHeader.resetStream:
            // It may have been closed since the frame began.
            unsafe heard.resetStream = borrowedStream(UInt32(bitPattern: unsafe frame.hd.stream_id))
            heard.code = unsafe frame.rst_stream.error_code
        case HTTP2FrameHeader.goAway:
            peerGoesAway = true
            heard.code = unsafe frame.goaway.error_code
            heard.lastStream = UInt32(bitPattern: unsafe frame.goaway.last_stream_id)
        default: break
        }
    }

    @unsafe private func dataReceived(_ id: Int32, _ bytes: UnsafePointer<UInt8>, _ count: Int) {
        guard let base = unsafe feeding else { return }
        heard.dataOffset = unsafe UnsafeRawPointer(bytes) - base
        heard.dataCount = count
        unsafe heard.dataStream = frameStream
        // A stream that we have reset: nobody will consume them.
        if unsafe heard.dataStream == nil { consumeOfConnection(count) }
    }

    /// The stream that is in use under that number, which is probably the one whose frame is being read or written.
    @unsafe private func streamAtHand(_ id: UInt32) -> Unmanaged<HTTP2Stream>? {
        func isMeant(_ stream: Unmanaged<HTTP2Stream>?) -> Bool {
            unsafe stream?._withUnsafeGuaranteedRef { $0.id == id && !$0.isClosed } == true
        }
        if unsafe isMeant(sendingStream) { return unsafe sendingStream }
        if unsafe isMeant(frameStream) { return unsafe frameStream }
        return unsafe borrowedStream(id)
    }

    private func sessionClosed(_ id: Int32) {
        let number = UInt32(bitPattern: id)
        guard let found = unsafe streamAtHand(number) else {
            if closed.ending(of: number) == .forgotten { closed.add(number, resetByUs: false) }
            return
        }
        // nghttp2 forgets the stream when we return.
        unsafe found._withUnsafeGuaranteedRef { stream in
            // What we have reset was noted when that was written; all others cannot be noted yet.
            if !stream.isReset || closed.ending(of: number) == .forgotten { closed.add(number, resetByUs: false) }
            stream.isClosed = true
            if unsafe blockStream?.toOpaque() == found.toOpaque() { unsafe blockStream = nil }
            unsafe heard.closedStream = found
            let isTold = unsafe heard.resetStream?.toOpaque() == found.toOpaque()
            if stream.server == nil && stream.client == nil && !isTold { release(stream) }
        }
    }

    // MARK: - Sent

    @unsafe private func frameSent(_ frame: nghttp2_frame) {
        backlog.add(isControl: false)
        let id = UInt32(bitPattern: unsafe frame.hd.stream_id)
        let flags = unsafe frame.hd.flags
        switch unsafe frame.hd.type {
        case HTTP2FrameHeader.resetStream:
            backlog.add(isControl: true)
            resetsSent &+= 1
            if unsafe frame.rst_stream.error_code == HTTP2ErrorCode.refusedStream.rawValue { streamsRefused &+= 1 }
            closed.add(id, resetByUs: true)
            // Of the streams in use nghttp2 gives up those whose windows the peer has overrun. Nobody here would hear
            // of it, and what they have caused would go on without counting against the peer's limit (CVE-2025-8671).
            if unsafe borrowedStream(id)?._withUnsafeGuaranteedRef({ $0.isReset }) == false {
                fail(.flowControlError, .protocolViolation)
            }
        case HTTP2FrameHeader.settings, HTTP2FrameHeader.ping:
            if flags & HTTP2FrameHeader.acknowledgement != 0 { backlog.add(isControl: true) }
        case HTTP2FrameHeader.goAway: noteGoAway(unsafe frame.goaway.error_code)
        case HTTP2FrameHeader.data, HTTP2FrameHeader.headers:
            unsafe streamAtHand(id)?._withUnsafeGuaranteedRef { messageSent($0, unsafe frame.hd) }
        default: break
        }
    }

    private func messageSent(_ stream: HTTP2Stream, _ header: nghttp2_frame_hd) {
        let size = UInt64(header.length) &+ UInt64(HTTP2FrameHeader.size)
        stream.bytesSent &+= size
        if header.type == HTTP2FrameHeader.data {
            judge.dataFramesSent &+= 1
        } else {
            stream.headBytesSent &+= size
        }
        if header.flags & HTTP2FrameHeader.endStream == 0 { return }
        stream.sentEnd = true
        // An answer that is complete before its request: the rest of that is not wanted (RFC 9113 §8.1).
        if isServer && !stream.receivedEnd && !stream.isTunnel { submitReset(stream, .noError) }
    }

    private func noteGoAway(_ code: UInt32) {
        goAwaysSent &+= 1
        if code != 0 && failure == nil { failure = .protocolViolation }
    }
}

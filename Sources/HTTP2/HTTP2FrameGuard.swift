/// What a frame may be on a stream in a certain state, and how many frames of a kind may come: judged by the nine
/// bytes of the frame header, before nghttp2 sees them.
///
/// nghttp2 passes over frames that RFC 9113 §5.1 forbids on closed streams, and keeps a tree of priorities
/// (deprecated, §5.3) for whoever sends PRIORITY. Here the first are refused and the second dropped.
///
/// ```
///  idle ──HEADERS──▶ open ──END_STREAM──▶ halfClosedRemote ──our END_STREAM──▶ closed(agreed)
///                     │ our RST_STREAM ──▶ closed(resetByUs)       peer's RST_STREAM ──▶ closed(agreed)
/// ```
struct HTTP2FrameGuard {
    /// A stream as the frame finds it.
    enum StreamState: Sendable {
        /// Never opened: a number above all opened so far.
        case idle
        /// Never opened, and passed over by a later one.
        case skipped
        /// The peer may send.
        case open
        /// The peer has ended its direction.
        case halfClosedRemote
        /// Over, and the peer knows.
        case closed
        /// Reset by us; the peer may not know yet.
        case reset
        /// Closed so long ago that nobody knows how, or passed over.
        case forgotten
        /// Of the side that may not open streams.
        case notAllowed
    }

    /// What becomes of the frame.
    enum Verdict: Equatable, Sendable {
        /// nghttp2 gets it.
        case pass
        /// It is dropped: nobody needs it.
        case drop
        /// The connection ends.
        case fail(HTTP2ErrorCode, HTTP2Failure)
    }

    private let limits: HTTP2FloodLimits
    private let isServer: Bool
    private var emptyFrames: UInt32 = 0
    private var priorityFrames: UInt64 = 0
    private var windowUpdates: UInt64 = 0
    private var streamsOpened: UInt64 = 0
    private var headerBlockBytes = 0
    private var headerBlockFrames = 0
    /// The stream whose header block is not complete; 0 for none.
    private var openBlock: UInt32 = 0
    /// DATA frames sent; the session counts them.
    var dataFramesSent: UInt64 = 0

    /// Bytes of a compressed header block: more than any head within the limits needs.
    private let maxBlockBytes: Int
    private var maxBlockFrames: Int { 128 &+ maxBlockBytes / 16_384 }

    init(_ options: HTTP2Options, isServer: Bool) {
        limits = options.floods
        self.isServer = isServer
        maxBlockBytes = options.maxHeadBytes &* 4 &+ 16_384
    }

    /// Judges a frame.
    mutating func judge(_ frame: HTTP2FrameHeader, _ state: StreamState) -> Verdict {
        if openBlock != 0 && (frame.type != HTTP2FrameHeader.continuation || frame.stream != openBlock) {
            return .fail(.protocolError, .protocolViolation)
        }
        switch frame.type {
        case HTTP2FrameHeader.data:
            return frame.stream == 0 ? .fail(.protocolError, .protocolViolation) : judgeStream(state)
        case HTTP2FrameHeader.headers:
            return judgeHeaders(frame, state)
        case HTTP2FrameHeader.continuation:
            if openBlock == 0 { return .fail(.protocolError, .protocolViolation) }
            return countBlock(frame)
        case HTTP2FrameHeader.priority: return judgePriority(frame)
        case HTTP2FrameHeader.resetStream:
            return frame.stream == 0 || state == .idle || state == .notAllowed
                ? .fail(.protocolError, .protocolViolation) : .pass
        case HTTP2FrameHeader.windowUpdate:
            if frame.stream != 0 && (state == .idle || state == .notAllowed) {
                return .fail(.protocolError, .protocolViolation)
            }
            windowUpdates &+= 1
            let data = UInt64(limits.windowUpdatesPerDataFrame).multipliedReportingOverflow(by: dataFramesSent)
            let most = data.overflow ? .max : 5 &+ 2 &* (streamsOpened &+ min(data.partialValue, .max / 4))
            return windowUpdates > most ? .fail(.enhanceYourCalm, .windowUpdateFlood) : .pass
        case HTTP2FrameHeader.pushPromise: return .fail(.protocolError, .protocolViolation)
        default: return .pass
        }
    }

    /// A DATA frame has ended: empty ones are counted (padding is no content).
    mutating func dataEnded(isEmpty: Bool, endsStream: Bool) -> Verdict {
        countEmpty(isEmpty && !endsStream)
    }

    private func judgeStream(_ state: StreamState) -> Verdict {
        switch state {
        case .open, .reset, .forgotten: .pass
        case .idle, .skipped, .notAllowed: .fail(.protocolError, .protocolViolation)
        case .halfClosedRemote, .closed: .fail(.streamClosed, .frameOnClosedStream)
        }
    }

    private mutating func judgeHeaders(_ frame: HTTP2FrameHeader, _ state: StreamState) -> Verdict {
        switch state {
        case .idle:
            // A server opens no stream by HEADERS, so to a client only its own streams are known.
            if !isServer { return .fail(.protocolError, .protocolViolation) }
            streamsOpened &+= 1
        case .open, .reset: break
        case .skipped, .forgotten, .notAllowed: return .fail(.protocolError, .protocolViolation)
        case .halfClosedRemote, .closed: return .fail(.streamClosed, .frameOnClosedStream)
        }
        if frame.stream == 0 { return .fail(.protocolError, .protocolViolation) }
        headerBlockBytes = 0
        headerBlockFrames = 0
        return countBlock(frame)
    }

    private mutating func countBlock(_ frame: HTTP2FrameHeader) -> Verdict {
        openBlock = frame.has(HTTP2FrameHeader.endHeaders) ? 0 : frame.stream
        headerBlockBytes &+= frame.length
        headerBlockFrames &+= 1
        if headerBlockBytes > maxBlockBytes || headerBlockFrames > maxBlockFrames {
            return .fail(.enhanceYourCalm, .headerBlockFlood)
        }
        return countEmpty(frame.length == 0 && !frame.has(HTTP2FrameHeader.endStream))
    }

    private mutating func countEmpty(_ isEmpty: Bool) -> Verdict {
        if !isEmpty {
            emptyFrames = 0
            return .pass
        }
        emptyFrames &+= 1
        return emptyFrames > limits.emptyFrames ? .fail(.enhanceYourCalm, .emptyFrameFlood) : .pass
    }

    private mutating func judgePriority(_ frame: HTTP2FrameHeader) -> Verdict {
        if frame.stream == 0 { return .fail(.protocolError, .protocolViolation) }
        if frame.length != 5 { return .fail(.frameSizeError, .protocolViolation) }
        priorityFrames &+= 1
        let most = UInt64(limits.priorityFramesPerStream).multipliedReportingOverflow(by: 1 &+ streamsOpened)
        if !most.overflow && priorityFrames > most.partialValue { return .fail(.enhanceYourCalm, .priorityFlood) }
        return .drop
    }

    /// One of our own streams was opened.
    mutating func openedStream() { streamsOpened &+= 1 }
}

internal import Buffers
internal import HTTP2
internal import Transports

/// What both sides of HTTP/2, `HTTP2ServerConnection` and `HTTP2ClientConnection`, do alike: bytes become steps, what a
/// paused user cannot take waits in its stream, and a user that was told to stop hears when it may go on.
protocol HTTP2Side: AnyObject {
    var session: HTTP2Session { get }
    var connection: Connection { get }
    var isClosed: Bool { get }
    var work: HTTP2Work { get set }

    /// Sees to one step; `input` begins with its bytes.
    func handle(_ step: HTTP2Step, _ input: borrowing ByteBuffer)
    /// Writes what waits in the session, and sees to what that brings.
    func pump()
    /// Tells the stream's user of the head; does nothing without one.
    func deliverHead(of stream: HTTP2Stream, endStream: Bool)
    /// Gives a piece of a body to the stream's user; does nothing without one.
    func deliver(_ data: Span<UInt8>, of stream: HTTP2Stream, endStream: Bool)
    /// Gives the trailers to the stream's user; does nothing without one.
    func deliverTrailers(of stream: HTTP2Stream)
    /// The stream's user may write on.
    func tellCaughtUp(_ stream: HTTP2Stream)
    /// Counts what happened.
    func count(_ event: HTTP2Event, _ count: UInt64)
}

/// The state of a side's work.
struct HTTP2Work {
    /// Whether steps are being handled.
    var isProcessing = false
    /// Streams whose delivery goes on.
    var resumed = HTTP2StreamList()
    /// Streams whose users were told to stop.
    var stopped = HTTP2StreamList()
    /// Heads that are complete and that nobody has heard of yet.
    fileprivate var heads: [HTTP2HeldHead] = []
    fileprivate var countedResets: UInt64 = 0
    fileprivate var countedGoAways: UInt64 = 0
    fileprivate var countedRefusals: UInt64 = 0

    /// Bytes in the connection's output above which bodies wait in their streams.
    static let outputLimit = 16 << 10

    // What is worked on of one connection before others have their turn, however much it sends at once. Answers to
    // small frames leave in between, or they would be taken for a flood.
    fileprivate static let mostSteps = 256
    fileprivate static let mostHeads = 32
}

/// A head that its stream's user hears of once the heads right behind it are decoded too.
private struct HTTP2HeldHead: BitwiseCopyable {
    /// The stream's, and its number; the object may be another stream by then.
    let place: Int
    let id: UInt32
    let endStream: Bool
}

/// Streams that wait for something. They are taken out in one go, without a new array each time.
struct HTTP2StreamList {
    private var waiting: [HTTP2Stream] = []
    private var spare: [HTTP2Stream] = []

    var isEmpty: Bool { waiting.isEmpty }

    mutating func append(_ stream: HTTP2Stream) { waiting.append(stream) }

    /// Takes all of them; who is done with them gives the array back.
    mutating func take() -> [HTTP2Stream] {
        let all = waiting
        waiting = spare
        spare = []
        return all
    }

    /// Keeps the room of an array that was taken.
    mutating func giveBack(_ taken: inout [HTTP2Stream]) {
        taken.removeAll(keepingCapacity: taken.count <= Self.mostKept)
        swap(&taken, &spare)
    }

    /// The longest list whose room is kept.
    private static let mostKept = 256
}

extension HTTP2Side {
    /// Turns the received bytes into steps, as many as come before others' turn; false when there was nothing to do.
    ///
    /// Heads that come one behind the other are all decoded before the first of them goes on: what decodes them, and
    /// what then becomes of them, are each more code than fits beside the other into a processor's nearest cache.
    func processInput() -> Bool {
        if work.isProcessing || isClosed { return false }
        work.isProcessing = true
        if !work.resumed.isEmpty { deliverHeld() }
        // The bytes are ours while callbacks run, so that a close from inside one cannot take them away.
        var input = ByteBuffer()
        swap(&input, &connection.inbound)
        var steps = 0
        var heads = 0
        var leaves = false
        while !isClosed {
            if steps == HTTP2Work.mostSteps || heads == HTTP2Work.mostHeads {
                leaves = !input.isEmpty
                break
            }
            if !work.heads.isEmpty && !session.expectsHead(input.readable) {
                deliverHeads()
                if isClosed { break }
            }
            var consumed = 0
            let step = session.step(input.readable, consumed: &consumed)
            if case .needMoreBytes = step { break }
            // A tunnel's directions end each for itself, and must not have ended before its head is told.
            if case .head(let place, let endStream) = step, session.droppedFields == 0, !session.isTunnel(at: place) {
                work.heads.append(HTTP2HeldHead(place: place, id: session.id(at: place), endStream: endStream))
                input.consume(consumed)
                steps &+= 1
                heads &+= 1
                continue
            }
            let endsBlock = step.endsBlock
            let isLast = step.isLast
            var isGone = false
            if !work.heads.isEmpty {
                let place = step.place
                let id = place < 0 ? 0 : session.id(at: place)
                deliverHeads()
                if isClosed { break }
                // Who heard of its head may have given up the stream, and the object be another stream by now.
                isGone = place >= 0 && session.id(at: place) != id
            }
            if !isGone { handle(step, input) }
            if isLast { break }
            input.consume(consumed)
            steps &+= 1
            if endsBlock { heads &+= 1 }
        }
        if !work.heads.isEmpty { deliverHeads() }
        work.isProcessing = false
        if isClosed { input.removeAll() }
        swap(&input, &connection.inbound)
        if leaves { connection.leaveInput() }
        pump()
        return true
    }

    /// Tells of the heads that wait, in their order. Nothing but further heads was looked at since they came.
    private func deliverHeads() {
        for index in work.heads.indices {
            let head = work.heads[index]
            if isClosed { break }
            session.withStream(at: head.place) { stream in
                if stream.id == head.id { deliverHead(of: stream, endStream: head.endStream) }
            }
        }
        work.heads.removeAll(keepingCapacity: true)
    }

    // MARK: - Users that pause

    /// A piece of a body has come: its user takes it, or it waits in its stream.
    func received(_ data: Span<UInt8>, of stream: HTTP2Stream, endStream: Bool) {
        if stream.pauses > 0 || !stream.inbound.isEmpty {
            stream.inbound.append(data)
            if endStream { stream.holdsEnd = true }
            return
        }
        session.consume(stream, data.count)
        deliver(data, of: stream, endStream: endStream)
    }

    /// Trailers have come: their user takes them, or they wait in their stream.
    func receivedTrailers(of stream: HTTP2Stream) {
        if stream.pauses > 0 || !stream.inbound.isEmpty {
            stream.holdsTrailers = true
        } else {
            deliverTrailers(of: stream)
        }
    }

    func resume(_ stream: HTTP2Stream) {
        guard stream.pauses > 0 else { return }
        stream.pauses -= 1
        if stream.pauses > 0 || (stream.inbound.isEmpty && !stream.holdsEnd && !stream.holdsTrailers) { return }
        work.resumed.append(stream)
        connection.wake()
    }

    private func deliverHeld() {
        var streams = work.resumed.take()
        for stream in streams {
            let id = stream.id
            if stream.pauses == 0, !stream.inbound.isEmpty {
                var data = ByteBuffer()
                swap(&data, &stream.inbound)
                let ends = stream.holdsEnd
                stream.holdsEnd = false
                session.consume(stream, data.count)
                deliver(data.readable, of: stream, endStream: ends)
            }
            // A user may pause again, or leave, and the object be another stream then.
            if stream.id == id, stream.pauses == 0, stream.holdsEnd {
                stream.holdsEnd = false
                deliver(Span(), of: stream, endStream: true)
            }
            if stream.id == id, stream.pauses == 0, stream.holdsTrailers {
                stream.holdsTrailers = false
                deliverTrailers(of: stream)
            }
        }
        work.resumed.giveBack(&streams)
    }

    // MARK: - Users that are faster than the peer

    /// Makes room in the output for a piece of the stream's body, where the peer takes what is there: a piece that has
    /// to wait is copied once more. One behind others of its stream waits anyway.
    func makeRoom(for data: Span<UInt8>, of stream: HTTP2Stream) {
        if data.isEmpty || stream.waitingBytes > 0 || connection.outbound.count < HTTP2Work.outputLimit { return }
        connection.sendNow()
    }

    /// Whether a stream's user has to stop, since as much waits as may; its user hears later that it may go on.
    func mustStop(_ stream: HTTP2Stream, limit: Int) -> Bool {
        if stream.waitingBytes <= limit || stream.isAboveHighWatermark { return false }
        stream.isAboveHighWatermark = true
        work.stopped.append(stream)
        return true
    }

    /// Tells users of streams of which less than half of the limit waits.
    func tellCaughtUp(limit: Int) {
        if work.stopped.isEmpty { return }
        var streams = work.stopped.take()
        for stream in streams where stream.isAboveHighWatermark {
            if stream.waitingBytes > limit / 2 && (stream.server != nil || stream.client != nil) {
                work.stopped.append(stream)
            } else {
                stream.isAboveHighWatermark = false
                tellCaughtUp(stream)
            }
        }
        work.stopped.giveBack(&streams)
    }

    // MARK: - Counting

    /// Tells of what the session has ended since the last time.
    func countFrames() {
        if session.resetsSent != work.countedResets {
            count(.resetSent, session.resetsSent &- work.countedResets)
            work.countedResets = session.resetsSent
        }
        if session.goAwaysSent != work.countedGoAways {
            count(.goAwaySent, session.goAwaysSent &- work.countedGoAways)
            work.countedGoAways = session.goAwaysSent
        }
        if session.streamsRefused != work.countedRefusals {
            count(.streamRefused, session.streamsRefused &- work.countedRefusals)
            work.countedRefusals = session.streamsRefused
        }
    }
}

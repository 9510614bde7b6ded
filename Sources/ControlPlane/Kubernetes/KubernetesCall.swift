internal import Buffers
internal import EventLoops
internal import HTTP1
internal import HTTPConnections
internal import HTTPSemantics
internal import Transports

/// One request to the API of a cluster, on a connection of its own. Confined to its loop.
final class KubernetesCall: TimerOwner {
    /// How it ended.
    enum End: Equatable {
        /// The answer is complete; its body, but for what was handed on piece by piece.
        case answer(status: Int, body: [UInt8])
        /// There is none, or not all of it; for the operator.
        case failure(String)
    }

    /// Takes the pieces of the body of a good answer as they come; false ends the call. Nil: the body is kept.
    var received: (([UInt8]) -> Bool)?
    /// Hears that a good answer begins.
    var begun: (() -> Void)?
    private let loop: EventLoop
    private let limit: Int
    private let silence: UInt64
    private let deadline: LoopTimer
    private let quiet: LoopTimer
    private var done: ((End) -> Void)?
    private var client: HTTP1ClientConnection?
    private var body: [UInt8] = []
    private lazy var stream = Stream(self)

    private static let silenceKind: UInt8 = 1

    /// - Parameters:
    ///   - limit: bytes of a body that is kept.
    ///   - timeout: how long all of it may take, in nanoseconds.
    ///   - silence: how long nothing may come, in nanoseconds.
    ///   - done: hears once how it ended, unless it is cancelled.
    init(loop: EventLoop, limit: Int, timeout: UInt64, silence: UInt64, done: @escaping (End) -> Void) {
        self.loop = loop
        self.limit = limit
        self.silence = silence
        self.done = done
        deadline = LoopTimer(loop: loop)
        quiet = LoopTimer(loop: loop, kind: Self.silenceKind)
        super.init()
        deadline.owner = self
        quiet.owner = self
        deadline.arm(after: timeout)
        quiet.arm(after: silence)
    }

    /// Whether it has ended.
    var isOver: Bool { done == nil }

    /// Ends it; nobody hears of it any more.
    func cancel() {
        done = nil
        close()
    }

    /// Ends it with a reason.
    func fail(_ reason: String) { end(.failure(reason)) }

    override func timerFired(_ kind: UInt8) {
        fail(kind == Self.silenceKind ? "nothing came for \(silence / 1_000_000_000) s" : "no whole answer in time")
    }

    private func end(_ end: End) {
        guard let done = done.take() else { return }
        close()
        done(end)
    }

    private func close() {
        deadline.cancel()
        quiet.cancel()
        guard let client = client.take() else { return }
        client.connection.close(.now)
    }

    // MARK: - On the wire

    /// Sends a request over a connection that is being opened.
    func send(_ head: consuming RequestHead, _ content: [UInt8], over connection: Connection) {
        let client = HTTP1ClientConnection(connection: connection, owner: Owner(self), codec: HTTP1Options())
        connection.handler = client
        self.client = client
        guard client.writeHeaders(stream, head, endStream: content.isEmpty) else {
            return fail("the request cannot be written")
        }
        if !content.isEmpty { client.writeData(stream, content.span, endStream: true) }
    }

    private func take(_ piece: [UInt8]) {
        quiet.arm(after: silence)
        if let received, stream.responseHead.status == 200 {
            if !received(piece) { fail("what came cannot be used") }
        } else if body.count + piece.count > limit {
            fail("expected at most \(limit) bytes, found more")
        } else {
            body += piece
        }
    }

    private func complete() { end(.answer(status: Int(stream.responseHead.status), body: body)) }

    private final class Stream: ClientStream {
        private weak var call: KubernetesCall?

        init(_ call: KubernetesCall) {
            self.call = call
            super.init()
        }

        override func responseHeadersReceived(endStream: Bool) {
            if responseHead.status == 200 { call?.begun?() }
            if endStream { call?.complete() }
        }

        override func responseDataReceived(_ data: Span<UInt8>, endStream: Bool) {
            var piece: [UInt8] = []
            piece.reserveCapacity(data.count)
            for index in data.indices { piece.append(data[index]) }
            if !piece.isEmpty { call?.take(piece) }
            if endStream { call?.complete() }
        }

        override func responseTrailersReceived() { call?.complete() }

        override func streamReset(_ reason: StreamResetReason) { call?.fail("\(reason.description)") }
    }

    private final class Owner: HTTPClientConnectionOwner {
        private weak var call: KubernetesCall?

        init(_ call: KubernetesCall) {
            self.call = call
            super.init()
        }

        override func connectionClosed(_ connection: HTTPClientConnection, reason: ConnectionCloseReason) {
            call?.fail("the connection cannot be made, or ended before the answer was complete")
        }
    }
}

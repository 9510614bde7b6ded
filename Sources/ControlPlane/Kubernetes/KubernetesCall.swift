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
        /// It is more than is taken, or than comes in time; for the operator.
        case tooMuch(String)

        /// The status of an answer; 0 means there is none.
        var status: Int {
            if case .answer(let status, _) = self { return status }
            return 0
        }
    }

    /// Takes the pieces of the body of a good answer as they come; false ends the call. Nil means the body is kept.
    var received: (([UInt8]) -> Bool)?
    /// Hears that a good answer begins.
    var begun: (() -> Void)?
    private let loop: EventLoop
    private let limit: Int
    private let timing: KubernetesTiming
    private let silence: UInt64
    private let deadline: LoopTimer
    private let quiet: LoopTimer
    private var done: ((End) -> Void)?
    private var client: HTTP1ClientConnection?
    private var body: [UInt8] = []
    /// How long nothing may come now.
    private var patience: UInt64
    private lazy var stream = Stream(self)

    private static let silenceKind: UInt8 = 1

    /// - Parameters:
    ///   - limit: bytes of a body that is kept.
    ///   - timeout: how long all of it may take, in nanoseconds.
    ///   - silence: how long nothing may come once the answer has begun, in nanoseconds. Until then less is waited for:
    ///     as `timing` says.
    ///   - done: hears once how it ended, unless it is cancelled.
    init(
        loop: EventLoop, timing: KubernetesTiming, limit: Int, timeout: UInt64, silence: UInt64,
        done: @escaping (End) -> Void
    ) {
        self.loop = loop
        self.timing = timing
        self.limit = limit
        self.silence = silence
        // The connection itself is given up a little before.
        patience = min(silence, timing.connect &+ 1_000_000_000)
        self.done = done
        deadline = LoopTimer(loop: loop)
        quiet = LoopTimer(loop: loop, kind: Self.silenceKind)
        super.init()
        deadline.owner = self
        quiet.owner = self
        deadline.arm(after: timeout)
        quiet.arm(after: patience)
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
        let text = kind == Self.silenceKind ? "nothing came for \(Self.text(patience))" : "no whole answer in time"
        // Whoever has begun to answer is there, and has too much to say.
        end(body.isEmpty ? .failure(text) : .tooMuch(text))
    }

    private static func text(_ nanoseconds: UInt64) -> String {
        let milliseconds = nanoseconds / 1_000_000
        return milliseconds % 1000 == 0 ? "\(milliseconds / 1000) s" : "\(milliseconds) ms"
    }

    private func wait(_ nanoseconds: UInt64) {
        if isOver { return }
        patience = min(silence, nanoseconds)
        quiet.arm(after: patience)
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
        wait(silence)
        if let received, stream.responseHead.status == 200 {
            if !received(piece) { fail("what came cannot be used") }
        } else if body.count + piece.count > limit {
            end(.tooMuch("expected at most \(limit) bytes, found more"))
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
            if let call { call.wait(call.silence) }
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

        override func connectionReady(_ connection: HTTPClientConnection) {
            if let call { call.wait(call.timing.head) }
        }

        override func connectionClosed(_ connection: HTTPClientConnection, reason: ConnectionCloseReason) {
            guard let call else { return }
            switch reason {
            case .connectFailed(let code): call.fail("the connection cannot be made: \(SystemError.text(of: code))")
            case .connectTimeout: call.fail("the connection is not made in time")
            case .transportFailed: call.fail("the connection cannot be secured")
            default: call.fail("the connection ended before the answer was complete")
            }
        }
    }
}

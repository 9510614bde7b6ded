internal import Buffers
internal import EventLoops
internal import HTTPConnections
internal import HTTPSemantics
internal import NetworkAddresses
internal import Transports

/// One request at the echo upstream: collects what came, then answers as ordered.
final class EchoStream: ServerStream {
    private unowned let server: EchoServer
    private var connection: HTTPServerConnection?
    private var orders: EchoOrders?
    private var bodyCount = 0
    private var bodyStart: [UInt8] = []
    private var response = ResponseHead()
    private var remaining = 0
    private var chunksLeft = 0
    private var isPaused = false
    private var timer: LoopTimer?
    private let relay = Relay()

    /// Bytes of the request body that the report shows.
    private static let shownBytes = 4096
    /// Bytes written at a time of a body that is only padding.
    private static let blockSize = 64 << 10

    private final class Relay: TimerOwner {
        unowned var stream: EchoStream?
        override func timerFired(_ kind: UInt8) { stream?.timerFired() }
    }

    init(server: EchoServer, connection: HTTPServerConnection) {
        self.server = server
        self.connection = connection
        super.init()
        relay.stream = self
    }

    func ended() {
        timer?.cancel()
        connection = nil
    }

    // MARK: - The request

    override func requestHeadersReceived(endStream: Bool) {
        orders = EchoOrders(requestHead)
        if requestHead.headers.mayContain(.expect) {
            var head = ResponseHead()
            head.status = 100
            connection?.writeInformational(self, head)
        }
        if endStream { begin() }
    }

    override func requestDataReceived(_ data: Span<UInt8>, endStream: Bool) {
        for index in 0..<min(data.count, max(0, Self.shownBytes - bodyStart.count)) { bodyStart.append(data[index]) }
        bodyCount += data.count
        if endStream { begin() }
    }

    override func requestTrailersReceived() { begin() }

    override func requestMalformed(_ problem: MessageProblem) {
        guard let connection else { return }
        response.status = problem.status
        connection.closeAfterResponse(self)
        connection.writeHeaders(self, response, endStream: true)
    }

    // MARK: - The answer

    private func begin() {
        guard let orders else { return }
        if orders.delay > 0 {
            arm(orders.delay)
        } else {
            answer(orders)
        }
    }

    private func arm(_ milliseconds: Int) {
        let timer = timer ?? LoopTimer(loop: server.loop, owner: relay)
        self.timer = timer
        timer.arm(after: UInt64(milliseconds) &* 1_000_000)
    }

    private var hasBegun = false

    private func timerFired() {
        guard let orders else { return }
        if hasBegun { writeMore() } else { answer(orders) }
    }

    private func answer(_ orders: EchoOrders) {
        guard let connection else { return }
        hasBegun = true
        if orders.close == "before" {
            connection.connection.close(.now)
            return
        }
        if orders.close == "after" { connection.closeAfterResponse(self) }
        response.status = orders.status
        response.headers.append(.server, "apus-echo")
        response.headers.append(.contentType, "application/json")
        response.headers.append(name: Array("x-echo-server".utf8).span, Array(server.name.utf8).span)
        guard let size = orders.size else {
            report(on: connection, orders)
            return
        }
        remaining = size
        chunksLeft = max(orders.chunks, 1)
        if orders.chunks == 0 { response.headers.append(.contentLength) { $0.append(decimal: size) } }
        let isHead = requestHead.method == .head
        connection.writeHeaders(self, response, endStream: size == 0 || isHead)
        if size > 0 && !isHead { writeMore() }
    }

    private func report(on connection: HTTPServerConnection, _ orders: EchoOrders) {
        var body = ByteBuffer()
        EchoReport.write(
            requestHead, bodyCount: bodyCount, bodyStart: bodyStart, server: server.name,
            remote: connection.connection.remoteAddress.description, to: &body)
        if orders.chunks > 0 {
            connection.writeHeaders(self, response, endStream: false)
            let size = max(1, (body.count + orders.chunks - 1) / orders.chunks)
            while body.count > size {
                connection.writeData(self, body.span(at: 0, count: size), endStream: false)
                body.consume(size)
            }
            connection.writeData(self, body.readable, endStream: true)
            return
        }
        response.headers.append(.contentLength) { $0.append(decimal: body.count) }
        let isHead = requestHead.method == .head
        connection.writeHeaders(self, response, endStream: isHead)
        if !isHead { connection.writeData(self, body.readable, endStream: true) }
    }

    /// Writes padding until all is out, the reader is slow, or a chunk's pause has come.
    private func writeMore() {
        guard let orders else { return }
        while let connection, remaining > 0, !isPaused {
            var count = min(remaining, Self.blockSize)
            if orders.chunks > 0 { count = min(remaining, max(1, (remaining + chunksLeft - 1) / chunksLeft)) }
            count = min(count, 1 << 20)
            if orders.close == "middle" { count = min(count, max(1, (orders.size ?? 0) / 2)) }
            if orders.close == "middle" && remaining <= (orders.size ?? 0) / 2 {
                connection.connection.close(.afterFlush)
                return
            }
            remaining -= count
            chunksLeft = max(1, chunksLeft - 1)
            let block = [UInt8](repeating: 0x61, count: count)
            connection.writeData(self, block.span, endStream: remaining == 0)
            if orders.trickle > 0 && remaining > 0 {
                arm(orders.trickle)
                return
            }
        }
    }

    override func responseAboveHighWatermark() { isPaused = true }

    override func responseBelowLowWatermark() {
        isPaused = false
        writeMore()
    }
}

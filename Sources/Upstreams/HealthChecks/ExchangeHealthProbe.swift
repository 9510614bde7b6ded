internal import Buffers
internal import Configuration
internal import EventLoops
internal import HTTP1
internal import HTTP2
internal import HTTPConnections
internal import HTTPSemantics
internal import Transports

/// A probe that sends a request over HTTP and judges the answer.
class ExchangeHealthProbe: HealthProbe {
    private let speaksHTTP2: Bool
    private let edits: HeaderEditsConfiguration
    private var client: HTTPClientConnection?
    private var stream: Exchange?
    private let relay = Relay()

    /// Hands on what happens to connections.
    private final class Relay: HTTPClientConnectionOwner {
        weak var probe: ExchangeHealthProbe?
        override func connectionReady(_ connection: HTTPClientConnection) { probe?.ready(connection) }
        override func connectionClosed(_ connection: HTTPClientConnection, reason: ConnectionCloseReason) {
            probe?.closed(connection)
        }
    }

    /// One question and its answer.
    private final class Exchange: ClientStream {
        weak var probe: ExchangeHealthProbe?
        var body: [UInt8] = []
        /// How much of the body is kept.
        var bodyLimit = 0

        override func informationalReceived() { responseHead.reset() }

        override func responseHeadersReceived(endStream: Bool) { if endStream { probe?.complete(self) } }

        override func responseDataReceived(_ data: Span<UInt8>, endStream: Bool) {
            for index in 0..<min(data.count, bodyLimit - body.count) { body.append(data[index]) }
            if endStream { probe?.complete(self) }
        }

        override func responseTrailersReceived() { probe?.complete(self) }

        override func streamReset(_ reason: StreamResetReason) { probe?.broken(self) }
    }

    init(_ target: Target, speaksHTTP2: Bool, edits: HeaderEditsConfiguration) {
        self.speaksHTTP2 = speaksHTTP2
        self.edits = edits
        super.init(target)
        relay.probe = self
    }

    // MARK: - What subclasses say

    /// Fills the request's head.
    func write(_ head: inout RequestHead) {}

    /// The request's body; empty means none.
    var requestBody: [UInt8] { [] }

    /// How much of an answer's body is looked at. Default: 1,024 bytes, more than gRPC's answers have.
    var bodyLimit: Int { 1024 }

    /// Judges an answer.
    func judge(_ head: borrowing ResponseHead, _ body: [UInt8], _ trailers: borrowing HeaderMap)
        -> HealthCheckState.Outcome
    {
        .success(isDegraded: false)
    }

    // MARK: - Asking

    override final func begin() {
        let exchange = Exchange()
        exchange.probe = self
        exchange.bodyLimit = bodyLimit
        stream = exchange
        if let client, client.isReady, !speaksHTTP2 || client.hasRoom { return send(on: client) }
        let old = client
        client = nil
        old?.drain()
        do {
            let connection = try target.connect()
            let client = makeClient(on: connection)
            connection.handler = client
            self.client = client
        } catch {
            finish(.failure(.network, isRetriable: false))
        }
    }

    override final func abandon() {
        let (old, exchange) = (client, stream)
        client = nil
        stream = nil
        exchange?.probe = nil
        old?.close()
    }

    private func makeClient(on connection: Connection) -> HTTPClientConnection {
        let configuration = target.cluster.configuration
        let most = configuration.commonOptions.maxResponseHeadBytes(isHTTP2: speaksHTTP2)
        if speaksHTTP2 {
            return HTTP2ClientConnection(
                connection: connection, owner: relay,
                codec: HTTP2Options(configuration.http2Options, configuration.commonOptions, maxHeadBytes: most))
        }
        return HTTP1ClientConnection(
            connection: connection, owner: relay,
            codec: HTTP1Options(configuration.http1Options, configuration.commonOptions, maxHeadBytes: most))
    }

    private func ready(_ connection: HTTPClientConnection) {
        guard connection === client else { return connection.close() }
        connection.isReady = true
        if stream != nil { send(on: connection) }
    }

    private func send(on connection: HTTPClientConnection) {
        guard let stream else { return }
        var head = RequestHead()
        head.scheme = target.cluster.transport(of: target.endpoint).tls == nil ? .http : .https
        write(&head)
        Self.edit(&head.headers, edits)
        let body = requestBody
        guard connection.writeHeaders(stream, head, endStream: body.isEmpty) else {
            connection.reset(stream)
            return finish(.failure(.network, isRetriable: false))
        }
        if !body.isEmpty { connection.writeData(stream, body.span, endStream: true) }
    }

    /// Values are plain texts, as the reader has made sure.
    private static func edit(_ headers: inout HeaderMap, _ edits: HeaderEditsConfiguration) {
        for name in edits.removals { headers.remove(named: Array(name.utf8).span) }
        for addition in edits.additions {
            let name = Array(addition.name.utf8)
            let value = addition.value.plainText ?? []
            if value.isEmpty && !addition.keepsEmptyValue { continue }
            let isThere = headers.index(named: name.span) >= 0
            switch addition.action {
            case .append: break
            case .addIfAbsent: if isThere { continue }
            case .overwrite: if !isThere { continue } else { headers.remove(named: name.span) }
            case .overwriteOrAdd: headers.remove(named: name.span)
            }
            headers.append(name: name.span, value.span)
        }
    }

    // MARK: - Answers

    private func complete(_ exchange: Exchange) {
        guard exchange === stream else { return }
        let outcome = judge(exchange.responseHead, exchange.body, exchange.responseTrailers)
        let connection = exchange.responseHead.headers.firstIndex(of: .connection)
        let announcesEnd = connection >= 0 && exchange.responseHead.headers.list(at: connection, contains: "close")
        stream = nil
        if !target.configuration.reusesConnection || announcesEnd {
            let old = client
            client = nil
            old?.close()
        }
        answer(outcome)
    }

    private func broken(_ exchange: Exchange) {
        guard exchange === stream else { return }
        finish(.failure(.network, isRetriable: false))
    }

    private func closed(_ connection: HTTPClientConnection) {
        guard connection === client else { return }
        client = nil
        if stream != nil { finish(.failure(.network, isRetriable: false)) }
    }

    private func finish(_ outcome: HealthCheckState.Outcome) {
        stream = nil
        if !target.configuration.reusesConnection {
            let old = client
            client = nil
            old?.close()
        }
        answer(outcome)
    }
}

internal import Configuration
internal import EventLoops
internal import HTTP1
internal import HTTPConnections
internal import HTTPSemantics
public import NetworkAddresses
internal import RegularExpressions
internal import TLS
internal import Telemetry
internal import Transports

/// Asks the interface of a control plane, for programs of the command line: one request, on a loop of its own. Blocks.
public struct InterfaceClient: Sendable {
    /// What came back.
    public struct Reply: Sendable, Equatable {
        /// The status code.
        public let status: UInt16
        /// The body.
        public let body: [UInt8]
    }

    /// Why nothing came back.
    public struct Problem: Error, Sendable, Equatable {
        /// For the operator.
        public let text: String
    }

    /// The control plane.
    public var address: SocketAddress
    /// The bearer token; empty means none is shown.
    public var token = ""
    /// A file of the authorities that the server's certificate must come from; empty means plain HTTP is spoken.
    public var authorities = ""
    /// A file of the client's own certificate chain in PEM; empty means it shows none.
    public var certificate = ""
    /// A file of the private key of that.
    public var key = ""
    /// The name or the IP address that the certificate must have; empty means the IP address that is asked.
    public var serverName = ""

    /// Bytes that an answer may have.
    private static let limit = 64 << 20

    /// Makes a client without a token.
    public init(address: SocketAddress) { self.address = address }

    /// Gets a path with its query; waits at most so long.
    public func get(_ path: String, seconds: Int) -> Result<Reply, Problem> { ask("GET", path, seconds: seconds) }

    /// Asks by a method, without a body; waits at most so long.
    public func ask(_ method: String, _ path: String, seconds: Int) -> Result<Reply, Problem> {
        do {
            let loop = try EventLoop(name: "client")
            let connection = try Connection.connect(loop: loop, to: address, timeout: UInt64(seconds) * 1_000_000_000)
            connection.transport = try makeTransport()
            let exchange = Exchange(loop: loop, limit: Self.limit)
            let client = HTTP1ClientConnection(connection: connection, owner: exchange, codec: HTTP1Options())
            connection.handler = client
            exchange.run(client, makeHead(method, path), seconds: seconds)
            if let problem = exchange.problem { return .failure(Problem(text: "\(address): \(problem)")) }
            return .success(Reply(status: exchange.stream.responseHead.status, body: exchange.stream.body))
        } catch let error as TLSProblem {
            return .failure(Problem(text: error.text))
        } catch let error as Problem {
            return .failure(error)
        } catch {
            return .failure(Problem(text: "\(error)"))
        }
    }

    private func makeHead(_ method: String, _ path: String) -> RequestHead {
        var head = RequestHead()
        head.method = method == "POST" ? .post : .get
        head.headers.append(.method, Array(method.utf8))
        if method == "POST" { head.headers.append(.contentLength, "0") }
        head.headers.append(.path, Array(path.utf8))
        head.headers.append(.authority, Array((serverName.isEmpty ? "control-plane" : serverName).utf8))
        if !token.isEmpty { head.headers.append(.authorization, Array("Bearer \(token)".utf8)) }
        return head
    }

    /// What the server's certificate must name. All workloads of a mesh have certificates of one authority: without a
    /// name each of them could take the place of the control plane, and the token.
    func expectedName() -> Result<AlternativeNameMatch, Problem> {
        if let ip = IPAddress(serverName) {
            return .success(AlternativeNameMatch(.ipAddress, StringMatcherConfiguration(.exact, ip.description)))
        }
        if !serverName.isEmpty {
            return .success(AlternativeNameMatch(.dns, StringMatcherConfiguration(.exact, serverName)))
        }
        guard case .ip(let ip, _) = address else {
            return .failure(Problem(text: "\(address): the name that the server's certificate must have is needed"))
        }
        return .success(AlternativeNameMatch(.ipAddress, StringMatcherConfiguration(.exact, ip.description)))
    }

    private func makeTransport() throws -> TransportSocket? {
        if authorities.isEmpty { return nil }
        let name = try expectedName().get()
        // An address is no name to ask for (RFC 6066 §3).
        let asked = name.kind == .dns ? serverName : ""
        var configuration = UpstreamTLSConfiguration()
        configuration.common.parameters.maximumVersion = .tls13
        configuration.serverName = asked
        if !certificate.isEmpty {
            configuration.common.certificates = [
                CertificateConfiguration(.pem(chain: .file(certificate), key: .file(key)))
            ]
        }
        var validation = CertificateValidationConfiguration()
        validation.trustedAuthorities = .file(authorities)
        validation.alternativeNames = [name]
        configuration.common.validation = validation
        let writer = try LogWriter()
        let source = try TLSClientContext.source(
            configuration, TLSSurroundings(logWriter: writer),
            metrics: TLSMetrics(prefix: "client.", labels: [], isUpstream: true, registry: MetricRegistry()),
            place: "TLS of the client")
        return source.makeTransport(thread: 0, hostname: asked)
    }
}

/// The one exchange of a client.
private final class Exchange: HTTPClientConnectionOwner {
    let stream: AnswerStream
    private(set) var problem: String?
    private let loop: EventLoop
    private let relay = Relay()
    private var request: RequestHead?

    private final class Relay: TimerOwner {
        unowned var exchange: Exchange?
        override func timerFired(_ kind: UInt8) { exchange?.end("no answer in time") }
    }

    init(loop: EventLoop, limit: Int) {
        self.loop = loop
        stream = AnswerStream(limit: limit)
        super.init()
        relay.exchange = self
        stream.ended = { [unowned self] in end($0) }
    }

    func run(_ client: HTTP1ClientConnection, _ head: consuming RequestHead, seconds: Int) {
        let timer = LoopTimer(loop: loop, owner: relay)
        timer.arm(after: UInt64(seconds) * 1_000_000_000)
        if !client.writeHeaders(stream, head, endStream: true) { end("the request cannot be written") }
        loop.run()
        timer.cancel()
        client.connection.close(.now)
    }

    func end(_ problem: String?) {
        self.problem = problem
        loop.stop()
    }

    override func connectionClosed(_ connection: HTTPClientConnection, reason: ConnectionCloseReason) {
        if !stream.isComplete { end("the connection cannot be made, or ended before the answer was complete") }
    }
}

/// The answer of the one exchange.
private final class AnswerStream: ClientStream {
    private(set) var body: [UInt8] = []
    private(set) var isComplete = false
    var ended: ((String?) -> Void)?
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
        super.init()
    }

    private func finish(_ problem: String?) {
        isComplete = true
        ended?(problem)
    }

    override func responseHeadersReceived(endStream: Bool) { if endStream { finish(nil) } }

    override func responseDataReceived(_ data: Span<UInt8>, endStream: Bool) {
        guard body.count + data.count <= limit else { return finish("the answer is too long") }
        for index in data.indices { body.append(data[index]) }
        if endStream { finish(nil) }
    }

    override func responseTrailersReceived() { finish(nil) }

    override func streamReset(_ reason: StreamResetReason) { finish("\(reason.description)") }
}

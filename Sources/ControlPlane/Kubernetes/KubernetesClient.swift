internal import Configuration
internal import EventLoops
internal import HTTPSemantics
internal import NetworkAddresses
internal import RegularExpressions
internal import TLS
internal import Telemetry
internal import Transports

/// Asks the API of a cluster. The files of the token and of the authorities are read for each request, so that others
/// in their place count at once; the loop, which is one of its own, blocks for them. Confined to that loop.
final class KubernetesClient {
    let options: KubernetesOptions
    let loop: EventLoop
    private let logWriter: LogWriter
    private var context: TLSContextSource<TLSClientContext>?
    /// What the context was made from.
    private var authorities: [UInt8] = []
    private var resolver: NameResolver?

    /// Bytes of a token.
    private static let longestToken = 64 << 10
    private static let lookupTimeout: UInt64 = 10_000_000_000

    /// A request.
    struct Request {
        /// With its query, below the API's base.
        var path: String
        /// JSON; empty means a GET.
        var body: [UInt8] = []
        /// Whether the object is to be as the body says, by server-side apply; else it is a POST.
        var isApplied = false

        fileprivate var method: (name: String, value: HTTPMethod) {
            if body.isEmpty { return ("GET", .get) }
            return isApplied ? ("PATCH", .patch) : ("POST", .post)
        }
    }

    init(_ options: KubernetesOptions, loop: EventLoop, logWriter: LogWriter) {
        self.options = options
        self.loop = loop
        self.logWriter = logWriter
    }

    /// Ends what was begun beside calls.
    func stop() {
        resolver?.close()
        resolver = nil
    }

    /// Sends a request; the call tells what came of it, perhaps before this returns.
    func send(_ request: Request, _ call: KubernetesCall) {
        let token: [UInt8]
        let transport: TransportSocket?
        do throws(Problem) {
            token = try readToken()
            transport = try makeTransport()
        } catch { return call.fail(error.text) }
        if let ip = IPAddress(options.host) { return connect(to: ip, request, token, transport, call) }
        do throws(SystemError) {
            let resolver = if let resolver { resolver } else { try NameResolver(threads: 1) }
            self.resolver = resolver
            resolver.resolve(options.host, family: .v4Preferred, timeout: Self.lookupTimeout, on: loop) {
                [self] result in
                switch result {
                case .success(let answer):
                    guard let ip = answer.addresses.randomElement() else { return call.fail("the name has no address") }
                    connect(to: ip, request, token, transport, call)
                case .failure(let failure): call.fail("\(options.host) cannot be looked up: \(failure)")
                }
            }
        } catch { call.fail("\(error)") }
    }

    private func connect(
        to ip: IPAddress, _ request: Request, _ token: [UInt8], _ transport: TransportSocket?, _ call: KubernetesCall
    ) {
        if call.isOver { return }
        do throws(SystemError) {
            let connection = try Connection.connect(
                loop: loop, to: .ip(ip, port: options.port), timeout: options.timing.connect)
            connection.transport = transport
            call.send(makeHead(request, token), request.body, over: connection)
        } catch { call.fail("\(error)") }
    }

    // MARK: - Parts

    private struct Problem: Error {
        let text: String
    }

    private static func read(_ path: String) throws(Problem) -> [UInt8] {
        switch Files.read(path) {
        case .success(let bytes): return bytes
        case .failure(let error): throw Problem(text: "'\(path)' cannot be read: \(error.text)")
        }
    }

    private func readToken() throws(Problem) -> [UInt8] {
        if options.tokenPath.isEmpty { return [] }
        let token = try Self.read(options.tokenPath).filter { $0 > 0x20 && $0 < 0x7f }
        if token.isEmpty || token.count > Self.longestToken {
            throw Problem(text: "'\(options.tokenPath)' holds no token")
        }
        return token
    }

    private func makeHead(_ request: Request, _ token: [UInt8]) -> RequestHead {
        var head = RequestHead()
        let method = request.method
        head.method = method.value
        head.headers.append(.method, Array(method.name.utf8))
        head.headers.append(.path, Array((options.base + request.path).utf8))
        head.headers.append(.authority, Array(options.authority.utf8))
        head.headers.append(.accept, "application/json")
        head.headers.append(.userAgent, "apus")
        if !request.body.isEmpty {
            // JSON is YAML too.
            let type = request.isApplied ? "application/apply-patch+yaml" : "application/json"
            head.headers.append(.contentType, Array(type.utf8))
            head.headers.append(.contentLength, Array(String(request.body.count).utf8))
        }
        if !token.isEmpty { head.headers.append(.authorization, Array("Bearer ".utf8) + token) }
        return head
    }

    private func makeTransport() throws(Problem) -> TransportSocket? {
        if !options.isSecured { return nil }
        let text = try Self.read(options.authoritiesPath)
        if context == nil || text != authorities {
            do throws(TLSProblem) { context = try makeContext(text) } catch { throw Problem(text: error.text) }
            authorities = text
        }
        return context?.makeTransport(thread: 0, hostname: IPAddress(options.host) == nil ? options.host : "")
    }

    private func makeContext(_ authorities: [UInt8]) throws(TLSProblem) -> TLSContextSource<TLSClientContext> {
        let ip = IPAddress(options.host)
        var configuration = UpstreamTLSConfiguration()
        configuration.common.parameters.maximumVersion = .tls13
        // An address is no name to ask for (RFC 6066 §3).
        configuration.serverName = ip == nil ? options.host : ""
        configuration.common.applicationProtocols = ["http/1.1"]
        var validation = CertificateValidationConfiguration()
        validation.trustedAuthorities = .bytes(authorities)
        validation.alternativeNames = [
            AlternativeNameMatch(
                ip == nil ? .dns : .ipAddress, StringMatcherConfiguration(.exact, ip?.description ?? options.host))
        ]
        configuration.common.validation = validation
        return try TLSClientContext.source(
            configuration, TLSSurroundings(logWriter: logWriter),
            metrics: TLSMetrics(prefix: "kubernetes.", labels: [], isUpstream: true, registry: MetricRegistry()),
            place: "TLS to the cluster")
    }
}

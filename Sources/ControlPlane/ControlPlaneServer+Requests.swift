internal import Buffers
internal import Configuration
internal import Discovery
internal import EventLoops
public import HTTPConnections
internal import HTTPSemantics
internal import NetworkAddresses
internal import TLS
internal import Telemetry
internal import Transports

/// What is asked of the server, by path.
extension ControlPlaneServer {
    /// How long a body may be, by path.
    public func bodyLimit(of exchange: HTTPExchange) -> Int {
        let path = Self.path(of: exchange)
        if !options.clientAuthorities.isEmpty, path != AuthorityEndpoint.path,
            exchange.peerIdentity?.isPeerKnown != true
        {
            interface.fail(
                exchange, 403, "expected a client certificate: without one there is \(AuthorityEndpoint.path) alone")
            return 0
        }
        if path.hasPrefix(DiscoveryService.pathPrefix) { return DiscoveryQuestion.sizeLimit }
        if let mounted = mounted[path] { return mounted.bodyLimit }
        return path.hasPrefix("/v1/") ? interface.bodyLimit(of: exchange) : 0
    }

    /// Answers, by path.
    public func serve(_ exchange: HTTPExchange) {
        let path = Self.path(of: exchange)
        if path.hasPrefix(DiscoveryService.pathPrefix) { return serveDiscovery(exchange, path) }
        if let mounted = mounted[path] { return mounted.serve(exchange) }
        if path.hasPrefix("/v1/") { return interface.serve(exchange) }
        switch path {
        case "/healthz": exchange.answer(.text(200, "ok\n"))
        case "/ready":
            let isReady = discovery.table.current != nil && !isEnding
            let reason = isAwaitingCluster ? "it is not known yet what the cluster says\n" : "nothing is published\n"
            exchange.answer(.text(isReady ? 200 : 503, isReady ? "ready\n" : reason))
        case "/stats": page(exchange, contentType: "text/plain; charset=utf-8") { $0.renderText(into: &$1) }
        case "/stats/prometheus":
            page(exchange, contentType: "text/plain; version=0.0.4") { $0.renderPrometheus(into: &$1) }
        default:
            if let page = options.pages.first(where: { $0.path == path }) {
                return exchange.answer(page.answer(to: exchange, hasTokens: options.tokens != nil))
            }
            exchange.answer(.text(404, "there is no such path\n"))
        }
    }

    private func serveDiscovery(_ exchange: HTTPExchange, _ path: String) {
        guard exchange.requestHead.method == .post else {
            var answer = HTTPAnswer.text(405, "expected POST\n")
            answer.fields.append(("allow", "POST"))
            return exchange.answer(answer)
        }
        let name = String(path.dropFirst(DiscoveryService.pathPrefix.count))
        guard let kind = ResourceKind(pathName: name) else {
            return exchange.answer(.text(404, "there are no \(name) here\n"))
        }
        if kind == .secret && !mayGiveSecrets {
            metrics.increment(ControlPlaneMetric.secretsDenied)
            return exchange.answer(.text(403, Self.secretsReason + "\n"))
        }
        discovery.serve(exchange, kind: kind)
    }

    /// Whether whoever can reach it may be given keys: clients have shown who they are, or are on this machine.
    var mayGiveSecrets: Bool { !options.clientAuthorities.isEmpty || Self.isPrivate(options.address) }

    static let secretsReason =
        "secrets are not given on a network address to clients that show no certificate: see --client-ca"

    private func page(
        _ exchange: HTTPExchange, contentType: String,
        _ render: @escaping @Sendable (MetricRegistry, inout ByteBuffer) -> Void
    ) {
        let registry = registry
        publisher.render {
            // An interval of histograms is what came since the last page.
            registry.endInterval()
            var buffer = ByteBuffer()
            render(registry, &buffer)
            return buffer.bytes
        } done: { bytes in
            exchange.answer(HTTPAnswer(200, bytes, contentType: contentType))
        }
    }

    private static func path(of exchange: HTTPExchange) -> String {
        String(decoding: exchange.field(.path).prefix { $0 != UInt8(ascii: "?") }, as: UTF8.self)
    }

    /// Counts and tells a body that did not come in time, or is too much of one address.
    public func bodyGivenUp(_ exchange: HTTPExchange, _ reason: HTTPExchange.Surrender) {
        let isSlow = reason == .slow
        metrics.increment(isSlow ? ControlPlaneMetric.bodiesSlow : .bodiesCrowded)
        if loop.now < nextSurrenderNote { return }
        nextSurrenderNote = loop.now &+ Self.surrenderInterval
        let peer = exchange.peer?.address?.description ?? "-"
        log.warning(
            .config,
            "a request of \(peer) is given up: "
                + (isSlow ? "it does not come in time" : "its requests take half of all memory for requests"))
    }

    private static let surrenderInterval: UInt64 = 10_000_000_000

    /// A client has left.
    public func clientLeft(_ exchange: HTTPExchange) {
        discovery.clientLeft(exchange)
        interface.clientLeft(exchange)
    }
}

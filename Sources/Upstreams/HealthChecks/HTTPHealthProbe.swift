internal import Buffers
internal import Configuration
internal import HTTPSemantics
internal import RegularExpressions
internal import Telemetry

/// A request that is answered with an expected status where all is well.
final class HTTPHealthProbe: ExchangeHealthProbe {
    private let check: HTTPHealthCheckConfiguration

    init(_ target: Target, _ check: HTTPHealthCheckConfiguration) {
        self.check = check
        super.init(target, speaksHTTP2: check.isHTTP2, edits: check.headers)
    }

    override func write(_ head: inout RequestHead) {
        let method = Array(check.method.utf8)
        head.method = HTTPMethod(method.span)
        head.headers.append(.method, method)
        head.headers.append(.path, Array(check.path.utf8))
        head.headers.append(.authority, Array(target.authority(check.host).utf8))
        head.headers.append(.userAgent, "Envoy/HC")
        if !check.send.isEmpty { head.headers.append(.contentLength) { $0.append(decimal: check.send.count) } }
    }

    override var requestBody: [UInt8] { check.send }

    override var bodyLimit: Int {
        check.receive.isEmpty ? 0 : check.receiveLimit.map { Int(clamping: $0) } ?? .max
    }

    override func judge(
        _ head: borrowing ResponseHead, _ body: [UInt8], _ trailers: borrowing HeaderMap
    ) -> HealthCheckState.Outcome {
        let status = Int64(head.status)
        if !check.receive.isEmpty, !TCPHealthProbe.contains(body.span, check.receive) {
            if Self.contains(head.headers, "x-envoy-immediate-health-check-fail") {
                target.endpoint.changeHealth(adding: .excludedAtOnce)
            }
            return .failure(.answer(status: head.status), isRetriable: false)
        }
        guard check.expectedStatuses.contains(where: { $0.contains(status) }) else {
            if Self.contains(head.headers, "x-envoy-immediate-health-check-fail") {
                target.endpoint.changeHealth(adding: .excludedAtOnce)
            }
            let isRetriable = check.retriableStatuses.contains { $0.contains(status) }
            return .failure(.answer(status: head.status), isRetriable: isRetriable)
        }
        let isDegraded = Self.contains(head.headers, "x-envoy-degraded")
        guard let matcher = check.serviceName, let session, session.verifiesService() else {
            return .success(isDegraded: isDegraded)
        }
        session.metrics.increment(HealthCheckMetric.verifyCluster)
        let name = Array("x-envoy-upstream-healthchecked-cluster".utf8)
        let field = head.headers.index(named: name.span)
        if field >= 0 && matcher.matches(head.headers.value(at: field)) { return .success(isDegraded: isDegraded) }
        return .failure(.answer(status: head.status), isRetriable: false)
    }

    private static func contains(_ headers: borrowing HeaderMap, _ name: String) -> Bool {
        let name = Array(name.utf8)
        return headers.index(named: name.span) >= 0
    }
}

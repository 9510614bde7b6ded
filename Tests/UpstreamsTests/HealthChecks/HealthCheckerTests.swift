import Configuration
import EventLoops
import LoopTesting
import NetworkAddresses
import RegularExpressions
import Telemetry
import Testing

@testable import Upstreams

/// A cluster of one endpoint that is checked, on a loop whose clock is moved by hand.
private final class CheckFixture {
    static let second: UInt64 = 1_000_000_000

    let loop: EventLoop
    let upstream: ManualUpstream
    let cluster: Cluster
    let registry = MetricRegistry()
    private(set) var changes = 0
    private(set) var hasFirstAnswers = false
    var checker: HealthChecker?
    private var detector: OutlierDetector?

    init(
        _ kind: HealthCheckConfiguration.Kind, type: ClusterConfiguration.DiscoveryType = .static,
        outliers: OutlierDetectionConfiguration? = nil,
        _ change: (inout HealthCheckConfiguration) -> Void = { _ in },
        endpoint changeEndpoint: (inout EndpointConfiguration) -> Void = { _ in }
    ) throws {
        loop = try EventLoop(name: "test", clock: .manual(start: Self.second))
        upstream = try ManualUpstream()
        var check = HealthCheckConfiguration(
            kind: kind, timeout: Self.second, interval: 5 * Self.second, unhealthyThreshold: 2, healthyThreshold: 2)
        check.noTrafficInterval = 5 * Self.second
        check.noTrafficHealthyInterval = 5 * Self.second
        change(&check)
        var endpoint = makeEndpoint(upstream.address.port)
        changeEndpoint(&endpoint)
        var configuration = ClusterConfiguration(
            name: "c", discoveryType: type, endpoints: [LocalityEndpoints(endpoints: [endpoint])])
        configuration.healthCheck = check
        configuration.outlierDetection = outliers
        cluster = Cluster(configuration, workerCount: 1, registry: registry)
        checker = HealthChecker(
            cluster, loop: loop, thread: 1, seed: 1
        ) { [unowned self] _ in changes += 1 }
        detector = OutlierDetector(cluster, loop: loop, thread: 1, events: nil, seed: 1) { [unowned self] _ in
            changes += 1
        }
        detector?.start()
    }

    deinit { checker?.stop() }

    func start() {
        checker?.start { [unowned self] in hasFirstAnswers = true }
        settle()
    }

    func settle() { loop.settle { upstream.accept() } }

    /// Lets time pass, a little more than so many seconds, and events come.
    func pass(_ seconds: UInt64) {
        loop.advanceClock(by: seconds * Self.second + Self.second / 10)
        settle()
    }

    /// What came on the newest connection.
    var request: String { upstream.connections.last.flatMap { upstream.receive($0) } ?? "" }

    func answer(_ status: String = "200 OK", _ fields: String = "") {
        if let connection = upstream.connections.last {
            upstream.send(connection, "HTTP/1.1 \(status)\r\ncontent-length: 0\r\n\(fields)\r\n")
        }
        settle()
    }

    var endpoint: Endpoint? { cluster.endpoints.all.first }
    var flags: HealthFlags { endpoint?.healthFlags ?? [] }

    private var scope: MetricScope {
        registry.scope(prefix: "cluster.c.health_check.", labels: [], family: HealthCheckMetric.family)
    }

    func count(_ metric: HealthCheckMetric) -> UInt64 { scope.counter(metric.rawValue) }
    func gauge(_ metric: HealthCheckMetric) -> UInt64 { scope.gauge(metric.rawValue) }
}

@Suite("Health checks")
struct HealthCheckerTests {
    private func http(_ path: String = "/health") -> HTTPHealthCheckConfiguration {
        HTTPHealthCheckConfiguration(path: path)
    }

    @Test("A request is made as configured, and its answer decides")
    func overHTTP() throws {
        var check = http("/well?x=1")
        check.host = "checks.test"
        check.headers.additions = [
            HeaderAdditionConfiguration(name: "x-a", value: SubstitutionFormat([.text(Array("b".utf8))]))
        ]
        let fixture = try CheckFixture(.http(check))
        #expect(fixture.flags == .failedHealthCheck && fixture.cluster.endpoints.view.sources[1].isEmpty)
        fixture.start()
        #expect(!fixture.hasFirstAnswers)
        let request = fixture.request
        #expect(
            request.hasPrefix("GET /well?x=1 HTTP/1.1\r\nhost: checks.test\r\nuser-agent: Envoy/HC\r\n"), "\(request)")
        #expect(request.contains("x-a: b\r\n"))
        fixture.answer()
        #expect(fixture.hasFirstAnswers && fixture.flags == [] && fixture.changes == 1)
        #expect(fixture.cluster.endpoints.view.sources[1].count == 1)
        // The same connection serves the next check, whose bad answer counts at once.
        fixture.pass(5)
        #expect(fixture.upstream.accepted == 1 && fixture.request.hasPrefix("GET /well"))
        fixture.answer("500 Bad")
        #expect(fixture.flags == .failedHealthCheck && fixture.changes == 2)
        #expect(fixture.count(.attempt) == 2 && fixture.count(.success) == 1 && fixture.count(.failure) == 1)
    }

    @Test("Expected and retriable statuses, the service's name and degraded answers are understood")
    func judgement() throws {
        var check = http()
        check.expectedStatuses = [200..<300]
        check.retriableStatuses = [503..<504]
        check.serviceName = TextMatcher(.prefix, "serv")
        let fixture = try CheckFixture(.http(check))
        fixture.start()
        fixture.answer("201 Made", "x-envoy-upstream-healthchecked-cluster: service\r\n")
        #expect(fixture.flags == [])
        fixture.pass(5)
        fixture.answer("503 Busy")
        #expect(fixture.flags == [])
        fixture.pass(5)
        fixture.answer("200 OK", "x-envoy-upstream-healthchecked-cluster: service\r\nx-envoy-degraded: 1\r\n")
        #expect(fixture.flags == .degradedByHealthCheck && fixture.endpoint?.health == .degraded)
        fixture.pass(5)
        fixture.answer("200 OK", "x-envoy-upstream-healthchecked-cluster: other\r\n")
        #expect(fixture.flags.contains(.failedHealthCheck) && fixture.count(.verifyCluster) == 3)
    }

    @Test("An answer that does not come in time is a failure, and its connection is not used again")
    func timeouts() throws {
        let fixture = try CheckFixture(.http(http())) { $0.unhealthyThreshold = 1 }
        fixture.start()
        fixture.answer()
        fixture.pass(5)
        #expect(fixture.request.hasPrefix("GET"))
        fixture.pass(1)
        #expect(fixture.flags == [.failedHealthCheck, .timedOut] && fixture.count(.networkFailure) == 1)
        fixture.pass(5)
        #expect(fixture.upstream.accepted == 2)
        fixture.answer()
        fixture.pass(5)
        fixture.answer()
        #expect(fixture.flags == [])
    }

    @Test("A connection that breaks under a check is a failure; one that ends between checks is not")
    func broken() throws {
        let fixture = try CheckFixture(.http(http()))
        fixture.start()
        fixture.answer()
        if let idle = fixture.upstream.connections.last { fixture.upstream.close(idle) }
        fixture.settle()
        #expect(fixture.count(.failure) == 0)
        fixture.pass(5)
        #expect(fixture.upstream.accepted == 2)
        if let busy = fixture.upstream.connections.last { fixture.upstream.close(busy, resets: true) }
        fixture.settle()
        #expect(fixture.count(.networkFailure) == 1 && fixture.flags == [])
    }

    @Test("Without reuse, and after an announced end, each check has a connection of its own")
    func connections() throws {
        let fixture = try CheckFixture(.http(http())) { $0.reusesConnection = false }
        fixture.start()
        fixture.answer()
        fixture.pass(5)
        #expect(fixture.upstream.accepted == 2)
        let other = try CheckFixture(.http(http()))
        other.start()
        other.answer("200 OK", "connection: close\r\n")
        other.pass(5)
        #expect(other.upstream.accepted == 2 && other.request.hasPrefix("GET"))
    }

    @Test("A connection is enough for TCP, unless an answer is waited for")
    func overTCP() throws {
        let fixture = try CheckFixture(.tcp(TCPHealthCheckConfiguration()))
        fixture.start()
        #expect(fixture.flags == [] && fixture.count(.success) == 1)
        var check = TCPHealthCheckConfiguration()
        check.send = Array("PING".utf8)
        check.receive = [Array("PO".utf8), Array("NG".utf8)]
        let talking = try CheckFixture(.tcp(check)) { $0.unhealthyThreshold = 1 }
        talking.start()
        #expect(talking.request == "PING")
        let connection = try #require(talking.upstream.connections.last)
        talking.upstream.send(connection, "xPO")
        talking.settle()
        #expect(talking.flags == .failedHealthCheck)
        talking.upstream.send(connection, "-NGx")
        talking.settle()
        #expect(talking.flags == [])
        talking.pass(5)
        #expect(talking.upstream.accepted == 1 && talking.request == "PING")
        talking.pass(1)
        #expect(talking.flags == [.failedHealthCheck, .timedOut])
    }

    @Test("Pieces are found in their order, whatever stands between them")
    func pieces() {
        func found(_ text: String, _ pieces: String...) -> Bool {
            TCPHealthProbe.contains(text.utf8.span, pieces.map { Array($0.utf8) })
        }
        #expect(found("", "") && found("abc") && found("xabcx", "abc") && found("a-b-c", "a", "b", "c"))
        #expect(!found("", "a") && !found("acb", "a", "b", "c") && !found("ab", "abc") && !found("aa", "aa", "a"))
        #expect(found("aab", "ab") && found("ababac", "abac"))
    }

    @Test("gRPC's answer is SERVING or a failure")
    func serving() {
        #expect(GRPCHealthProbe.isServing([0, 0, 0, 0, 2, 8, 1]))
        for body: [UInt8] in [
            [], [0, 0, 0, 0, 0], [0, 0, 0, 0, 2, 8, 2], [1, 0, 0, 0, 2, 8, 1], [0, 0, 0, 0, 9, 8, 1],
        ] {
            #expect(!GRPCHealthProbe.isServing(body))
        }
        let second: UInt64 = 1_000_000_000
        #expect(GRPCHealthProbe.timeoutText(second) == "1000m")
        #expect(GRPCHealthProbe.timeoutText(200_000 * second) == "200000S")
        #expect(GRPCHealthProbe.timeoutText(.max) == "99999999S")
    }

    @Test("An endpoint may be checked elsewhere, or not at all")
    func ownConfiguration() throws {
        let other = try ManualUpstream()
        let fixture = try CheckFixture(.http(http())) { _ in
        } endpoint: {
            $0.healthCheck.port = other.address.port
            $0.healthCheck.hostname = "own.test"
        }
        fixture.start()
        other.accept()
        fixture.settle()
        #expect(fixture.upstream.accepted == 0)
        let request = other.connections.last.flatMap { other.receive($0) } ?? ""
        #expect(request.contains("host: own.test\r\n"))
        let none = try CheckFixture(.http(http())) { _ in
        } endpoint: {
            $0.healthCheck.isDisabled = true
        }
        none.start()
        #expect(none.hasFirstAnswers && none.flags == [] && none.upstream.accepted == 0)
    }

    @Test("An answer to a request may fail an endpoint at once")
    func passive() throws {
        let fixture = try CheckFixture(.http(http()))
        fixture.start()
        fixture.answer()
        let endpoint = try #require(fixture.endpoint)
        fixture.checker?.failAtOnce(endpoint)
        fixture.settle()
        #expect(fixture.flags == [.failedHealthCheck, .excludedAtOnce] && fixture.count(.passiveFailure) == 1)
        #expect(fixture.changes == 2)
    }

    @Test("An ejected endpoint is taken back when its check succeeds, unless that is off", arguments: [true, false])
    func takesBack(isOn: Bool) throws {
        var outliers = OutlierDetectionConfiguration()
        outliers.consecutiveServerErrors = 1
        outliers.maxEjectionPercent = 100
        outliers.baseEjectionTime = 3_600_000_000_000
        outliers.maxEjectionTime = 3_600_000_000_000
        outliers.returnsWhenHealthy = isOn
        let fixture = try CheckFixture(.http(http()), outliers: outliers)
        fixture.start()
        fixture.answer()
        func eject() throws {
            try #require(fixture.endpoint?.outlier).answered(status: 500, worker: 0)
            fixture.settle()
            #expect(fixture.flags.contains(.ejected))
        }
        try eject()
        let changes = fixture.changes
        fixture.pass(5)
        fixture.answer()
        #expect(fixture.flags == (isOn ? [] : .ejected))
        #expect(fixture.changes == changes + (isOn ? 1 : 0))
        #expect(fixture.cluster.outlierMetrics?.gauge(OutlierMetric.active.rawValue) == (isOn ? 0 : 1))
        guard isOn else { return }
        // What fails its checks has to pass them first.
        try eject()
        fixture.pass(5)
        fixture.answer("500 Bad")
        fixture.pass(5)
        fixture.answer()
        #expect(fixture.flags == [.failedHealthCheck, .ejected])
        fixture.pass(5)
        fixture.answer()
        #expect(fixture.flags == [])
        // The row that ejected it begins anew.
        #expect(fixture.cluster.endpoints.all[0].isHealthy)
    }

    @Test("An endpoint that moves has no fewer checks to pass")
    func moves() throws {
        let fixture = try CheckFixture(.http(http()), type: .logicalDNS(NameResolutionConfiguration()))
        let other = try ManualUpstream()
        func move(to address: SocketAddress) {
            let description = EndpointDescription(
                address: address, EndpointConfiguration(address: "a.test", port: 0), in: LocalityEndpoints())
            #expect(fixture.cluster.replaceEndpoints([description], at: 0))
            fixture.checker?.follow()
            fixture.settle()
        }
        fixture.start()
        move(to: fixture.upstream.address)
        fixture.answer("500 Bad")
        #expect(fixture.flags == .failedHealthCheck)
        move(to: other.address)
        other.accept()
        #expect(other.accepted == 0, "before its time")
        func check() throws {
            fixture.pass(5)
            other.accept()
            fixture.settle()
            other.answer(try #require(other.connections.last))
            fixture.settle()
        }
        try check()
        #expect(fixture.flags == .failedHealthCheck && fixture.count(.success) == 1)
        try check()
        #expect(fixture.flags == [])
        #expect(fixture.gauge(.healthy) == 1 && fixture.gauge(.degraded) == 0)
    }

    @Test("Changes of one turn cost one endpoint set, and the gauges follow each of them")
    func manyAtOnce() throws {
        let fixture = try CheckFixture(
            .http(http()), type: .strictDNS(NameResolutionConfiguration())
        ) { $0.unhealthyThreshold = 1 }
        let descriptions = (1...8).map { port in
            EndpointDescription(
                address: .ip(.loopbackV4, port: UInt16(port)), EndpointConfiguration(address: "", port: UInt16(port)),
                in: LocalityEndpoints())
        }
        #expect(fixture.cluster.replaceEndpoints(descriptions, at: 0))
        fixture.checker?.start {}
        for endpoint in fixture.cluster.endpoints.all { endpoint.changeHealth(removing: .failedHealthCheck) }
        for endpoint in fixture.cluster.endpoints.all { fixture.checker?.failAtOnce(endpoint) }
        #expect(fixture.gauge(.healthy) == 0)
        fixture.loop.runOnce(maximumWait: 0)
        #expect(fixture.changes == 1)
        #expect(fixture.cluster.endpoints.view.sources[1].isEmpty)
        _ = fixture.cluster.replaceEndpoints([], at: 0)
        fixture.checker?.follow()
        #expect(fixture.gauge(.healthy) == 0)
    }

    @Test("An endpoint that its source does not name any more stays as long as it is well")
    func leaving() throws {
        let fixture = try CheckFixture(
            .http(http()), type: .strictDNS(NameResolutionConfiguration())
        ) { $0.unhealthyThreshold = 1 }
        let address = fixture.upstream.address
        func description() -> EndpointDescription {
            EndpointDescription(address: address, EndpointConfiguration(address: "", port: 0), in: LocalityEndpoints())
        }
        fixture.start()
        #expect(fixture.hasFirstAnswers && fixture.cluster.replaceEndpoints([description()], at: 0))
        fixture.checker?.follow()
        fixture.settle()
        fixture.answer()
        #expect(fixture.flags == [])
        _ = fixture.cluster.replaceEndpoints([], at: 0)
        fixture.checker?.follow()
        #expect(fixture.flags == .leaving && fixture.endpoint?.isHealthy == true)
        _ = fixture.cluster.replaceEndpoints([description()], at: 0)
        #expect(fixture.flags == [])
        _ = fixture.cluster.replaceEndpoints([], at: 0)
        fixture.pass(5)
        fixture.answer("500 Bad")
        #expect(fixture.cluster.endpoints.all.isEmpty)
    }
}

import Configuration
import Telemetry
import Testing

@testable import Proxying

/// Which label sets a worker counts.
@Suite struct IstioStatisticsTests {
    private final class Worker {
        let registry = MetricRegistry()
        let statistics = IstioStatistics(thread: 0)
        let variant: Int32

        init(_ configuration: IstioStatsConfiguration = IstioStatsConfiguration()) {
            var own = WorkloadDescription()
            own.names.name = "own"
            own.names.namespace = "a"
            variant = statistics.variant(configuration, registry: registry, own: own)
        }

        func series(_ host: String, _ facts: IstioFacts, principal: String = "") -> IstioSeries? {
            var facts = facts
            facts.variant = variant
            let none = ""
            return statistics.series(
                facts, peer: nil, host: host.utf8.span, name: host.utf8.span, peerPrincipal: principal.utf8.span,
                ownPrincipal: none.utf8.span)
        }

        func own(_ metric: IstioStatisticsMetric) -> UInt64 {
            registry.scope(prefix: "istio_stats.", family: IstioStatisticsMetric.family).counter(metric.rawValue)
        }
    }

    @Test("Equal facts and names have one series, and any other has its own")
    func identity() {
        let worker = Worker()
        var facts = IstioFacts(subject: .request, isServer: false)
        let first = worker.series("a", facts)
        #expect(first != nil && first === worker.series("a", facts))
        #expect(first !== worker.series("b", facts))
        #expect(first !== worker.series("a", facts, principal: "spiffe://x/ns/n/sa/s"))
        facts.status = 200
        let second = worker.series("a", facts)
        #expect(second !== first)
        facts.grpcStatus = 0
        #expect(worker.series("a", facts) !== second)
        facts.flags = 1
        #expect(worker.series("a", facts) !== second && worker.own(.seriesOverflow) == 0)
    }

    @Test("Whoever asks for ever new hosts makes no more series than there may be, and is counted all the same")
    func overflow() {
        let worker = Worker()
        let facts = IstioFacts(subject: .messages, isServer: true)
        var known: Set<ObjectIdentifier> = []
        for number in 0..<IstioStatistics.mostSeries {
            if let series = worker.series("h\(number)", facts) { known.insert(ObjectIdentifier(series)) }
        }
        #expect(known.count == IstioStatistics.mostSeries && worker.own(.seriesOverflow) == 0)
        let rest = (0..<10).compactMap { worker.series("more\($0)", facts) }
        #expect(rest.count == 10 && rest.allSatisfy { $0 === rest[0] } && rest[0].facts.isOverflow)
        #expect(worker.own(.seriesOverflow) == 10 && worker.own(.seriesDropped) == 0)
        // Those that were there go on.
        #expect(worker.series("h7", facts).map { known.contains(ObjectIdentifier($0)) } == true)
        // Statuses are told apart, up to a limit of their own.
        var statuses = 0
        for status in 0..<600 {
            var facts = facts
            facts.status = UInt16(status)
            if worker.series("x\(status)", facts) != nil { statuses += 1 }
        }
        #expect(statuses == 256 && worker.own(.seriesDropped) == 344)
    }

    @Test("Names that are longer than any name are nobody's, so that series stay small")
    func longNames() {
        let worker = Worker()
        let facts = IstioFacts(subject: .request, isServer: true)
        let none = worker.series("", facts)
        #expect(none != nil && worker.series(String(repeating: "h", count: 261), facts) === none)
        #expect(worker.series("", facts, principal: String(repeating: "p", count: 1_025)) === none)
        #expect(worker.series(String(repeating: "h", count: 260), facts) !== none)
    }

    private static func labels(
        _ facts: IstioFacts, peer: WorkloadNames? = nil, host: String = "", principal: String = ""
    ) -> [String: String] {
        var own = WorkloadNames()
        own.name = "own"
        own.namespace = "a"
        own.canonicalName = "own"
        let all = IstioLabels(
            facts: facts, own: own, peer: peer, host: host, name: host, peerPrincipal: principal, ownPrincipal: ""
        ).all
        return Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0.value) })
    }

    @Test("All of Istio's labels are there, and a certificate's namespace goes before what a field says")
    func labels() {
        var peer = WorkloadNames()
        peer.name = "w"
        peer.namespace = "told"
        var facts = IstioFacts(subject: .call, isServer: true, security: .mutualTLS)
        facts.flags = 1 << 1 | 1 << 6
        facts.grpcStatus = 14
        let labels = Self.labels(facts, peer: peer, principal: "spiffe://d/ns/shown/sa/s")
        #expect(Set(labels.keys) == Set(IstioLabelName.all))
        #expect(labels["source_workload_namespace"] == "shown" && labels["source_workload"] == "w")
        #expect(labels["source_version"] == "unknown" && labels["source_canonical_revision"] == "latest")
        #expect(labels["response_flags"] == "UH,UC" && labels["grpc_response_status"] == "14")
        #expect(labels["destination_service"] == "own" && labels["request_protocol"] == "grpc")
        #expect(Self.labels(facts, peer: peer, principal: "odd")["source_workload_namespace"] == "told")
        let client = Self.labels(IstioFacts(subject: .connection, isServer: false))
        #expect(client["destination_service"] == "unknown" && client["destination_principal"] == "unknown")
        #expect(client["response_code"] == nil && client["source_workload"] == "own")
    }
}

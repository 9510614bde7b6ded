import Buffers
import EventLoops
import HTTPConnections
import HTTPSemantics
import NetworkAddresses
import Telemetry
import Testing

@testable import ControlPlane

@Suite("Roots in a ConfigMap of each namespace")
struct RootPublisherTests {
    /// An API with three namespaces and one that ends, on the loop of the test.
    private final class API: HTTPService {
        private(set) var applied: [(path: String, type: String, body: String)] = []
        var heard: () -> Void = {}
        private var held: [HTTPExchange] = []

        func bodyLimit(of exchange: HTTPExchange) -> Int { 1 << 16 }

        func serve(_ exchange: HTTPExchange) {
            let path = String(decoding: exchange.field(.path), as: UTF8.self)
            guard exchange.requestHead.method == .patch else {
                if path.contains("watch=1") { return held.append(exchange) }
                let items =
                    ["shop", "kube-system", "ops"].map { #"{"metadata":{"name":"\#($0)"}}"# }
                    + [#"{"metadata":{"name":"gone","deletionTimestamp":"2026-01-02T03:04:05Z"}}"#]
                let list =
                    #"{"kind":"NamespaceList","metadata":{"resourceVersion":"7"},"items":["#
                    + items.joined(separator: ",") + "]}"
                return exchange.answer(.json(200, Array(list.utf8)))
            }
            applied.append(
                (
                    path, String(decoding: exchange.field(.contentType), as: UTF8.self),
                    String(decoding: (0..<exchange.body.count).map { exchange.body[$0] }, as: UTF8.self)
                ))
            exchange.answer(.json(201, Array("{}".utf8)))
            heard()
        }

        func clientLeft(_ exchange: HTTPExchange) {}
    }

    @Test(
        "They are written into each namespace but Kubernetes' own and those that end, and again when they are others",
        .timeLimit(.minutes(1)))
    func publishing() throws {
        let loop = try EventLoop(name: "test")
        let api = API()
        let server = HTTPServiceServer(loop: loop, service: api) { nil }
        let address = try server.listen(on: try #require(SocketAddress("127.0.0.1:0")))
        let writer = try LogWriter()
        let log = Log(sink: try writer.open(.file("/dev/null")).get(), level: .off, pattern: .standard)
        let registry = MetricRegistry()
        let metrics = registry.scope(prefix: "a.", family: AuthorityMetric.family).block(thread: 0)
        let publisher = RootPublisher(
            KubernetesClient(try #require(KubernetesOptions(url: "http://\(address)")), loop: loop, logWriter: writer),
            configMap: "apus-roots", metrics: metrics,
            followed: registry.scope(prefix: "k.", family: KubernetesMetric.family).block(thread: 0), log: log)
        api.heard = {
            if api.applied.count == 2 { publisher.publish(Array("two\n".utf8)) }
            if api.applied.count == 4 { loop.stop() }
        }
        publisher.start(Array("one\n".utf8))
        loop.run()
        publisher.stop()
        server.close()
        let places = ["ops", "shop"].map {
            "/api/v1/namespaces/\($0)/configmaps/apus-roots?fieldManager=apus-control-plane&force=true"
        }
        #expect(api.applied.map(\.path) == places + places)
        #expect(api.applied.allSatisfy { $0.type == "application/apply-patch+yaml" })
        #expect(api.applied[0].body.hasSuffix(#""data":{"bundle.pem":"one\n"}}"#), "\(api.applied[0].body)")
        #expect(api.applied[3].body.hasSuffix(#""data":{"bundle.pem":"two\n"}}"#))
    }

    @Test("What fails is tried again after pauses, and what stands after an interval")
    func pauses() {
        var state = RootPublication()
        state.follow(["a", "b"], now: 0)
        #expect(state.next?.namespace == "a" && state.lacking == 2)
        state.wrote("a", 0, isGood: true, now: 5)
        #expect(state.next?.namespace == "b" && state.lacking == 1)
        var (now, pauses): (UInt64, [UInt64]) = (0, [])
        for _ in 0..<11 {
            state.wrote("b", 0, isGood: false, now: now)
            let due = state.next?.due ?? 0
            if state.next?.namespace == "b" { pauses.append((due - now) / 1_000_000_000) }
            now = due
        }
        #expect(pauses == [1, 2, 4, 8, 16, 32, 64, 128, 256])
        #expect(state.next?.namespace == "a" && state.next?.due == 5 + RootPublication.interval)
    }

    @Test("Roots that have become others meanwhile are written still, and namespaces that are gone no more")
    func generations() {
        var state = RootPublication()
        state.follow(["a"], now: 0)
        let old = state.generation
        state.renew(now: 1)
        state.wrote("a", old, isGood: true, now: 2)
        #expect(state.lacking == 1 && state.next?.due == 1)
        state.wrote("a", state.generation, isGood: true, now: 3)
        #expect(state.lacking == 0)
        state.follow(["b"], now: 4)
        state.wrote("a", state.generation, isGood: true, now: 5)
        #expect(state.next?.namespace == "b" && state.lacking == 1)
        state.follow([], now: 6)
        #expect(state.next == nil)
    }
}

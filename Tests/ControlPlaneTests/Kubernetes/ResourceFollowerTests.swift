import EventLoops
import HTTPConnections
import HTTPSemantics
import NetworkAddresses
import Telemetry
import Testing

@testable import ControlPlane

@Suite("Following a kind of a cluster")
struct ResourceFollowerTests {
    /// An API on the loop of the test; what is not in `answers` is never answered.
    private final class API: HTTPService {
        var answers: [(part: String, status: UInt16, body: String)] = []
        private(set) var asked: [String] = []
        var heard: () -> Void = {}
        /// What is answered first, by how often was asked.
        var rule: (_ count: Int, _ path: String) -> (status: UInt16, body: String)? = { _, _ in nil }
        private var held: [HTTPExchange] = []

        func bodyLimit(of exchange: HTTPExchange) -> Int { 1 << 16 }

        func serve(_ exchange: HTTPExchange) {
            let path = String(decoding: exchange.field(.path), as: UTF8.self)
            asked.append(path)
            defer { heard() }
            let ruled = rule(asked.count, path).map { (part: "", status: $0.status, body: $0.body) }
            guard let answer = ruled ?? answers.first(where: { path.contains($0.part) }) else {
                return held.append(exchange)
            }
            exchange.answer(HTTPAnswer(answer.status, Array(answer.body.utf8), contentType: "application/json"))
        }

        func clientLeft(_ exchange: HTTPExchange) {}
    }

    private static let list =
        #"{"kind":"PodList","metadata":{"resourceVersion":"7"},"items":[{"metadata":{"name":"a","namespace":"n"}}]}"#

    /// Runs a follower of pods until the API was asked so often, and tells what it was asked.
    private func run(
        _ answers: [(part: String, status: UInt16, body: String)], kind: ClusterKind = .pod, questions: Int,
        page: UInt64 = 60_000_000_000, head: UInt64 = 30_000_000_000,
        rule: @escaping (_ count: Int, _ path: String) -> (status: UInt16, body: String)? = { _, _ in nil }
    ) throws -> (asked: [String], follower: ResourceFollower) {
        let loop = try EventLoop(name: "test")
        let api = API()
        (api.answers, api.rule) = (answers, rule)
        let server = HTTPServiceServer(loop: loop, service: api) { nil }
        let address = try server.listen(on: try #require(SocketAddress("127.0.0.1:0")))
        var options = try #require(KubernetesOptions(url: "http://\(address)"))
        // What is tested is that these pass.
        options.timing.silence = 200_000_000
        options.timing.page = page
        options.timing.head = head
        options.timing.shortestPause = 10_000_000
        options.timing.absence = 10_000_000
        let writer = try LogWriter()
        let log = Log(sink: try writer.open(.file("/dev/null")).get(), level: .off, pattern: .standard)
        let client = KubernetesClient(options, loop: loop, logWriter: writer)
        let metrics = MetricRegistry().scope(prefix: "t.", family: KubernetesMetric.family).block(thread: 0)
        let follower = ResourceFollower(kind, namespace: nil, client: client, metrics: metrics, log: log) { _ in }
        api.heard = { if api.asked.count >= questions { loop.stop() } }
        let bound = Bound(loop)
        follower.start()
        loop.run()
        bound.end()
        follower.stop()
        server.close()
        return (api.asked, follower)
    }

    /// Ends a loop after a minute, whatever happens.
    private final class Bound: TimerOwner {
        private let timer: LoopTimer

        init(_ loop: EventLoop) {
            timer = LoopTimer(loop: loop)
            super.init()
            timer.owner = self
            timer.arm(after: 60_000_000_000)
        }

        func end() { timer.cancel() }

        override func timerFired(_ kind: UInt8) {
            Issue.record("it takes too long")
            timer.loop.stop()
        }
    }

    @Test("A watch that says nothing is ended, and goes on from the last version")
    func silence() throws {
        let (asked, follower) = try run([("limit=", 200, Self.list)], questions: 3)
        #expect(asked.count { $0.contains("limit=") } == 1)
        #expect(asked[1...].allSatisfy { $0.contains("watch=1") && $0.contains("resourceVersion=7") })
        #expect(follower.isSynchronised && follower.objects.count == 1)
        #expect(follower.problem == "nothing came for 200 ms")
    }

    @Test(
        "A list that does not come, or is none, is asked for again",
        arguments: [
            ("", 0, "nothing came for 100 ms"), ("limit=", 500, "the API answers 500"),
            ("limit=", 401, "the API answers 401"), ("limit=", 200, "what the API answers is no list"),
        ])
    func lists(_ part: String, _ status: Int, _ problem: String) throws {
        let (asked, follower) = try run(
            part.isEmpty ? [] : [(part, UInt16(status), "[]")], questions: 3, page: 200_000_000)
        #expect(asked.allSatisfy { $0.hasPrefix("/api/v1/pods?limit=500") })
        #expect(follower.problem == problem && !follower.isSynchronised)
    }

    @Test("Of a kind that comes by a definition all versions are asked for, and then none is there")
    func versions() throws {
        let (asked, follower) = try run([("limit=", 404, "")], kind: .tlsRoute, questions: 4)
        #expect(
            asked.map { String($0.split(separator: "/")[2]) } == ["v1", "v1alpha3", "v1alpha2", "v1"])
        #expect(follower.isSynchronised && follower.problem.isEmpty)
    }

    @Test("A watch that ends goes on; one that is not let begin is told")
    func ends() throws {
        let event = #"{"type":"ADDED","object":{"metadata":{"name":"b","namespace":"n","resourceVersion":"9"}}}"#
        let (asked, follower) = try run(
            [("limit=", 200, Self.list), ("resourceVersion=7", 200, event + "\n"), ("resourceVersion=9", 403, "")],
            questions: 4)
        #expect(asked.map { $0.contains("resourceVersion=9") } == [false, false, true, true])
        #expect(follower.objects.keys.map(\.name).sorted() == ["a", "b"])
        #expect(follower.problem == "the API answers 403")
    }

    @Test(
        "What is too much at once is asked for by half as many, and by as many as before once it was there",
        arguments: [413, 504])
    func pages(_ status: Int) throws {
        let (asked, follower) = try run([], questions: 5) { count, path in
            if path.contains("watch=1") { return count < 4 ? (410, "") : nil }
            return path.contains("limit=500") && count == 1 ? (UInt16(status), "") : (200, Self.list)
        }
        let limits = asked.compactMap { path in path.firstRange(of: "limit=").map { path[$0.upperBound...] } }
        #expect(limits == ["500", "250", "500"] && asked[2].contains("watch=1"))
        #expect(follower.objects.count == 1)
    }

    @Test("An answer that does not begin is waited for by its own time")
    func heads() throws {
        let (asked, follower) = try run([], questions: 2, head: 100_000_000)
        #expect(asked.allSatisfy { $0.contains("limit=500") })
        #expect(follower.problem == "nothing came for 100 ms")
    }

    @Test("A list that has pages but no objects in them is given up")
    func empty() throws {
        let page = Self.list.replacing(#""7""#, with: #""7","continue":"c""#).prefix { $0 != "[" } + "[]}"
        let (asked, follower) = try run([("limit=500&continue=c", 200, String(page))], questions: 103) { count, path in
            path.contains("continue") ? nil : (200, String(page))
        }
        #expect(asked.count { !$0.contains("continue") } == 2)
        #expect(follower.problem == "expected objects in a list, found 101 pages without any")
    }

    @Test("410 leads to a new list")
    func expired() throws {
        let (asked, follower) = try run([("limit=", 200, Self.list), ("watch=1", 410, "")], questions: 5)
        #expect(asked.map { $0.contains("watch=1") } == [false, true, false, true, false])
        // Only the first time at once.
        #expect(follower.problem == "what is watched is forgotten again and again")
    }

    @Test("A watch that is refused again and again leads to a new list")
    func stuck() throws {
        let (asked, _) = try run([("limit=", 200, Self.list), ("watch=1", 504, "")], questions: 6)
        #expect(asked.map { $0.contains("watch=1") } == [false, true, true, true, true, false])
    }

    @Test("A watch goes on from the version of a bookmark")
    func bookmarks() throws {
        let bookmark = #"{"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"8"}}}"#
        let (asked, follower) = try run(
            [("limit=", 200, Self.list), ("resourceVersion=7", 200, bookmark + "\n")], questions: 3)
        #expect(asked.last?.contains("resourceVersion=8") == true && follower.objects.count == 1)
    }

    /// What a kind of two versions is asked, by version and whether it is a list.
    private func move(_ questions: Int, _ isThere: @escaping (_ count: Int, _ isOld: Bool) -> Bool) throws -> (
        asked: [String], follower: ResourceFollower
    ) {
        let list = Self.list.replacing("PodList", with: "GatewayList")
        let (asked, follower) = try run(
            [], kind: .gateway, questions: questions
        ) { count, path in
            if path.contains("watch=1") { return (404, "") }
            return isThere(count, path.contains("v1beta1")) ? (200, list) : (404, "")
        }
        return (asked.map { ($0.contains("v1beta1") ? "old" : "new") + ($0.contains("watch=1") ? "!" : "") }, follower)
    }

    @Test("A kind that has gone from one version is looked for in the others before it is given up")
    func moved() throws {
        let (asked, follower) = try move(6) { count, isOld in isOld == (count <= 2) }
        #expect(asked == ["new", "old", "old!", "old", "new", "new!"])
        #expect(follower.objects.count == 1)
        // What is known is not given up the first time.
        let (all, gone) = try move(10) { count, isOld in isOld && count <= 2 }
        #expect(all == ["new", "old", "old!", "old", "new", "new", "old", "new", "old", "new"])
        #expect(gone.objects.isEmpty && gone.isSynchronised && gone.problem.isEmpty)
    }
}

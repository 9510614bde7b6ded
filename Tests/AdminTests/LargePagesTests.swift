import Buffers
import EventLoops
import HTTPConnections
import NetworkAddresses
import ProxyRuntime
import Synchronization
import Telemetry
import Testing
import Transports

@testable import Admin

@Suite("Large pages and the builder thread")
struct LargePagesTests {
    @Test("A client that does not read holds up nobody, and gets its page whole when it reads on")
    func slowClient() throws {
        let proxy = try AdminFixture(AdminFixture.large(clusters: 800))
        let request = "GET /stats HTTP/1.1\r\nHost: a\r\n\r\n"
        let slow = try AdminClient(request, to: proxy.address, on: proxy.loop)
        try proxy.loop.wait { slow.received.isEmpty ? nil : true }
        slow.connection.pauseReading()
        // The others are answered while the page waits, from the main loop and from the builder thread alike.
        #expect(try proxy.get("/ready").body == "LIVE\n")
        #expect(try proxy.get("/stats?filter=server.live").body == "server.live: 1\n")
        // A connection buffers its limit and the block that passed it, whatever the size of the page.
        let buffered = try proxy.onMainLoop { door in
            door.admin.connections.openConnections.values.map { $0.connection.outbound.count }.max() ?? 0
        }
        #expect(buffered > 0 && buffered <= AdminConnections.bufferLimit + (128 << 10))
        slow.connection.resumeReading()
        let answer = try proxy.loop.wait { slow.answer }
        #expect(answer.status == 200)
        #expect(answer.body.utf8.count > 4 << 20)
        #expect(answer.body.hasSuffix("\n"))
        #expect(answer.body.contains("\ncluster.cluster-with-a-name-of-its-own-799.upstream_rq_total: 0\n"))
        slow.connection.close(.now)
    }

    @Test("A client that reads nothing for a minute loses its page")
    func stalledClient() throws {
        let proxy = try AdminFixture(AdminFixture.large(clusters: 800))
        let slow = try AdminClient("GET /stats HTTP/1.1\r\nHost: a\r\n\r\n", to: proxy.address, on: proxy.loop)
        try proxy.loop.wait { slow.received.isEmpty ? nil : true }
        slow.connection.pauseReading()
        // The first look sees what the client has taken, four more that nothing came after it.
        func isBlocked() throws -> Bool {
            try proxy.onMainLoop { door in
                door.admin.connections.openConnections.values.contains { $0.connection.isAboveHighWatermark }
            }
        }
        // Until the kernel takes no more either.
        var sent: UInt64 = 0
        try proxy.loop.wait {
            let before = sent
            sent = try proxy.onMainLoop { door in
                door.admin.connections.openConnections.values.map { $0.connection.bytesSent }.max() ?? 0
            }
            return try isBlocked() && sent == before ? true : nil
        }
        for _ in 0..<4 { try proxy.onMainLoop { $0.admin.connections.lookAfterStalled() } }
        #expect(try isBlocked())
        try proxy.onMainLoop { $0.admin.connections.lookAfterStalled() }
        #expect(try proxy.onMainLoop { $0.admin.connections.openConnections.isEmpty })
        slow.connection.close(.now)
    }

    @Test("Clients that leave while their pages are built leave nothing behind")
    func leavingClients() throws {
        let proxy = try AdminFixture(AdminFixture.large(clusters: 200))
        for _ in 0..<20 {
            let client = try AdminClient("GET /stats HTTP/1.1\r\nHost: a\r\n\r\n", to: proxy.address, on: proxy.loop)
            try proxy.loop.wait { client.connection.bytesSent > 0 ? true : nil }
            client.connection.resetHard()
        }
        let left = try proxy.loop.wait {
            try proxy.onMainLoop { $0.admin.connections.openConnections.count } == 0 ? true : nil
        }
        #expect(left)
        // Their slots are free again.
        let answer = try proxy.get("/stats?filter=server.live")
        #expect(answer.body == "server.live: 1\n")
    }

    @Test("Small answers need no thread")
    func noThread() throws {
        let proxy = try AdminFixture()
        for path in ["/ready", "/server_info", "/listeners", "/help", "/memory"] { _ = try proxy.get(path) }
        #expect(try !proxy.onMainLoop { $0.admin.connections.builder.hasThread })
        _ = try proxy.get("/clusters")
        #expect(try proxy.onMainLoop { $0.admin.connections.builder.hasThread })
    }

    // MARK: - The builder by itself

    /// What jobs did, counted on whichever thread.
    private final class Tally: Sendable {
        let built = Atomic<Int>(0)
        let gate = Mutex(())
    }

    private static func builder() throws -> (EventLoop, PageBuilder) {
        let loop = try EventLoop(name: "main", clock: .system)
        return (loop, PageBuilder(mainLoop: loop, registry: MetricRegistry()))
    }

    @Test("Jobs beyond the slots wait, beyond the waiting places they are refused, and all others are completed")
    func limits() throws {
        let (loop, builder) = try Self.builder()
        let tally = Tally()
        var jobs: [PageBuilder.Job] = []
        var completed = 0
        let all = PageBuilder.slots + PageBuilder.waitingLimit
        tally.gate.withLock { _ in
            for number in 0..<all + 3 {
                let job = builder.submit {
                    tally.gate.withLock { _ in }
                    tally.built.add(1, ordering: .relaxed)
                    return AdminReply("\(number)")
                } completed: { _ in
                    completed += 1
                }
                #expect((job != nil) == (number < all))
                if let job { jobs.append(job) }
            }
        }
        try loop.wait { completed == PageBuilder.slots ? true : nil }
        #expect(tally.built.load(ordering: .relaxed) == PageBuilder.slots)
        // Each page that is sent makes room for one that waits.
        for (number, job) in jobs.enumerated() {
            builder.finish(job)
            try loop.wait { completed >= min(number + 1 + PageBuilder.slots, all) ? true : nil }
        }
        #expect(completed == all)
        builder.stop()
    }

    @Test("A page that nobody waits for is neither built nor delivered")
    func dropped() throws {
        let (loop, builder) = try Self.builder()
        let tally = Tally()
        var delivered: [String] = []
        func submit(_ name: String) throws -> PageBuilder.Job {
            try #require(
                builder.submit {
                    tally.gate.withLock { _ in }
                    tally.built.add(1, ordering: .relaxed)
                    return AdminReply(name)
                } completed: { _ in
                    delivered.append(name)
                })
        }
        let first = try submit("first")
        try loop.wait { delivered.isEmpty ? nil : true }
        var others: [PageBuilder.Job] = []
        try tally.gate.withLock { _ in
            others = [try submit("running"), try submit("queued")]
            builder.finish(others[1])
        }
        let last = try submit("last")
        try loop.wait { delivered.contains("last") ? true : nil }
        #expect(delivered == ["first", "running", "last"])
        #expect(tally.built.load(ordering: .relaxed) == 3)
        for job in [first, others[0], last] { builder.finish(job) }
        builder.stop()
    }

    @Test("After the end no job is taken")
    func stopped() throws {
        let (_, builder) = try Self.builder()
        builder.stop()
        #expect(builder.submit({ AdminReply("") }, completed: { _ in }) == nil)
    }
}

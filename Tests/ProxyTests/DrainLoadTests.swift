import Glibc
import Testing

/// Connections end politely under load: whatever is asked for, nothing that was sent stays without its answer.
@Suite(.serialized) struct DrainLoadTests {
    private struct Subject {
        let upstream: EchoUpstream
        let proxy: ProxyHarness
        let port: UInt16

        init(drainSeconds: Int, _ arguments: [String] = []) throws {
            upstream = try EchoUpstream()
            let directory = try TemporaryDirectory()
            let configuration = Theme(name: "drain", cases: [ProxyCase("served", get())]).configuration(
                upstreams: ["served": upstream.port], log: directory.file("access.log"))
            var listeners = configuration
            if case .array(let all)? = configuration["static_resources"]?["listeners"] {
                let inbound = all.map { $0.merged(with: ["traffic_direction": "INBOUND"]) }
                listeners = configuration.merged(with: ["static_resources": ["listeners": .array(inbound)]])
            }
            proxy = try ProxyHarness(
                .apus, configuration: listeners, directory: directory,
                arguments: ["--concurrency", "2", "--drain-time-s", String(drainSeconds)] + arguments)
            port = try #require(proxy.port(of: "served"))
        }

        /// Clients that are busy by now.
        func busy(survivesRefusal: Bool = false) -> Load {
            let load = Load(port: port, habits: Load.crowd, survivesRefusal: survivesRefusal)
            let isBusy = load.waitForAnswers(60)
            #expect(isBusy)
            return load
        }
    }

    @Test("SIGTERM under load ends every connection after its answers, and the proxy in order")
    func terminate() throws {
        for _ in 0..<Rounds.count {
            let subject = try Subject(drainSeconds: 12)
            let load = subject.busy()
            subject.proxy.process.signal(SIGTERM)
            // While it announces its end it goes on serving.
            let goesOn = load.waitForAnswers(20)
            #expect(goesOn)
            let tally = load.exhausted(seconds: 60)
            #expect(tally.lost.isEmpty && tally.refused == Load.crowd.count, "\(tally)")
            let ending = subject.proxy.process.ending(within: 60)
            #expect(ending == .exit(0))
        }
    }

    @Test(
        "The admin interface drains under load, all listeners or the inbound ones, over time or at once",
        arguments: ["graceful", "graceful&inboundonly", "graceful&skip_exit"], ["gradual", "immediate"])
    func drainListeners(_ query: String, _ strategy: String) throws {
        let subject = try Subject(drainSeconds: 2, ["--drain-strategy", strategy])
        let keepsListening = query.contains("skip_exit")
        let load = subject.busy(survivesRefusal: keepsListening)
        let status = subject.proxy.admin.post("/drain_listeners?\(query)")?.status
        #expect(status == 200)
        if keepsListening {
            let goesOn = load.waitForAnswers(200, seconds: 60)
            #expect(goesOn)
        }
        let tally = keepsListening ? load.stop() : load.exhausted(seconds: 60)
        #expect(tally.lost.isEmpty, "\(tally)")
        #expect(tally.refused == (keepsListening ? 0 : Load.crowd.count), "\(tally)")
        let stopped = subject.proxy.admin.statistics()["listener_manager.listener_stopped"]
        #expect(stopped == (keepsListening ? "0" : "1"))
        #expect(subject.proxy.admin.get("/ready")?.status == 200)
    }

    @Test("Listeners that stop at once lose nothing that had connected")
    func stopListening() throws {
        for _ in 0..<Rounds.count {
            let subject = try Subject(drainSeconds: 2)
            let load = subject.busy()
            let status = subject.proxy.admin.post("/drain_listeners")?.status
            #expect(status == 200)
            let isRefused = Deadline(seconds: 60).reached { load.current.refused > 0 }
            #expect(isRefused)
            let tally = load.stop()
            #expect(tally.lost.isEmpty, "\(tally)")
        }
    }

    @Test("Out of service and back again under load: connections come and go, and nothing is lost")
    func outOfService() throws {
        let subject = try Subject(drainSeconds: 2)
        let load = subject.busy()
        for order in ["fail", "ok", "fail", "ok"] {
            let status = subject.proxy.admin.post("/healthcheck/\(order)")?.status
            #expect(status == 200)
            let goesOn = load.waitForAnswers(60)
            #expect(goesOn)
        }
        let tally = load.stop()
        #expect(tally.lost.isEmpty && tally.refused == 0, "\(tally)")
    }
}

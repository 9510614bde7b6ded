import Glibc
import Testing

/// One instance takes over from another.
@Suite(.serialized) struct HotRestartTests {
    /// Instances that share a base id, an upstream and a log.
    private final class Family {
        let baseID = UInt32.random(in: 1..<400_000_000)
        let upstream: EchoUpstream
        let place: TemporaryDirectory
        private(set) var epoch = 0

        init() throws {
            upstream = try EchoUpstream()
            place = try TemporaryDirectory()
        }

        func configuration(_ listeners: [String] = ["served"]) -> JSON {
            Theme(name: "restart", cases: listeners.map { ProxyCase($0, get()) }).configuration(
                upstreams: Dictionary(uniqueKeysWithValues: listeners.map { ($0, upstream.port) }),
                log: place.file("access.log"))
        }

        /// Starts an instance; the harness waits until the admin interface answers. Every second one is of the other build,
        /// where there is one.
        func start(
            _ configuration: JSON, epoch: Int, _ arguments: [String] = []
        ) throws -> ProxyHarness {
            try ProxyHarness(
                .apus, configuration: configuration, directory: TemporaryDirectory(),
                arguments: ["--log-level", "info", "--drain-time-s", "2", "--parent-shutdown-time-s", "60"] + arguments,
                hotRestart: ["--base-id", String(baseID), "--restart-epoch", String(epoch)],
                path: epoch.isMultiple(of: 2) ? nil : ProxyBinary.otherApus)
        }

        /// Starts the first instance, or the next, and waits until it is the one that the admin interface belongs to.
        func next(_ configuration: JSON, _ arguments: [String] = []) throws -> ProxyHarness {
            let proxy = try start(configuration, epoch: epoch, arguments)
            let wanted = String(epoch)
            let serves = Deadline(seconds: 60).reached {
                proxy.admin.statistics()["server.hot_restart_epoch"] == wanted
            }
            #expect(serves, "epoch \(epoch) does not serve: \(proxy.errors)")
            epoch += 1
            return proxy
        }

        /// What becomes of an instance that should not come up.
        func refusal(_ arguments: [String]) throws -> (ending: ChildProcess.Ending?, errors: String) {
            let directory = try TemporaryDirectory()
            let file = try directory.write(configuration().text, to: "configuration.json")
            let path = try #require(ProxyBinary.apus.path)
            let process = try ChildProcess(
                path, ["proxy", "-c", file] + arguments, output: directory.file("output"),
                errors: directory.file("errors"))
            let ending = process.ending(within: 60)
            return (ending, (readFile(directory.file("errors")) ?? []).text)
        }
    }

    private func ask(_ port: UInt16, _ path: String = "/") -> HTTPMessage? {
        guard let socket = Socket.connected(to: port) else { return nil }
        let deadline = Deadline(seconds: 60)
        socket.send(ByteString(get(path)), until: deadline)
        var reader = HTTPMessageReader()
        while true {
            if let answer = reader.take() { return answer }
            guard case .bytes(let bytes) = socket.receive(until: deadline) else { return nil }
            reader.append(bytes)
        }
    }

    @Test("Restart after restart under load, with more and fewer workers, loses no request")
    func underLoad() throws {
        let family = try Family()
        var current = try family.next(family.configuration(), ["--concurrency", "2"])
        let port = try #require(current.port(of: "served"))
        let load = Load(port: port, habits: Load.crowd, survivesRefusal: false)
        for round in 1...Rounds.count {
            let isBusy = load.waitForAnswers(100, seconds: 60)
            #expect(isBusy)
            let workers = String([1, 3, 2][round % 3])
            let strategy = round % 2 == 0 ? "gradual" : "immediate"
            let next = try family.next(
                family.configuration(), ["--concurrency", workers, "--drain-strategy", strategy])
            #expect(next.port(of: "served") == port)
            #expect(next.adminPort == current.adminPort)
            let ending = current.process.ending(within: 90)
            #expect(ending == .exit(0), "\(current.errors)")
            current = next
        }
        let tally = load.stop()
        #expect(tally.lost.isEmpty && tally.refused == 0, "\(tally)")
        let generation = current.admin.statistics()["server.hot_restart_generation"]
        #expect(generation == String(Rounds.count + 1))
        current.stop()
    }

    @Test("A second start on the same base id is refused, and told who runs and what to do")
    func secondStart() throws {
        let family = try Family()
        let first = try family.next(family.configuration())
        let base = ["--base-id", String(family.baseID)]
        let second = try family.refusal(base)
        #expect(second.ending == .exit(4))
        #expect(second.errors.contains("restart epoch 0 is running") && second.errors.contains("--base-id"))
        let leap = try family.refusal(base + ["--restart-epoch", "2"])
        #expect(leap.ending == .exit(4) && leap.errors.contains("1 takes over"), "\(leap.errors)")
        let orphan = try family.refusal(["--base-id", "429496729", "--restart-epoch", "1"])
        #expect(orphan.ending == .exit(4) && orphan.errors.contains("--skip-hot-restart-on-no-parent"))
        let served = ask(try #require(first.port(of: "served")))?.status
        #expect(served == 200)
        first.stop()
    }

    @Test("A new instance that dies before it is ready leaves the old one serving, and the next one takes over")
    func deadHeir() throws {
        let family = try Family()
        let first = try family.next(family.configuration())
        let port = try #require(first.port(of: "served"))
        // Its second listener's port is somebody else's.
        let foreign = try #require(Socket.listening())
        let address = Theme.address(port: foreign.port)
        var broken = family.configuration(["served", "taken"])
        if case .array(var listeners)? = broken["static_resources"]?["listeners"] {
            listeners[1] = listeners[1].merged(with: ["address": address, "enable_reuse_port": false])
            broken = broken.merged(with: ["static_resources": ["listeners": .array(listeners)]])
        }
        #expect(throws: ProxyHarness.StartError.self) { try family.start(broken, epoch: 1) }
        for index in 0..<20 { #expect(ask(port, "/after-\(index)")?.status == 200) }
        let second = try family.next(family.configuration())
        #expect(second.port(of: "served") == port)
        let ending = first.process.ending(within: 90)
        #expect(ending == .exit(0))
        second.stop()
    }

    @Test("A new instance that is told to end while it warms up leaves the old one serving")
    func heirThatEnds() throws {
        let family = try Family()
        let first = try family.next(family.configuration())
        let port = try #require(first.port(of: "served"))
        // Its endpoint never answers the first health check.
        let mute = try #require(Socket.listening())
        let isWarming = Watched(false)
        detachThread {
            let connection = mute.accepted()
            isWarming.change { $0 = connection != nil }
            _ = connection?.receive(until: Deadline(seconds: 300))
            _ = connection?.receive(until: Deadline(seconds: 300))
        }
        defer { mute.interrupt() }
        let check: JSON = [
            "health_checks": [
                [
                    "timeout": "300s", "interval": "300s", "unhealthy_threshold": 1, "healthy_threshold": 1,
                    "http_health_check": ["path": "/"],
                ]
            ]
        ]
        var configuration = Theme(name: "restart", cases: [ProxyCase("served", get())]).configuration(
            upstreams: ["served": mute.port], log: family.place.file("access.log"))
        if case .array(let clusters)? = configuration["static_resources"]?["clusters"] {
            configuration = configuration.merged(with: [
                "static_resources": ["clusters": .array(clusters.map { $0.merged(with: check) })]
            ])
        }
        let directory = try TemporaryDirectory()
        let file = try directory.write(configuration.text, to: "configuration.json")
        let heir = try ChildProcess(
            try #require(ProxyBinary.apus.path),
            ["proxy", "-c", file, "--base-id", String(family.baseID), "--restart-epoch", "1"],
            output: directory.file("output"), errors: directory.file("errors"))
        isWarming.wait(seconds: 60) { $0 }
        #expect(isWarming.value)
        heir.signal(SIGTERM)
        #expect(heir.ending(within: 60) == .exit(0))
        for index in 0..<20 { #expect(ask(port, "/after-\(index)")?.status == 200) }
        #expect(first.admin.get("/ready")?.status == 200)
        // It has heard of no heir: the next one takes over.
        let second = try family.next(family.configuration())
        #expect(second.port(of: "served") == port)
        #expect(first.process.ending(within: 90) == .exit(0))
        second.stop()
    }

    @Test("Listeners that are new are bound, those that are gone are drained, the others move")
    func changedListeners() throws {
        let family = try Family()
        let first = try family.next(family.configuration(["old", "both"]))
        let old = try #require(first.port(of: "old"))
        let both = try #require(first.port(of: "both"))
        let kept = try #require(Socket.connected(to: old))
        let deadline = Deadline(seconds: 60)
        kept.send(ByteString(get("/long?size=1000&chunks=10&trickle=100")), until: deadline)
        var reader = HTTPMessageReader()
        // Its answer has begun, so that it is accepted and served by the old instance.
        guard case .bytes(let start) = kept.receive(until: deadline) else {
            Issue.record("no answer begins")
            return
        }
        reader.append(start)
        let second = try family.next(family.configuration(["both", "new"]))
        #expect(second.port(of: "both") == both)
        #expect(ask(both)?.status == 200)
        #expect(ask(try #require(second.port(of: "new")))?.status == 200)
        while case .bytes(let bytes) = kept.receive(until: deadline) {
            reader.append(bytes)
            if let answer = reader.take() {
                #expect(answer.isComplete && answer.body.count == 1000)
                break
            }
        }
        let isClosed = Deadline(seconds: 60).reached { Socket.connected(to: old) == nil }
        #expect(isClosed)
        kept.close()
        let ending = first.process.ending(within: 90)
        #expect(ending == .exit(0))
        second.stop()
    }

    @Test("The old instance ends at the parent shutdown time, whatever it still serves")
    func parentShutdown() throws {
        let family = try Family()
        // An idle connection is not hurried.
        let first = try family.next(family.configuration(), ["--drain-time-s", "60"])
        let port = try #require(first.port(of: "served"))
        let stuck = try #require(Socket.connected(to: port))
        stuck.send(ByteString(get("/stuck?delay=60000")), until: Deadline(seconds: 60))
        let kept = try #require(Socket.connected(to: port))
        kept.send(ByteString(get("/before")), until: Deadline(seconds: 60))
        _ = kept.receive(until: Deadline(seconds: 60))
        let isHeld = Deadline(seconds: 60).reached {
            first.admin.statistics()["http.served.downstream_rq_active"] == "1"
        }
        #expect(isHeld)
        // Long enough for all that is asked of the old one until then.
        let second = try family.next(family.configuration(), ["--parent-shutdown-time-s", "15"])
        let counts = Deadline(seconds: 60).reached {
            second.admin.statistics()["server.parent_connections"] != "0"
        }
        #expect(counts)
        // What the old instance still counts is counted here.
        kept.send(ByteString(get("/after")), until: Deadline(seconds: 60))
        let inherits = Deadline(seconds: 60).reached {
            second.admin.statistics()["http.served.downstream_rq_total"] == "1"
        }
        #expect(inherits)
        let ending = first.process.ending(within: 60)
        #expect(ending == .exit(0))
        let forgets = Deadline(seconds: 60).reached {
            second.admin.statistics()["server.parent_connections"] == "0"
        }
        #expect(forgets)
        second.stop()
    }

    @Test("A dynamic base id is written where it is asked for, and the next instance is given it")
    func dynamicBaseID() throws {
        let family = try Family()
        let file = family.place.file("base-id")
        let arguments = ["--use-dynamic-base-id", "--base-id-path", file]
        let first = try ProxyHarness(
            .apus, configuration: family.configuration(), directory: TemporaryDirectory(), hotRestart: arguments)
        let id = (readFile(file) ?? []).text.split(separator: "\n").first.map(String.init) ?? ""
        #expect(UInt32(id) != nil)
        let information = first.admin.get("/server_info")?.body.text ?? ""
        #expect(information.contains("\"base_id\": \"\(id)\"") && information.contains("\"restart_epoch\": 0"))
        #expect(first.admin.get("/hot_restart_version")?.body.text == "apus.1")
        let second = try ProxyHarness(
            .apus, configuration: family.configuration(), directory: TemporaryDirectory(),
            hotRestart: ["--base-id", id, "--restart-epoch", "1"])
        #expect(second.port(of: "served") == first.port(of: "served"))
        let ending = first.process.ending(within: 90)
        #expect(ending == .exit(0))
        second.stop()
    }

    @Test("Instances may meet at a file, and one that was left behind is no obstacle")
    func socketFile() throws {
        let family = try Family()
        let flags = ["--socket-path", family.place.file("meet"), "--socket-mode", "600"]
        let first = try ProxyHarness(
            .apus, configuration: family.configuration(), directory: TemporaryDirectory(), hotRestart: flags)
        let refused = try family.refusal(flags)
        #expect(refused.ending == .exit(4) && refused.errors.contains("restart epoch 0 is running"))
        first.process.signal(SIGKILL)
        _ = first.process.ending(within: 60)
        let second = try ProxyHarness(
            .apus, configuration: family.configuration(), directory: TemporaryDirectory(), hotRestart: flags)
        #expect(ask(try #require(second.port(of: "served")))?.status == 200)
        second.stop()
    }

    @Test("An instance that ends lets a first one start at once, and one without a parent starts if it may")
    func freshStarts() throws {
        let family = try Family()
        let first = try family.next(family.configuration(), ["--drain-time-s", "60"])
        first.process.signal(SIGTERM)
        let drains = Deadline(seconds: 60).reached { first.admin.get("/ready")?.status != 200 }
        #expect(drains)
        let orphan = try family.start(family.configuration(), epoch: 7, ["--skip-hot-restart-on-no-parent"])
        #expect(orphan.admin.statistics()["server.hot_restart_epoch"] == "7")
        #expect(orphan.admin.statistics()["server.hot_restart_generation"] == "1")
        orphan.stop()
        first.stop()
    }
}

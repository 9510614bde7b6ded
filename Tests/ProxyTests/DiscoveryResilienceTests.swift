import Foundation
import Testing

/// Resources that come from elsewhere while servers fail, instances follow each other and listeners go; under load.
@Suite(.serialized) struct DiscoveryResilienceTests {
    private static func response(_ version: String, _ resources: [JSON]) -> String {
        let whole: JSON = [
            "version_info": .string(version), "nonce": .string("n" + version), "resources": .array(resources),
        ]
        return whole.text
    }

    // MARK: - Servers

    /// A proxy behind whose every resource is a server.
    private static func proxy(
        _ plane: ControlPlane, source: JSON = DiscoveredResource.rest(), arguments: [String] = []
    ) throws -> ProxyHarness {
        let configuration: JSON = [
            "node": ["id": "one", "cluster": "c"],
            "admin": ["address": Theme.address(port: 0)],
            "dynamic_resources": ["cds_config": source, "lds_config": source],
            "static_resources": [
                "clusters": [DiscoveredResource.plane(port: plane.port, connectTimeout: "0.3s")]
            ],
        ]
        return try ProxyHarness(
            .apus, configuration: configuration, directory: try TemporaryDirectory(), arguments: arguments)
    }

    private static let kinds = ["clusters", "endpoints", "routes", "listeners"]

    @Test("A server that is slow, silent, endless, full of garbage or flaps loses nobody's request")
    func loss() throws {
        let echo = try EchoUpstream()
        let plane = try #require(ControlPlane())
        defer { plane.stop() }
        let source = DiscoveredResource.rest()
        var version = 0
        func whole() {
            version += 1
            func set(_ kind: String, _ resource: JSON) {
                plane.set(kind, ControlPlane.Answer(body: Self.response("\(version)", [resource])))
            }
            set("clusters", DiscoveredResource.cluster("a", from: source, timeout: "\(1 + version % 3)s"))
            set("endpoints", DiscoveredResource.endpoints("a", ports: [echo.port]))
            set("routes", DiscoveredResource.routes(to: "a"))
            set("listeners", DiscoveredResource.listener(routes: source))
        }
        whole()
        let proxy = try Self.proxy(plane, arguments: ["--concurrency", "2"])
        func statistic(_ name: String) -> Int { Int(proxy.admin.statistics()[name] ?? "") ?? -1 }
        let port = try #require(proxy.port(of: "l"))
        let load = Load(port: port, habits: Load.crowd, survivesRefusal: false)
        let isBusy = load.waitForAnswers(30)
        #expect(isBusy)
        let faults = [
            ControlPlane.Answer(status: 503), ControlPlane.Answer(status: 304), ControlPlane.Answer(delay: 0.7),
            ControlPlane.Answer(raw: ""), ControlPlane.Answer(raw: "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"),
            ControlPlane.Answer(raw: "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", isEndless: true),
            ControlPlane.Answer(body: "{\"resources\":[{\"@type\":\"type.googleapis.com/none\"}]}"),
            ControlPlane.Answer(body: "{\"resources\":{}}"), ControlPlane.Answer(body: "[]"),
            ControlPlane.Answer(raw: "\u{0}\u{1}\u{2}"), ControlPlane.Answer(closes: true),
        ]
        for (number, fault) in faults.enumerated() {
            for kind in Self.kinds { plane.set(kind, fault) }
            let before = statistic("cluster_manager.cds.update_attempt")
            let isAsked = Deadline(seconds: 30).reached {
                statistic("cluster_manager.cds.update_attempt") >= before + 2
            }
            #expect(isAsked, "after fault \(number)")
            let goesOn = load.waitForAnswers(10)
            #expect(goesOn)
            // It comes back, with something new.
            whole()
            let isTaken = Deadline(seconds: 30).reached {
                proxy.admin.statistics()["cluster_manager.cds.version_text"] == "\"\(version)\""
            }
            #expect(isTaken, "after fault \(number)")
        }
        // Now up, now down, faster than it is asked.
        for round in 0..<20 {
            if round % 2 == 0 {
                for kind in Self.kinds { plane.set(kind, faults[round % faults.count]) }
            } else {
                whole()
            }
            Deadline.pause(milliseconds: 60)
        }
        plane.stop()
        let goesOn = load.waitForAnswers(50)
        #expect(goesOn)
        let tally = load.stop()
        #expect(tally.lost.isEmpty && tally.refused == 0, "\(tally)")
    }

    // MARK: - Files

    /// A directory with files for each kind of resource, and a proxy that follows them.
    private final class Tree {
        let directory: TemporaryDirectory

        init() throws { directory = try TemporaryDirectory() }

        func source(_ kind: String) -> JSON {
            ["resource_api_version": "V3", "path_config_source": ["path": .string(directory.file("\(kind).json"))]]
        }

        func move(_ kind: String, _ version: String, _ resources: [JSON]) throws {
            let draft = try directory.write(DiscoveryResilienceTests.response(version, resources), to: "draft")
            guard unsafe rename(draft, directory.file("\(kind).json")) == 0 else { throw CocoaError(.fileWriteUnknown) }
        }

        var configuration: JSON {
            [
                "node": ["id": "one", "cluster": "c"],
                "admin": ["address": Theme.address(port: 0)],
                "dynamic_resources": ["cds_config": source("cds"), "lds_config": source("lds")],
            ]
        }

        /// One listener that leads to one cluster with one endpoint.
        func fill(_ echo: EchoUpstream, listeners: [String] = ["l"]) throws {
            try move("eds", "1", [DiscoveredResource.endpoints("a", ports: [echo.port])])
            try move("cds", "1", [DiscoveredResource.cluster("a", from: source("eds"))])
            try move("rds", "1", [DiscoveredResource.routes(to: "a")])
            try move("lds", "1", listeners.map { DiscoveredResource.listener($0, routes: source("rds")) })
        }
    }

    @Test("A listener that its source takes away ends politely; the others do not notice")
    func removal() throws {
        let echo = try EchoUpstream()
        let tree = try Tree()
        try tree.fill(echo, listeners: ["l", "other"])
        let proxy = try ProxyHarness(
            .apus, configuration: tree.configuration, directory: try TemporaryDirectory(),
            arguments: ["--concurrency", "2", "--drain-time-s", "15"])
        let going = Load(port: try #require(proxy.port(of: "l")), habits: Load.crowd, survivesRefusal: false)
        let staying = Load(port: try #require(proxy.port(of: "other")), habits: Load.crowd, survivesRefusal: false)
        let isBusy = going.waitForAnswers(50)
        #expect(isBusy)
        try tree.move("lds", "2", [DiscoveredResource.listener("other", routes: tree.source("rds"))])
        let gone = going.exhausted(seconds: 60)
        #expect(gone.running == 0 && gone.lost.isEmpty, "\(gone)")
        let goesOn = staying.waitForAnswers(30)
        #expect(goesOn)
        let tally = staying.stop()
        #expect(tally.lost.isEmpty && tally.refused == 0, "\(tally)")
        let isDrained = Deadline(seconds: 30).reached {
            proxy.admin.statistics()["listener_manager.total_listeners_draining"] == "0"
        }
        #expect(isDrained)
        #expect(proxy.admin.statistics()["listener_manager.total_listeners_active"] == "1")
    }

    @Test("An instance warms from its sources before it takes over, and no request is lost")
    func hotRestart() throws {
        let echo = try EchoUpstream()
        let tree = try Tree()
        try tree.fill(echo)
        let baseID = String(UInt32.random(in: 1..<400_000_000))
        func start(_ epoch: Int) throws -> ProxyHarness {
            let proxy = try ProxyHarness(
                .apus, configuration: tree.configuration, directory: try TemporaryDirectory(),
                arguments: ["--concurrency", "2", "--drain-time-s", "2", "--parent-shutdown-time-s", "20"],
                hotRestart: ["--base-id", baseID, "--restart-epoch", String(epoch)])
            let serves = Deadline(seconds: 30).reached {
                proxy.admin.statistics()["server.hot_restart_epoch"] == String(epoch)
            }
            #expect(serves, "epoch \(epoch) does not serve: \(proxy.errors)")
            return proxy
        }
        var current = try start(0)
        let port = try #require(current.port(of: "l"))
        let load = Load(port: port, habits: Load.crowd, survivesRefusal: false)
        for epoch in 1...Rounds.count {
            let isBusy = load.waitForAnswers(50)
            #expect(isBusy)
            let next = try start(epoch)
            let ending = current.process.ending(within: 60)
            #expect(ending == .exit(0))
            current = next
            #expect(current.port(of: "l") == port)
            // The new one follows the files.
            let before = current.admin.statistics()["http.in.rds.r.update_success"]
            try tree.move("rds", "\(epoch + 1)", [DiscoveredResource.routes(to: "a")])
            let isTaken = Deadline(seconds: 30).reached {
                current.admin.statistics()["http.in.rds.r.version_text"] == "\"\(epoch + 1)\""
            }
            #expect(isTaken && before != nil)
        }
        let tally = load.stop()
        #expect(tally.lost.isEmpty && tally.refused == 0, "\(tally)")
    }

    @Test("Memory does not grow with the number of updates")
    func memory() throws {
        let tree = try Tree()
        let names = (0..<100).map { "c\($0)" }
        func endpoints(_ round: Int) -> [JSON] {
            names.enumerated().map { number, name in
                let extra = number == round % names.count ? round % 7 : 0
                return DiscoveredResource.endpoints(name, ports: (0..<(20 + extra)).map { UInt16(10_000 + $0) })
            }
        }
        try tree.move("eds", "0", endpoints(0))
        try tree.move("cds", "0", names.map { DiscoveredResource.cluster($0, from: tree.source("eds")) })
        try tree.move("rds", "0", [DiscoveredResource.routes(to: "c0")])
        try tree.move("lds", "0", [DiscoveredResource.listener(routes: tree.source("rds"))])
        let proxy = try ProxyHarness(
            .apus, configuration: tree.configuration, directory: try TemporaryDirectory(),
            arguments: ["--drain-time-s", "0"])
        // A page of one, since the whole is long.
        func text(_ name: String) -> String {
            let page = proxy.admin.get("/stats?filter=\(name)")?.body.text ?? ""
            return page.split(separator: "\n").first { $0.hasPrefix(name + ": ") }.map {
                String($0.dropFirst(name.utf8.count + 2))
            } ?? ""
        }
        func statistic(_ name: String) -> Int { Int(text(name)) ?? -1 }
        var round = 0
        func update(_ count: Int) throws {
            for _ in 0..<count {
                round += 1
                let wanted = "\"\(round)\""
                switch round % 4 {
                case 0: try tree.move("rds", "\(round)", [DiscoveredResource.routes(to: names[round % names.count])])
                case 1: try tree.move("eds", "\(round)", endpoints(round))
                case 2:
                    try tree.move(
                        "cds", "\(round)",
                        names.map { name in
                            let differs = name == names[round % names.count]
                            return DiscoveredResource.cluster(
                                name, from: tree.source("eds"), timeout: differs ? "2s" : "1s")
                        })
                default:
                    try tree.move(
                        "lds", "\(round)",
                        [
                            DiscoveredResource.listener(routes: tree.source("rds")).merged(with: [
                                "per_connection_buffer_limit_bytes": .integer(65_536 + round)
                            ])
                        ])
                }
                let name = [
                    "http.in.rds.r.version_text", "cluster.c0.version_text", "cluster_manager.cds.version_text",
                    "listener_manager.lds.version_text",
                ][round % 4]
                let isTaken = Deadline(seconds: 30).reached { text(name) == wanted }
                #expect(isTaken, "\(name) is not \(wanted)")
            }
        }
        try update(20)
        let before = statistic("server.memory_allocated")
        try update(Rounds.areMany ? 800 : 40)
        // What the last update replaced goes a little later.
        var after = 0
        let hasNotGrown = Deadline(seconds: 30).reached {
            after = statistic("server.memory_allocated")
            return after >= 0 && after < before + before / 20
        }
        #expect(hasNotGrown, "\(before) bytes became \(after)")
        #expect(statistic("server.live") == 1)
    }
}

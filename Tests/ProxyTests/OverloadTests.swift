import Glibc
import HTTP2
import Testing

/// What both proxies do when resources are scarce: the same file, the same pressure, the same answers and counts.
@Suite(.serialized) struct OverloadTests {
    /// A proxy whose pressure a test sets.
    private final class Subject {
        let proxy: ProxyHarness
        let port: UInt16
        private let pressure: String
        private let upstream: ScriptedUpstream

        init(
            _ binary: ProxyBinary, actions: [JSON] = [], monitors: [JSON] = [], bootstrap: JSON = [:],
            listener: JSON = [:], chain: JSON = [:]
        ) throws {
            let directory = try TemporaryDirectory()
            pressure = try directory.write("0", to: "pressure")
            upstream = try #require(ScriptedUpstream(.plain))
            let testCase = ProxyCase("served", get())
            var configuration = Theme(name: "overload", cases: [testCase]).configuration(
                upstreams: ["served": upstream.port], log: directory.file("access.log"))
            if case .array(let listeners)? = configuration["static_resources"]?["listeners"] {
                let changed = listeners.map { $0.merged(with: listener).addingToChain(chain) }
                configuration = configuration.merged(with: ["static_resources": ["listeners": .array(changed)]])
            }
            let injected = Self.monitor(
                "injected_resource", "injected_resource.v3.InjectedResourceConfig", ["filename": .string(pressure)])
            configuration = configuration.merged(with: [
                "overload_manager": [
                    "refresh_interval": "0.02s", "resource_monitors": .array([injected] + monitors),
                    "actions": .array(actions),
                ]
            ]).merged(with: bootstrap)
            proxy = try ProxyHarness(binary, configuration: configuration, directory: directory)
            port = try #require(proxy.port(of: "served"))
        }

        deinit {
            proxy.stop()
            upstream.stop()
        }

        static func monitor(_ name: String, _ type: String, _ fields: JSON) -> JSON {
            let anyType: JSON = ["@type": .string("type.googleapis.com/envoy.extensions.resource_monitors." + type)]
            return [
                "name": .string("envoy.resource_monitors." + name), "typed_config": anyType.merged(with: fields),
            ]
        }

        static func action(_ name: String, _ shape: JSON = ["threshold": ["value": .string("0.5")]]) -> JSON {
            let trigger: JSON = ["name": "envoy.resource_monitors.injected_resource"]
            return [
                "name": .string("envoy.overload_actions." + name), "triggers": [trigger.merged(with: shape)],
            ]
        }

        /// Sets the pressure, and waits until the proxy has measured it and done what follows.
        func press(_ percent: Int) throws {
            let next = proxy.directory.file("pressure.next")
            _ = try proxy.directory.write("0.\(percent < 10 ? "0" : "")\(percent)", to: "pressure.next")
            let isMoved = unsafe rename(next, pressure) == 0
            #expect(isMoved)
            waitFor("overload.envoy.resource_monitors.injected_resource.pressure", String(percent))
        }

        /// Waits until a statistic has a value, and until the worker has heard of what made it so.
        func waitFor(_ statistic: String, _ value: String) {
            waitFor(statistic, value) { $0 == value }
        }

        func waitFor(_ statistic: String, atLeast value: Int) {
            waitFor(statistic, "\(value) or more") { Int($0).map { $0 >= value } ?? false }
        }

        private func waitFor(_ statistic: String, _ wanted: String, _ isRight: (String) -> Bool) {
            var last: String?
            let isThere = Deadline(seconds: 60).reached {
                last = proxy.admin.statistics()[statistic]
                return last.map(isRight) ?? false
            }
            #expect(isThere, "\(statistic) is \(last ?? "not there"), not \(wanted)")
            proxy.waitForWorkers()
        }

        func connect() throws -> Conversation { Conversation(socket: try #require(Socket.connected(to: port))) }
    }

    /// A client that is driven by hand.
    private struct Conversation {
        let socket: Socket
        var reader = HTTPMessageReader()
        let deadline = Deadline(seconds: 60)

        mutating func ask(_ path: String) -> HTTPMessage? {
            socket.send(ByteString(get(path)), until: deadline)
            while true {
                if let answer = reader.take() { return answer }
                guard case .bytes(let bytes) = socket.receive(until: deadline) else { return nil }
                reader.append(bytes)
            }
        }

        /// Whether the proxy closes, with nothing said.
        func isClosed() -> Bool {
            let received = socket.receive(until: deadline)
            return received == .end || received == .reset
        }
    }

    @Test(
        "Requests are refused with 503 while that is called for, and served afterwards", arguments: ProxyBinary.present)
    func stopAcceptingRequests(_ binary: ProxyBinary) throws {
        let subject = try Subject(binary, actions: [Subject.action("stop_accepting_requests")])
        var client = try subject.connect()
        let before = client.ask("/before")
        #expect(before?.status == 200)
        try subject.press(50)
        subject.waitFor("overload.envoy.overload_actions.stop_accepting_requests.active", "1")
        let during = client.ask("/during")
        #expect(during?.status == 503 && during?.body.text == "envoy overloaded")
        #expect(during?.values(of: "connection") == [])
        try subject.press(49)
        subject.waitFor("overload.envoy.overload_actions.stop_accepting_requests.scale_percent", "0")
        let after = client.ask("/after")
        #expect(after?.status == 200)
        #expect(subject.proxy.admin.statistics()["http.served.downstream_rq_overload_close"] == "1")
        subject.proxy.stop()
        let log = (readFile(subject.proxy.directory.file("access.log")) ?? []).text
        #expect(log.contains("served 503 - overload "), "\(log)")
    }

    @Test("Each answer ends its connection while keep-alive is off", arguments: ProxyBinary.present)
    func disableKeepAlive(_ binary: ProxyBinary) throws {
        let subject = try Subject(binary, actions: [Subject.action("disable_http_keepalive")])
        var client = try subject.connect()
        let before = client.ask("/before")
        #expect(before?.values(of: "connection") == [])
        try subject.press(60)
        subject.waitFor("overload.envoy.overload_actions.disable_http_keepalive.active", "1")
        let during = client.ask("/during")
        #expect(during?.status == 200 && during?.values(of: "connection") == ["close"])
        #expect(client.isClosed())
        #expect(subject.proxy.admin.statistics()["http.served.downstream_cx_overload_disable_keepalive"] == "1")
    }

    @Test(
        "Connections wait in the kernel's queue while none are accepted, and are served later",
        arguments: ProxyBinary.present)
    func stopAcceptingConnections(_ binary: ProxyBinary) throws {
        let subject = try Subject(binary, actions: [Subject.action("stop_accepting_connections")])
        try subject.press(60)
        subject.waitFor("overload.envoy.overload_actions.stop_accepting_connections.active", "1")
        var client = try subject.connect()
        client.socket.send(ByteString(get("/late")), until: client.deadline)
        let isServed = client.socket.receive(until: Deadline(seconds: 0.2)) != .timedOut
        #expect(!isServed)
        try subject.press(10)
        let answer = client.ask("/next")
        #expect(answer?.status == 200)
    }

    @Test(
        "A share of the connections is closed, as the pressure rises between its marks", arguments: ProxyBinary.present)
    func rejectConnections(_ binary: ProxyBinary) throws {
        let scaled: JSON = ["scaled": ["scaling_threshold": .string("0.2"), "saturation_threshold": .string("0.6")]]
        let subject = try Subject(binary, actions: [Subject.action("reject_incoming_connections", scaled)])
        try subject.press(60)
        subject.waitFor("overload.envoy.overload_actions.reject_incoming_connections.active", "1")
        let listener = "listener.served.downstream_cx_overload_reject"
        for _ in 0..<5 { #expect(try subject.connect().isClosed()) }
        subject.waitFor(listener, "5")
        try subject.press(40)
        subject.waitFor("overload.envoy.overload_actions.reject_incoming_connections.scale_percent", "50")
        var served = 0
        for _ in 0..<60 {
            var client = try subject.connect()
            if client.ask("/")?.status == 200 { served += 1 }
        }
        #expect((5...55).contains(served))
        try subject.press(20)
        subject.waitFor("overload.envoy.overload_actions.reject_incoming_connections.scale_percent", "0")
        var client = try subject.connect()
        let answer = client.ask("/")
        #expect(answer?.status == 200)
    }

    /// The action that leaves so much of the timeouts of these kinds.
    private static func reducing(
        _ minimum: JSON, _ shape: JSON = ["threshold": ["value": .string("0.5")]],
        _ timers: [String] = ["HTTP_DOWNSTREAM_CONNECTION_IDLE", "HTTP_DOWNSTREAM_CONNECTION_MAX"]
    ) -> JSON {
        return Subject.action("reduce_timeouts", shape).merged(with: [
            "typed_config": [
                "@type": "type.googleapis.com/envoy.config.overload.v3.ScaleTimersOverloadActionConfig",
                "timer_scale_factors": .array(
                    timers.map { JSON.object([.init(key: "timer", value: .string($0))]).merged(with: minimum) }),
            ]
        ])
    }

    @Test(
        "Idle connections are closed earlier while timeouts are reduced, those that wait already among them",
        arguments: ProxyBinary.present)
    func reduceTimeouts(_ binary: ProxyBinary) throws {
        let subject = try Subject(binary, actions: [Self.reducing(["min_timeout": "0.2s"])])
        var client = try subject.connect()
        let before = client.ask("/before")
        #expect(before?.status == 200)
        try subject.press(60)
        subject.waitFor("overload.envoy.overload_actions.reduce_timeouts.active", "1")
        // The hour that it had is over.
        #expect(client.isClosed())
        subject.waitFor("http.served.downstream_cx_idle_timeout", "1")
        // Whoever is late with the first request is closed before it.
        let isServed = Deadline(seconds: 60).reached {
            guard var later = try? subject.connect() else { return false }
            return later.ask("/during")?.status == 200 && later.isClosed()
        }
        #expect(isServed)
        subject.waitFor("http.served.downstream_cx_idle_timeout", atLeast: 2)
        try subject.press(10)
        subject.waitFor("overload.envoy.overload_actions.reduce_timeouts.scale_percent", "0")
        var last = try subject.connect()
        let after = last.ask("/after")
        #expect(after?.status == 200)
        #expect(last.socket.receive(until: Deadline(seconds: 0.5)) == .timedOut)
    }

    @Test("Half the pressure takes half of a timeout", arguments: ProxyBinary.present)
    func halfReducedTimeouts(_ binary: ProxyBinary) throws {
        let scaled: JSON = ["scaled": ["scaling_threshold": .string("0.2"), "saturation_threshold": .string("0.6")]]
        let subject = try Subject(binary, actions: [Self.reducing(["min_scale": ["value": 0]], scaled)])
        try subject.press(40)
        subject.waitFor("overload.envoy.overload_actions.reduce_timeouts.scale_percent", "50")
        var client = try subject.connect()
        let during = client.ask("/during")
        // Half an hour.
        #expect(during?.status == 200)
        #expect(client.socket.receive(until: Deadline(seconds: 0.3)) == .timedOut)
        try subject.press(60)
        #expect(client.isClosed())
    }

    @Test("A handshake that is under way gets less time", arguments: ProxyBinary.present)
    func reducedHandshake(_ binary: ProxyBinary) throws {
        let context: JSON = [
            "@type": .string(TLSCase.context + "DownstreamTlsContext"),
            "common_tls_context": ["tls_certificates": [TLSCase.pair("server")]],
        ]
        let tls: JSON = ["name": "tls", "typed_config": TLSCase.resolve(context, try TLSFiles.shared.get())]
        let action = Self.reducing(
            ["min_timeout": "0.2s"], ["threshold": ["value": .string("0.5")]], ["TRANSPORT_SOCKET_CONNECT"])
        let subject = try Subject(
            binary, actions: [action], chain: ["transport_socket": tls, "transport_socket_connect_timeout": "1800s"])
        let silent = try subject.connect()
        #expect(silent.socket.receive(until: Deadline(seconds: 0.3)) == .timedOut)
        try subject.press(60)
        #expect(silent.isClosed())
        subject.waitFor("listener.served.downstream_cx_transport_socket_connect_timeout", "1")
    }

    @Test("Timeouts of HTTP/2 connections are reduced as those of HTTP/1.1", arguments: ProxyBinary.present)
    func reducedHTTP2(_ binary: ProxyBinary) throws {
        let timers = ["HTTP_DOWNSTREAM_CONNECTION_IDLE", "HTTP_DOWNSTREAM_STREAM_FLUSH"]
        let subject = try Subject(
            binary,
            actions: [Self.reducing(["min_timeout": "0.2s"], ["threshold": ["value": .string("0.5")]], timers)])
        var options = HTTP2Options()
        // The answer's body finds no window.
        options.streamWindow = 0
        let client = try #require(HTTP2Client(port: subject.port, options: options))
        client.send(get2(), body: nil, trailers: nil, ends: true)
        client.wait { $0.exchanges[0].hasHead }
        try subject.press(60)
        client.wait { $0.hasEnded }
        #expect(client.exchanges[0].lines.last?.hasPrefix("reset: ") == true)
        subject.waitFor("http2.tx_flush_timeout", "1")
        subject.waitFor("http.served.downstream_cx_idle_timeout", "1")
    }

    @Test("No more downstream connections are kept than there may be at once", arguments: ProxyBinary.present)
    func globalLimit(_ binary: ProxyBinary) throws {
        let limit = Subject.monitor(
            "global_downstream_max_connections", "downstream_connections.v3.DownstreamConnectionsConfig",
            ["max_active_downstream_connections": 3])
        let subject = try Subject(binary, monitors: [limit])
        var kept: [Conversation] = []
        for index in 0..<3 {
            var client = try subject.connect()
            let answer = client.ask("/\(index)")
            #expect(answer?.status == 200)
            kept.append(client)
        }
        #expect(try subject.connect().isClosed())
        subject.waitFor("listener.served.downstream_global_cx_overflow", "1")
        subject.waitFor("overload.envoy.resource_monitors.global_downstream_max_connections.pressure", "100")
        kept.removeLast().socket.close()
        subject.waitFor("overload.envoy.resource_monitors.global_downstream_max_connections.pressure", "66")
        var client = try subject.connect()
        let answer = client.ask("/again")
        #expect(answer?.status == 200)
    }

    @Test("A listener that bypasses the overload manager knows no limit of that", arguments: ProxyBinary.present)
    func bypassedLimit(_ binary: ProxyBinary) throws {
        let limit = Subject.monitor(
            "global_downstream_max_connections", "downstream_connections.v3.DownstreamConnectionsConfig",
            ["max_active_downstream_connections": 1])
        let subject = try Subject(binary, monitors: [limit], listener: ["bypass_overload_manager": true])
        var kept: [Conversation] = []
        for index in 0..<3 {
            var client = try subject.connect()
            let answer = client.ask("/\(index)")
            #expect(answer?.status == 200)
            kept.append(client)
        }
        subject.waitFor("listener.served.downstream_global_cx_overflow", "0")
    }

    @Test("A listener keeps no more connections than its runtime key says", arguments: ProxyBinary.present)
    func listenerLimit(_ binary: ProxyBinary) throws {
        let subject = try Subject(
            binary,
            bootstrap: [
                "layered_runtime": [
                    "layers": [
                        [
                            "name": "limits",
                            "static_layer": ["envoy.resource_limits.listener.served.connection_limit": 2],
                        ]
                    ]
                ]
            ])
        let kept = try [subject.connect(), subject.connect()]
        #expect(try subject.connect().isClosed())
        subject.waitFor("listener.served.downstream_cx_overflow", "1")
        kept[0].socket.close()
        subject.waitFor("http.served.downstream_cx_active", "1")
        var client = try subject.connect()
        let answer = client.ask("/again")
        #expect(answer?.status == 200)
        let page = subject.proxy.admin.get("/runtime")?.body.text ?? ""
        #expect(page.contains("\"final_value\": \"2\"") && page.contains("\"limits\""), "\(page)")
    }

    @Test("What cannot be measured stays as it was, and is counted", arguments: ProxyBinary.present)
    func failedUpdates(_ binary: ProxyBinary) throws {
        let subject = try Subject(binary, actions: [Subject.action("stop_accepting_requests")])
        try subject.press(70)
        _ = try subject.proxy.directory.write("much", to: "pressure.next")
        let isMoved =
            unsafe rename(
                subject.proxy.directory.file("pressure.next"), subject.proxy.directory.file("pressure")) == 0
        #expect(isMoved)
        let counts = Deadline(seconds: 60).reached {
            let statistics = subject.proxy.admin.statistics()
            return statistics["overload.envoy.resource_monitors.injected_resource.failed_updates"] != "0"
                && statistics["overload.envoy.resource_monitors.injected_resource.pressure"] == "70"
        }
        #expect(counts)
    }

    @Test("The names of statistics are Envoy's", .enabled(if: ProxyBinary.envoy.path != nil, "no Envoy here"))
    func names() throws {
        let actions =
            ["stop_accepting_requests", "shrink_heap", "disable_http_keepalive"].map { Subject.action($0) }
            + [Self.reducing(["min_timeout": "1s"])]
        let heap = Subject.monitor(
            "fixed_heap", "fixed_heap.v3.FixedHeapConfig", ["max_heap_size_bytes": 1_000_000_000])
        func names(_ binary: ProxyBinary) throws -> Set<String> {
            let subject = try Subject(binary, actions: actions, monitors: [heap])
            let prefixes = ["overload.", "runtime.", "main_thread.", "workers."]
            return Set(
                subject.proxy.admin.statistics().keys.filter { name in
                    prefixes.contains { name.hasPrefix($0) } || name.contains("watchdog")
                        || name.hasPrefix("server.hot_restart") || name.hasSuffix("_connections")
                })
        }
        let ours = try names(.apus)
        #expect(try names(.envoy) == ours)
        #expect(ours.contains("server.worker_0.watchdog_mega_miss"))
    }
}

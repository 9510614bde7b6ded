import Configuration
import Testing

@testable import ProxyRuntime

/// How measures become strengths.
@Suite struct OverloadTests {
    @Test("A threshold is all or nothing")
    func threshold() {
        let trigger = OverloadConfiguration.Trigger(monitor: 0, shape: .threshold(0.8))
        #expect([0, 0.79, 0.8, 1, 7].map { trigger.strength(at: $0) } == [0, 0, 1, 1, 1])
    }

    @Test("A scaled trigger rises in a straight line between its two marks")
    func scaled() {
        let trigger = OverloadConfiguration.Trigger(monitor: 0, shape: .scaled(from: 0.25, to: 0.75))
        #expect([0, 0.25, 0.375, 0.5, 0.75, 2].map { trigger.strength(at: $0) } == [0, 0, 0.25, 0.5, 1, 1])
    }

    @Test("The injected resource is a number from 0 to 1, and nothing else")
    func injected() {
        for (text, value) in [("0.5", 0.5), (" 1\n", 1), ("0", 0), ("1e-1\n", 0.1)] as [(String, Double?)]
            + [("", nil), ("x", nil), ("1.5", nil), ("-0.1", nil), ("nan", nil), ("0.5 0.5", nil)]
        {
            #expect(ResourceMonitor.number(in: Array(text.utf8)) == value, "\(text)")
        }
    }

    @Test("Limits of connections stand in the overload manager or in the runtime layers; later layers win")
    func limits() {
        var bootstrap = BootstrapConfiguration()
        #expect(ConnectionLimits.global(bootstrap) == nil)
        bootstrap.runtime = RuntimeConfiguration(layers: [
            .init(
                name: "a",
                values: [
                    "overload.global_downstream_max_connections": "9", "other": "1",
                    "envoy.resource_limits.listener.web.connection_limit": "5",
                ]),
            .init(name: "b", values: ["envoy.resource_limits.listener.web.connection_limit": "6"]),
        ])
        #expect(ConnectionLimits.global(bootstrap) == 9)
        #expect(ConnectionLimits.listener("web", bootstrap.runtime) == 6)
        #expect(ConnectionLimits.listener("api", bootstrap.runtime) == nil)
        bootstrap.overload.monitors = [.init(name: "c", kind: .downstreamConnections(max: 3))]
        #expect(ConnectionLimits.global(bootstrap) == 3)
        // What may be set later has a limit that nothing reaches.
        bootstrap.runtime.layers.append(.init(name: "d", isAdmin: true))
        #expect(ConnectionLimits.listener("api", bootstrap.runtime) == .max)
        #expect(ConnectionLimits.listener("web", bootstrap.runtime) == 6)
        let key = "envoy.resource_limits.listener.web.connection_limit"
        #expect(
            ConnectionLimits.reads(key, listeners: ["api", "web"]) && !ConnectionLimits.reads(key, listeners: ["a"]))
        #expect(ConnectionLimits.reads("overload.global_downstream_max_connections", listeners: []))
    }
}

import Buffers
import Configuration
import EventLoops
import NetworkAddresses
import Telemetry
import Testing

@testable import Admin
@testable import ProxyRuntime

/// A proxy with its admin interface on a thread of its own, and a client for it on the test's.
///
/// The proxy ends through `/quitquitquit`, so every test that uses one also checks that.
final class AdminFixture {
    let loop: EventLoop
    let address: SocketAddress
    private let control: EventLoop
    private var thread: ThreadHandle?
    private let door: LoopBound<Door>
    private var hasEnded = false

    /// What lives on the proxy's main loop.
    final class Door {
        let server: ProxyServer
        let admin: AdminServer

        init(server: ProxyServer, admin: AdminServer) {
            self.server = server
            self.admin = admin
        }
    }

    private struct Started: Sendable {
        let address: SocketAddress
        let control: EventLoop
        let door: LoopBound<Door>
    }

    /// Starts the proxy that `text` configures.
    init(_ text: String = AdminFixture.plain, options: ProxyOptions = ProxyOptions()) throws {
        let bootstrap = try Self.configuration(text)
        let loop = try EventLoop(name: "test")
        let result: Mailslot<Result<Started, any Error>> = Mailslot()
        thread = try Threads.start(name: "proxy") {
            do {
                let (server, admin, writer) = try Self.make(bootstrap, options)
                let door = LoopBound(Door(server: server, admin: admin), loop: server.loop)
                let about = Started(address: admin.address, control: server.loop, door: door)
                loop.execute { result.put(.success(about)) }
                try server.run()
                admin.close()
                _ = writer
            } catch {
                loop.execute { result.put(.failure(error)) }
            }
        }
        let about = try loop.wait { try result.take()?.get() }
        self.loop = loop
        address = about.address
        control = about.control
        door = about.door
    }

    static func configuration(_ text: String) throws -> BootstrapConfiguration {
        let outcome = ConfigurationReader().bootstrap(Array(text.utf8), file: "test.json")
        return try #require(outcome.configuration, "\(outcome.complaints)")
    }

    static func make(
        _ bootstrap: BootstrapConfiguration, _ options: ProxyOptions = ProxyOptions(),
        log: LogTarget = .file("/dev/null")
    ) throws -> (ProxyServer, AdminServer, LogWriter) {
        let writer = try LogWriter()
        let sink = try writer.open(log).get()
        let server = try ProxyServer(bootstrap, options: options, log: Log(sink: sink), logWriter: writer)
        let admin = try #require(try AdminServer.start(bootstrap.admin, server: server, version: "1.2.3"))
        return (server, admin, writer)
    }

    /// Runs `body` on the proxy's main loop and waits for what it returns.
    func onMainLoop<T: Sendable>(_ body: @escaping @Sendable (Door) -> T) throws -> T {
        let result = Mailslot<T>()
        let (door, loop) = (door, loop)
        control.execute {
            let value = body(door.value)
            loop.execute { result.put(value) }
        }
        return try loop.wait { result.take() }
    }

    /// Sends bytes on a connection of their own and returns the answer.
    func send(_ bytes: String) throws -> Answer { try AdminClient.send(bytes, to: address, on: loop) }

    func get(_ path: String) throws -> Answer { try send("GET \(path) HTTP/1.1\r\nHost: admin\r\n\r\n") }

    func post(_ path: String) throws -> Answer {
        try send("POST \(path) HTTP/1.1\r\nHost: admin\r\nContent-Length: 0\r\n\r\n")
    }

    /// Ends the proxy and waits for it.
    func stop() {
        if hasEnded { return }
        hasEnded = true
        #expect((try? post("/quitquitquit"))?.body == "OK\n")
        if let thread = thread.take() { thread.join() }
    }

    /// Waits for a proxy that was told to end.
    func join() {
        hasEnded = true
        if let thread = thread.take() { thread.join() }
    }

    deinit { stop() }

    // MARK: - Configurations

    /// One listener on a port that the kernel chooses, and two clusters.
    static let plain = """
        {
          "node": { "id": "edge-1", "cluster": "edge", "metadata": {"k":"v"}, "locality": {"region":"r1", "zone":"z1"} },
          "admin": { "address": { "socket_address": { "address": "127.0.0.1", "port_value": 0 } } },
          "static_resources": {
            "listeners": [ {
              "name": "edge",
              "address": { "socket_address": { "address": "127.0.0.1", "port_value": 0 } },
              "filterChains": [ { "filters": [ {
                "name": "envoy.filters.network.http_connection_manager",
                "typed_config": {
                  "@type": "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
                  "stat_prefix": "edge",
                  "route_config": { "name": "main", "virtual_hosts": [ { "name": "d", "domains": ["*"], "routes": [
                    { "match": { "prefix": "/" }, "route": { "cluster": "echo" } } ] } ] },
                  "http_filters": [ { "name": "envoy.filters.http.router", "typed_config": {
                    "@type": "type.googleapis.com/envoy.extensions.filters.http.router.v3.Router" } } ]
                } } ] } ] } ],
            "clusters": [
              { "name": "echo", "load_assignment": { "cluster_name": "echo", "endpoints": [ {
                  "locality": { "region": "r", "zone": "z", "sub_zone": "s" },
                  "lb_endpoints": [ {
                    "endpoint": { "address": { "socket_address": { "address": "127.0.0.1", "port_value": 20201 } },
                                  "hostname": "h1" },
                    "load_balancing_weight": 3 } ] } ] } },
              { "name": "two", "alt_stat_name": "dos",
                "circuit_breakers": { "thresholds": [ { "priority": "HIGH", "max_connections": 7 }, { "max_retries": 9 } ] },
                "load_assignment": { "cluster_name": "two", "endpoints": [ { "priority": 1, "lb_endpoints": [ {
                  "endpoint": { "address": { "socket_address": { "address": "::1", "port_value": 20203 } } },
                  "health_status": "UNHEALTHY" } ] } ] } }
            ]
          }
        }
        """

    /// No listener and `count` clusters: pages of many megabytes.
    static func large(clusters count: Int) -> String {
        let clusters = (0..<count).map {
            """
            { "name": "cluster-with-a-name-of-its-own-\($0)", "load_assignment": { "cluster_name": "c", "endpoints": [ {
              "lb_endpoints": [ { "endpoint": { "address": { "socket_address": {
                "address": "127.0.0.1", "port_value": 1 } } } } ] } ] } }
            """
        }
        return """
            { "admin": { "address": { "socket_address": { "address": "127.0.0.1", "port_value": 0 } } },
              "static_resources": { "clusters": [ \(clusters.joined(separator: ",")) ] } }
            """
    }
}

/// One value on its way between two closures of one loop.
// Guard: both ends run on the test's loop.
final class Mailslot<Value>: @unchecked Sendable {
    private var value: Value?

    func put(_ value: Value) { self.value = value }

    func take() -> Value? { value.take() }
}

/// The test waited long enough.
struct TimedOut: Error {}

extension EventLoop {
    /// Makes turns until `condition` gives a value; throws after a minute, which only a hang takes.
    @discardableResult
    func wait<T>(for condition: () throws -> T?) throws -> T {
        let deadline = LoopClock.monotonic() + 60_000_000_000
        while true {
            if let value = try condition() { return value }
            if LoopClock.monotonic() > deadline { throw TimedOut() }
            runOnce(maximumWait: 50_000_000)
        }
    }
}

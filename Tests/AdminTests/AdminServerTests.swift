import Configuration
import EventLoops
import NetworkAddresses
import ProxyRuntime
import Telemetry
import Testing
import Transports

@testable import Admin

// Expected texts are what Envoy 1.40 answers with the same configuration, unless a comment says otherwise.
@Suite("The admin interface")
struct AdminServerTests {
    private static let head = [
        "content-type: text/plain; charset=UTF-8", "cache-control: no-cache, max-age=0",
        "x-content-type-options: nosniff", "server: envoy", "transfer-encoding: chunked",
    ]

    @Test("Ready answers LIVE with Envoy's head once the proxy serves")
    func ready() throws {
        let proxy = try AdminFixture()
        let answer = try proxy.get("/ready")
        #expect(answer.status == 200)
        #expect(answer.fields == Self.head)
        #expect(answer.body == "LIVE\n")
    }

    @Test("Ready answers 503 INITIALIZING before the workers run")
    func initializing() throws {
        let (server, admin, writer) = try AdminFixture.make(AdminFixture.configuration(AdminFixture.plain))
        let answer = try AdminClient.send(
            "GET /ready HTTP/1.1\r\nHost: a\r\n\r\n", to: admin.address, on: server.loop)
        #expect(answer.status == 503)
        #expect(answer.body == "INITIALIZING\n")
        admin.close()
        withExtendedLifetime(writer) {}
    }

    @Test("Failing the health check takes the proxy out of service, and back")
    func healthcheck() throws {
        let proxy = try AdminFixture()
        #expect(try proxy.post("/healthcheck/fail").body == "OK\n")
        let failed = try proxy.get("/ready")
        #expect(failed.status == 503)
        #expect(failed.body == "DRAINING\n")
        #expect(try proxy.post("/healthcheck/ok").body == "OK\n")
        #expect(try proxy.get("/ready").status == 200)
    }

    @Test("A change that is not posted is refused with 405")
    func methods() throws {
        let proxy = try AdminFixture()
        for path in ["/quitquitquit", "/healthcheck/fail", "/logging", "/drain_listeners", "/reset_counters"] {
            let answer = try proxy.get(path)
            #expect(answer.status == 405)
            #expect(answer.fields == Self.head)
            #expect(answer.body == "Method GET not allowed, POST required.")
        }
        let put = try proxy.send("PUT /reopen_logs HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")
        #expect(put.body == "Method PUT not allowed, POST required.")
        // What changes nothing may come with any method.
        #expect(try proxy.post("/ready").body == "LIVE\n")
        #expect(try proxy.get("/ready").status == 200)
    }

    @Test("An unknown path gets 404 and the list of commands")
    func unknownPath() throws {
        let proxy = try AdminFixture()
        let help = try proxy.get("/help")
        #expect(help.status == 200)
        #expect(
            help.body.hasPrefix("admin commands are:\n  /: Admin home page\n  /allocprofiler (POST): enable/disable "))
        #expect(help.body.contains("\n  /quitquitquit (POST): exit the server\n"))
        for path in ["/nope", "/ready/", "/READY"] {
            let answer = try proxy.get(path)
            #expect(answer.status == 404)
            #expect(answer.fields == Self.head)
            #expect(answer.body == "invalid path. " + help.body)
        }
        let home = try proxy.get("/")
        #expect(home.field("content-type") == "text/html; charset=UTF-8")
        for command in AdminCommand.allCases where command != .home {
            #expect(home.body.contains("'\(command.rawValue.dropFirst())'"))
            #expect(help.body.contains("\n  \(command.rawValue)"))
        }
    }

    @Test(
        "What Envoy's connection manager refuses is refused alike",
        arguments: [
            ("GET /ready HTTP/1.1\r\n\r\n", 400, ["server: envoy", "connection: close", "content-length: 0"], ""),
            (
                "GET /ready#x HTTP/1.1\r\nHost: a\r\n\r\n", 400,
                ["server: envoy", "connection: close", "content-length: 0"], ""
            ),
            (
                "GARBAGE\r\n\r\n", 400,
                ["content-length: 11", "content-type: text/plain", "server: envoy", "connection: close"], "Bad Request"
            ),
            (
                "GET /ready HTTP/1.0\r\n\r\n", 426,
                ["content-length: 16", "content-type: text/plain", "server: envoy", "connection: close"],
                "Upgrade Required"
            ),
            // Envoy's admin interface leaves tunnels without an answer.
            (
                "CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n", 404,
                ["server: envoy", "connection: close", "content-length: 0"], ""
            ),
            ("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 404, ["server: envoy", "content-length: 0"], ""),
        ])
    func refusals(request: String, status: Int, fields: [String], body: String) throws {
        let proxy = try AdminFixture()
        let answer = try proxy.send(request)
        #expect(answer.status == status)
        #expect(answer.body == body)
        if status != 426 { #expect(answer.fields == fields) }
    }

    @Test("HEAD gets the head only, and `connection: close` is obeyed")
    func heads() throws {
        let proxy = try AdminFixture()
        let head = try proxy.send("HEAD /ready HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(head.status == 200)
        #expect(head.field("content-type") == "text/plain; charset=UTF-8")
        #expect(head.body == "")
        let closed = try proxy.send("GET /ready HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        #expect(closed.body == "LIVE\n")
        #expect(closed.isClosed)
    }

    @Test("A body that waits for 100-continue is asked for")
    func expectation() throws {
        let proxy = try AdminFixture()
        let answer = try proxy.send(
            "POST /ready HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\nabc")
        #expect(answer.body == "LIVE\n")
    }

    @Test("Pipelined requests are answered in their order, on one connection")
    func pipelining() throws {
        let proxy = try AdminFixture()
        let client = try AdminClient(
            "GET /stats?filter=server.live HTTP/1.1\r\nHost: a\r\n\r\nGET /ready HTTP/1.1\r\nHost: a\r\n\r\n",
            to: proxy.address, on: proxy.loop)
        try proxy.loop.wait { String(decoding: client.received, as: UTF8.self).contains("LIVE\n") ? true : nil }
        let text = String(decoding: client.received, as: UTF8.self)
        let stats = try #require(text.range(of: "server.live: 1\n"))
        let live = try #require(text.range(of: "LIVE\n"))
        #expect(stats.upperBound < live.lowerBound)
        client.connection.close(.now)
    }

    @Test("The counters of the interface itself move")
    func ownCounters() throws {
        let proxy = try AdminFixture()
        _ = try proxy.get("/ready")
        _ = try proxy.get("/nope")
        let http = try proxy.get("/stats?filter=^http.admin.downstream_rq_").body
        #expect(http.contains("http.admin.downstream_rq_2xx: 1\n"))
        #expect(http.contains("http.admin.downstream_rq_4xx: 1\n"))
        #expect(http.contains("http.admin.downstream_rq_active: 1\n"))
        #expect(http.contains("http.admin.downstream_rq_total: 3\n"))
        let listener = try proxy.get("/stats/prometheus?filter=^listener.admin").body
        #expect(listener.contains("\nenvoy_listener_admin_downstream_cx_total{} 4\n"))
        #expect(listener.contains("\nenvoy_listener_admin_main_thread_downstream_cx_active{} "))
        #expect(
            listener.contains(
                "\nenvoy_listener_admin_http_downstream_rq_xx{envoy_response_code_class=\"4\","
                    + "envoy_http_conn_manager_prefix=\"admin\"} 1\n"))
    }

    @Test("Clients that forget their connections do not lock others out")
    func forgottenConnections() throws {
        let proxy = try AdminFixture()
        var clients: [AdminClient] = []
        for _ in 0..<AdminConnections.connectionLimit + 20 {
            let client = try AdminClient("GET /ready HTTP/1.1\r\nHost: a\r\n\r\n", to: proxy.address, on: proxy.loop)
            try proxy.loop.wait { client.answer }
            clients.append(client)
        }
        try proxy.loop.wait { clients.filter(\.isClosed).count == 20 ? true : nil }
        let areOldest = clients.prefix(20).allSatisfy { $0.isClosed }
        #expect(areOldest)
        #expect(try proxy.get("/ready").body == "LIVE\n")
        for client in clients { client.connection.close(.now) }
    }

    @Test("No configuration opens no interface")
    func none() throws {
        let bootstrap = try AdminFixture.configuration("{}")
        let writer = try LogWriter()
        let log = Log(sink: try writer.open(.file("/dev/null")).get())
        let server = try ProxyServer(bootstrap, options: ProxyOptions(), log: log, logWriter: writer)
        #expect(try AdminServer.start(bootstrap.admin, server: server, version: "1.2.3") == nil)
    }

    @Test("A port in use and an address file that cannot be written are named")
    func startFailures() throws {
        let proxy = try AdminFixture()
        var bootstrap = try AdminFixture.configuration(AdminFixture.plain)
        bootstrap.admin = AdminConfiguration(
            address: .socket(SocketAddressConfiguration(address: "127.0.0.1", port: proxy.address.port)))
        let inUse = #expect(throws: StartupError.self) { _ = try AdminFixture.make(bootstrap) }
        #expect(inUse?.messages.count == 1)
        #expect(inUse?.messages.first?.contains("\(proxy.address)") == true)

        var options = ProxyOptions()
        options.adminAddressPath = "/nonexistent/address"
        bootstrap = try AdminFixture.configuration(AdminFixture.plain)
        let unwritable = #expect(throws: StartupError.self) { _ = try AdminFixture.make(bootstrap, options) }
        #expect(unwritable?.messages.first?.contains("/nonexistent/address") == true)
    }

    @Test("Each log that cannot be opened is named")
    func accessLogFailures() throws {
        var bootstrap = try AdminFixture.configuration(AdminFixture.plain)
        bootstrap.admin?.accessLogs = [
            AccessLogConfiguration(sink: .file("/nonexistent/log")),
            AccessLogConfiguration(sink: .standardError), AccessLogConfiguration(sink: .file("/nonexistent/other")),
        ]
        let error = #expect(throws: StartupError.self) { _ = try AdminFixture.make(bootstrap) }
        #expect(error?.messages.count == 2)
    }

    @Test("The address file tells where the interface listens, and the access log has Envoy's lines")
    func files() throws {
        let directory = TemporaryDirectory()
        var options = ProxyOptions()
        options.adminAddressPath = directory.path + "/address"
        let text = AdminFixture.plain.replacingFirst(
            "\"port_value\": 0 } } },",
            with: """
                "port_value": 0 } }, "access_log": [ { "name": "envoy.access_loggers.file", "typed_config": {
                  "@type": "type.googleapis.com/envoy.extensions.access_loggers.file.v3.FileAccessLog",
                  "path": "\(directory.path)/log" } } ] },
                """)
        let proxy = try AdminFixture(text, options: options)
        let written = try Files.read(options.adminAddressPath).get()
        #expect(String(decoding: written, as: UTF8.self) == proxy.address.description)
        _ = try proxy.send("GET //nope?a=b HTTP/1.1\r\nHost: admin\r\nUser-Agent: test/1\r\n\r\n")
        proxy.stop()
        let log = String(decoding: try Files.read(directory.path + "/log").get(), as: UTF8.self)
        let line = try #require(log.split(separator: "\n").first)
        #expect(line.first == "[")
        // [2026-11-23T18:10:36.685Z] "GET /nope HTTP/1.1" 404 - 0 5067 0 - "192.0.2.2" "curl/7.88.1" "-" "admin" "-"
        let parts = line.split(separator: " ").dropFirst()
        #expect(Array(parts.prefix(6)) == ["\"GET", "/nope?a=b", "HTTP/1.1\"", "404", "-", "0"])
        #expect(Array(parts.suffix(5)) == ["\"\(Host.localAddress)\"", "\"test/1\"", "\"-\"", "\"admin\"", "\"-\""])
    }
}

extension String {
    fileprivate func range(of text: String) -> Range<Int>? {
        let (bytes, wanted) = (Array(utf8), Array(text.utf8))
        guard bytes.count >= wanted.count else { return nil }
        for start in 0...(bytes.count - wanted.count)
        where bytes[start..<(start + wanted.count)].elementsEqual(wanted) {
            return start..<(start + wanted.count)
        }
        return nil
    }

    fileprivate func replacingFirst(_ text: String, with replacement: String) -> String {
        guard let range = range(of: text) else { return self }
        let bytes = Array(utf8)
        return String(
            decoding: bytes[..<range.lowerBound] + Array(replacement.utf8) + bytes[range.upperBound...], as: UTF8.self)
    }
}

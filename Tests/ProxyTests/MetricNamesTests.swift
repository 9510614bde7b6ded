import Glibc
import Testing

/// The names of metrics: Envoy's for the same file, all that dashboards ask for, and none besides.
@Suite struct MetricNamesTests {
    /// What dashboards and alerts ask for, without the prefix `envoy_`. Not among them: what only TLS, TCP proxies,
    /// health checks, dynamic configuration and other filters count, which the file does not have.
    private static let wanted = [
        "cluster_upstream_rq_xx", "cluster_upstream_cx_active", "cluster_membership_healthy",
        "cluster_membership_total", "cluster_upstream_rq_total", "cluster_upstream_rq_time",
        "cluster_upstream_cx_total", "cluster_upstream_cx_rx_bytes_total", "cluster_upstream_cx_tx_bytes_total",
        "cluster_upstream_rq_timeout", "cluster_upstream_rq_pending_overflow", "cluster_upstream_rq_rx_reset",
        "cluster_upstream_rq_tx_reset", "cluster_upstream_cx_connect_fail", "cluster_upstream_cx_connect_timeout",
        "cluster_upstream_cx_destroy_remote_with_active_rq", "cluster_circuit_breakers_default_cx_open",
        "cluster_circuit_breakers_default_rq_open", "cluster_upstream_rq", "cluster_upstream_rq_completed",
        "cluster_upstream_rq_active", "cluster_upstream_rq_retry", "cluster_upstream_rq_retry_success",
        "cluster_upstream_rq_pending_active", "cluster_upstream_rq_pending_failure_eject",
        "cluster_upstream_rq_cancelled", "cluster_upstream_cx_connect_ms", "cluster_upstream_cx_length_ms",
        "cluster_upstream_cx_destroy", "cluster_upstream_cx_destroy_local", "cluster_upstream_cx_destroy_remote",
        "cluster_upstream_cx_destroy_local_with_active_rq", "cluster_upstream_cx_none_healthy",
        "cluster_upstream_cx_overflow", "cluster_upstream_cx_pool_overflow", "cluster_membership_degraded",
        "cluster_membership_excluded", "cluster_lb_healthy_panic", "cluster_circuit_breakers_default_cx_pool_open",
        "cluster_circuit_breakers_default_rq_pending_open", "cluster_circuit_breakers_default_rq_retry_open",
        "cluster_update_success", "cluster_upstream_rq_per_try_timeout",
        "http_downstream_rq_total", "http_downstream_rq_time", "http_downstream_cx_total",
        "http_downstream_cx_active", "http_downstream_cx_rx_bytes_total", "http_downstream_cx_tx_bytes_total",
        "http_downstream_rq_xx", "http_downstream_rq_completed", "http_downstream_rq_timeout",
        "http_downstream_rq_active", "http_downstream_cx_destroy_local", "http_downstream_cx_destroy_remote",
        "http_tracing_random_sampling",
        "listener_downstream_cx_active", "listener_downstream_cx_overflow", "listener_downstream_cx_total",
        "listener_downstream_cx_overload_reject", "listener_downstream_global_cx_overflow",
        "listener_http_downstream_rq_xx", "listener_worker_downstream_cx_active",
        "listener_manager_total_listeners_active", "listener_manager_total_listeners_warming",
        "listener_manager_total_listeners_draining", "cluster_manager_active_clusters",
        "cluster_manager_warming_clusters",
        "server_live", "server_memory_allocated", "server_memory_heap_size", "server_uptime",
        "server_days_until_first_cert_expiring", "server_concurrency", "server_state", "server_total_connections",
        "server_version", "filesystem_write_completed", "filesystem_flushed_by_timer", "runtime_num_keys",
        "server_initialization_time_ms", "overload_refresh_interval_delay",
        "http1_dropped_headers_with_underscores", "http1_requests_rejected_with_underscores_in_headers",
        "http1_metadata_not_supported_error", "http1_response_flood",
    ]
    /// The Prometheus page of a proxy that has served a request.
    private static func page<Result>(
        _ binary: ProxyBinary, _ body: (ProxyHarness, String) throws -> Result
    ) throws -> Result {
        let served = try ServedProxy(binary)
        defer { served.stop() }
        served.settle()
        return try body(served.proxy, try #require(served.proxy.admin.get("/stats/prometheus")).body.text)
    }

    private static func types(_ page: String) -> Set<String> {
        Set(page.split(separator: "\n").filter { $0.hasPrefix("# TYPE ") }.map { String($0.dropFirst(7)) })
    }

    @Test("Names and types are Envoy's", .enabled(if: ParityTests.hasEnvoy, "no Envoy here"))
    func alike() throws {
        let ours = try Self.page(.apus) { _, page in Self.types(page) }
        let theirs = try Self.page(.envoy) { _, page in Self.types(page) }
        #expect(ours.subtracting(theirs).sorted() == [])
        #expect(theirs.subtracting(ours).sorted() == [])
        #expect(ours.count > 250)
    }

    @Test("Every name that dashboards ask for is there, zeros included")
    func wanted() throws {
        let ours = try Self.page(.apus) { _, page in Self.types(page).map { String($0.prefix { $0 != " " }) } }
        #expect(Self.wanted.filter { !ours.contains("envoy_" + $0) } == [])
    }

    static let promtool = ProxyBinary.inSearchPath("promtool")
    static let prometheus = ProxyBinary.inSearchPath("prometheus")

    /// What promtool would name otherwise: Envoy's names are what they are, and it writes no help.
    private static let habits = [
        "no help text", "should have \"_total\" suffix", "should not have \"_total\" suffix",
        "should not contain abbreviated units", "should not have \"_count\" suffix", "use base unit",
    ]

    @Test(
        "promtool reads the page and finds nothing but Envoy's habits",
        .enabled(if: promtool != nil, "no promtool here"))
    func checkedByPromtool() throws {
        let tool = try #require(Self.promtool)
        let directory = try TemporaryDirectory()
        let page = try Self.page(.apus) { $1 }
        let file = try directory.write(page, to: "page")
        let process = try ChildProcess(
            "/bin/sh", ["-c", "exec \(tool) check metrics < '\(file)'"], output: directory.file("out"),
            errors: directory.file("err"))
        // 3: it would name things otherwise.
        #expect(process.ending(within: 60) == .exit(3))
        let found = (readFile(directory.file("err")) ?? []).text + (readFile(directory.file("out")) ?? []).text
        let lines = found.split(separator: "\n")
        #expect(lines.count > 100)
        #expect(lines.filter { line in !Self.habits.contains { line.contains($0) } } == [])
    }

    @Test("A Prometheus server scrapes the page", .enabled(if: prometheus != nil, "no Prometheus here"))
    func scrapedByPrometheus() throws {
        let binary = try #require(Self.prometheus)
        let directory = try TemporaryDirectory()
        // Held without listening, so that nobody else gets the port.
        let place = try #require(Socket.bound())
        let port = place.port
        defer { place.close() }
        try Self.page(.apus) { proxy, _ in
            let file = try directory.write(
                """
                scrape_configs:
                  - job_name: apus
                    scrape_interval: 2s
                    scrape_timeout: 2s
                    metrics_path: /stats/prometheus
                    static_configs: [{targets: ["127.0.0.1:\(proxy.adminPort)"]}]
                """, to: "prometheus.yml")
            let server = try ChildProcess(
                binary,
                [
                    "--config.file=\(file)", "--storage.tsdb.path=\(directory.file("data"))",
                    "--web.listen-address=127.0.0.1:\(port)",
                ], output: directory.file("out"), errors: directory.file("err"))
            defer {
                server.signal(SIGKILL)
                _ = server.ending(within: 10)
            }
            let question = "/api/v1/query?query=envoy_http_downstream_rq_total"
            var answer = ""
            let isThere = Deadline(seconds: 100).reached {
                answer = AdminClient(port: port).get(question)?.body.text ?? ""
                return answer.contains(#""envoy_http_conn_manager_prefix":"served""#)
            }
            #expect(isThere, "\(answer)\n\((readFile(directory.file("err")) ?? []).text.suffix(2000))")
        }
    }
}

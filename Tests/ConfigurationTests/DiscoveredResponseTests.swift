import Configuration
import Testing

@Suite("Discovery responses")
struct DiscoveredResponseTests {
    private func read(
        _ text: String, _ kind: ResourceKind, refuses: Bool = false, clusters: Set<String>? = nil
    ) -> DiscoveredResponse {
        DiscoveredResponseReader(refusesUnknownFields: refuses).read(
            ConfigurationReader.Source(file: "r.yaml", bytes: Array(text.utf8)), kind, clusters: clusters)
    }

    private static let cluster = "\"@type\": type.googleapis.com/envoy.config.cluster.v3.Cluster"
    private static let routes = "\"@type\": type.googleapis.com/envoy.config.route.v3.RouteConfiguration"

    @Test("Resources have names, values and their JSON without the type")
    func resources() throws {
        let response = read("version_info: 7\nresources:\n- \(Self.cluster)\n  name: a\n", .cluster)
        // As Envoy has it, a version is a text.
        #expect(response.complaints.map(\.path) == ["version_info"])
        let right = read("version_info: v7\nnonce: n1\nresources:\n- \(Self.cluster)\n  name: a\n", .cluster)
        #expect(right.version == "v7" && right.complaints.isEmpty && right.resources.count == 1)
        #expect(right.resources.first?.name == "a")
        #expect(right.resources.first.map { String(decoding: $0.source, as: UTF8.self) } == #"{"name":"a"}"#)
        guard case .cluster(let value)? = right.resources.first?.value else {
            Issue.record("no cluster")
            return
        }
        #expect(value.name == "a" && String(decoding: value.source, as: UTF8.self) == #"{"name":"a"}"#)
    }

    @Test("Each resource has its own complaints, with places in the file")
    func complaints() {
        let text = "resources:\n- \(Self.cluster)\n  name: a\n- \(Self.cluster)\n  name: b\n  connect_timeout: 5\n"
        let response = read(text, .cluster)
        #expect(response.complaints.isEmpty && response.resources.map { $0.value == nil } == [false, true])
        #expect(
            response.resources[1].complaints.map { "\($0.line):\($0.column) \($0.path)" } == [
                "6:20 resources[1].connect_timeout"
            ])
        #expect(!response.resources[1].isOnlyUnimplemented)
    }

    @Test("Fields that Envoy does not know are passed over and told, or refused")
    func unknownFields() {
        let text = "resources:\n- \(Self.cluster)\n  name: a\n  foo: bar\n"
        let lax = read(text, .cluster)
        #expect(lax.resources.first?.value != nil)
        #expect(lax.unknownFields.map(\.path) == ["resources[0].foo"])
        #expect(read(text, .cluster, refuses: true).resources.first?.value == nil)
    }

    @Test("A resource of another kind, and what Apus lacks, are named")
    func kinds() {
        let other = read("resources:\n- \(Self.routes)\n  name: a\n", .cluster)
        #expect(other.resources.first?.complaints.first?.message.contains("envoy.config.cluster.v3.Cluster") == true)
        let lacking = read(
            "resources:\n- \(Self.cluster)\n  name: a\n  type: EDS\n  eds_cluster_config: {eds_config: {ads: {}}}\n",
            .cluster)
        #expect(lacking.resources.first?.isOnlyUnimplemented == true)
    }

    @Test("Routes may lead to clusters that are not there yet, those inside listeners may not")
    func clusters() {
        let host = "virtual_hosts: [{name: v, domains: ['*'], routes: [{match: {prefix: /}, route: {cluster: x}}]}]"
        let table = read("resources:\n- \(Self.routes)\n  name: r\n  \(host)\n", .routes)
        #expect(table.resources.first?.complaints.map(\.text) == [])
        let manager =
            "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3."
            + "HttpConnectionManager"
        let router = "type.googleapis.com/envoy.extensions.filters.http.router.v3.Router"
        let listener = """
            resources:
            - "@type": type.googleapis.com/envoy.config.listener.v3.Listener
              name: l
              address: {socket_address: {address: 127.0.0.1, port_value: 1}}
              filter_chains:
              - filters:
                - name: m
                  typed_config:
                    "@type": \(manager)
                    stat_prefix: s
                    http_filters: [{name: r, typed_config: {"@type": \(router)}}]
                    route_config: {\(host)}
            """
        #expect(read(listener, .listener, clusters: ["x"]).resources.first?.value != nil)
        #expect(read(listener, .listener, clusters: ["y"]).resources.first?.value == nil)
    }

    @Test("A bootstrap says where resources come from")
    func sources() throws {
        let text = """
            node: {id: one, cluster: c}
            dynamic_resources:
              cds_config: {path_config_source: {path: /c, watched_directory: {path: /d}}, initial_fetch_timeout: 0s}
              lds_config: {resource_api_version: V3, path: /l}
            static_resources:
              clusters:
              - {name: e, type: EDS, eds_cluster_config: {service_name: s, eds_config: {path: /e}}}
            """
        let outcome = ConfigurationReader().bootstrap(Array(text.utf8), file: "b.yaml")
        #expect(outcome.complaints.map(\.text) == [])
        let bootstrap = try #require(outcome.configuration)
        #expect(bootstrap.followsSources)
        #expect(
            bootstrap.dynamic.clusters
                == ConfigSourceConfiguration(path: "/c", watchedDirectory: "/d", initialFetchTimeout: nil))
        #expect(bootstrap.dynamic.listeners == ConfigSourceConfiguration(path: "/l"))
        #expect(
            bootstrap.clusters.first?.discoveryType
                == .eds(EndpointDiscoveryConfiguration(source: ConfigSourceConfiguration(path: "/e"), serviceName: "s"))
        )
    }

    @Test("A source that is missing, or of a kind that Apus lacks, is a mistake")
    func wrongSources() {
        func messages(_ cluster: String) -> [String] {
            let text = "static_resources: {clusters: [{name: a, \(cluster)}]}"
            return ConfigurationReader().bootstrap(Array(text.utf8), file: "b.yaml").complaints.map(\.path)
        }
        let path = "static_resources.clusters[0]"
        #expect(messages("type: EDS") == [path])
        #expect(messages("type: EDS, eds_cluster_config: {service_name: x}") == [path + ".eds_cluster_config"])
        #expect(messages("eds_cluster_config: {eds_config: {path: /x}}") == [path + ".eds_cluster_config"])
        #expect(
            messages("type: EDS, eds_cluster_config: {eds_config: {}}") == [path + ".eds_cluster_config.eds_config"])
        #expect(
            messages("type: EDS, eds_cluster_config: {eds_config: {ads: {}}}")
                == [path + ".eds_cluster_config.eds_config.ads"])
    }
}

import Configuration
import Testing

struct CatalogueTests {
    let catalogue = EnvoyCatalogue()

    private func field(_ message: String, _ name: String) throws -> FieldDescription {
        let fields = try #require(catalogue.message(message), "\(message)").fields
        return try #require(fields.first { $0.name == name }, "\(message).\(name)")
    }

    @Test("A cluster's fields have their kinds")
    func clusterFields() throws {
        let cluster = "envoy.config.cluster.v3.Cluster"
        let name = try field(cluster, "name")
        #expect(name.kind == .string && !name.isRepeated && !name.isMap && name.oneof == nil)
        let timeout = try field(cluster, "connect_timeout")
        #expect(timeout.kind == .message("google.protobuf.Duration"))
        #expect(timeout.jsonName == "connectTimeout")
        #expect(try field(cluster, "per_connection_buffer_limit_bytes").kind == .message("google.protobuf.UInt32Value"))
        #expect(try field(cluster, "lb_policy").kind == .enumeration("envoy.config.cluster.v3.Cluster.LbPolicy"))
        #expect(
            try field(cluster, "load_assignment").kind == .message("envoy.config.endpoint.v3.ClusterLoadAssignment"))
        #expect(try field(cluster, "common_lb_config").kind == .message("\(cluster).CommonLbConfig"))
        let matches = try field(cluster, "transport_socket_matches")
        #expect(matches.kind == .message("\(cluster).TransportSocketMatch") && matches.isRepeated && !matches.isMap)
    }

    @Test("A map is described by its values")
    func maps() throws {
        let options = try field("envoy.config.cluster.v3.Cluster", "typed_extension_protocol_options")
        #expect(options.isMap && !options.isRepeated)
        #expect(options.kind == .message("google.protobuf.Any"))
        let metadata = try field("envoy.config.core.v3.Metadata", "filter_metadata")
        #expect(metadata.isMap && metadata.kind == .message("google.protobuf.Struct"))
        // The messages that protobuf makes of map entries cannot be written by name.
        #expect(!catalogue.knowsType("envoy.config.core.v3.Metadata.FilterMetadataEntry"))
    }

    @Test("An enumeration's values have their numbers")
    func enumerationValues() throws {
        let policy = try #require(catalogue.enumeration("envoy.config.cluster.v3.Cluster.LbPolicy"))
        #expect(policy.fullName == "envoy.config.cluster.v3.Cluster.LbPolicy")
        let numbers = Dictionary(uniqueKeysWithValues: policy.values.map { ($0.name, $0.number) })
        // 4 is no longer in use.
        #expect(
            numbers == [
                "ROUND_ROBIN": 0, "LEAST_REQUEST": 1, "RING_HASH": 2, "RANDOM": 3, "MAGLEV": 5, "CLUSTER_PROVIDED": 6,
                "LOAD_BALANCING_POLICY_CONFIG": 7,
            ])
        let code = try #require(catalogue.enumeration("envoy.type.v3.StatusCode"))
        #expect(code.values.contains { $0.name == "NotFound" && $0.number == 404 })
        #expect(try #require(catalogue.enumeration("google.protobuf.NullValue")).values.map(\.name) == ["NULL_VALUE"])
    }

    @Test("Alternatives know their group, and other fields none")
    func oneofs() throws {
        let action = "envoy.config.route.v3.RouteAction"
        for name in ["cluster", "cluster_header", "weighted_clusters", "cluster_specifier_plugin"] {
            #expect(try field(action, name).oneof == "cluster_specifier")
        }
        for name in ["host_rewrite_literal", "auto_host_rewrite", "host_rewrite_header", "host_rewrite_path_regex"] {
            #expect(try field(action, name).oneof == "host_rewrite_specifier")
        }
        for name in ["timeout", "prefix_rewrite", "retry_policy", "hash_policy"] {
            #expect(try field(action, name).oneof == nil)
        }
        let match = "envoy.config.route.v3.RouteMatch"
        for name in ["prefix", "path", "safe_regex", "connect_matcher", "path_separated_prefix"] {
            #expect(try field(match, name).oneof == "path_specifier")
        }
        // A field that is merely optional stands in no group.
        for name in catalogue.messageNames {
            for field in catalogue.message(name)?.fields ?? [] {
                #expect(field.oneof?.hasPrefix("_") != true, "\(name).\(field.name)")
            }
        }
    }

    @Test("The types of an edge proxy are known with their fields")
    func edgeTypes() throws {
        let manager = "envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager"
        #expect(try field(manager, "codec_type").kind == .enumeration("\(manager).CodecType"))
        #expect(try field(manager, "route_config").oneof == "route_specifier")
        #expect(try field(manager, "http_filters").isRepeated)
        #expect(try field(manager, "use_remote_address").kind == .message("google.protobuf.BoolValue"))
        #expect(
            catalogue.enumeration("\(manager).CodecType")?.values.map(\.name) == ["AUTO", "HTTP1", "HTTP2", "HTTP3"])

        let listener = "envoy.config.listener.v3.Listener"
        #expect(try field(listener, "address").kind == .message("envoy.config.core.v3.Address"))
        #expect(try field(listener, "filter_chains").isRepeated)
        #expect(try field(listener, "reuse_port").kind == .bool)
        #expect(try field("envoy.config.listener.v3.Filter", "typed_config").oneof == "config_type")
        #expect(try field("envoy.config.core.v3.SocketAddress", "port_value").kind == .uint32)
        #expect(try field("envoy.config.core.v3.DataSource", "inline_bytes").kind == .bytes)
        #expect(try field("envoy.type.v3.Percent", "value").kind == .double)
        #expect(try field("envoy.type.v3.Int64Range", "start").kind == .int64)
        #expect(try field("envoy.type.v3.Int32Range", "start").kind == .int32)
        #expect(try field("google.protobuf.UInt64Value", "value").kind == .uint64)
        #expect(try field("google.protobuf.FloatValue", "value").kind == .float)
    }

    @Test(
        "Types that stand in documents are known",
        arguments: [
            "envoy.config.bootstrap.v3.Bootstrap", "envoy.service.discovery.v3.DiscoveryRequest",
            "envoy.service.discovery.v3.DiscoveryResponse", "envoy.extensions.transport_sockets.tls.v3.Secret",
            "envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext",
            "envoy.extensions.upstreams.http.v3.HttpProtocolOptions", "envoy.extensions.filters.http.router.v3.Router",
            "envoy.extensions.filters.http.fault.v3.HTTPFault",
            "envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy",
            "envoy.extensions.filters.udp.udp_proxy.v3.UdpProxyConfig",
            "envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector",
            "envoy.extensions.access_loggers.file.v3.FileAccessLog",
            "envoy.extensions.load_balancing_policies.least_request.v3.LeastRequest",
            "envoy.extensions.health_checkers.redis.v3.Redis",
            "envoy.extensions.clusters.dynamic_forward_proxy.v3.ClusterConfig",
            "envoy.extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate",
            "envoy.extensions.formatter.req_without_query.v3.ReqWithoutQuery",
            "envoy.extensions.matching.common_inputs.network.v3.DestinationPortInput",
            "envoy.type.matcher.v3.HttpRequestHeaderMatchInput", "envoy.config.trace.v3.ZipkinConfig",
            "envoy.config.rbac.v3.RBAC", "xds.type.v3.TypedStruct", "udpa.type.v1.TypedStruct",
            "xds.type.matcher.v3.Matcher", "xds.core.v3.TypedExtensionConfig", "google.protobuf.Any",
            "google.protobuf.Struct", "google.protobuf.Empty", "google.protobuf.StringValue",
        ])
    func knownTypes(_ name: String) {
        #expect(catalogue.knowsType(name))
        #expect(catalogue.message(name)?.fullName == name)
    }

    @Test(
        "What is no message of Envoy's v3 API is not known",
        arguments: [
            "", ".", "A", ".A", "a.", "a.A", "..", "Cluster", "envoy", "envoy.config.cluster.v3",
            "envoy.config.cluster.v3.", "envoy.config.cluster.v3.C", "envoy.config.cluster.v3.Clusters",
            "envoy.config.cluster.v3.Cluster.", "envoy.config.cluster.v3.Cluster name:s",
            "envoy.config.cluster.v3.Cluster\n", "envoy.config.cluster.v3.cluster", "envoy.config.cluster.v3.=Cluster",
            "envoy.config.cluster.v3.Cluster.LbPolicy", "envoy.api.v2.Cluster", "envoy.config.cluster.v3.Clüster",
            "type.googleapis.com/envoy.config.cluster.v3.Cluster",
        ])
    func unknownTypes(_ name: String) {
        #expect(!catalogue.knowsType(name))
        #expect(catalogue.message(name) == nil)
    }

    @Test("A message is no enumeration")
    func unknownEnumerations() {
        #expect(catalogue.enumeration("envoy.config.cluster.v3.Cluster") == nil)
        #expect(catalogue.enumeration("envoy.config.cluster.v3.Cluster.LbPolic") == nil)
        #expect(catalogue.enumeration("LbPolicy") == nil)
    }

    @Test("Every message is found by its name, and every type that a field refers to exists")
    func everythingResolves() throws {
        let names = catalogue.messageNames
        #expect(names.count > 1_300)
        #expect(Set(names).count == names.count)
        var enumerations: Set<String> = []
        var fieldCount = 0
        for name in names {
            let message = try #require(catalogue.message(name), "\(name)")
            #expect(Set(message.fields.map(\.name)).count == message.fields.count, "\(name)")
            fieldCount += message.fields.count
            for field in message.fields {
                #expect(!field.name.isEmpty && !field.jsonName.contains("_"), "\(name).\(field.name)")
                switch field.kind {
                case .message(let type): #expect(catalogue.knowsType(type), "\(name).\(field.name): \(type)")
                case .enumeration(let type): enumerations.insert(type)
                default: break
                }
            }
        }
        #expect(fieldCount > 4_500)
        #expect(enumerations.count > 120)
        for name in enumerations {
            let values = try #require(catalogue.enumeration(name), "\(name)").values
            #expect(values.contains { $0.number == 0 }, "\(name)")
            #expect(Set(values.map(\.name)).count == values.count, "\(name)")
        }
    }
}

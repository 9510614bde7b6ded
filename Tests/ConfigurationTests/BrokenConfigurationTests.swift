import Configuration
import Testing

/// A broken configuration: `§` stands before the place that must be reported.
struct BrokenConfiguration: Sendable, CustomStringConvertible {
    let slot: ConfigurationTemplate.Slot
    let value: String
    let kind: ConfigurationComplaint.Kind
    /// The end of the reported path.
    let path: String
    /// A part of the message.
    let message: String
    let suggestion: String?

    init(
        _ slot: ConfigurationTemplate.Slot, _ value: String, _ kind: ConfigurationComplaint.Kind, _ path: String,
        _ message: String, _ suggestion: String? = nil
    ) {
        self.slot = slot
        self.value = value
        self.kind = kind
        self.path = path
        self.message = message
        self.suggestion = suggestion
    }

    var description: String { "\(slot): \(value.prefix(100))" }
}

@Suite("Broken configurations")
struct BrokenConfigurationTests {
    private static let fieldCases: [BrokenConfiguration] = [
        .init(
            .cluster, #"§"conect_timeout": "1s","#, .unknownField, "clusters[0].conect_timeout",
            #"expected a field of envoy.config.cluster.v3.Cluster, found "conect_timeout""#, "connect_timeout"),
        .init(
            .cluster, #"§"altStatNam": "x","#, .unknownField, "clusters[0].altStatNam", "found \"altStatNam\"",
            "altStatName"),
        .init(
            .cluster, #"§"hosts": [],"#, .unknownField, "clusters[0].hosts", "which only Envoy's v2 API had",
            "load_assignment"),
        .init(.bootstrap, #"§"adminn": {},"#, .unknownField, "adminn", "envoy.config.bootstrap.v3.Bootstrap", "admin"),
        .init(.bootstrap, #"§"zzzzzzzzzz": {},"#, .unknownField, "zzzzzzzzzz", "found \"zzzzzzzzzz\"", nil),
        .init(.node, #"{ §"i": "one" }"#, .unknownField, "node.i", "envoy.config.core.v3.Node", "id"),
        .init(
            .managerFields, #"§"stat_prefx": "x","#, .unknownField, "typed_config.stat_prefx", "HttpConnectionManager",
            "stat_prefix"),
        .init(.match, #"{ §"prefx": "/" }"#, .unknownField, "routes[0].match.prefx", "RouteMatch", "prefix"),
        .init(.host, #"§"routs": [],"#, .unknownField, "virtual_hosts[0].routs", "VirtualHost", "routes"),
        .init(
            .threshold, #"§"max_request": 5,"#, .unknownField, "thresholds[0].max_request", "Thresholds", "max_requests"
        ),
        .init(
            .timeout, #"{ §"second": 1 }"#, .unknownField, "connect_timeout.second", "google.protobuf.Duration",
            "seconds"),
        .init(.count, #"{ §"valu": 1 }"#, .unknownField, "max_connections.valu", "UInt32Value", "value"),
        .init(
            .router, #"{ §"@typ": "type.googleapis.com/@routerMessage@" }"#, .unknownField, "typed_config.@typ",
            "expected \"@type\"", "@type"),
        .init(
            .cluster, #""outlier_detection": { §"consecutive_5x": 3 },"#, .unknownField,
            "outlier_detection.consecutive_5x", "OutlierDetection", "consecutive_5xx"),
        .init(
            .before,
            #"{"name":"c","typed_config":{"@type":"type.googleapis.com/envoy.extensions.filters.http.rbac.v3.RBAC","#
                + #"§"rule":{}}},"#,
            .unknownField, "http_filters[0].typed_config.rule", "rbac.v3.RBAC", "rules"),
    ]

    /// Names with too few words or too many.
    private static let wordCases: [BrokenConfiguration] = [
        .init(
            .address, #"{ "socket_address": { "address": "127.0.0.1", §"port": 80 } }"#, .unknownField,
            "socket_address.port", "found \"port\"", "port_value"),
        .init(.action, #""route": { §"cluster_name": "origin" }"#, .unknownField, "cluster_name", "found", "cluster"),
        .init(.endpoint, #"§"weight": 2,"#, .unknownField, "weight", "found \"weight\"", "load_balancing_weight"),
        .init(.cluster, #"§"timeout": "1s","#, .unknownField, "timeout", "found \"timeout\"", "connect_timeout"),
        .init(
            .match, #"{ §"path_prefix": "/" }"#, .unknownField, "path_prefix", "found", "path_separated_prefix"),
        .init(.match, #"{ §"pathPrefix": "/" }"#, .unknownField, "pathPrefix", "found", "pathSeparatedPrefix"),
        .init(.managerFields, #"§"filters": [],"#, .unknownField, "filters", "found \"filters\"", "http_filters"),
        .init(.managerFields, #"§"timeout": "1s","#, .unknownField, "timeout", "found \"timeout\"", nil),
    ]

    private static let unimplementedCases: [BrokenConfiguration] = [
        .init(
            .cluster, #"§"connection_pool_per_downstream_connection": true,"#, .unimplemented,
            "clusters[0].connection_pool_per_downstream_connection",
            #"Apus does not implement "connection_pool_per_downstream_connection" of envoy.config.cluster.v3.Cluster"#),
        .init(
            .managerFields, #""codec_type": §"http3","#, .unimplemented, "codec_type",
            "expected AUTO or HTTP1 or HTTP2, found HTTP3"),
        .init(
            .before,
            #"{"name":"c","typed_config":{"@type":"#
                + #"§"type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua"}},"#,
            .unimplemented, "http_filters[0].typed_config.@type", "expected an HTTP filter that Apus implements"),
        .init(
            .actionFields, #""retry_policy": { §"retry_options_predicates": [{"name":"x"}] },"#, .unimplemented,
            "retry_policy.retry_options_predicates",
            "\"retry_options_predicates\" of envoy.config.route.v3.RetryPolicy"),
        .init(.listener, #"§"enable_mptcp": true,"#, .unimplemented, "listeners[0].enable_mptcp", "\"enable_mptcp\""),
        .init(
            .managerFields, #"§"appendLocalOverload": true,"#, .unimplemented, "appendLocalOverload",
            "\"append_local_overload\""),
        .init(
            .managerFields,
            #""access_log":[{"typed_config":{@stdoutLog@,"log_format":{"text_format":§"a %CEL(x)%"}}}],"#,
            .unimplemented, "log_format.text_format", "found %CEL% with an argument (byte 3 of the format)"),
    ]

    private static let valueCases: [BrokenConfiguration] = [
        .init(
            .timeout, "§5", .wrongValue, "connect_timeout", #"expected a duration such as "0.25s", found the number 5"#,
            "5s"),
        .init(.timeout, #"§"250ms""#, .wrongValue, "connect_timeout", #"found the string "250ms""#, "0.250s"),
        .init(.timeout, #"§"2 min""#, .wrongValue, "connect_timeout", #"found the string "2 min""#, "120s"),
        .init(.timeout, #"§"soon""#, .wrongValue, "connect_timeout", #"found the string "soon""#, nil),
        .init(.timeout, #"§"0s""#, .wrongValue, "connect_timeout", "more than 0s"),
        .init(
            .count, "§-1", .wrongValue, "max_connections",
            "expected a whole number from 0 to 4294967295, found the number -1"),
        .init(.count, "§1.5", .wrongValue, "max_connections", "without a fraction"),
        .init(.port, "§65536", .wrongValue, "port_value", "from 0 to 65535"),
        .init(.remote, "§1", .wrongValue, "use_remote_address", "expected true or false, found the number 1"),
        .init(.prefix, #"§"""#, .wrongValue, "stat_prefix", "at least one byte"),
        .init(.prefix, "§[]", .wrongValue, "stat_prefix", "expected a string, found an empty list"),
        .init(.type, #"§"STATI""#, .wrongValue, "clusters[0].type", "one of STATIC, STRICT_DNS", "STATIC"),
        .init(.cluster, #""lb_policy": §"rond_robin","#, .wrongValue, "lb_policy", "one of ROUND_ROBIN", "ROUND_ROBIN"),
        .init(.node, #"§"me""#, .wrongValue, "node", "expected an object (envoy.config.core.v3.Node)"),
        .init(.ip, #"§"localhost""#, .wrongValue, "socket_address.address", "an IPv4 or IPv6 address"),
        .init(.target, #"§"orgin""#, .wrongValue, "route.cluster", "the name of a cluster", "origin"),
        .init(.clusters, #"{ "name": "origin" }, "#, .wrongValue, "clusters[1].name", "each cluster name once"),
        .init(.domains, #"["a.com", §"A.com"]"#, .wrongValue, "domains[1]", "each domain once"),
        .init(.domains, #"["*", §"*"]"#, .wrongValue, "domains[1]", "each domain once"),
        .init(.match, "§{}", .wrongValue, "match", #"expected "prefix" or "path" or "path_separated_prefix""#),
        .init(
            .match, #"{ "path_separated_prefix": §"/a/" }"#, .wrongValue, "path_separated_prefix",
            "\"/\" at its beginning"),
        .init(
            .routerType, #"§"type.googleapis.com/envoy.extensions.filters.http.router.v3.Routr""#, .wrongValue, "@type",
            "a type that Envoy knows", "envoy.extensions.filters.http.router.v3.Router"),
        .init(
            .routerType, #"§"@routerMessage@""#, .wrongValue, "@type", "a host and \"/\"",
            "type.googleapis.com/envoy.extensions.filters.http.router.v3.Router"),
        .init(
            .httpFilters, #"[{ "name": §"envoy.filters.http.router" }]"#, .wrongValue, "http_filters[0].name",
            #""@type": "type.googleapis.com/envoy.extensions.filters.http.router.v3.Router""#),
        .init(.httpFilters, "§[]", .wrongValue, "http_filters", "expected the router as the last HTTP filter"),
        .init(
            .httpFilters, #"[{ "name": §"f", "typed_config": {@fault@} }]"#, .wrongValue, "http_filters[0].name",
            "expected a terminal filter"),
        .init(.action, #""direct_response": { "status": §600 }"#, .wrongValue, "status", "from 200 to 599"),
        .init(
            .action, #""direct_response": { "status": 200, "body": { "inline_bytes": §"Y" } }"#, .wrongValue,
            "inline_bytes", "a string in base64"),
        .init(
            .action, #""route": { "cluster": "origin" }, §"redirect": {}"#, .wrongValue, "routes[0].redirect",
            #"found "redirect" after "route""#),
        .init(.endpoint, #""load_balancing_weight": §0,"#, .wrongValue, "load_balancing_weight", "of at least 1"),
        .init(
            .listenerAddress, #"{ "socket_address": §{ "address": "127.0.0.1" } }"#, .wrongValue, "socket_address",
            "port_value"),
        .init(
            .managerFields,
            #""access_log":[{"typed_config":{@stdoutLog@,"log_format":{"text_format":§"%RESPONSE_COD%"}}}],"#,
            .wrongValue, "log_format.text_format", "a command that Envoy has", "RESPONSE_CODE"),
        .init(.bootstrap, #""node": {},"#, .syntax, "node", "each key once, found \"node\" again"),
    ]

    @Test(
        "Each is reported at its place, with the nearest name",
        arguments: fieldCases + wordCases + unimplementedCases + valueCases)
    func reported(_ item: BrokenConfiguration) throws {
        let marked = ConfigurationTemplate.make([item.slot: item.value])
        let text = marked.replacingMark()
        let complaints = ConfigurationReader().bootstrap(Array(text.utf8), file: "edge.json").complaints
        let all = complaints.map(\.text).joined(separator: "\n")
        let found = complaints.filter {
            $0.kind == item.kind && $0.path.hasSuffix(item.path) && $0.message.contains(item.message)
        }
        let complaint = try #require(found.first, "\(all)")
        #expect(complaint.suggestion == item.suggestion)
        #expect(complaint.file == "edge.json")
        if let place = marked.placeOfMark() {
            #expect(complaint.line == place.line && complaint.column == place.column, "\(all)")
        }
    }

    @Test("The demonstration sentence reads well")
    func wording() {
        let text = """
            {
              "static_resources": {
                "clusters": [{ "name": "a", "conect_timeout": "1s" }]
              }
            }
            """
        let complaints = ConfigurationReader().bootstrap(Array(text.utf8), file: "edge.json").complaints
        #expect(
            complaints.map(\.text) == [
                "edge.json:3:33: static_resources.clusters[0].conect_timeout: expected a field of "
                    + "envoy.config.cluster.v3.Cluster, found \"conect_timeout\"; did you mean \"connect_timeout\"?"
            ])
        #expect(
            ConfigurationComplaint.json(complaints) == """
                [
                  {"file": "edge.json", "line": 3, "column": 33, \
                "path": "static_resources.clusters[0].conect_timeout", "kind": "unknown-field", \
                "message": "expected a field of envoy.config.cluster.v3.Cluster, found \\"conect_timeout\\"", "suggestion": "connect_timeout"}
                ]
                """)
        #expect(ConfigurationComplaint.json([]) == "[]")
    }

    @Test("Every mistake of a file is reported, in the order of the text")
    func allAtOnce() {
        let text = ConfigurationTemplate.make([
            .node: #"{ "idd": "one", "cluster": 5 }"#, .listener: #""enable_mptcp": true,"#, .remote: "7",
            .timeout: "5", .ip: #""localhost""#, .target: #""nope""#, .flag: "2",
        ])
        let complaints = ConfigurationReader().bootstrap(Array(text.utf8), file: "t.json").complaints
        #expect(
            complaints.map(\.path).map { $0.split(separator: ".").last.map(String.init) } == [
                "idd", "cluster", "enable_mptcp", "use_remote_address", "cluster", "suppress_envoy_headers",
                "connect_timeout", "address",
            ])
        let places = complaints.map { $0.line * 1000 + $0.column }
        #expect(places == places.sorted())
    }

    @Test("Columns count scalars, not bytes, and lines end at line feeds")
    func columns() {
        let text = "{\r\n\t\"node\": { \"id\": \"héé🙂\", \"x\": 1 }\n}"
        let complaints = ConfigurationReader().bootstrap(Array(text.utf8), file: "t.json").complaints
        #expect(complaints.map { [$0.line, $0.column] } == [[2, 26]])
    }

    @Test("A mistyped field that is required is not called missing too")
    func missingIsExplained() {
        let text = ConfigurationTemplate.make([.host: "", .hostName: #""all", "domain": ["a"]"#, .domains: "null"])
        let complaints = ConfigurationReader().bootstrap(Array(text.utf8), file: "t.json").complaints
        #expect(complaints.map(\.suggestion) == ["domains"])
    }

    @Test("One mistake in a cluster's name does not make every route wrong")
    func doubtfulClusters() {
        let text = ConfigurationTemplate.make().replacingOnce("\"clusters\"", "\"cluster\"")
        let complaints = ConfigurationReader().bootstrap(Array(text.utf8), file: "t.json").complaints
        #expect(complaints.map(\.suggestion) == ["clusters"])
    }
}

extension String {
    /// The text without its marks.
    func replacingMark() -> String { String(decoding: utf8.filter { $0 != 0xC2 && $0 != 0xA7 }, as: UTF8.self) }

    /// Where the mark stands, counted apart from the code under test.
    func placeOfMark() -> (line: Int, column: Int)? {
        var (line, column) = (1, 1)
        for scalar in unicodeScalars {
            if scalar == "§" { return (line, column) }
            (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
        }
        return nil
    }

    func replacingOnce(_ old: String, _ new: String) -> String {
        guard let range = self.firstRange(of: old) else { return self }
        return String(self[..<range.lowerBound]) + new + String(self[range.upperBound...])
    }
}

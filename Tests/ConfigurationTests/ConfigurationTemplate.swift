/// A small bootstrap file with holes, so that a test says only what is special about its file.
enum ConfigurationTemplate {
    /// A hole. Those in the second list are empty unless a test fills them; fields put there end in a comma.
    enum Slot: String {
        case text, node, id, listenerAddress, chains, manager, prefix, remote, table, hostName, domains, match, action
        case target, httpFilters, routerName, router, flag, routerType, clusterName, type, timeout, count, assignment
        case endpoints, address, ip, port, fileLog, stdoutLog, fault, cors, nodeType, filterConfig, rawBuffer
        case upstreamName, upstream, preserveCase, policies, xdsStruct, udpaStruct, routerMessage, endpointOne

        case bootstrap, resources, listeners, listener, clusters, cluster, threshold, chain, filters, managerFields
        case tableFields, hosts, host, route, actionFields, before, locality, endpoint, socket
    }

    /// The file with some holes filled.
    static func make(_ filled: [Slot: String] = [:]) -> String {
        var text = "@text@"
        // What fills a hole may have holes; nothing here is deeper than this.
        for _ in 0..<20 {
            let next = fillOnce(text, filled)
            if next == text { break }
            text = next
        }
        return text
    }

    private static func fillOnce(_ text: String, _ filled: [Slot: String]) -> String {
        var result = ""
        let parts = text.split(separator: "@", omittingEmptySubsequences: false).map(String.init)
        var index = 0
        while index < parts.count {
            result += parts[index]
            index += 1
            guard index < parts.count else { break }
            // An at sign that encloses no name, as in `@type`, stays.
            if index + 1 < parts.count, let slot = Slot(rawValue: parts[index]) {
                result += filled[slot] ?? standard[slot] ?? ""
                index += 1
            } else {
                result += "@"
            }
        }
        return result
    }

    private static let anyType = #""@type":"type.googleapis.com/"#

    private static let standard: [Slot: String] = [
        .text: """
        {@bootstrap@
          "node": @node@,
          "static_resources": {@resources@
            "listeners": [@listeners@{@listener@
              "name": "in",
              "address": @listenerAddress@,
              "filter_chains": @chains@
            }],
            "clusters": [@clusters@{@cluster@
              "name": @clusterName@,
              "type": @type@,
              "connect_timeout": @timeout@,
              "circuit_breakers": { "thresholds": [{@threshold@ "max_connections": @count@ }] },
              "load_assignment": @assignment@
            }]
          }
        }

        """,
        .node: #"{ "id": @id@, "cluster": "tests" }"#,
        .id: #""one""#,
        .listenerAddress: #"{ "socket_address": { "address": "127.0.0.1", "port_value": 20000 } }"#,
        .chains: #"[{@chain@ "filters": [@filters@{ "name": "http", "typed_config": @manager@ }] }]"#,
        .manager: """
        {
                \(anyType)envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
                @managerFields@
                "stat_prefix": @prefix@,
                "use_remote_address": @remote@,
                "route_config": @table@,
                "http_filters": @httpFilters@
              }
        """,
        .prefix: #""in""#,
        .remote: "true",
        .table: """
        {@tableFields@
                  "name": "local",
                  "virtual_hosts": [@hosts@{@host@ "name": @hostName@, "domains": @domains@, "routes": [
                    {@route@ "match": @match@, @action@ }
                  ] }]
                }
        """,
        .hostName: #""all""#,
        .domains: #"["*"]"#,
        .match: #"{ "prefix": "/" }"#,
        .action: #""route": {@actionFields@ "cluster": @target@ }"#,
        .target: #""origin""#,
        .httpFilters: #"[@before@{ "name": @routerName@, "typed_config": @router@ }]"#,
        .routerName: #""envoy.filters.http.router""#,
        .router: #"{ "@type": @routerType@, "suppress_envoy_headers": @flag@ }"#,
        .flag: "true",
        .routerType: #""type.googleapis.com/@routerMessage@""#,
        .clusterName: #""origin""#,
        .type: #""STATIC""#,
        .timeout: #""5s""#,
        .count: "1000",
        .assignment: #"{ "cluster_name": "origin", "endpoints": @endpoints@ }"#,
        .endpoints: #"[{@locality@ "lb_endpoints": [{@endpoint@ "endpoint": { "address": @address@ } }] }]"#,
        .address: #"{ "socket_address": {@socket@ "address": @ip@, "port_value": @port@ } }"#,
        .ip: #""127.0.0.1""#,
        .port: "29000",
        .fileLog: anyType + #"envoy.extensions.access_loggers.file.v3.FileAccessLog""#,
        .stdoutLog: anyType + #"envoy.extensions.access_loggers.stream.v3.StdoutAccessLog""#,
        .fault: anyType + #"envoy.extensions.filters.http.fault.v3.HTTPFault""#,
        .cors: anyType + #"envoy.extensions.filters.http.cors.v3.Cors""#,
        .nodeType: anyType + #"envoy.config.core.v3.Node""#,
        .filterConfig: anyType + #"envoy.config.route.v3.FilterConfig""#,
        .rawBuffer: anyType + #"envoy.extensions.transport_sockets.raw_buffer.v3.RawBuffer""#,
        .upstreamName: "envoy.extensions.upstreams.http.v3.HttpProtocolOptions",
        .upstream: anyType + #"@upstreamName@""#,
        .preserveCase: #""stateful_formatter":{"name":"preserve_case","typed_config":{"# + anyType
            + #"envoy.extensions.http.header_formatters.preserve_case.v3.PreserveCaseFormatterConfig"}}"#,
        .policies: "type.googleapis.com/envoy.extensions.load_balancing_policies",
        .xdsStruct: anyType + #"xds.type.v3.TypedStruct""#,
        .udpaStruct: anyType + #"udpa.type.v1.TypedStruct""#,
        .routerMessage: "envoy.extensions.filters.http.router.v3.Router",
        .endpointOne: #""endpoint":{"address":{"socket_address":{"address":"127.0.0.1","port_value":1}}}"#,
    ]
}

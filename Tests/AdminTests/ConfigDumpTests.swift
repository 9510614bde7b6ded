import Testing

@testable import Admin

// Expected texts are what Envoy 1.40 answers with the same configuration, unless a comment says otherwise.
@Suite("The configuration dump")
struct ConfigDumpTests {
    /// A page without the moments at which things were read.
    private static func get(_ path: String) throws -> (status: Int, type: String?, lines: [String]) {
        let answer = try AdminFixture().get(path)
        let lines = answer.body.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.contains("\"last_updated\": \"20") ? String(line.prefix { $0 == " " }) + "LAST_UPDATED" : String(line)
        }
        return (answer.status, answer.field("content-type"), lines)
    }

    @Test("Clusters are dumped from their sources")
    func clusters() throws {
        let (status, type, lines) = try Self.get("/config_dump?resource=static_clusters&name_regex=tw.")
        #expect(status == 200)
        #expect(type == "application/json")
        #expect(
            lines.joined(separator: "\n") == """
                {
                 "configs": [
                  {
                   "@type": "type.googleapis.com/envoy.admin.v3.ClustersConfigDump.StaticCluster",
                   "cluster": {
                    "@type": "type.googleapis.com/envoy.config.cluster.v3.Cluster",
                    "name": "two",
                    "alt_stat_name": "dos",
                    "circuit_breakers": {
                     "thresholds": [
                      {
                       "priority": "HIGH",
                       "max_connections": 7
                      },
                      {
                       "max_retries": 9
                      }
                     ]
                    },
                    "load_assignment": {
                     "cluster_name": "two",
                     "endpoints": [
                      {
                       "priority": 1,
                       "lb_endpoints": [
                        {
                         "endpoint": {
                          "address": {
                           "socket_address": {
                            "address": "::1",
                            "port_value": 20203
                           }
                          }
                         },
                         "health_status": "UNHEALTHY"
                        }
                       ]
                      }
                     ]
                    }
                   },
                   LAST_UPDATED
                  }
                 ]
                }

                """)
    }

    @Test("Route tables are found inside the listeners")
    func routes() throws {
        let (_, _, lines) = try Self.get("/config_dump?resource=static_route_configs")
        #expect(
            lines.joined(separator: "\n") == """
                {
                 "configs": [
                  {
                   "@type": "type.googleapis.com/envoy.admin.v3.RoutesConfigDump.StaticRouteConfig",
                   "route_config": {
                    "@type": "type.googleapis.com/envoy.config.route.v3.RouteConfiguration",
                    "name": "main",
                    "virtual_hosts": [
                     {
                      "name": "d",
                      "domains": [
                       "*"
                      ],
                      "routes": [
                       {
                        "match": {
                         "prefix": "/"
                        },
                        "route": {
                         "cluster": "echo"
                        }
                       }
                      ]
                     }
                    ]
                   },
                   LAST_UPDATED
                  }
                 ]
                }

                """)
    }

    @Test("Endpoints are dumped when they are asked for")
    func endpoints() throws {
        let (_, _, lines) = try Self.get(
            "/config_dump?resource=static_endpoint_configs&include_eds&name_regex=two")
        #expect(
            lines.joined(separator: "\n") == """
                {
                 "configs": [
                  {
                   "@type": "type.googleapis.com/envoy.admin.v3.EndpointsConfigDump.StaticEndpointConfig",
                   "endpoint_config": {
                    "@type": "type.googleapis.com/envoy.config.endpoint.v3.ClusterLoadAssignment",
                    "cluster_name": "two",
                    "endpoints": [
                     {
                      "locality": {},
                      "lb_endpoints": [
                       {
                        "endpoint": {
                         "address": {
                          "socket_address": {
                           "address": "::1",
                           "port_value": 20203
                          }
                         },
                         "health_check_config": {}
                        },
                        "health_status": "UNHEALTHY",
                        "load_balancing_weight": 1
                       }
                      ],
                      "load_balancing_weight": 0,
                      "priority": 1
                     }
                    ],
                    "policy": {
                     "overprovisioning_factor": 140
                    }
                   }
                  }
                 ]
                }

                """)
        #expect(try Self.get("/config_dump?resource=static_endpoint_configs").status == 404)
    }

    @Test("The whole dump has Envoy's sections in its order")
    func whole() throws {
        func sections(_ path: String) throws -> [String] {
            try Self.get(path).lines.filter { $0.hasPrefix("   \"@type\": ") }.map {
                String($0.split(separator: ".").last?.dropLast(2) ?? "")
            }
        }
        let plain = [
            "BootstrapConfigDump", "ClustersConfigDump", "ListenersConfigDump", "ScopedRoutesConfigDum",
            "RoutesConfigDump", "SecretsConfigDum",
        ]
        #expect(try sections("/config_dump") == plain)
        #expect(
            try sections("/config_dump?include_eds")
                == plain.prefix(2) + ["EndpointsConfigDump"] + plain.dropFirst(2))
        let lines = try Self.get("/config_dump").lines
        #expect(lines.contains("     \"id\": \"edge-1\","))
        #expect(lines.contains("    \"admin\": {"))
        #expect(lines.contains("   \"static_listeners\": ["))
        // Names keep the spelling of the file, where Envoy writes them in snake case.
        #expect(lines.contains("      \"filterChains\": ["))
        // A filter on names leaves the sections without resources.
        #expect(
            try Self.get("/config_dump?name_regex=none").lines.suffix(5) == [
                "   \"@type\": \"type.googleapis.com/envoy.admin.v3.SecretsConfigDump\"", "  }", " ]", "}", "",
            ])
    }

    @Test(
        "Resources that are not there, and parameters that are wrong, are explained",
        arguments: [
            ("resource=nope", 404, "nope not found in config dump"),
            (
                "resource=bootstrap", 400,
                "bootstrap is not a repeated field. Use ?mask=bootstrap to get only this field"
            ),
            ("name_regex=(", 400, "INVALID_ARGUMENT: Error while parsing name_regex from (: missing ): ("),
            (
                "mask=nope,last_updated", 400,
                "FieldMask nope,last_updated could not be successfully applied to any configs."
            ),
            (
                "resource=static_listeners&mask=listener.a,b", 400,
                "FieldMask paths: \"listener.a\"\npaths: \"b\"\n could not be successfully used."
            ),
            ("resource=dynamic_listeners&mask=x", 200, "{}\n"),
            ("resource=dynamic_active_clusters", 200, "{}\n"), ("resource=static_listeners&name_regex=x", 200, "{}\n"),
        ])
    func others(query: String, status: Int, body: String) throws {
        let answer = try AdminFixture().get("/config_dump?\(query)")
        #expect(answer.status == status)
        #expect(answer.body == body)
        #expect(answer.field("content-type") == (status == 200 ? "application/json" : "text/plain"))
    }
}

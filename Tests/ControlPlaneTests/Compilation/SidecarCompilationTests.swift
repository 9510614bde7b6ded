import Configuration
import ControlPlane
import Testing

@Suite("What the nodes of a workload are served")
struct SidecarCompilationTests {
    @Test("A workload has the services that it depends on, and no others")
    func scope() throws {
        let compilation = try MeshText.compile(
            MeshText.service("cart"), MeshText.service("pay"), MeshText.service("log", namespace: "ops"),
            MeshText.service("audit", namespace: "ops"), MeshText.workload("web", "dependsOn: [{service: cart}]"),
            MeshText.workload("job", "dependsOn: [{service: pay}, {namespace: ops}]"))
        let web = compilation.snapshot(of: "web")
        #expect(web.names(.cluster) == ["shop/cart/80"] && web.names(.endpoints) == ["shop/cart/80"])
        #expect(web.names(.listener) == ["outbound/80"] && web.names(.routes) == ["outbound/80"])
        #expect(compilation.snapshot(of: "job").names(.cluster) == ["ops/audit/80", "ops/log/80", "shop/pay/80"])
        #expect(compilation.snapshot(of: "other").names(.cluster).isEmpty)
        let hosts = try web.tree(.routes, "outbound/80").at("virtual_hosts")?.elements ?? []
        #expect(
            hosts.map { $0.json("domains") }
                == [#"["cart","cart.shop","cart.shop.svc","cart.shop.svc.cluster.local"]"#])
        #expect(hosts[0].json("routes/0/route/cluster") == #""shop/cart/80""#)
        let foreign = try compilation.snapshot(of: "job").tree(.routes, "outbound/80")
        #expect(
            foreign.json("virtual_hosts/0/domains")
                == #"["audit.ops","audit.ops.svc","audit.ops.svc.cluster.local"]"#)
    }

    @Test("Proxies that shall count Istio's metrics have the filters, and clusters that say which service they are")
    func istio() throws {
        let inbound = "inbound: [{port: 8080, targetPort: 8081}, {port: 8082, targetPort: 8083, protocol: tcp}]"
        let compilation = try MeshText.compile(
            MeshText.service("cart"),
            MeshText.workload("web", "metrics: Istio\ndependsOn: [{service: cart}]\n" + inbound),
            MeshText.workload("job", "metrics: Envoy\ndependsOn: [{service: cart}]\n" + inbound))
        let web = compilation.snapshot(of: "web")
        let filters = "filter_chains/0/filters/0/typed_config/http_filters"
        for (listener, discovery) in [("outbound/80", "upstream"), ("inbound/8080", "downstream")] {
            let tree = try web.tree(.listener, listener)
            let names = tree.at(filters)?.elements.compactMap { $0["name"]?.string } ?? []
            #expect(names.first == "istio.metadata_exchange" && names.contains("istio.stats"), "\(listener)")
            #expect(tree.json("\(filters)/0/typed_config/value/\(discovery)_discovery/0/istio_headers") == "{}")
        }
        let stream = try web.tree(.listener, "inbound/8082")
        #expect(stream.json("filter_chains/0/filters/0/name") == #""istio.stats""#)
        let service = "metadata/filter_metadata/istio/services/0"
        #expect(try web.tree(.cluster, "shop/cart/80").json("\(service)/host") == #""cart.shop.svc.cluster.local""#)
        let job = compilation.snapshot(of: "job")
        #expect(try job.tree(.cluster, "shop/cart/80").at("metadata") == nil)
        #expect(job.names(.listener) == web.names(.listener))
        let plain = try job.tree(.listener, "outbound/80").at(filters)?.elements.count
        #expect(plain == 2)
    }

    @Test("Endpoints tell proxies that count Istio's metrics whose they are, and nobody else")
    func workloadsOfEndpoints() throws {
        let workload = "workload: {name: cart-v1, service: cart, revision: v1, cluster: east}"
        func service(_ workload: String) -> String {
            MeshText.service("cart").replacing("10.0.0.1}", with: "10.0.0.1, \(workload)}")
        }
        let compilation = try MeshText.compile(
            service(workload), MeshText.workload("web", "metrics: Istio\ndependsOn: [{service: cart}]"),
            MeshText.workload("job", "dependsOn: [{service: cart}]"))
        let endpoint = "endpoints/0/lb_endpoints/0/metadata"
        let told = try compilation.snapshot(of: "web").tree(.endpoints, "shop/cart/80").json(endpoint)
        #expect(told == #"{"filter_metadata":{"istio":{"workload":"cart-v1;shop;cart;v1;east"}}}"#)
        #expect(try compilation.snapshot(of: "job").tree(.endpoints, "shop/cart/80").at(endpoint) == nil)
        let wrong = MeshText.complaints(service("workload: {name: 'a;b'}"))
        #expect(
            wrong == [
                "0.yaml:6:52: spec.endpoints[0].workload.name: expected letters, digits, \"-\", \"_\" and \".\", "
                    + "found the string \"a;b\""
            ])
    }

    @Test("A change of a service changes what those are served who use it, and nobody else")
    func scopedChange() throws {
        func snapshots(_ address: String) throws -> (web: ResourceSnapshot, job: ResourceSnapshot) {
            let compilation = try MeshText.compile(
                MeshText.service("cart", address: address), MeshText.service("pay"),
                MeshText.workload("web", "dependsOn: [{service: cart}]"),
                MeshText.workload("job", "dependsOn: [{service: pay}]"))
            return (compilation.snapshot(of: "web"), compilation.snapshot(of: "job"))
        }
        let (before, after) = (try snapshots("10.0.0.1"), try snapshots("10.0.0.9"))
        #expect(before.job == after.job)
        #expect(before.web[.endpoints].version != after.web[.endpoints].version)
        // Endpoints alone: neither clusters nor listeners nor routes come again.
        for kind in [ResourceKind.cluster, .listener, .routes] {
            #expect(before.web[kind] == after.web[kind] && !before.web[kind].version.isEmpty)
        }
    }

    @Test("The order of documents and objects does not matter, nor what was compiled before")
    func determinism() throws {
        let texts = [
            MeshText.service("a"), MeshText.service("b"), MeshText.gateway(),
            MeshText.route("x", "rules: [{backendRefs: [{name: a, port: 80}]}]"),
            MeshText.route("z", "rules: [{backendRefs: [{name: b, port: 80}]}]"),
            MeshText.workload("web", "dependsOn: [{namespace: shop}]\ninbound: [{port: 8080, targetPort: 8081}]"),
        ]
        let expected = try MeshText.compile(texts)
        var numbers = SeededNumbers(seed: 7)
        for round in 0..<10 {
            let shuffled = texts.shuffled(using: &numbers)
            let documents = MeshText.documents(round % 2 == 0 ? shuffled : [shuffled.joined()])
            let found = try MeshCompilation.compile(documents, after: round < 5 ? nil : expected).get()
            for cluster in ["web", "edge"] { #expect(found.snapshot(of: cluster) == expected.snapshot(of: cluster)) }
        }
        #expect(expected.snapshot(of: "web").names(.cluster) == ["inbound/8080", "shop/a/80", "shop/b/80"])
    }

    @Test("The most precise workload has a node; then the older, then the one whose name comes first")
    func selection() throws {
        func workload(_ name: String, _ selector: String, _ created: String = "") -> String {
            """
            apiVersion: apus.dev/v1
            kind: Workload
            metadata: {name: \(name)\(created.isEmpty ? "" : ", creationTimestamp: \"\(created)\"")}
            spec: {selector: {\(selector)}, inbound: [{port: \(name.utf8.reduce(1000) { $0 + Int($1) }), \
            targetPort: 1}]}
            """
        }
        let compilation = try MeshText.compile(
            workload("d", ""), workload("c", "cluster: x"), workload("b", "cluster: x, labels: {v: \"1\"}"),
            workload("a", "id: n9"), workload("f", "cluster: q"), workload("e", "cluster: q"),
            workload("g", "cluster: q", "2026-01-01T00:00:00Z"))
        func chosen(_ node: NodeFacts) -> String {
            let port = compilation.snapshot(for: node).names(.listener).first.flatMap { Int($0.dropFirst(8)) } ?? 0
            return String(decoding: [UInt8(clamping: port - 1000)], as: UTF8.self)
        }
        #expect(chosen(NodeFacts(id: "n", cluster: "z")) == "d" && chosen(NodeFacts(id: "n", cluster: "x")) == "c")
        #expect(chosen(NodeFacts(id: "n", cluster: "x", metadata: ["v": "1"])) == "b")
        #expect(chosen(NodeFacts(id: "n9", cluster: "x", metadata: ["v": "1"])) == "a")
        #expect(chosen(NodeFacts(id: "n", cluster: "q")) == "g")
    }

    @Test("Routes of a service are for those who call it; those of the caller's namespace go before")
    func meshRoutes() throws {
        func route(_ name: String, _ namespace: String, _ backend: String) -> String {
            MeshText.route(
                name,
                "rules: [{matches: [{path: {value: /a}}], backendRefs: [{name: \(backend), namespace: shop, "
                    + "port: 80}]}]",
                parent: "{kind: Service, group: \"\", name: cart, namespace: shop}", namespace: namespace)
        }
        let grant = """
            apiVersion: gateway.networking.k8s.io/v1
            kind: ReferenceGrant
            metadata: {name: g, namespace: shop}
            spec: {from: [{kind: HTTPRoute, namespace: team}], to: [{kind: Service, name: old}]}
            """
        let compilation = try MeshText.compile(
            MeshText.service("cart"), MeshText.service("new"), MeshText.service("old"), grant,
            route("producer", "shop", "new"), route("consumer", "team", "old"),
            MeshText.workload("web", "dependsOn: [{service: cart}]"),
            MeshText.workload("theirs", "dependsOn: [{service: cart, namespace: shop}]", namespace: "team"))
        for (cluster, backend) in [("web", "new"), ("theirs", "old")] {
            let snapshot = compilation.snapshot(of: cluster)
            #expect(snapshot.names(.cluster) == ["shop/cart/80", "shop/\(backend)/80"])
            let routes = try snapshot.tree(.routes, "outbound/80").at("virtual_hosts/0/routes")?.elements ?? []
            // What they do not take is answered with 404.
            #expect(routes.map { $0.json("route/cluster") } == ["\"shop/\(backend)/80\""])
        }
    }

    @Test("Services that are told apart share a port; others are refused")
    func ports() throws {
        let web = MeshText.workload("web", "dependsOn: [{service: a}, {service: b}]")
        let secured = try MeshText.compile(
            MeshText.service("a", port: 443, protocol: "tls"), MeshText.service("b", port: 443, protocol: "tls"), web
        ).snapshot(of: "web").tree(.listener, "outbound/443")
        #expect(
            secured.json("filter_chains/1/filter_chain_match/server_names")
                == #"["b","b.shop","b.shop.svc","b.shop.svc.cluster.local"]"#)
        let plain = MeshText.complaints(
            web, MeshText.service("a", port: 443, protocol: "tls"), MeshText.service("b", port: 443))
        #expect(
            plain == [
                "0.yaml:6:39: spec.dependsOn[1].service: expected services that are told apart at the port 443, "
                    + "found shop/a (tls) and shop/b (http)"
            ])
    }

    @Test("A port of an application and one of a service that it calls are not the same")
    func collision() {
        let found = MeshText.complaints(
            MeshText.workload("web", "dependsOn: [{service: a}]\ninbound: [{port: 8080, targetPort: 80}]"),
            MeshText.service("a"))
        #expect(
            found == [
                "0.yaml:7:20: spec.inbound[0].port: expected ports apart from those of the services that are "
                    + "called at "
                    + "127.0.0.1, found 80 at both"
            ])
    }

    @Test("Who calls is let in by policies, and by TLS where it is asked for")
    func inbound() throws {
        let policies = """
            apiVersion: apus.dev/v1
            kind: AuthorizationPolicy
            metadata: {name: readers, namespace: shop}
            spec:
              targetRefs: [{kind: Workload, name: cart}]
              action: Allow
              rules:
              - {principals: ["spiffe://mesh/ns/shop/sa/web"], methods: [GET], paths: [/items/*]}
              - {principals: ["spiffe://mesh/ns/ops/*"]}
            ---
            apiVersion: apus.dev/v1
            kind: AuthorizationPolicy
            metadata: {name: nobody, namespace: shop}
            spec:
              targetRefs: [{kind: Workload, name: cart}]
              action: Deny
              rules: [{paths: [/admin], ports: [8080]}]
            """
        let snapshot = try MeshText.compile(
            policies,
            MeshText.workload(
                "cart",
                """
                inbound:
                - {port: 8080, targetPort: 8081, protocol: grpc, mutualTLS: Permissive}
                - {port: 9090, targetPort: 9091, mutualTLS: Strict}
                """)
        ).snapshot(of: "cart")
        #expect(snapshot.names(.listener) == ["inbound/8080", "inbound/9090"])
        let listener = try snapshot.tree(.listener, "inbound/8080")
        let chains = listener.at("filter_chains")?.elements ?? []
        #expect(chains.map { $0.json("filter_chain_match/transport_protocol") } == [#""tls""#, #""raw_buffer""#])
        #expect(chains[0].json("transport_socket/typed_config/require_client_certificate") == "true")
        let filters = chains[0].at("filters/0/typed_config/http_filters")?.elements ?? []
        #expect(
            filters.map { $0.json("name") } == [
                #""authorization/deny""#, #""authorization/allow""#, #""envoy.filters.http.cors""#,
                #""envoy.filters.http.router""#,
            ])
        #expect(
            filters[1].json("typed_config/rules").hasPrefix(
                #"{"action":"ALLOW","policies":{"shop/readers/0":{"permissions":[{"and_rules":{"rules":[{"header":"#
                    + #"{"name":":method","string_match":{"exact":"GET"}}},{"url_path":{"path":{"prefix":"#
                    + #""/items/"}}}]}}],"#
                    + #""principals":[{"authenticated":{"principal_name":{"exact":"spiffe:"#
                    + #"//mesh/ns/shop/sa/web"}}}]}"#)
        )
        // The denial is for another port.
        let other = try snapshot.tree(.listener, "inbound/9090")
        #expect(
            other.json("filter_chains/0/filters/0/typed_config/http_filters/0/typed_config/rules")
                == #"{"action":"DENY","policies":{}}"#)
        #expect(try snapshot.tree(.cluster, "inbound/8080").json("typed_extension_protocol_options").contains("http2"))
    }

    @Test("What TCP has no words for is refused in policies of ports for TCP")
    func inboundConnections() throws {
        func texts(_ rule: String) -> [String] {
            [
                MeshText.workload("db", "inbound: [{port: 5432, targetPort: 5433, protocol: tcp}]"),
                """
                apiVersion: apus.dev/v1
                kind: AuthorizationPolicy
                metadata: {name: p, namespace: shop}
                spec:
                  targetRefs: [{kind: Workload, name: db}]
                  action: Allow
                  rules: [{\(rule)}]
                """,
            ]
        }
        let listener = try MeshText.compile(texts("principals: [\"*\"]")).snapshot(of: "db")
            .tree(.listener, "inbound/5432")
        #expect(
            listener.json("filter_chains/0/filters/0/typed_config/rules/policies")
                == #"{"shop/p/0":{"permissions":[{"any":true}],"principals":[{"authenticated":{}}]}}"#)
        let found = MeshText.complaints(texts("methods: [GET]")[0], texts("methods: [GET]")[1])
        #expect(found.count == 1 && found[0].hasPrefix("1.yaml:7:11: spec.rules[0]: expected no methods and paths"))
    }

    @Test("Endpoints of documents of their own are the service's; the last word of a place counts")
    func registered() throws {
        let endpoints = """
            apiVersion: apus.dev/v1
            kind: Endpoints
            metadata: {name: cart-1, namespace: shop}
            spec:
              service: cart
              endpoints:
              - {address: 10.0.0.7, port: 9000, zone: b, weight: 3}
              - {address: 10.0.0.1, health: Draining, zone: a}
            """
        let tree = try MeshText.compile(
            endpoints, MeshText.service("cart"), MeshText.workload("web", "dependsOn: [{service: cart}]")
        ).snapshot(of: "web").tree(.endpoints, "shop/cart/80")
        #expect(
            tree.json("endpoints")
                == #"[{"locality":{"zone":"a"},"lb_endpoints":[{"endpoint":{"address":{"socket_address":{"#
                + #""address":"10.0.0.1","port_value":8080}}},"health_status":"DRAINING"}]},"#
                + #"{"locality":{"zone":"b"},"lb_endpoints":[{"endpoint":{"address":{"socket_address":{"#
                + #""address":"10.0.0.7","port_value":9000}}},"load_balancing_weight":3}]}]"#
        )
    }

    @Test("Resources in Envoy's words come to the nodes that they select, and in the place of others of their names")
    func raw() throws {
        func raw(_ name: String, _ selector: String, _ cluster: String, _ timeout: String) -> String {
            """
            apiVersion: apus.dev/v1
            kind: EnvoyResources
            metadata: {name: \(name)}
            spec:
              selector: {\(selector)}
              resources:
              - "@type": type.googleapis.com/envoy.config.cluster.v3.Cluster
                name: \(cluster)
                type: STATIC
                connect_timeout: \(timeout)
            """
        }
        let compilation = try MeshText.compile(
            MeshText.service("cart"), MeshText.workload("web", "dependsOn: [{service: cart}]"),
            raw("all", "", "extra", "1s"), raw("web", "cluster: web", "extra", "2s"),
            raw("mine", "cluster: web", "shop/cart/80", "3s"))
        let web = compilation.snapshot(of: "web")
        #expect(web.names(.cluster) == ["extra", "shop/cart/80"])
        #expect(try web.tree(.cluster, "extra").json("connect_timeout") == #""2s""#)
        #expect(try web.tree(.cluster, "shop/cart/80").json("connect_timeout") == #""3s""#)
        let other = compilation.snapshot(of: "other")
        #expect(other.names(.cluster) == ["extra"])
        #expect(
            other.text(.cluster, "extra")
                == #"{"@type":"type.googleapis.com/envoy.config.cluster.v3.Cluster","name":"extra","type":"#
                + #""STATIC","connect_timeout":"1s"}"#
        )
    }

    @Test("Nodes go to the endpoints of their own zone first, where a policy says so")
    func zones() throws {
        let texts = [
            """
            apiVersion: apus.dev/v1
            kind: Service
            metadata: {name: cart, namespace: shop}
            spec:
              ports: [{port: 80}]
              endpoints: [{address: 10.0.0.1, zone: a}, {address: 10.0.0.2, zone: b}, {address: 10.0.0.3}]
            """, MeshText.workload("web", "dependsOn: [{service: cart}]"),
        ]
        let policy = """
            apiVersion: apus.dev/v1
            kind: TrafficPolicy
            metadata: {name: p, namespace: shop}
            spec: {targetRefs: [{kind: Service, name: cart}], loadBalancing: {preferSameZone: true}}
            """
        func priorities(_ compilation: MeshCompilation, _ zone: String) throws -> [String] {
            let snapshot = compilation.snapshot(for: NodeFacts(id: "n", cluster: "web", zone: zone))
            let localities = try snapshot.tree(.endpoints, "shop/cart/80")["endpoints"]?.elements ?? []
            return localities.map { $0.json("locality/zone") + $0.json("priority") }
        }
        let (without, with) = (try MeshText.compile(texts), try MeshText.compile(texts + [policy]))
        #expect(try priorities(without, "b") == ["", #""a""#, #""b""#])
        #expect(try priorities(with, "b") == ["1", #""a"1"#, #""b""#])
        #expect(try priorities(with, "a") == ["1", #""a""#, #""b"1"#])
        #expect(try priorities(with, "c") == ["", #""a""#, #""b""#] && priorities(with, "") == ["", #""a""#, #""b""#])
    }
}

import Configuration
import Testing

@testable import ControlPlane

@Suite("What a cluster says as mesh documents")
struct ClusterTranslationTests {
    private static let kinds = Dictionary(uniqueKeysWithValues: ClusterKind.allCases.map { ($0.name, $0) })

    /// The translation of objects in YAML.
    private func translate(_ texts: String...) throws -> ClusterTranslation {
        var objects: [ClusterKind: [ObjectName: ClusterObject]] = [:]
        for text in texts {
            for document in try YAMLReader(maximumBytes: 1 << 20).readAll(Array(text.utf8), file: "o").get() {
                let kind = try #require(Self.kinds[document.root["kind"]?.string ?? ""])
                let version = document.root["apiVersion"]?.string ?? ""
                let object = try #require(ClusterObject(document.root, kind, version: version))
                objects[kind, default: [:]][object.name] = object
            }
        }
        return ClusterTranslation(objects)
    }

    /// The `spec` of a document that was made.
    private func spec(_ name: String, in translation: ClusterTranslation) -> String? {
        guard let document = translation.documents.first(where: { $0.name == "kubernetes:\(name).json" }),
            case .success(let tree) = JSONReader(dialect: .strict).read(document.bytes, file: ""),
            let spec = tree.root["spec"]
        else { return nil }
        return String(decoding: spec.sourceBytes, as: UTF8.self)
    }

    private func compile(_ translation: ClusterTranslation, with own: [MeshDocument] = []) throws -> MeshCompilation {
        try MeshCompilation.compile(own + translation.documents).get()
    }

    private static func service(_ name: String, _ spec: String, namespace: String = "shop") -> String {
        "apiVersion: v1\nkind: Service\nmetadata: {name: \(name), namespace: \(namespace)}\nspec: \(spec)\n---\n"
    }

    private static func slice(_ service: String, _ suffix: String, _ rest: String) -> String {
        """
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata:
          name: \(service)-\(suffix)
          namespace: shop
          labels: {kubernetes.io/service-name: \(service)}
        \(rest)
        ---

        """
    }

    private static func pod(_ name: String, account: String = "web", more: String = "") -> String {
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: \(name), namespace: shop\(more)}
        spec: {serviceAccountName: \(account)}
        status: {phase: Running}
        ---

        """
    }

    @Test("Slices of a service are put together: readiness, endings, zones, named ports, one family")
    func slices() throws {
        let translation = try translate(
            Self.service(
                "cart", "{ports: [{name: http, port: 80, targetPort: web}, {name: grpc, port: 81, targetPort: 9000}]}"),
            Self.slice(
                "cart", "a",
                """
                addressType: IPv4
                ports: [{name: http, port: 8080}]
                endpoints:
                - {addresses: [10.0.0.1], conditions: {ready: true}, zone: a}
                - {addresses: [10.0.0.2], conditions: {ready: false, serving: true, terminating: true}}
                - {addresses: [10.0.0.3], conditions: {ready: false}}
                - {addresses: [10.0.0.4], conditions: {ready: false, serving: false, terminating: true}}
                - {addresses: [10.0.0.5]}
                """),
            Self.slice(
                "cart", "b",
                "addressType: IPv4\nports: [{name: grpc, port: 9000}]\nendpoints: [{addresses: [10.0.0.1], zone: a}]"),
            Self.slice(
                "cart", "c", "addressType: IPv6\nports: [{name: http, port: 1}]\nendpoints: [{addresses: ['::1']}]"),
            Self.slice("other", "c", "addressType: IPv4\nports: []\nendpoints: [{addresses: [10.9.9.9]}]"))
        #expect(
            spec("Service/shop/cart", in: translation)
                == #"{"ports":[{"port":80,"name":"http","protocol":"http"},"#
                + #"{"port":81,"name":"grpc","targetPort":9000,"protocol":"grpc"}],"endpoints":["#
                + #"{"address":"10.0.0.1","ports":{"grpc":9000,"http":8080},"zone":"a"},"#
                + #"{"address":"10.0.0.5","ports":{"http":8080}}]}"#)
        let node = MeshDocument(
            name: "w.yaml", bytes: Array(MeshText.workload("web", "dependsOn: [{service: cart}]").utf8))
        let snapshot = try compile(translation, with: [node]).snapshot(for: NodeFacts(id: "n", cluster: "web"))
        let texts = snapshot[.endpoints].resources.map { String(decoding: $0.json, as: UTF8.self) }
        #expect(snapshot[.endpoints].resources.map(\.name) == ["shop/cart/80", "shop/cart/81"])
        #expect(texts[0].contains("\"port_value\":8080") && texts[0].contains("10.0.0.5"))
        #expect(texts[1].contains("\"port_value\":9000") && !texts[1].contains("10.0.0.5"))
        #expect(texts[0].contains("\"zone\":\"a\""))
    }

    @Test(
        "Endpoints are those of the pods' workloads, as the injector calls them",
        arguments: [
            (
                "ReplicaSet", "cart-5f", "pod-template-hash: 5f, version: v2",
                #""cart","service":"cart","revision":"v2""#
            ),
            ("StatefulSet", "db", "app: store", #""db","service":"store","revision":"latest""#),
            ("Job", "sum-28000000", "app: '-;'", #""sum","service":"","revision":"latest""#),
            ("", "", "app.kubernetes.io/name: c", #""cart-1","service":"c","revision":"latest""#),
        ])
    func workloads(_ kind: String, _ owner: String, _ labels: String, _ expected: String) throws {
        let owners = kind.isEmpty ? "" : ", ownerReferences: [{kind: \(kind), name: \(owner), controller: true}]"
        let slice = "addressType: IPv4\nports: [{name: http, port: 8080}]\nendpoints: "
        let translation = try translate(
            Self.service("cart", "{ports: [{name: http, port: 80, targetPort: 8080}]}"),
            Self.slice("cart", "a", slice + "[{addresses: [10.0.0.1], targetRef: {kind: Pod, name: cart-1}}]"),
            Self.slice("cart", "b", slice + "[{addresses: [10.0.0.2], targetRef: {kind: Pod, name: gone}}]"),
            Self.pod("cart-1", more: ", labels: {\(labels)}\(owners)"))
        #expect(
            spec("Service/shop/cart", in: translation)?.contains(
                #""endpoints":[{"address":"10.0.0.1","workload":{"name":"# + expected
                    + #","cluster":"Kubernetes"}},{"address":"10.0.0.2"}]"#) == true,
            "\(spec("Service/shop/cart", in: translation) ?? "")")
        _ = try compile(translation)
    }

    @Test("Where all places of a port end, they are used as good ones")
    func endings() throws {
        let translation = try translate(
            Self.service("cart", "{ports: [{name: http, port: 80, targetPort: 8080}]}"),
            Self.slice(
                "cart", "a",
                "addressType: IPv4\nports: [{name: http, port: 8080}]\nendpoints: "
                    + "[{addresses: [10.0.0.2], conditions: {ready: false, serving: true, terminating: true}}]"))
        #expect(
            spec("Service/shop/cart", in: translation)?.contains(#""endpoints":[{"address":"10.0.0.2"}]"#) == true)
    }

    @Test("Another word for a service has not its name, and long annotations say no more than that")
    func aliases() throws {
        let words = (0..<1500).map { "none-\($0)" }.joined(separator: ",")
        let translation = try translate(
            Self.service("cart", "{ports: [{port: 80}]}"),
            Self.service(
                "alias", "{type: ExternalName, externalName: Cart.shop.svc.cluster.local., ports: [{port: 80}]}"),
            Self.service(
                "apart", "{type: ExternalName, externalName: cart.shop.svc.cluster.local, ports: [{port: 81}]}"),
            Self.pod("web-1"),
            Self.pod("long-1", account: "long", more: ", annotations: {apus.dev/depends-on: '\(words)'}"))
        let compilation = try compile(translation)
        let clusters = compilation.snapshot(for: NodeFacts(id: "web-1.shop"))[.cluster].resources.map(\.name)
        #expect(clusters == ["shop/apart/81", "shop/cart/80"])
        #expect(translation.notes.contains { $0.line.contains("shop/alias is left out: another service has its DNS") })
        #expect(translation.notes.count == 22)
    }

    @Test("A service of one unnamed port, IPv6 alone, a name in the place of endpoints, and none at all")
    func services() throws {
        let translation = try translate(
            Self.service("six", "{clusterIP: None, ports: [{port: 5432, targetPort: 5433}]}"),
            Self.slice(
                "six", "a",
                "addressType: IPv6\nports: [{name: '', port: 5433}]\nendpoints: [{addresses: ['fd00::1']}]"),
            Self.service("far", "{type: ExternalName, externalName: db.example., ports: [{port: 443}]}"),
            Self.service("lost", "{type: ExternalName, externalName: db.example}"),
            Self.service("datagrams", "{ports: [{port: 53, protocol: UDP}]}"),
            Self.service("named", "{ports: [{port: 80, targetPort: web}]}"),
            Self.slice("named", "a", "addressType: IPv4\nports: [{port: 8081}]\nendpoints: [{addresses: [10.0.0.1]}]"))
        #expect(
            spec("Service/shop/six", in: translation)
                == #"{"ports":[{"port":5432,"targetPort":5433,"protocol":"tcp"}],"endpoints":[{"address":"fd00::1"}]}"#)
        #expect(
            spec("Service/shop/far", in: translation)
                == #"{"ports":[{"port":443,"protocol":"tls"}],"host":"db.example"}"#)
        #expect(spec("Service/shop/lost", in: translation) == nil)
        #expect(spec("Service/shop/datagrams", in: translation) == nil)
        #expect(spec("Service/shop/named", in: translation)?.contains(#""ports":{"80":8081}"#) == true)
        #expect(
            translation.notes.map(\.line)
                == ["Service shop/lost: spec.ports: expected a port where calls go to a DNS name, found none"])
        _ = try compile(translation)
    }

    @Test(
        "What a port speaks",
        arguments: [
            ("kubernetes.io/h2c", "", 80, "http2"), ("https", "http", 80, "tls"), ("mongo", "http", 80, "tcp"),
            (nil, "grpc-web", 80, "grpc"), (nil, "http-a", 5432, "http"), (nil, "tcp", 80, "tcp"),
            (nil, "x", 6379, "tcp"),
            (nil, "", 8443, "tls"), (nil, "main", 8080, "http"),
        ])
    func protocols(_ told: String?, _ name: String, _ number: Int, _ expected: String) {
        #expect(ClusterService.spoken(told, name: name, number: number).rawValue == expected)
    }

    @Test("Pods of one account are one workload, which calls what can be told apart")
    func pods() throws {
        let translation = try translate(
            Self.service("a", "{ports: [{port: 80}]}"), Self.service("b", "{ports: [{port: 80}]}"),
            Self.service("c", "{ports: [{name: tcp, port: 80}]}"),
            Self.service("elsewhere", "{ports: [{port: 80}]}", namespace: "other"),
            Self.pod("web-1"), Self.pod("web-2"), Self.pod("done", account: "job").replacing("Running", "Succeeded"),
            Self.pod("cli-1", account: "cli", more: ", annotations: {apus.dev/depends-on: 'other/*, c, none'}"))
        #expect(
            spec("Workload/shop/pods-web", in: translation)
                == #"{"selector":{"ids":["web-1.shop","web-2.shop"]},"dependsOn":["#
                + #"{"service":"a","namespace":"shop","isOptional":true},"#
                + #"{"service":"b","namespace":"shop","isOptional":true}]}"#)
        let workloads = translation.documents.map(\.name).filter { $0.contains("Workload") }
        #expect(workloads.count == 2 && workloads[0].hasPrefix("kubernetes:Workload/shop/pods-cli-"))
        #expect(translation.notes.contains { $0.line.contains("the service shop/c is left out: it is not told apart") })
        #expect(
            translation.notes.contains { $0.line.contains("the service none is left out: there is no such service") })
        let compilation = try compile(translation)
        let clusters = compilation.snapshot(for: NodeFacts(id: "web-2.shop"))[.cluster].resources.map(\.name)
        #expect(clusters == ["shop/a/80", "shop/b/80"])
        #expect(compilation.snapshot(for: NodeFacts(id: "done.shop"))[.cluster].resources.isEmpty)
        // Whoever says more of a node has it.
        let own = MeshDocument(name: "w.yaml", bytes: Array(MeshText.workload("web", "dependsOn: [{service: c}]").utf8))
        let other = try compile(translation, with: [own])
        #expect(
            other.snapshot(for: NodeFacts(id: "web-2.shop", cluster: "web"))[.cluster].resources.map(\.name)
                == ["shop/c/80"])
    }

    private static func gatewayText(_ kind: String, _ name: String, _ spec: String, namespace: String = "shop")
        -> String
    {
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: \(kind)
        metadata: {name: \(name), namespace: \(namespace)}
        spec: \(spec)
        ---

        """
    }

    @Test("Gateways of other controllers and their routes are passed over; ours are served by the pods that say so")
    func gateways() throws {
        let route = { (name: String, gateway: String) in
            Self.gatewayText(
                "HTTPRoute", name,
                "{parentRefs: [{name: \(gateway)}], rules: [{backendRefs: [{name: a, port: 80}]}]}")
        }
        let listeners = "listeners: [{name: web, port: 8000, protocol: HTTP}]"
        let translation = try translate(
            Self.service("a", "{ports: [{port: 80}]}"),
            Self.gatewayText("GatewayClass", "apus", "{controllerName: apus.dev/gateway-controller}"),
            Self.gatewayText("GatewayClass", "other", "{controllerName: example.com/other}"),
            Self.gatewayText("Gateway", "edge", "{gatewayClassName: apus, \(listeners)}"),
            Self.gatewayText("Gateway", "foreign", "{gatewayClassName: other, \(listeners)}"),
            route("ours", "edge"), route("theirs", "foreign"),
            Self.pod(
                "edge-1", account: "edge", more: ", labels: {gateway.networking.k8s.io/gateway-name: edge}"))
        let names = translation.documents.map { String($0.name.dropFirst(11).dropLast(5)) }
        #expect(
            names.filter { !$0.hasPrefix("Workload") } == [
                "Gateway/shop/edge", "HTTPRoute/shop/ours", "Service/shop/a",
            ])
        let compilation = try compile(translation)
        #expect(compilation.warnings.isEmpty)
        let snapshot = compilation.snapshot(for: NodeFacts(id: "edge-1.shop"))
        #expect(snapshot[.listener].resources.map(\.name) == ["shop/edge/8000"])
        #expect(snapshot[.cluster].resources.map(\.name) == ["shop/a/80"])
        #expect(snapshot[.routes].resources.count == 1)
    }

    @Test(
        "Routes of namespaces with certain labels attach",
        arguments: [
            ("{matchLabels: {team: red}}", true), ("{matchLabels: {team: blue}}", false),
            ("{matchExpressions: [{key: team, operator: In, values: [red, blue]}]}", true),
            ("{matchExpressions: [{key: team, operator: NotIn, values: [red]}]}", false),
            ("{matchExpressions: [{key: team, operator: Exists}]}", true),
            ("{matchExpressions: [{key: team, operator: DoesNotExist}]}", false),
            ("{matchLabels: {kubernetes.io/metadata.name: red}}", true),
        ])
    func labels(_ selector: String, _ attaches: Bool) throws {
        let listener =
            "{name: web, port: 80, protocol: HTTP, allowedRoutes: "
            + "{namespaces: {from: Selector, selector: \(selector)}}}"
        let translation = try translate(
            "apiVersion: v1\nkind: Namespace\nmetadata: {name: red, labels: {team: red}}\n",
            Self.gatewayText("GatewayClass", "apus", "{controllerName: apus.dev/gateway-controller}"),
            Self.gatewayText("Gateway", "edge", "{gatewayClassName: apus, listeners: [\(listener)]}"),
            Self.service("a", "{ports: [{port: 80}]}", namespace: "red"),
            Self.gatewayText(
                "HTTPRoute", "r",
                "{parentRefs: [{name: edge, namespace: shop}], rules: [{backendRefs: [{name: a, port: 80}]}]}",
                namespace: "red"),
            Self.pod("edge-1", more: ", labels: {gateway.networking.k8s.io/gateway-name: edge}"))
        let compilation = try compile(translation)
        #expect(compilation.warnings.isEmpty == attaches)
        #expect(
            compilation.snapshot(for: NodeFacts(id: "edge-1.shop"))[.cluster].resources.isEmpty != attaches)
    }
}

extension String {
    fileprivate func replacing(_ old: String, _ new: String) -> String {
        split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
    }
}

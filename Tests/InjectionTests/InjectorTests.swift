import Configuration
import Testing

@testable import Injection

/// Proxies that are put into manifests.
@Suite struct InjectorTests {
    private func options(
        _ mode: InjectionOptions.Mode = .none, _ sidecar: InjectionOptions.Sidecar = .native
    ) -> InjectionOptions {
        var options = InjectionOptions(version: "1.2.3")
        options.mode = mode
        options.sidecar = sidecar
        options.controlPlane = ControlPlaneURL("https://control-plane.apus-system.svc:18000") ?? options.controlPlane
        return options
    }

    private func inject(
        _ prefix: String, _ options: InjectionOptions? = nil
    ) -> ManifestInjector.Outcome {
        let documents = InputFiles.documents(prefix)
        return ManifestInjector(options ?? self.options(), among: documents).inject(documents.first ?? .null)
    }

    private func pod(_ text: String) throws -> ManifestValue {
        let head = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n"
        return try ManifestReader.read(Array((head + text).utf8), file: "a").get().documents[0]
    }

    private func container(_ name: String, in pod: ManifestValue) -> ManifestValue? {
        let lists = ["initContainers", "containers"].flatMap { pod[path: ["spec", $0]]?.list ?? [] }
        return lists.first { $0["name"]?.string == name }
    }

    private func words(_ value: ManifestValue?) -> [String] { (value?.list ?? []).compactMap(\.string) }

    /// The arguments of the proxy in a pod.
    private func arguments(_ pod: ManifestValue) -> [String] { words(container("apus-proxy", in: pod)?["args"]) }

    @Test("There are forty inputs")
    func inputs() { #expect(InputFiles.all.count == 40) }

    @Test("Once more is once, and what is taken back is what was there")
    func reversible() {
        for file in InputFiles.all {
            for mode in InjectionOptions.Mode.allCases {
                for sidecar in InjectionOptions.Sidecar.allCases {
                    let injector = ManifestInjector(options(mode, sidecar), among: file.documents)
                    for document in file.documents {
                        let once = injector.inject(document)
                        #expect(once.refusals.isEmpty, "\(file.name)")
                        #expect(injector.inject(once.document) == once, "\(file.name) \(mode) \(sidecar)")
                        #expect(ManifestInjector.uninject(once.document) == document, "\(file.name) \(mode) \(sidecar)")
                        #expect((once.count == 0) == (once.document == document), "\(file.name)")
                    }
                }
            }
        }
    }

    @Test("A proxy of other flags takes the place of the one that is there")
    func upgrades() {
        for file in InputFiles.all {
            for document in file.documents {
                let new = ManifestInjector(options(.redirect, .classic)).inject(document)
                let old = ManifestInjector(options()).inject(document)
                #expect(ManifestInjector(options(.redirect, .classic)).inject(old.document) == new, "\(file.name)")
            }
        }
    }

    @Test("The proxy stands first, and is a native sidecar")
    func native() throws {
        let document = inject("26").document
        let names = (document[path: ["spec", "initContainers"]]?.list ?? []).compactMap { $0["name"]?.string }
        #expect(names == ["apus-proxy", "logs", "migrate"])
        let proxy = try #require(container("apus-proxy", in: document))
        #expect(proxy["restartPolicy"] == "Always")
        #expect(proxy["image"] == "apus:1.2.3")
        #expect(proxy["lifecycle"]?["postStart"] == nil)
        #expect(words(proxy[path: ["lifecycle", "preStop", "exec", "command"]]).contains("POST"))
    }

    @Test("A classic sidecar is waited for, and is the first of the containers")
    func classic() throws {
        let document = inject("22", options(.none, .classic)).document
        let names = (document[path: ["spec", "containers"]]?.list ?? []).compactMap { $0["name"]?.string }
        #expect(names == ["apus-proxy", "a", "b"])
        let proxy = try #require(container("apus-proxy", in: document))
        #expect(proxy["restartPolicy"] == nil)
        #expect(words(proxy[path: ["lifecycle", "postStart", "exec", "command"]]).contains("--wait"))
        let key = "kubectl.kubernetes.io/default-container"
        #expect(document[path: ["metadata", "annotations", key]] == "b")
        let other = inject("21").document
        #expect(other[path: ["spec", "template", "metadata", "annotations", key]] == "a")
    }

    @Test("The author of a Job with a classic sidecar is told how it ends")
    func jobs() {
        #expect(inject("23").warnings.contains { $0.contains("/quitquitquit") })
        #expect(inject("08").warnings == [])
    }

    @Test("Time to end is given where there is too little")
    func grace() {
        func seconds(_ outcome: ManifestInjector.Outcome, _ path: [String]) -> ManifestValue? {
            outcome.document[path: path + ["spec", "terminationGracePeriodSeconds"]]
        }
        #expect(seconds(inject("04"), ["spec", "template"]) == 25)
        #expect(seconds(inject("05"), ["spec", "template"]) == 120)
        #expect(seconds(inject("35"), []) == 25)
        #expect(seconds(inject("01"), []) == nil)
        var slow = options()
        slow.drainSeconds = 60
        #expect(seconds(inject("01", slow), []) == 65)
    }

    @Test("Annotations say how much the proxy may use, and what it is")
    func resources() throws {
        let proxy = try #require(container("apus-proxy", in: inject("18").document))
        #expect(proxy[path: ["resources", "requests", "cpu"]] == "100m")
        #expect(proxy[path: ["resources", "requests", "memory"]] == "64Mi")
        #expect(proxy[path: ["resources", "limits", "cpu"]] == "2")
        #expect(proxy[path: ["resources", "limits", "memory"]] == "1Gi")
        #expect(proxy["image"]?.string?.hasPrefix("registry.example/apus@sha256:") == true)
        #expect(words(proxy["args"]).contains("debug"))
    }

    @Test("Metrics are asked for at the proxy, which asks the application")
    func metrics() throws {
        let document = inject("14").document
        let annotations = try #require(document[path: ["metadata", "annotations"]])
        #expect(annotations["prometheus.io/port"] == "15020")
        #expect(annotations["prometheus.io/path"] == "/stats/prometheus")
        #expect(annotations["other"] == "x")
        #expect(arguments(document).contains("http://127.0.0.1:9100/m"))
        // Istio's own port is the proxy's: it does not ask itself.
        for (key, value) in [("port", "15020"), ("path", "/a#b")] {
            var pod = InputFiles.documents("14")[0]
            pod[path: ["metadata", "annotations", "prometheus.io/" + key]] = .string(value)
            #expect(!arguments(ManifestInjector(options()).inject(pod).document).contains("--merge-metrics"), "\(key)")
        }
        for prefix in ["15", "16", "17"] {
            let left = inject(prefix)
            #expect(left.document[path: ["metadata", "annotations", "prometheus.io/port"]] == "9100", "\(prefix)")
            #expect(!arguments(left.document).contains("--merge-metrics"))
        }
        #expect(inject("17").warnings.count == 1)
    }

    @Test("Probes come by the proxy only where connections are led to it")
    func probes() throws {
        let plain = inject("03").document
        #expect(container("web", in: plain) == container("web", in: InputFiles.documents("03")[0]))
        let document = inject("03", options(.redirect)).document
        let web = try #require(container("web", in: document))
        #expect(web[path: ["livenessProbe", "httpGet", "path"]] == "/app-health/web/livez")
        #expect(web[path: ["livenessProbe", "httpGet", "port"]] == 15_021)
        #expect(web[path: ["livenessProbe", "httpGet", "httpHeaders"]] != nil)
        #expect(web[path: ["livenessProbe", "timeoutSeconds"]] == 7)
        #expect(web[path: ["readinessProbe", "httpGet", "scheme"]] == nil)
        // Those that are no HTTP become some; another host's stay, and what is run.
        let before = InputFiles.documents("03")[0]
        let (side, far) = (try #require(container("side", in: document)), try #require(container("far", in: document)))
        #expect(side["livenessProbe"] == ["httpGet": ["path": "/app-health/side/livez", "port": 15_021]])
        #expect(far["readinessProbe"] == ["httpGet": ["path": "/app-health/far/readyz", "port": 15_021]])
        #expect(side["readinessProbe"] == container("side", in: before)?["readinessProbe"])
        #expect(far["livenessProbe"] == container("far", in: before)?["livenessProbe"])
        let bootstrap = arguments(document).first { $0.hasPrefix("{") } ?? ""
        for part in [
            "/app-health/web/startupz", "/live?full=1", "\"timeout\":\"7s\"", "app_health_https_8443",
            #""cluster_min_healthy_percentages":{"app_health_side_livez":{"value":100}}"#,
            #""cluster_min_healthy_percentages":{"app_health_far_readyz":{"value":100}}"#,
            #""tcp_health_check":{}"#, #""grpc_health_check":{}"#, #""no_traffic_healthy_interval":"5s""#,
        ] {
            #expect(bootstrap.contains(part), "\(part)")
        }
        #expect(ManifestInjector.uninject(document) == before)
        #expect(container("a", in: inject("36").document)?[path: ["livenessProbe", "httpGet", "path"]] == "/x")
        #expect(inject("37").warnings.contains { $0.contains("livenessProbe") })
        #expect(inject("03", options(.redirect)).warnings == [] && inject("03").warnings == [])
    }

    @Test("Annotations become the flags of the rules")
    func interception() throws {
        let document = inject("19").document
        let maker = try #require(container("apus-init", in: document))
        #expect(
            words(maker["args"]) == [
                "interception", "--apply", "--ipv6", "--exclude-inbound-ports", "15020,15021,15090,22",
                "--inbound-ports", "8080,9090", "--outbound-ports", "5432", "--exclude-outbound-ports", "53",
                "--outbound-ranges", "10.0.0.0/8,fd00::/8", "--exclude-outbound-ranges", "10.1.0.0/16",
            ])
        #expect(maker[path: ["securityContext", "capabilities", "add"]] == ["NET_ADMIN", "NET_RAW"])
        let names = (document[path: ["spec", "initContainers"]]?.list ?? []).compactMap { $0["name"]?.string }
        #expect(names == ["apus-init", "apus-proxy", "first"])
        #expect(container("apus-init", in: inject("01").document) == nil)
        // Nobody takes connections before a classic sidecar runs, so that its rules come last.
        let classic = inject("19", options(.redirect, .classic)).document[path: ["spec", "initContainers"]]?.list ?? []
        #expect(classic.compactMap { $0["name"]?.string } == ["first", "apus-init"])
    }

    @Test("The proxy is told which workload it serves, in Istio's words, and the control plane's annotations may stand")
    func workload() throws {
        let pod = try ManifestReader.read(
            Array(
                """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: shop-v2}
                spec:
                  template:
                    metadata:
                      labels: {app: shop, version: v2, team: t}
                      annotations: {apus.dev/metrics: istio, apus.dev/depends-on: cart, apus.dev/outbound-address: 127.0.0.1}
                    spec: {containers: [{name: a, image: "a:1"}]}
                """.utf8), file: "a"
        ).get().documents[0]
        let outcome = ManifestInjector(options(), among: [pod]).inject(pod)
        #expect(outcome.refusals.isEmpty && outcome.count == 1, "\(outcome.refusals)")
        let template = try #require(outcome.document[path: ["spec", "template"]])
        let bootstrap = arguments(template).first { $0.hasPrefix("{") } ?? ""
        let file = try ManifestReader.json(Array(bootstrap.utf8), file: "a").get()
        let metadata = try #require(file[path: ["node", "metadata"]])
        #expect(metadata["WORKLOAD_NAME"] == "shop-v2" && metadata["NAMESPACE"] == "$(POD_NAMESPACE)")
        #expect(metadata["LABELS"] == ["app": "shop", "version": "v2"] && metadata["CLUSTER_ID"] == "Kubernetes")
    }

    @Test("What is meant for the ports of redirected connections themselves is closed")
    func loops() throws {
        let bootstrap = arguments(inject("01", options(.redirect)).document).first { $0.hasPrefix("{") } ?? ""
        let file = try ManifestReader.json(Array(bootstrap.utf8), file: "a").get()
        let listeners = (file[path: ["static_resources", "listeners"]]?.list ?? []).filter {
            $0["use_original_dst"] == true
        }
        #expect(listeners.count == 2)
        for listener in listeners {
            let ports = (listener["filter_chains"]?.list ?? []).map {
                $0[path: ["filter_chain_match", "destination_port"]]?.integer
            }
            #expect(ports == [15_001, 15_006, nil])
            #expect(listener[path: ["address", "socket_address", "address"]] == "::")
        }
        let clusters = file[path: ["static_resources", "clusters"]]?.list ?? []
        #expect(clusters.filter { $0["circuit_breakers"] != nil }.count == 2)
        #expect(clusters.contains { $0["name"] == "BlackHoleCluster" && $0["load_assignment"] == nil })
    }

    @Test(
        "What is given of a request and its limit counts, and the other follows",
        arguments: [
            ("proxyMemory: 256Mi", "memory", "256Mi", "256Mi"), ("proxyMemory: 64Mi", "memory", "64Mi", "128Mi"),
            ("proxyMemoryLimit: 24Mi", "memory", "24Mi", "24Mi"), ("proxyCPU: '2'", "cpu", "2", "2"),
            ("proxyCPULimit: 10m", "cpu", "10m", "10m"), ("proxyCPULimit: 1500m", "cpu", "20m", "1500m"),
        ])
    func fitting(annotation: String, kind: String, request: String, limit: String) throws {
        var annotated = try pod("spec: {containers: [{name: a}]}\n")
        let parts = annotation.split(separator: ":")
        annotated[path: ["metadata", "annotations", "sidecar.istio.io/\(parts[0])"]] = .string(
            parts[1].filter { $0 != " " && $0 != "'" })
        let proxy = try #require(container("apus-proxy", in: ManifestInjector(options()).inject(annotated).document))
        #expect(proxy[path: ["resources", "requests", kind]] == .string(request))
        #expect(proxy[path: ["resources", "limits", kind]] == .string(limit))
    }

    @Test("The proxy says which workload it is of")
    func workloads() {
        for (prefix, name) in [("34", "cart"), ("40", "all"), ("30", "web"), ("01", "small"), ("03", "probes")] {
            let words = arguments(inject(prefix).document)
            let place = words.firstIndex(of: "--service-cluster") ?? 0
            #expect(words[(place + 1)...].first == name, "\(prefix)")
        }
    }

    @Test("With a control plane on plain HTTP there is no identity")
    func plain() throws {
        var options = options()
        options.controlPlane = ControlPlaneURL()
        let document = inject("01", options).document
        #expect(document[path: ["spec", "volumes"]]?.list?.count == 1)
        #expect(!arguments(document).contains("--identity-server"))
    }

    @Test("Who is left alone comes through untouched", arguments: ["12", "13", "32"])
    func untouched(prefix: String) {
        let outcome = inject(prefix)
        #expect(outcome.document == InputFiles.documents(prefix)[0])
        #expect(outcome.count == 0)
    }

    @Test("A namespace that is closed gets no proxies")
    func namespaces() {
        let documents = InputFiles.documents("33")
        let injector = ManifestInjector(options(), among: documents)
        #expect(documents.map { injector.inject($0).count } == [0, 0, 1])
    }

    @Test("Only who asks gets a proxy, if so is said")
    func onRequest() {
        var options = options()
        options.injectsByDefault = false
        #expect(inject("01", options).count == 0)
        let documents = InputFiles.documents("39")
        #expect(ManifestInjector(options).inject(documents[0]).count == 1)
    }

    private static func long(_ count: Int) -> String { String(repeating: "x", count: count) }

    private static func labelled(_ labels: [String: String]) -> String {
        let text = labels.map { "'\($0.key)': '\($0.value)'" }.joined(separator: ", ")
        return "metadata: {labels: {\(text)}}\nspec: {containers: [{name: a}]}"
    }

    @Test("Labels are in the proxy's file, each once, and the pod's own are not those of its namespace")
    func labelsInFile() throws {
        let key = "\(Self.long(253))/\(Self.long(63))"
        let text = Self.labelled([key: Self.long(63), "b": "1", "namespace": "x"])
        let document = try self.document(text)
        let outcome = ManifestInjector(options()).inject(document)
        #expect(outcome.refusals.isEmpty)
        let bootstrap = arguments(outcome.document).first { $0.hasPrefix("{") } ?? ""
        let file = try ManifestReader.json(Array(bootstrap.utf8), file: "a").get()
        let metadata = try #require(file[path: ["node", "metadata"]]?.object)
        #expect(Set(metadata.keys).count == metadata.keys.count)
        #expect(Set(metadata.keys).isSuperset(of: [key, "b", "namespace", "service_account"]))
        #expect(metadata["namespace"] == "$(POD_NAMESPACE)" && metadata["b"] == "1")
    }

    @Test("Labels longer than Kubernetes lets them be, or more than are kept of a node, are refused")
    func longLabels() throws {
        let many = Dictionary(uniqueKeysWithValues: (0..<9_000).map { ("\($0)", "") })
        let cases: [(labels: [String: String], reason: String)] = [
            (["\(Self.long(254))/a": ""], "253 bytes, a slash and 63"), ([Self.long(64): ""], "a slash and 63 bytes"),
            (["a": Self.long(64)], "at most 63 bytes expected for a"), (many, "at most 16384 bytes"),
        ]
        for (labels, reason) in cases {
            let document = try self.document(Self.labelled(labels))
            let outcome = ManifestInjector(options()).inject(document)
            #expect(outcome.refusals.first?.contains(reason) == true, "\(outcome.refusals)")
            #expect(outcome.document == document)
        }
    }

    private func document(_ text: String) throws -> ManifestValue {
        try ManifestReader.read(Array("apiVersion: v1\nkind: Pod\n\(text)".utf8), file: "a").get().documents[0]
    }

    @Test("A proxy's file that no argument can hold is told")
    func longFile() {
        var pod: ManifestValue = ["apiVersion": "v1", "kind": "Pod", "metadata": ["name": "a"]]
        let probe: ManifestValue = ["httpGet": ["path": .string("/" + Self.long(400)), "port": 80]]
        let containers = (0..<400).map { number -> ManifestValue in
            ["name": .string("c\(number)"), "livenessProbe": probe]
        }
        pod["spec"] = ["containers": .list(containers)]
        let outcome = ManifestInjector(options(.redirect)).inject(pod)
        #expect(outcome.refusals.first?.contains("its argument may have 130048") == true, "\(outcome.refusals)")
        #expect(ManifestInjector(options()).inject(pod).refusals.isEmpty)
    }

    @Test(
        "What a pod is led to is there with a file of the operator's too",
        arguments: [InjectionOptions.Mode.none, .redirect, .tproxy])
    func ownFile(mode: InjectionOptions.Mode) throws {
        var options = options(mode)
        options.configMap = "proxy"
        let document = inject("03", options).document
        let words = arguments(document)
        #expect(
            words.prefix(4).map { $0.hasPrefix("{") ? "{" : $0 } == [
                "proxy", "--config-path", "/etc/apus/bootstrap.yaml", "--config-yaml",
            ])
        try #require(words.count > 4)
        let own = """
            admin: {address: {socket_address: {address: 127.0.0.1, port_value: 9901}}}
            static_resources:
              listeners:
              - name: own
                address: {socket_address: {address: 127.0.0.1, port_value: 9000}}
                filter_chains:
                - filters:
                  - name: tcp
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy
                      stat_prefix: own
                      cluster: own
              clusters: [{name: own, type: STATIC}]
            """
        let merged = ConfigurationReader().bootstrap([
            ConfigurationReader.Source(file: "own.yaml", bytes: Array(own.utf8)),
            ConfigurationReader.Source(file: "--config-yaml", bytes: Array(words[4].utf8), format: .yaml),
        ])
        #expect(merged.complaints == [])
        let file = try ManifestReader.json(Array(words[4].utf8), file: "a").get()
        #expect(file["node"] == nil && file["dynamic_resources"] == nil)
        let ports = (file[path: ["static_resources", "listeners"]]?.list ?? []).compactMap {
            $0[path: ["address", "socket_address", "port_value"]]?.integer
        }
        #expect(ports == [15_021, 15_020, 15_090] + (mode == .none ? [] : [15_001, 15_006]))
        #expect(file[path: ["admin", "address", "socket_address", "port_value"]] == 15_000)
        #expect(words[4].contains("/app-health/web/livez") == (mode != .none))
        let clusters = (file[path: ["static_resources", "clusters"]]?.list ?? []).compactMap { $0["name"]?.string }
        #expect(!clusters.contains("xds_cluster") && clusters.contains("apus_admin"))
    }

    @Test("Words of Istio's that have no counterpart are told")
    func unknownWords() { #expect(inject("38").warnings.count == 2) }

    @Test(
        "What can have no proxy is refused with a reason",
        arguments: [
            ("spec: {hostNetwork: true, containers: [{name: a}]}", "hostNetwork"),
            ("spec: {containers: []}", "spec.containers"), ("spec: {}", "spec.containers"), ("spec: 1", "spec"),
            ("spec: {containers: [{image: a}]}", "spec.containers[0].name"),
            ("spec: {containers: [{name: apus-proxy}]}", "apus-proxy"),
            ("spec: {containers: [{name: a}], initContainers: [{name: a}]}", "a again"),
            ("spec: {containers: [{name: $(X)}]}", "no name of a container"),
            ("metadata: {annotations: {apus.dev/status: x}}\nspec: {containers: [{name: a}]}", "apus.dev/status"),
            ("spec: {containers: [{name: a}], volumes: [{name: apus-data}]}", "apus-data"),
            ("spec: {containers: [{name: a, ports: [{containerPort: 15021}]}]}", "15021"),
            ("spec: {os: {name: windows}, containers: [{name: a}]}", "windows"),
            ("spec: {containers: {}}", "spec.containers"),
            ("spec: {initContainers: x, containers: [{name: a}]}", "spec.initContainers"),
            ("metadata: {annotations: {a: 1}}\nspec: {containers: [{name: a}]}", "a string expected for a"),
            ("metadata: {labels: []}\nspec: {containers: [{name: a}]}", "metadata.labels"),
            ("metadata: text\nspec: {containers: [{name: a}]}", "metadata: an object expected, found a string"),
            (
                "metadata: {annotations: {apus.dev/interceptionmode: x}}\nspec: {containers: [{name: a}]}",
                "did you mean"
            ),
            ("metadata: {annotations: {apus.dev/interceptionMode: x}}\nspec: {containers: [{name: a}]}", "redirect"),
            ("metadata: {annotations: {apus.dev/proxyCPU: lots}}\nspec: {containers: [{name: a}]}", "lots"),
            ("metadata: {annotations: {apus.dev/excludeInboundPorts: '0'}}\nspec: {containers: [{name: a}]}", "'0'"),
            ("metadata: {annotations: {apus.dev/inject: maybe}}\nspec: {containers: [{name: a}]}", "maybe"),
            (
                "metadata: {annotations: {apus.dev/interceptionMode: redirect}}\n"
                    + "spec: {containers: [{name: a, securityContext: {runAsUser: 1337}}]}", "1337"
            ),
            (
                "metadata: {annotations: {apus.dev/interceptionMode: redirect}}\n"
                    + "spec: {securityContext: {runAsGroup: 1337}, containers: [{name: a}]}", "runAsGroup"
            ),
            (
                "metadata: {annotations: {apus.dev/interceptionMode: redirect}}\nspec: {containers: [{name: a}],"
                    + " initContainers: [{name: b, restartPolicy: Always, securityContext: {runAsUser: 1337}}]}",
                "spec.initContainers[0]"
            ),
            (
                "metadata: {annotations: {apus.dev/proxyMemory: 2Gi, apus.dev/proxyMemoryLimit: 1Gi}}\n"
                    + "spec: {containers: [{name: a}]}", "proxyMemoryLimit"
            ),
        ])
    func refusals(text: String, reason: String) throws {
        let head =
            text.hasPrefix("metadata") ? "apiVersion: v1\nkind: Pod\n" : "apiVersion: v1\nkind: Pod\nmetadata: {}\n"
        let document = try ManifestReader.read(Array((head + text).utf8), file: "a").get().documents[0]
        let outcome = ManifestInjector(options()).inject(document)
        #expect(outcome.refusals.count == 1)
        #expect(outcome.refusals.first?.contains(reason) == true, "\(outcome.refusals)")
        #expect(outcome.document == document)
    }

    @Test("What others have changed since stays when a proxy is taken back")
    func changedSince() throws {
        var document = inject("14").document
        document[path: ["metadata", "annotations", "later"]] = "1"
        document[path: ["spec", "containers"]] = .list(
            [["name": "other", "image": "o:1"]] + (document[path: ["spec", "containers"]]?.list ?? []))
        let back = ManifestInjector.uninject(document)
        #expect(back[path: ["metadata", "annotations", "later"]] == "1")
        #expect(back[path: ["metadata", "annotations", "prometheus.io/port"]] == "9100")
        #expect(container("other", in: back) != nil)
        #expect(container("apus-proxy", in: back) == nil)
    }

    @Test("What injection wrote, and others have changed since, stays too")
    func changedOver() throws {
        var grace = inject("35").document
        grace[path: ["spec", "terminationGracePeriodSeconds"]] = 300
        #expect(ManifestInjector.uninject(grace)[path: ["spec", "terminationGracePeriodSeconds"]] == 300)
        var metrics = inject("14").document
        metrics[path: ["metadata", "annotations", "prometheus.io/port"]] = "9200"
        metrics = ManifestInjector(options()).inject(metrics).document
        #expect(arguments(metrics).contains("http://127.0.0.1:9200/m"))
        var probes = inject("03", options(.redirect)).document
        var containers = probes[path: ["spec", "containers"]]?.list ?? []
        containers[0]["livenessProbe"] = ["exec": ["command": ["true"]]]
        containers[0]["startupProbe"]?["httpGet"]?["scheme"] = "HTTP"
        probes[path: ["spec", "containers"]] = .list(containers)
        let web = try #require(container("web", in: ManifestInjector.uninject(probes)))
        #expect(web["livenessProbe"] == ["exec": ["command": ["true"]]])
        #expect(web[path: ["startupProbe", "httpGet"]] == ["path": "/start", "port": "http"])
        #expect(web[path: ["readinessProbe", "httpGet", "scheme"]] == "HTTPS")
    }

    @Test(
        "A record that injection cannot have written takes nothing out, and is refused",
        arguments: [
            #""initContainers":["audit-agent"]"#, #""containers":["a"]"#, #""volumes":["v"]"#,
            #""fields":{"nodeName":{"was":null,"is":1}}"#, #""fields":{"terminationGracePeriodSeconds":null}"#,
            #""fields":{"terminationGracePeriodSeconds":{"was":"x","is":1}}"#,
            #""annotations":{"a":{"was":"","is":""}}"#,
            #""labels":{"app":{"was":null,"is":"a"}}"#, #""probes":{"a":{"lifecycle":{}}}"#,
            #""probes":{"a":{"livenessProbe":{"host":"x"}}}"#, #""probes":{"a":{"livenessProbe":{"grpc":{"x":1}}}}"#,
            #""probes":{"a":{"livenessProbe":{"tcpSocket":{"port":{}}}}}"#, #""made":{"spec.containers":false}"#,
            #""made":[]"#,
            #""other":{}"#, #""initContainers":["apus-init","apus-init","apus-init"]"#,
        ])
    func forged(part: String) throws {
        var document = try pod("spec: {nodeName: 1, containers: [{name: a}], initContainers: [{name: audit-agent}]}\n")
        document[path: ["metadata", "annotations", "apus.dev/status"]] = .string(
            #"{"version":"1","interceptionMode":"none","sidecar":"native","# + part + "}")
        #expect(ManifestInjector.uninject(document) == document)
        let outcome = ManifestInjector(options()).inject(document)
        #expect(outcome.refusals.first?.contains("apus.dev/status") == true)
        #expect(outcome.document == document)
    }

    @Test("What is too large is refused before it is worked on")
    func large() throws {
        var document = try pod("spec: {containers: [{name: a}]}\n")
        document[path: ["metadata", "annotations", "a"]] = .string(String(repeating: "a", count: 256 << 10))
        #expect(ManifestInjector(options()).inject(document).refusals.first?.contains("bytes") == true)
        var many = try pod("spec: {containers: [{name: a}]}\n")
        many[path: ["spec", "containers"]] = .list((0...1_000).map { ["name": .string("a\($0)")] })
        #expect(ManifestInjector(options()).inject(many).refusals.first?.contains("1000") == true)
    }

    @Test("Pods say to policies of the network that they have a proxy")
    func labels() {
        let document = inject("01").document
        #expect(document[path: ["metadata", "labels", "apus.dev/proxy"]] == "true")
    }

    @Test("Elements of lists that are no objects come back as they are")
    func oddItems() {
        let list: ManifestValue = ["kind": "PodList", "apiVersion": "v1", "items": [.null, 1, "a"]]
        #expect(ManifestInjector(options()).inject(list).document == list)
        #expect(ManifestInjector.uninject(list) == list)
    }

    @Test(
        "URLs of control planes",
        arguments: [
            ("https://a.b:1", "https://a.b:1"), ("http://[::1]:18000/", "http://[::1]:18000"),
            ("http://10.0.0.1:80", "http://10.0.0.1:80"), ("ftp://a:1", nil), ("https://a", nil), ("https://:1", nil),
            ("https://a:0", nil), ("https://a:1/x", nil), ("https://$(A):1", nil), ("https://[a]:1", nil),
        ] as [(String, String?)])
    func urls(text: String, written: String?) { #expect(ControlPlaneURL(text)?.text == written) }
}

import Configuration
import Testing

@testable import ControlPlane

@Suite("Objects of a cluster that make no mesh")
struct ObservedDocumentsTests {
    private static func service(_ name: String, port: String = "80") -> MeshDocument {
        MeshDocument(
            observed: "Service", ObjectName(namespace: "shop", name: name),
            .written(
                Array(
                    #"{"apiVersion":"apus.dev/v1","kind":"Service","metadata":{"name":"\#(name)","namespace":"shop"},"#
                        .utf8) + Array(#""spec":{"ports":[{"port":\#(port)}]}}"#.utf8)))
    }

    private static let workload = MeshDocument(
        name: "w.yaml", bytes: Array(MeshText.workload("web", "dependsOn: [{service: a}]").utf8))

    private func clusters(_ result: Result<MeshCompilation, MeshProblems>) throws -> [String] {
        try result.get().snapshot(for: NodeFacts(id: "n", cluster: "web"))[.cluster].resources.map(\.name)
    }

    @Test("One that is wrong is left out alone, or stands as it was")
    func alone() throws {
        var observed = ObservedDocuments()
        observed.observe([Self.service("a"), Self.service("b", port: "\"x\"")])
        #expect(try clusters(observed.compile(with: [Self.workload], after: nil)) == ["shop/a/80"])
        #expect(observed.refused.map(\.file) == ["kubernetes:Service/shop/b.json"])
        #expect(observed.refused.map(\.path) == ["spec.ports[0].port"])
        observed.observe([Self.service("a", port: "0"), Self.service("b", port: "81")])
        #expect(try clusters(observed.compile(with: [Self.workload], after: nil)) == ["shop/a/80"])
        #expect(observed.refused.map(\.file) == ["kubernetes:Service/shop/a.json"])
        observed.observe([Self.service("a", port: "82")])
        #expect(try clusters(observed.compile(with: [Self.workload], after: nil)) == ["shop/a/82"])
        #expect(observed.refused.isEmpty)
    }

    @Test("A name of people's documents is theirs")
    func names() throws {
        var observed = ObservedDocuments()
        observed.observe([Self.service("a", port: "81"), Self.service("b")])
        let own = MeshDocument(name: "zz.yaml", bytes: Array(MeshText.service("a").utf8))
        #expect(try clusters(observed.compile(with: [own, Self.workload], after: nil)) == ["shop/a/80"])
        #expect(observed.refused.map(\.file) == ["kubernetes:Service/shop/a.json"])
        #expect(observed.refused.first?.message == "expected each Service once, found shop/a again")
    }

    @Test("What was wrong beside others is compiled once more only when something else than places has become other")
    func known() throws {
        var observed = ObservedDocuments()
        let own = [MeshDocument(name: "zz.yaml", bytes: Array(MeshText.service("a").utf8)), Self.workload]
        /// How often is compiled, and what is refused.
        func compiling(_ documents: MeshDocument...) -> String {
            observed.observe(documents)
            let before = observed.compilations
            guard case .success = observed.compile(with: own, after: nil) else { return "failure" }
            return "\(observed.compilations - before) \(observed.refused.map { $0.file.dropFirst(11) })"
        }
        func placed(_ name: String, _ address: String, port: String = "80") -> MeshDocument {
            let service = Self.service(name, port: port)
            let places = ",\"endpoints\":[{\"address\":\"\(address)\"}]}}"
            return MeshDocument(name: service.name, bytes: Array(service.bytes.dropLast(2)) + Array(places.utf8))
        }
        let wrong = Self.service("a", port: "81")
        #expect(compiling(wrong, Self.service("b")) == #"2 ["Service/shop/a.json"]"#)
        #expect(compiling(wrong, placed("b", "10.0.0.1")) == #"1 ["Service/shop/a.json"]"#)
        #expect(compiling(wrong, placed("b", "10.0.0.2")) == #"1 ["Service/shop/a.json"]"#)
        // What is wrong by itself is not compiled to be found wrong, but others may need it.
        #expect(compiling(wrong, placed("b", "x")) == #"2 ["Service/shop/a.json", "Service/shop/b.json"]"#)
        #expect(compiling(wrong, placed("b", "10.0.0.3")) == #"2 ["Service/shop/a.json"]"#)
        #expect(compiling(wrong, placed("b", "10.0.0.3", port: "82")) == #"2 ["Service/shop/a.json"]"#)
        #expect(compiling(placed("b", "10.0.0.4", port: "82")) == "1 []")
    }

    @Test("What people's documents need stays while they do, and is told")
    func needed() throws {
        var observed = ObservedDocuments()
        observed.observe([Self.service("a"), Self.service("b")])
        #expect(try clusters(observed.compile(with: [Self.workload], after: nil)) == ["shop/a/80"])
        observed.observe([Self.service("b")])
        #expect(try clusters(observed.compile(with: [Self.workload], after: nil)) == ["shop/a/80"])
        #expect(observed.refused.map(\.file) == ["kubernetes:Service/shop/a.json", "w.yaml"])
        #expect(observed.kept.map(\.name) == ["kubernetes:Service/shop/a.json"])
        // Nothing else is held: what else goes, goes, and what is other is taken.
        let both = MeshDocument(
            name: "v.yaml",
            bytes: Array(MeshText.workload("web", "dependsOn: [{service: a}, {service: b, isOptional: true}]").utf8))
        observed.observe([Self.service("b", port: "81")])
        #expect(try clusters(observed.compile(with: [both], after: nil)) == ["shop/a/80", "shop/b/81"])
        observed.observe([])
        #expect(try clusters(observed.compile(with: [both], after: nil)) == ["shop/a/80"])
        // The next process knows it too.
        var next = ObservedDocuments()
        next.adopt(observed.kept)
        next.observe([Self.service("b", port: "82")])
        #expect(try clusters(next.compile(with: [both], after: nil)) == ["shop/a/80", "shop/b/82"])
        next.observe([Self.service("a", port: "83"), Self.service("b", port: "82")])
        #expect(try clusters(next.compile(with: [both], after: nil)) == ["shop/a/83", "shop/b/82"])
        #expect(next.refused.isEmpty && next.kept.isEmpty)
        // What was never there is wrong.
        var other = ObservedDocuments()
        other.observe([Self.service("b")])
        guard case .failure(let problems) = other.compile(with: [Self.workload], after: nil) else {
            Issue.record("it was taken")
            return
        }
        #expect(problems.complaints.map(\.file) == ["w.yaml"])
    }

    private static func tcp(_ name: String, port: Int) -> MeshDocument {
        MeshDocument(
            observed: "Service", ObjectName(namespace: "shop", name: name),
            [
                "apiVersion": "apus.dev/v1", "kind": "Service",
                "metadata": ["name": .text(name), "namespace": "shop"],
                "spec": ["ports": [["port": .number(port), "protocol": "tcp"]]],
            ])
    }

    @Test("What would make people's documents wrong is held, and nothing beside it")
    func held() throws {
        let own = MeshDocument(
            name: "w.yaml", bytes: Array(MeshText.workload("web", "dependsOn: [{namespace: shop}]").utf8))
        var observed = ObservedDocuments()
        observed.observe([Self.tcp("a", port: 90), Self.tcp("b", port: 91)])
        #expect(try clusters(observed.compile(with: [own], after: nil)) == ["shop/a/90", "shop/b/91"])
        // One that is new, and one that is other.
        let many = (1...9).map { Self.tcp("n\($0)", port: 100 + $0) }
        let names = (1...9).map { "shop/n\($0)/10\($0)" }
        observed.observe([Self.tcp("a", port: 90), Self.tcp("b", port: 90), Self.tcp("c", port: 105)] + many)
        let found = try clusters(observed.compile(with: [own], after: nil))
        #expect(Set(found).isSuperset(of: ["shop/a/90", "shop/b/91"]) && found.count == 11)
        #expect(Set(found).intersection(names + ["shop/c/105"]).count == 9)
        #expect(observed.held.count == 2 && observed.held.contains("kubernetes:Service/shop/b.json"))
        // Once it is right it is taken.
        observed.observe([Self.tcp("b", port: 90), Self.tcp("c", port: 92)])
        #expect(try clusters(observed.compile(with: [own], after: nil)) == ["shop/b/90", "shop/c/92"])
        #expect(observed.held.isEmpty && observed.refused.isEmpty)
    }

    @Test("What was observed last is what people's next documents are compiled with")
    func wish() throws {
        var history = try PublicationHistory(store: MemoryStore())
        _ = history.begin(observing: [Self.service("a")], time: 1, reached: 0)
        _ = history.apply(.directory([Self.workload]), author: "d", time: 1)
        let next = MeshDocument(
            name: "w.yaml", bytes: Array(MeshText.workload("web", "dependsOn: [{service: x}]").utf8))
        guard case .invalid = history.apply(.directory([next]), author: "d", time: 2) else {
            Issue.record("it was taken")
            return
        }
        _ = history.apply(.observed([Self.service("x"), Self.service("a")]), author: "k", time: 3)
        guard case .published(_, let compilation) = history.apply(.directory([next]), author: "d", time: 4) else {
            Issue.record("it was not taken")
            return
        }
        #expect(try clusters(.success(compilation)) == ["shop/x/80"])
    }

    @Test("Who may be called where a policy is wrong: as it was, or nobody")
    func policies() throws {
        let own = MeshDocument(
            name: "w.yaml", bytes: Array(MeshText.workload("web", "inbound: [{port: 80, targetPort: 81}]").utf8))
        func policy(_ action: String, target: String = "web") -> MeshDocument {
            MeshDocument(
                observed: "AuthorizationPolicy", ObjectName(namespace: "shop", name: "p"),
                [
                    "apiVersion": "apus.dev/v1", "kind": "AuthorizationPolicy",
                    "metadata": ["name": "p", "namespace": "shop"],
                    "spec": [
                        "targetRefs": [["kind": "Workload", "name": .text(target)]], "action": .text(action),
                        "rules": [["paths": ["/x"]]],
                    ],
                ])
        }
        func listener(_ result: Result<MeshCompilation, MeshProblems>) throws -> String {
            let snapshot = try result.get().snapshot(for: NodeFacts(id: "n", cluster: "web"))
            return String(decoding: try #require(snapshot[.listener].resources.first).json, as: UTF8.self)
        }
        var observed = ObservedDocuments()
        observed.observe([policy("Dney")])
        let denied = try listener(observed.compile(with: [own], after: nil))
        #expect(denied.contains("\"DENY\"") && !denied.contains("/x"))
        #expect(observed.refused.first?.message.hasSuffix("until it is right nobody may call web") == true)
        #expect(observed.kept.isEmpty)
        observed.observe([policy("Allow")])
        #expect(try listener(observed.compile(with: [own], after: nil)).contains("\"ALLOW\""))
        observed.observe([policy("Dney")])
        #expect(try listener(observed.compile(with: [own], after: nil)).contains("\"ALLOW\""))
        // A version that was for others does not stand for it.
        observed.observe([policy("Dney", target: "other")])
        #expect(try !listener(observed.compile(with: [own], after: nil)).contains("\"ALLOW\""))
        // One for a workload that is not there is only told.
        observed.observe([policy("Deny", target: "other")])
        let compilation = try observed.compile(with: [own], after: nil).get()
        #expect(observed.refused.isEmpty && compilation.warnings.count == 1)
    }

    @Test("A wrong policy of more targets than one may have denies the calls of all of them")
    func manyTargets() throws {
        let names = (0..<200).map { "w\($0)" }
        let own = ["w0", "w70", "w199"].map {
            MeshDocument(
                name: "\($0).yaml", bytes: Array(MeshText.workload($0, "inbound: [{port: 80, targetPort: 81}]").utf8))
        }
        let targets: [JSONValue] = ([""] + names).map { ["kind": "Workload", "name": .text($0)] }
        var observed = ObservedDocuments()
        observed.observe([
            MeshDocument(
                observed: "AuthorizationPolicy", ObjectName(namespace: "shop", name: "p"),
                [
                    "apiVersion": "apus.dev/v1", "kind": "AuthorizationPolicy",
                    "metadata": ["name": "p", "namespace": "shop"],
                    "spec": ["targetRefs": .list(targets), "action": "Allow", "rules": [["paths": ["/x"]]]],
                ])
        ])
        let compilation = try observed.compile(with: own, after: nil).get()
        for name in ["w0", "w70", "w199"] {
            let listeners = compilation.snapshot(for: NodeFacts(id: "n", cluster: name))[.listener].resources
            let text = String(decoding: try #require(listeners.first).json, as: UTF8.self)
            #expect(text.contains("\"DENY\"") && !text.contains("/x"), "\(name)")
        }
        #expect(observed.refused.contains { $0.message.hasSuffix(" and 192 more") })
    }

    @Test("A policy of which not even the workloads can be read keeps everything from being published")
    func unreadablePolicy() {
        let name = MeshDocument(
            observed: "AuthorizationPolicy", ObjectName(namespace: "shop", name: "p"), .text("")
        ).name
        var observed = ObservedDocuments()
        observed.observe([Self.service("a"), MeshDocument(name: name, bytes: Array("{\"spec\":".utf8))])
        guard case .failure(let problems) = observed.compile(with: [Self.workload], after: nil) else {
            Issue.record("its workloads are open")
            return
        }
        #expect(problems.complaints.map(\.file) == [name])
    }

    @Test("Whoever writes a workload into a cluster has no nodes of other namespaces")
    func owners() throws {
        var observed = ObservedDocuments()
        observed.observe([
            Self.service("a"),
            MeshDocument(
                observed: "Workload", ObjectName(namespace: "shop", name: "all"),
                [
                    "apiVersion": "apus.dev/v1", "kind": "Workload",
                    "metadata": ["name": "all", "namespace": "shop"],
                    "spec": ["selector": [:], "dependsOn": [["service": "a"]]],
                ]),
        ])
        let compilation = try observed.compile(with: [], after: nil).get()
        #expect(!compilation.snapshot(for: NodeFacts(id: "x.shop"))[.cluster].resources.isEmpty)
        for id in ["x.pay", "x", "shop", "x.shop.pay"] {
            #expect(compilation.snapshot(for: NodeFacts(id: id))[.cluster].resources.isEmpty)
        }
    }

    @Test("The history publishes nothing before it begins, and recompiles what it has")
    func history() throws {
        var history = try PublicationHistory(store: MemoryStore())
        guard case .unchanged = history.begin(observing: [Self.service("a")], time: 1, reached: 0) else {
            Issue.record("there is something")
            return
        }
        guard case .published = history.apply(.directory([Self.workload]), author: "d", time: 1) else {
            Issue.record("it was not published")
            return
        }
        guard
            case .recompiled(let set, let compilation, base: nil) = history.apply(
                .observed([Self.service("a", port: "81")]), author: "k", time: 2)
        else {
            Issue.record("it was not compiled")
            return
        }
        #expect(set.number == 1)
        #expect(try clusters(.success(compilation)) == ["shop/a/81"])
        guard case .unchanged = history.apply(.observed([Self.service("a", port: "81")]), author: "k", time: 3) else {
            Issue.record("it is the same")
            return
        }
        guard case .conflict = history.apply(.put(Self.service("c"), .none), author: "x", time: 3) else {
            Issue.record("the name was taken")
            return
        }
    }
}

import Configuration
import ControlPlane
import Testing

/// One document with a mistake: what is said of it, after the name of its file.
struct BrokenDocument: Sendable, CustomTestStringConvertible {
    let text: String
    let complaint: String

    init(_ text: String, _ complaint: String) {
        self.text = text
        self.complaint = complaint
    }

    var testDescription: String { complaint }
}

@Suite("Broken mesh documents")
struct BrokenDocumentTests {
    private static let head = "apiVersion: apus.dev/v1\nkind: Service\nmetadata: {name: a}\n"
    private static let route =
        "apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: r}\nspec:\n  rules:\n"

    static let all: [BrokenDocument] = [
        .init("a: [", "1:5: a[0]: expected a value, found the end of the text"),
        .init("kind: Service\nmetadata: {name: a}\n", "1:1: expected \"apiVersion\" in a mesh document, found none"),
        .init("apiVersion: v2\n", "1:1: expected \"kind\" in a mesh document, found none"),
        .init(
            "apiVersion: apus.dev/v1\nkind: Servise\n",
            "2:7: kind: expected a kind of mesh document, found the string \"Servise\"; did you mean \"Service\"?"),
        .init(
            "apiVersion: v1\nkind: Service\nmetadata: {name: a}\n",
            "1:13: apiVersion: expected \"apus.dev/v1\" for the kind Service, found the string \"v1\""),
        .init(
            "apiVersion: apus.dev/v1\nkind: Service\nspec: {}\n",
            "1:1: expected \"metadata\" in Service, found "
                + "none"),
        .init(
            "apiVersion: apus.dev/v1\nkind: Service\nmetadata: {nam: a}\nspec: {ports: [{port: 80}]}\n",
            "3:12: metadata.nam: expected a field of metadata, found \"nam\"; did you mean \"name\"?"),
        .init(
            "apiVersion: apus.dev/v1\nkind: Service\nmetadata: {name: A b}\nspec: {ports: [{port: 80}]}\n",
            "3:18: metadata.name: expected a name of lower-case letters, digits, hyphens and dots, found the "
                + "string \"A b\""
        ),
        .init(
            "apiVersion: apus.dev/v1\nkind: Service\nmetadata: {name: a, creationTimestamp: yesterday}\nspec: {"
                + "ports: [{port: 80}]}\n",
            "3:40: metadata.creationTimestamp: expected a time in UTC such as \"2026-01-31T12:00:00Z\", found "
                + "the string \"yesterday\""
        ),
        .init(head, "1:1: expected \"spec\" in Service, found none"),
        .init(head + "spec: {}\n", "4:7: spec: expected \"ports\" in Service.spec, found none"),
        .init(
            head + "spec:\n  port: [{port: 80}]\n",
            "5:3: spec.port: expected a field of Service.spec, found \"port\"; did you mean \"ports\"?"),
        .init(
            head + "spec:\n  ports: [{port: 0}]\n",
            "5:18: spec.ports[0].port: expected a whole number from 1 to 65535, found the number 0"),
        .init(
            head + "spec:\n  ports: [{port: \"80\"}]\n",
            "5:18: spec.ports[0].port: expected a whole number from 1 to 65535, found the string \"80\""),
        .init(
            head + "spec:\n  ports: [{port: 80, protocol: htpp}]\n",
            "5:32: spec.ports[0].protocol: expected \"http\" or \"http2\" or \"grpc\" or \"tcp\" or \"tls\", "
                + "found the string \"htpp\"; did you mean \"http\"?"),
        .init(
            head + "spec:\n  ports: [{port: 80}, {port: 80}]\n",
            "5:23: spec.ports[1]: expected each port's number and name once, found 80 (\"80\") again"),
        .init(
            head + "spec:\n  ports: [{port: 80}]\n  endpoints: [{address: cart}]\n",
            "6:25: spec.endpoints[0].address: expected an IP address, found the string \"cart\""),
        .init(
            head + "spec:\n  ports: [{port: 80}]\n  endpoints: [{address: 10.0.0.1}]\n  host: a.com\n",
            "7:9: spec.host: expected \"endpoints\" or \"host\" alone, found the string \"a.com\""),
        .init(
            head + "spec: {ports: [{port: 80}]}\n---\n" + head + "spec: {ports: [{port: 80}]}\n",
            "8:18: metadata.name: expected each Service once, found default/a again"),
        .init(
            route + "  - matches: [{path: {value: a}}]\n",
            "6:30: spec.rules[0].matches[0].path.value: expected a path that begins with \"/\", found the "
                + "string \"a\""),
        .init(
            route + "  - matches: [{path: {type: Prefix}}]\n",
            "6:29: spec.rules[0].matches[0].path.type: expected \"PathPrefix\" or \"Exact\" or "
                + "\"RegularExpression\", "
                + "found the string \"Prefix\"; did you mean \"PathPrefix\"?"),
        .init(
            route + "  - matches: [{method: get}]\n",
            "6:24: spec.rules[0].matches[0].method: expected an HTTP method, found the string \"get\"; did you "
                + "mean \"GET\"?"
        ),
        .init(
            route + "  - filters: [{type: URLRewite}]\n",
            "6:22: spec.rules[0].filters[0].type: expected a filter of HTTPRoute, found the string \"URLRewite\"; "
                + "did you mean \"URLRewrite\"?"),
        .init(
            route + "  - filters: [{type: ExtensionRef}]\n",
            "6:22: spec.rules[0].filters[0].type: expected a filter that Apus implements, found ExtensionRef"),
        .init(
            route + "  - filters: [{type: URLRewrite}]\n",
            "6:15: spec.rules[0].filters[0]: expected \"urlRewrite\" in a filter, found none"),
        .init(
            route + "  - sessionPersistence: {}\n",
            "6:5: spec.rules[0].sessionPersistence: expected it left out, found a value: "
                + "Apus does not implement \"sessionPersistence\" of a rule"),
        .init(
            route + "  - timeouts: {request: 1s, backendRequest: 2s}\n",
            "6:45: spec.rules[0].timeouts.backendRequest: expected no more than \"request\", found the string "
                + "\"2s\""),
        .init(
            route + "  - timeouts: {request: 1.5s}\n",
            "6:25: spec.rules[0].timeouts.request: expected a duration such as \"10s\" or \"1m30s\", found the "
                + "string \"1.5s\""
        ),
        .init(
            route + "  - matches: [{path: {type: Exact, value: /a}}]\n"
                + "    filters: [{type: URLRewrite, urlRewrite: {path: {type: ReplacePrefixMatch, "
                + "replacePrefixMatch: /}}}]\n",
            "7:53: spec.rules[0].filters[0].urlRewrite.path: expected \"ReplacePrefixMatch\" in a rule with one "
                + "match "
                + "of the type \"PathPrefix\" alone"),
        .init(
            route + "  - matches: [{path: {type: RegularExpression, value: \"(\"}}]\n",
            "6:5: spec.rules[0]: expected what a proxy takes, found what it refuses: "
                + "virtual_hosts[0].routes[0].match.safe_regex.regex: "),
        .init(
            route
                + "  - filters: [{type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: a b, value: "
                + "c}]}}]\n",
            "6:82: spec.rules[0].filters[0].requestHeaderModifier.set[0].name: expected the name of a header field, "
                + "found the string \"a b\""),
        .init(
            "apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: g}\nspec:\n"
                + "  gatewayClassName: apus\n  listeners:\n  - {name: a, port: 80, protocol: HTTP}\n"
                + "  - {name: b, port: 80, protocol: TCP}\n",
            "8:12: spec.listeners[1].name: expected a port of its own, found 80, which \"a\" has for HTTP"),
        .init(
            "apiVersion: apus.dev/v1\nkind: Workload\nmetadata: {name: w}\nspec:\n  selector: {cluster: w}\n"
                + "  dependsOn: [{service: cart}]\n---\n" + "apiVersion: apus.dev/v1\nkind: Service\n"
                + "metadata: {name: carts}\nspec: {ports: [{port: 80}]}\n",
            "6:25: spec.dependsOn[0].service: expected a service of the namespace default, found \"cart\"; "
                + "did you mean \"carts\"?"),
        .init(
            "apiVersion: apus.dev/v1\nkind: EnvoyResources\nmetadata: {name: r}\nspec:\n  resources:\n"
                + "  - \"@type\": type.googleapis.com/envoy.config.cluster.v3.Cluster\n    name: a\n    "
                + "conect_timeout: 1s\n",
            "8:5: spec.resources[0].conect_timeout: expected a field of envoy.config.cluster.v3.Cluster, "
                + "found \"conect_timeout\"; did you mean \"connect_timeout\"?"),
        .init(
            "apiVersion: apus.dev/v1\nkind: EnvoyResources\nmetadata: {name: r}\nspec:\n  resources:\n"
                + "  - \"@type\": type.googleapis.com/envoy.config.cluster.v3.Clutser\n",
            "6:14: spec.resources[0].@type: expected the type of a resource that proxies ask for, "
                + "found the string \"type.googleapis.com/envoy.config.cluster.v3.Clutser\"; did you mean "
                + "\"envoy.config.cluster.v3.Cluster\"?"
        ),
    ]

    @Test("Each mistake is told with its place", arguments: all)
    func mistake(_ document: BrokenDocument) {
        let found = MeshText.complaints(document.text)
        #expect(found.first?.hasPrefix("0.yaml:" + document.complaint) == true, "\(found)")
        #expect(found.count == 1, "\(found)")
    }

    @Test("All mistakes of all documents come at once, in the order of documents and texts")
    func several() {
        let found = MeshText.complaints(
            Self.head + "spec:\n  ports: [{port: 0}]\n  x: 1\n", Self.route + "  - y: 1\n  - z: 1\n")
        #expect(found.map { $0.prefix(11) } == ["0.yaml:5:18", "0.yaml:6:3:", "1.yaml:6:5:", "1.yaml:7:5:"])
    }

    @Test("JSON documents are read by RFC 8259")
    func json() {
        let text =
            #"{"apiVersion": "apus.dev/v1", "kind": "Service", "metadata": {"name": "a"}, "spec": {"#
            + #""port": 1}}"#
        let document = MeshDocument(name: "a.json", bytes: Array(text.utf8))
        guard case .failure(let problems) = MeshCompilation.compile([document]) else {
            Issue.record("taken")
            return
        }
        #expect(problems.complaints.first?.text.hasPrefix("a.json:1:86: spec.port: ") == true)
    }

    @Test("A document that is too large is refused")
    func large() {
        let document = MeshDocument(name: "a.yaml", bytes: Array(repeating: UInt8(ascii: " "), count: 5 << 20))
        guard case .failure(let problems) = MeshCompilation.compile([document]) else {
            Issue.record("taken")
            return
        }
        #expect(problems.complaints.map(\.message) == ["expected at most 4194304 bytes, found 5242880"])
    }
}

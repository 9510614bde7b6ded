/// Reads the files of Envoy's `router_check_tool`, whose messages are no part of Envoy's API.
struct RouteTestDocument {
    private let session: DecodingSession

    init(_ session: DecodingSession) { self.session = session }

    /// Reads a file; tests after a complaint are left out.
    func read(_ root: JSONNode) -> [RouteTestConfiguration] {
        var tests: [RouteTestConfiguration] = []
        forEachMember(of: root, ["tests"]) { _, value in
            for element in elements(value) { if let test = readTest(element) { tests.append(test) } }
        }
        return tests
    }

    private func readTest(_ node: JSONNode) -> RouteTestConfiguration? {
        var test = RouteTestConfiguration(name: "")
        forEachMember(of: node, ["test_name", "input", "validate"]) { key, value in
            switch key {
            case "test_name": test.name = session.string(value) ?? ""
            case "input": readInput(value, into: &test.input)
            default: readExpectation(value, into: &test.expected)
            }
        }
        for (name, text) in [("test_name", test.name), ("authority", test.input.authority), ("path", test.input.path)]
        where text.isEmpty {
            session.complain(.wrongValue, at: node, "expected \"\(name)\" in a test, found none")
            return nil
        }
        return test
    }

    private func readInput(_ node: JSONNode, into input: inout RouteTestConfiguration.Input) {
        let names = [
            "authority", "path", "method", "internal", "ssl", "random_value", "runtime", "additional_request_headers",
            "additional_response_headers",
        ]
        forEachMember(of: node, names) { key, value in
            switch key {
            case "authority": input.authority = session.string(value) ?? ""
            case "path": input.path = session.string(value) ?? ""
            case "method": input.method = session.string(value) ?? "GET"
            case "internal": input.isInternal = session.bool(value) ?? false
            case "ssl": input.isSecured = session.bool(value) ?? false
            case "random_value": input.number = session.unsigned(value, maximum: .max) ?? 0
            case "runtime": input.runtimeKey = session.string(value) ?? ""
            case "additional_request_headers": input.requestFields = elements(value).map(readField)
            default: input.responseFields = elements(value).map(readField)
            }
        }
    }

    private func readField(_ node: JSONNode) -> RouteTestConfiguration.Field {
        var field = RouteTestConfiguration.Field(name: "", value: "")
        forEachMember(of: node, ["key", "value"]) { key, value in
            let text = session.string(value) ?? ""
            if key == "key" { field.name = text.lowercased() } else { field.value = text }
        }
        return field
    }

    private func readExpectation(_ node: JSONNode, into expected: inout RouteTestConfiguration.Expectation) {
        let names = [
            "cluster_name", "virtual_cluster_name", "virtual_host_name", "host_rewrite", "path_rewrite",
            "path_redirect", "request_header_matches", "response_header_matches",
        ]
        forEachMember(of: node, names) { key, value in
            switch key {
            case "cluster_name": expected.cluster = session.string(value)
            case "virtual_cluster_name": expected.virtualCluster = session.string(value)
            case "virtual_host_name": expected.virtualHost = session.string(value)
            case "host_rewrite": expected.host = session.string(value)
            case "path_rewrite": expected.path = session.string(value)
            case "path_redirect": expected.redirect = session.string(value)
            case "request_header_matches": expected.requestHeaders = readMatchers(value)
            default: expected.responseHeaders = readMatchers(value)
            }
        }
    }

    private func readMatchers(_ node: JSONNode) -> [HeaderMatcherConfiguration] {
        guard let message = session.types.message("envoy.config.route.v3.HeaderMatcher") else { return [] }
        return elements(node).compactMap { element in
            var reader = MessageReader([element], as: message, in: session)
            let matcher = HeaderMatcherDocument.read(&reader)
            reader.finish()
            return matcher
        }
    }

    private func elements(_ node: JSONNode) -> [JSONNode] {
        if node.kind != .array { session.wrong(node, expected: "a list") }
        return node.elements
    }

    /// Calls `body` with the members of an object by their names in snake case, and complains of all others.
    private func forEachMember(of node: JSONNode, _ names: [String], _ body: (String, JSONNode) -> Void) {
        if node.kind != .object { session.wrong(node, expected: "an object") }
        node.forEachMember { key, value in
            let text = key.string ?? ""
            if value.isNull { return }
            if let name = names.first(where: { $0 == text || Self.camelCase($0) == text }) {
                body(name, value)
            } else {
                session.complain(
                    .unknownField, at: key, "expected a field of a route test, found \(DecodingSession.quote(text))",
                    suggestion: NearestName.of(text, in: names))
            }
        }
    }

    private static func camelCase(_ name: String) -> String {
        let words = name.split(separator: "_")
        return words.dropFirst().reduce(String(words.first ?? "")) { $0 + $1.prefix(1).uppercased() + $1.dropFirst() }
    }
}

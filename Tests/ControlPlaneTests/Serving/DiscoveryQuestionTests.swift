import Testing

@testable import ControlPlane

@Suite("Questions of nodes")
struct DiscoveryQuestionTests {
    private func read(_ text: String) -> Result<DiscoveryQuestion, DiscoveryQuestion.Problem> {
        DiscoveryQuestion.read(Array(text.utf8))
    }

    private func problem(_ text: String) -> String {
        if case .failure(let problem) = read(text) { problem.text } else { "none" }
    }

    /// As Envoy 1.40 sends it, with a few of its 516 extensions.
    private static let stock = """
        {"version_info":"1","node":{"id":"n1","cluster":"c","metadata":{"team":"edge","list":[1,{"a":"}"}],"n":null},
        "locality":{"region":"r","zone":"z","sub_zone":"s"},"user_agent_name":"envoy",
        "user_agent_build_version":{"version":{"major_number":1,"minor_number":40},"metadata":{"ssl.version":"x"}},
        "extensions":[{"name":"envoy.filters.\\u0068ttp","category":"a","type_urls":["x]","y\\"}"]},{"name":"b"}]},
        "resource_names":["b","a","b"],"type_url":"type.googleapis.com/envoy.config.cluster.v3.Cluster"}
        """

    @Test func `what a stock Envoy says is read, and its extensions are passed over`() throws {
        let question = try read(Self.stock).get()
        #expect(question.version == "1")
        #expect(question.names == ["a", "b"])
        #expect(question.typeName == "envoy.config.cluster.v3.Cluster")
        #expect(question.refusal == nil && question.nonce.isEmpty)
        #expect(
            question.node
                == NodeFacts(
                    id: "n1", cluster: "c", region: "r", zone: "z", subZone: "s", metadata: ["team": "edge"],
                    userAgent: "envoy", userAgentVersion: "1.40.0"))
    }

    @Test func `a refusal comes with its nonce and its words`() throws {
        let question = try read(
            #"{"responseNonce":"v2","versionInfo":"v1","errorDetail":{"code":3,"message":"no\nport","details":[]},"#
                + #""node":{"id":"n"}}"#
        ).get()
        // In one line, since it goes to logs.
        #expect(question.refusal == "no\\u{a}port")
        #expect(question.nonce == "v2" && question.version == "v1")
    }

    @Test func `a refusal without words is one too`() throws {
        #expect(try read(#"{"node":{"id":"n"},"error_detail":{"code":3}}"#).get().refusal == "")
        #expect(try read(#"{"node":{"id":"n"},"error_detail":null}"#).get().refusal == nil)
    }

    @Test func `what is no question is told where`() {
        #expect(problem("") == "byte 0: expected an object")
        #expect(problem("[]") == "byte 0: expected an object")
        #expect(problem("{}") == "node.id: expected who asks, found nothing")
        #expect(problem(#"{"node":{"id":"n"}} x"#) == "byte 20: expected the end of the text")
        #expect(problem(#"{"node":{"id":"n"},}"#) == "byte 19: expected a string")
        #expect(problem(#"{"node":{"id":"n"#) == "byte 14: expected a quote at the end of the string")
        #expect(problem(#"{"a":}"#) == "byte 5: expected a value")
        #expect(problem(#"{"node":{"id":"\q"}}"#) == "byte 14: expected a string with the escapes of JSON")
        let deep = String(repeating: "[", count: 101) + String(repeating: "]", count: 101)
        #expect(problem("{\"a\":\(deep)}") == "byte 105: expected fewer objects and lists inside one another")
    }

    @Test func `names and ids are limited`() {
        let id = String(repeating: "x", count: 1_025)
        #expect(problem("{\"node\":{\"id\":\"\(id)\"}}") == "node.id: expected at most 1024 bytes")
        #expect(
            problem("{\"node\":{\"id\":\"n\",\"cluster\":\"\(id)\"}}") == "node.cluster: expected at most 1024 bytes")
        #expect(
            problem("{\"node\":{\"id\":\"n\"},\"version_info\":\"\(id)\"}")
                == "version_info: expected at most 1024 bytes")
        let names = (0...20_000).map { "\"\($0)\"" }.joined(separator: ",")
        #expect(
            problem("{\"node\":{\"id\":\"n\"},\"resource_names\":[\(names)]}")
                == "resource_names: expected at most 20000 names")
    }

    @Test func `no beginning of a question, and no byte changed in it, is a fault`() {
        let bytes = Array(Self.stock.utf8)
        for count in bytes.indices { _ = DiscoveryQuestion.read(Array(bytes[..<count])) }
        for place in bytes.indices {
            for other in [UInt8(ascii: "\""), UInt8(ascii: "}"), UInt8(ascii: "\\"), 0, 0xff] {
                var changed = bytes
                changed[place] = other
                _ = DiscoveryQuestion.read(changed)
            }
        }
    }

    @Test func `of metadata the shortest texts are kept, in whatever order they come`() throws {
        let long = String(repeating: "x", count: 15 << 10)
        let members = [#""app":"cart""#, "\"blob\":\"\(long)\"", "\"other\":\"\(long)y\"", #""zone":"z""#]
        for order in [members, members.reversed()] {
            let body = "{\"node\":{\"id\":\"n\",\"metadata\":{\(order.joined(separator: ","))}}}"
            let question = try DiscoveryQuestion.read(Array(body.utf8)).get()
            #expect(question.node.metadata.keys.sorted() == ["app", "blob", "zone"])
        }
    }
}

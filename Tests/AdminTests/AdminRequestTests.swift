import Testing

@testable import Admin

@Suite("Requests of the admin interface")
struct AdminRequestTests {
    private static func request(_ target: String) throws -> AdminRequest {
        try AdminRequest(target: Array(target.utf8))
    }

    @Test(
        "Paths are normalized as Envoy's admin listener does it",
        arguments: [
            ("/ready", "/ready"), ("//ready", "/ready"), ("/a/../ready", "/ready"), ("/./ready", "/ready"),
            ("/%72eady", "/ready"), ("/ready/", "/ready/"), ("/", "/"), ("/..", "/"), ("/a/..", "/"),
            ("/a%2Fb", "/a%2Fb"),
            ("/ready;x", "/ready;x"), ("/%zz", "/%zz"), ("/%", "/%"), ("///", "/"),
            ("/stats/prometheus?x", "/stats/prometheus"),
        ])
    func paths(target: String, path: String) throws {
        #expect(try Self.request(target).path == path)
    }

    @Test("A query's parameters are decoded, and the first of a name counts")
    func parameters() throws {
        let request = try Self.request("/stats?usedonly&filter=%5Ea%2Bb&filter=c&empty=&x=1=2")
        #expect(request.has("usedonly"))
        #expect(request["filter"] == "^a+b")
        #expect(request["empty"] == "")
        #expect(request.value("empty") == nil)
        #expect(request["x"] == "1=2")
        #expect(!request.has("format"))
        #expect(request.target == "/stats?usedonly&filter=%5Ea%2Bb&filter=c&empty=&x=1=2")
    }

    @Test("A form counts only where there is no query")
    func form() throws {
        var request = try Self.request("/logging")
        request.addForm(Array("level=debug&x=%41".utf8))
        #expect(request["level"] == "debug")
        #expect(request["x"] == "A")
        request = try Self.request("/logging?level=info")
        request.addForm(Array("level=debug".utf8))
        #expect(request["level"] == "info")
    }

    @Test("Targets that are no paths are refused")
    func refusals() {
        #expect(throws: AdminRequest.TargetError.notRelative) { try Self.request("http://a/ready") }
        #expect(throws: AdminRequest.TargetError.notRelative) { try Self.request("*") }
        #expect(throws: AdminRequest.TargetError.notRelative) { try Self.request("") }
        #expect(throws: AdminRequest.TargetError.fragment) { try Self.request("/ready#x") }
    }
}

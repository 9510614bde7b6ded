import HTTPSemantics
import Testing

@testable import ControlPlane

@Suite("Requests at the interface")
struct InterfaceRequestTests {
    private func read(_ target: String) -> InterfaceRequest? {
        InterfaceRequest(method: .get, target: Array(target.utf8))
    }

    @Test func `paths and parameters are taken apart`() {
        let request = read("/v1/documents/a%2Fb.yaml?name=x%20y&n=12&flag&bad=-1")
        #expect(request?.parts == ["v1", "documents", "a/b.yaml"])
        #expect(request?["name"] == "x y" && request?["flag"] == "" && request?["other"] == nil)
        #expect(request?.number("n") == 12 && request?.number("bad") == nil && request?.number("name") == nil)
    }

    @Test(arguments: ["", "v1", "*", "/%", "/%4", "/%zz", "/%ff", "/?a=%", "http://h/"])
    func `what is no path is none`(_ target: String) { #expect(read(target) == nil) }

    @Test func `routes know their methods`() {
        func route(_ path: String) -> InterfaceService.Route? { read(path).flatMap { .init($0.parts) } }
        #expect(route("/v1/documents/services/cart.yaml") == .document("services/cart.yaml"))
        #expect(route("/v1/endpoints/shop/cart/1")?.methods == [.put, .delete])
        #expect(route("/v1/endpoints/shop/cart/1/heartbeat")?.methods == [.post])
        for wrong in ["/", "/v1", "/v2/documents", "/v1/other", "/v1/endpoints/shop", "/v1/endpoints/shop/cart/1/x"] {
            #expect(route(wrong) == nil)
        }
    }

    @Test func `conditions are read`() {
        typealias Condition = PublicationHistory.Condition
        #expect(Condition(ifMatch: nil, ifNoneMatch: nil) == .none)
        #expect(Condition(ifMatch: "\"a\", \"b\"", ifNoneMatch: nil) == .version(["a", "b"]))
        #expect(Condition(ifMatch: " * ", ifNoneMatch: nil) == .exists)
        #expect(Condition(ifMatch: nil, ifNoneMatch: "*") == .absent)
        #expect(Condition(ifMatch: nil, ifNoneMatch: "W/\"a\", \"b\"") == .otherThan(["a", "b"]))
        #expect(Condition(ifMatch: "\"a\"", ifNoneMatch: "*") == .all([.version(["a"]), .absent]))
    }

    @Test func `conditions hold or do not`() {
        typealias Condition = PublicationHistory.Condition
        func holds(_ ifMatch: String?, _ ifNoneMatch: String?) -> [Bool] {
            [nil, "a", "b"].map { Condition(ifMatch: ifMatch, ifNoneMatch: ifNoneMatch).holds(for: $0) }
        }
        #expect(holds(nil, nil) == [true, true, true])
        #expect(holds("*", nil) == [false, true, true])
        #expect(holds("\"a\"", nil) == [false, true, false])
        #expect(holds("W/\"a\"", nil) == [false, false, false])
        #expect(holds(nil, "*") == [true, false, false])
        #expect(holds(nil, "W/\"a\"") == [true, false, true])
        #expect(holds("\"a\"", "\"a\"") == [false, false, false])
        #expect(holds("\"a\", \"b\"", "\"a\"") == [false, false, true])
    }

    @Test func `a parameter that nobody knows is told, with the nearest name`() {
        let names = InterfaceService.Route.wait.parameters
        #expect(read("/v1/wait?version=1&timeout=2")?.problem(knowing: names) == nil)
        #expect(read("/v1/wait?timout=2")?.problem(knowing: names) == "timout: did you mean timeout?")
        #expect(read("/v1/wait?x")?.problem(knowing: names) == "x: expected version, timeout")
        #expect(read("/v1/nodes?x")?.problem(knowing: []) == "x: expected no parameters")
    }

    @Test func `a route says which methods it allows`() {
        #expect(InterfaceService.Route.document("a").allow == "GET, HEAD, PUT, DELETE")
        #expect(InterfaceService.Route.rollback.allow == "POST")
    }
}

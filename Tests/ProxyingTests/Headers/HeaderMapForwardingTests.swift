import Buffers
import HTTPSemantics
import NetworkAddresses
import Testing

@testable import Proxying

@Suite("What the connection manager reads and cuts in heads")
struct HeaderMapForwardingTests {
    @Test(
        "The client is so many places left of the last address",
        arguments: [
            ("1.1.1.1", 0, "1.1.1.1"), ("1.1.1.1, 2.2.2.2", 0, "2.2.2.2"), ("1.1.1.1, 2.2.2.2", 1, "1.1.1.1"),
            ("1.1.1.1,2.2.2.2 ,  3.3.3.3 ", 1, "2.2.2.2"), ("1.1.1.1", 1, nil), ("", 0, nil), ("x", 0, nil),
            ("1.1.1.1,", 0, nil), (",1.1.1.1", 0, "1.1.1.1"), ("::1, fe80::2", 0, "fe80::2"), ("1.1.1.1:80", 0, nil),
            ("1.1.1.1, x, 3.3.3.3", 2, "1.1.1.1"), ("1.1.1.1", 5, nil),
        ] as [(String, Int, String?)])
    func forwarded(list: String, hops: Int, expected: String?) {
        let headers = makeHeaders([("x-forwarded-for", list)])
        #expect(headers.forwardedAddress(hops: hops)?.text.string == expected)
    }

    @Test("Without the field there is no address")
    func absent() {
        let headers = makeHeaders([("via", "1.1.1.1")])
        #expect(headers.forwardedAddress(hops: 0) == nil)
    }

    @Test("Fields that have one value for all are joined where the first stands")
    func joined() {
        var headers = makeHeaders([
            ("x-forwarded-for", "a"), ("via", "v"), ("x-forwarded-for", "b"), ("x-forwarded-for", "c"),
        ])
        headers.joinFields(.xForwardedFor)
        #expect(lines(headers) == "x-forwarded-for: a,b,c\r\nvia: v\r\n")
        headers.joinFields(.xForwardedFor)
        headers.joinFields(.xForwardedProto)
        #expect(lines(headers) == "x-forwarded-for: a,b,c\r\nvia: v\r\n")
    }

    @Test(
        "Fields that `connection` names go with it",
        arguments: [
            ("close", true, "x-a: 1\r\nx-b: 2\r\n"), ("x-a", true, "x-b: 2\r\n"), ("X-A, close ,x-B", true, ""),
            ("x-none", true, "x-a: 1\r\nx-b: 2\r\n"), ("", true, "x-a: 1\r\nx-b: 2\r\n"),
            ("keep-alive, te", true, "x-a: 1\r\nx-b: 2\r\n"),
            ("x-forwarded-for", false, "x-a: 1\r\nx-b: 2\r\n"), ("X-Forwarded-Proto", false, "x-a: 1\r\nx-b: 2\r\n"),
            ("x-forwarded-host", false, "x-a: 1\r\nx-b: 2\r\n"), ("x a", false, "x-a: 1\r\nx-b: 2\r\n"),
        ])
    func nominated(list: String, isLegal: Bool, left: String) {
        var headers = makeHeaders([("connection", list), ("x-a", "1"), ("x-b", "2")])
        let took = headers.removeNominated()
        headers.remove(.connection)
        #expect(took == isLegal)
        #expect(lines(headers) == left)
    }

    @Test("Several `connection` fields are one list")
    func nominatedTwice() {
        var headers = makeHeaders([("connection", "x-a"), ("x-a", "1"), ("x-b", "2"), ("connection", "x-b")])
        let took = headers.removeNominated()
        #expect(took)
        headers.remove(.connection)
        #expect(lines(headers) == "")
    }

    @Test("A path is in origin form, has a fragment, or is another thing")
    func pathForms() {
        func form(_ path: String) -> HeaderMap.PathForm {
            let headers = makeHeaders([(":path", path)])
            return headers.pathForm(at: 0)
        }
        #expect(form("/") == .origin && form("/a?b=c") == .origin)
        #expect(form("/a#b") == .withFragment && form("/a?b#c") == .withFragment)
        #expect(form("*") == .other && form("a/b") == .other && form("") == .other)
    }

    @Test("Only QUERY must say the type of its content")
    func query() {
        let bare = makeHeaders([(":method", "QUERY")])
        let typed = makeHeaders([(":method", "QUERY"), ("content-type", "a/b")])
        let other = makeHeaders([(":method", "POST")])
        let answers = (bare.lacksQueryType(), typed.lacksQueryType(), other.lacksQueryType())
        #expect(answers == (true, false, false))
    }

    @Test(
        "The client is the last address that is no trusted proxy",
        arguments: [
            ("1.1.1.1, 10.0.0.1", "1.1.1.1", false), ("1.1.1.1", "1.1.1.1", true), ("10.0.0.1", "10.0.0.1", true),
            ("10.0.0.1, 10.0.0.2", "10.0.0.1", false), ("x, 10.0.0.2", nil, false), ("x", nil, false),
            ("1.1.1.1, x", nil, false), ("2.2.2.2, 1.1.1.1, 10.0.0.1", "1.1.1.1", false), ("", nil, true),
        ] as [(String, String?, Bool)])
    func outside(list: String, expected: String?, isAlone: Bool) throws {
        let headers = makeHeaders([("x-forwarded-for", list)])
        let networks = [try #require(CIDRBlock("10.0.0.0/8"))]
        let found = headers.forwardedAddress(outside: networks)
        #expect(found.address?.text.string == expected && found.isAlone == isAlone)
    }

    @Test("A trace decision is taken back from a UUID, and from nothing else")
    func traceReason() {
        for (id, expected) in [
            ("7b674932-635d-9ceb-b907-12674f8c7267", "7b674932-635d-4ceb-b907-12674f8c7267"), ("abc", "abc"),
        ] {
            var headers = makeHeaders([("x-request-id", id)])
            headers.setTraceReason(.notTraceable, at: 0)
            #expect(lines(headers) == "x-request-id: \(expected)\r\n")
        }
    }
}

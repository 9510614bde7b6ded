import HTTPSemantics
import Testing

@Suite("gRPC calls")
struct GRPCTests {
    @Test(
        "A call is known by its content type",
        arguments: [
            ("application/grpc", true), ("application/grpc+proto", true), ("application/grpc-web", false),
            ("application/grpc;x", false), ("Application/grpc", false), ("text/plain", false), ("", false),
        ])
    func contentType(value: String, expected: Bool) {
        let isCall = HeaderMap([("content-type", value)]).isGRPC
        #expect(isCall == expected)
    }

    @Test("Two content types are none")
    func twoTypes() {
        let isCall = HeaderMap([("content-type", "application/grpc"), ("content-type", "b")]).isGRPC
        #expect(!isCall && !HeaderMap().isGRPC)
    }
}

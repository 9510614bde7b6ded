import Testing

@testable import Proxying

@Suite("Masked secrets")
struct SecretMaskTests {
    @Test("Only fields that are known to be harmless show their values")
    func fields() {
        #expect(SecretMask.value(Array("curl/8".utf8), ofField: "user-agent") == "curl/8")
        for name in ["authorization", "cookie", "set-cookie", "x-api-key", "proxy-authorization", "x-anything"] {
            #expect(SecretMask.value(Array("hunter2".utf8), ofField: name) == "(7 bytes)", "\(name)")
        }
        let long = SecretMask.value(Array(repeating: 0x61, count: 1_000), ofField: "via")
        #expect(long.count == 257 && long.hasSuffix("…"))
    }

    @Test(
        "Values of a query are masked by their names and lengths",
        arguments: [
            ("/a?page=2&token=abc", "/a?page=2&token=(3 bytes)"), ("/a", "/a"), ("/a?", "/a?"), ("", ""),
            ("/a?API_KEY=k", "/a?API_KEY=(1 bytes)"), ("/a?%74oken=abc", "/a?%74oken=(3 bytes)"),
            ("/a?q=0123456789012345678901234567890123456789x", "/a?q=(41 bytes)"), ("/a?flag&token=", "/a?flag&token="),
            ("/a?x=1=2&code=3", "/a?x=1=2&code=(1 bytes)"),
        ])
    func query(_ path: String, _ masked: String) { #expect(SecretMask.path(path) == masked) }

    @Test("Long paths are cut")
    func length() { #expect(SecretMask.path("/" + String(repeating: "a", count: 5_000)).count == 1_025) }
}

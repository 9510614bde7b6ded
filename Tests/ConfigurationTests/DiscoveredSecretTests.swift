import Configuration
import RegularExpressions
import Testing

@Suite("Secrets of sources")
struct DiscoveredSecretTests {
    private static func secret(_ name: String, _ content: String) -> String {
        #"{"@type":"type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret","name":""# + name + #"","#
            + content + "}"
    }

    private static let pair =
        #""tls_certificate":{"certificate_chain":{"filename":"c"},"private_key":{"inline_string":"k"}}"#

    private static func read(_ resources: String, version: String = "") throws -> DiscoveredResponse {
        let text = #"{"version_info":""# + version + #"","resources":["# + resources + "]}"
        let response = DiscoveredResponseReader().read(.init(file: "s.json", bytes: Array(text.utf8)), .secret)
        #expect(response.complaints.isEmpty)
        return response
    }

    private static func secret(_ resource: DiscoveredResource?) -> SecretConfiguration? {
        if case .secret(let secret)? = resource?.value { secret } else { nil }
    }

    @Test("A secret is read, with the version of its file and without its key")
    func whole() throws {
        let response = try Self.read(Self.secret("a", Self.pair), version: "7")
        #expect(response.version == "7")
        let secret = try #require(Self.secret(response.resource(named: "a")))
        var expected = CertificateConfiguration(.pem(chain: .file("c"), key: .bytes(Array("k".utf8))))
        expected.origin = .file("a")
        #expect(secret.content == .certificate(expected))
        let shown = String(decoding: secret.source, as: UTF8.self)
        #expect(shown.contains("[redacted]") && !shown.contains(#""k""#))
    }

    @Test("What changes in a secret shows in the text by which changes are known, keys too")
    func redactedChange() throws {
        let one = try Self.read(Self.secret("a", Self.pair))
        let other = try Self.read(
            Self.secret("a", Self.pair.replacing("inline_string\":\"k", with: "inline_string\":\"l")))
        #expect(one.resources.first?.source != other.resources.first?.source)
    }

    @Test("Fields that nobody knows are passed over")
    func unknownFields() throws {
        let response = try Self.read(Self.secret("a", Self.pair + #","no_such_field":1"#))
        #expect(Self.secret(response.resource(named: "a")) != nil && response.unknownFields.count == 1)
    }

    @Test(
        "What is no secret, or none that can be used, is refused with its reason",
        arguments: [
            (secret("a", #""generic_secret":{"secrets":{"b":{"inline_string":"s"}}}"#), "secrets"),
            (secret("a", #""tls_certificate":{"certificate_chain":{"filename":"c"}}"#), "private_key"),
            (#"{"@type":"type.googleapis.com/envoy.config.core.v3.Node"}"#, "envoy.config.core.v3.Node"),
            ("7", "found the number 7"), (#"{"name":"a"}"#, "@type"),
        ])
    func unfit(_ resource: String, _ reason: String) throws {
        let response = try Self.read(resource)
        let read = try #require(response.resources.first)
        #expect(read.value == nil && read.complaints.contains { $0.text.contains(reason) }, "\(read.complaints)")
    }

    @Test("What is no response is told with its place", arguments: ["", "{", "[]", "\u{0}", "{\"resources\":[}"])
    func unreadable(_ text: String) {
        let response = DiscoveredResponseReader().read(.init(file: "s.json", bytes: Array(text.utf8)), .secret)
        #expect(!response.complaints.isEmpty && response.resources.isEmpty)
    }

    @Test("A validation context is laid over another as protobuf merges messages")
    func merging() {
        var first = CertificateValidationConfiguration()
        first.trustedAuthorities = .file("a")
        first.alternativeNames = [AlternativeNameMatch(.dns, StringMatcherConfiguration(.exact, "a"))]
        first.allowsExpired = true
        first.maximumDepth = 1
        var second = CertificateValidationConfiguration()
        second.trustedAuthorities = .file("b")
        second.alternativeNames = [AlternativeNameMatch(.uri, StringMatcherConfiguration(.exact, "b"))]
        second.acceptsUntrusted = true
        second.origin = .file("s")
        let both = first.merged(with: second)
        #expect(both.trustedAuthorities == .file("b"))
        #expect(both.alternativeNames == first.alternativeNames + second.alternativeNames)
        #expect(both.allowsExpired && both.acceptsUntrusted && both.maximumDepth == 1)
        #expect(both.origin == .file("s"))
        #expect(first.merged(with: CertificateValidationConfiguration()) == first)
    }

    @Test("Names of certificates whose chain is not checked prove nothing")
    func weakness() {
        var validation = CertificateValidationConfiguration()
        #expect(validation.weakness == nil)
        validation.revocations = .file("r")
        #expect(validation.weakness?.contains("crl") == true)
        validation.alternativeNames = [AlternativeNameMatch(.dns, StringMatcherConfiguration(.exact, "a"))]
        #expect(validation.weakness?.contains("match_typed_subject_alt_names") == true)
        validation.trustedAuthorities = .file("a")
        #expect(validation.weakness == nil)
    }
}

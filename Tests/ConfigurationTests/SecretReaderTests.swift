import Configuration
import RegularExpressions
import Testing

@Suite("Secrets in files")
struct SecretReaderTests {
    private static let reference = SecretReference(name: "a", kind: .certificate, path: "s.json")

    private static func secret(_ name: String, _ content: String) -> String {
        #"{"@type":"type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret","name":""# + name + #"","#
            + content + "}"
    }

    private static let pair =
        #""tls_certificate":{"certificate_chain":{"filename":"c"},"private_key":{"inline_string":"k"}}"#

    private static func read(_ resources: String, version: String = "") throws -> SecretReader.Response {
        let text = #"{"version_info":""# + version + #"","resources":["# + resources + "]}"
        return try SecretReader().read(Array(text.utf8), reference)
    }

    @Test("The one secret of a file is read, with the file's version and without its key")
    func whole() throws {
        let response = try Self.read(Self.secret("a", Self.pair), version: "7")
        #expect(response.version == "7")
        var expected = CertificateConfiguration(.pem(chain: .file("c"), key: .bytes(Array("k".utf8))))
        expected.origin = .file("a")
        #expect(response.secret.content == .certificate(expected))
        let shown = String(decoding: response.secret.source, as: UTF8.self)
        #expect(shown.contains("[redacted]") && !shown.contains(#""k""#))
    }

    @Test("A file may be YAML, as its name says")
    func yaml() throws {
        let text = """
            version_info: "7"
            resources:
            - "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret
              name: a
              tls_certificate:
                certificate_chain: {filename: c}
                private_key: {filename: k}
            """
        let reference = SecretReference(name: "a", kind: .certificate, path: "s.yaml")
        let response = try SecretReader().read(Array(text.utf8), reference)
        #expect(response.version == "7" && response.secret.name == "a")
        #expect(throws: SecretReader.Refusal.self) { try SecretReader().read(Array(text.utf8), Self.reference) }
    }

    @Test("Fields that nobody knows are passed over")
    func unknownFields() throws {
        _ = try Self.read(Self.secret("a", Self.pair + #","no_such_field":1"#))
    }

    @Test(
        "What is not asked for is no good",
        arguments: [
            ("", "found 0"), (secret("a", pair) + "," + secret("a", pair), "found 2"),
            (secret("b", pair), "expected the secret 'a', found 'b'"),
            (secret("a", #""validation_context":{}"#), "expected a certificate, found a validation context"),
            (secret("a", #""generic_secret":{"secret":{"inline_string":"s"}}"#), "generic_secret"),
            (secret("a", #""tls_certificate":{"certificate_chain":{"filename":"c"}}"#), "private_key"),
            (#"{"@type":"type.googleapis.com/envoy.config.core.v3.Node"}"#, "found envoy.config.core.v3.Node"),
            ("7", "found the number 7"), (#"{"name":"a"}"#, "@type"),
        ])
    func unfit(_ resources: String, _ reason: String) {
        #expect {
            _ = try Self.read(resources)
        } throws: { error in
            guard case .unfit(let text)? = error as? SecretReader.Refusal else { return false }
            return text.contains(reason)
        }
    }

    @Test("What is no response is told with its place", arguments: ["", "{", "[]", "\u{0}", "{\"resources\":[}"])
    func unreadable(_ text: String) {
        #expect {
            _ = try SecretReader().read(Array(text.utf8), Self.reference)
        } throws: { error in
            if case .unreadable? = error as? SecretReader.Refusal { true } else { false }
        }
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

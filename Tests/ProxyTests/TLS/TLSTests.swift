import Testing

/// TLS on both faces, compared with Envoy on the same configuration.
@Suite struct TLSTests {
    @Test(
        "Both proxies say and count the same", .enabled(if: ProxyBinary.envoy.path != nil, "no Envoy here"),
        arguments: TLSCase.all + TLSCase.ofRequests)
    func likeEnvoy(test: TLSCase) throws {
        let facts = try ProxyBinary.allCases.map { binary in
            try TLSSubject(binary, test).facts(of: test).filter { !$0.hasPrefix(test.ignored + " ") }
        }
        #expect(facts[0].filter { !facts[1].contains($0) } == [], "what only Apus says")
        #expect(facts[1].filter { !facts[0].contains($0) } == [], "what only Envoy says")
        #expect(facts[0].count == facts[1].count)
    }

    @Test("Private keys in the configuration are not shown", arguments: ProxyBinary.present)
    func secrets(binary: ProxyBinary) throws {
        let test = try #require(TLSCase.all.first { $0.name == "inline" })
        let subject = try TLSSubject(binary, test)
        let page = subject.proxy.admin.get("/config_dump")?.body.text ?? ""
        #expect(page.contains("BEGIN CERTIFICATE") && page.contains("[redacted]"))
        #expect(!page.contains("PRIVATE KEY"))
        withExtendedLifetime(subject) {}
    }
}

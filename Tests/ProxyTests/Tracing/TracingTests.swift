import Testing

/// Traces, compared with Envoy on the same configuration.
@Suite struct TracingTests {
    @Test(
        "Both proxies tell the same of a request", .enabled(if: ProxyBinary.envoy.path != nil, "no Envoy here"),
        arguments: TracingCase.all)
    func likeEnvoy(test: TracingCase) throws {
        let (apus, envoy) = (try TracingSubject(.apus, test).facts(), try TracingSubject(.envoy, test).facts())
        #expect(apus.filter { !envoy.contains($0) } == [], "what only Apus says")
        #expect(envoy.filter { !apus.contains($0) } == [], "what only Envoy says")
        #expect(apus.count == envoy.count)
    }
}

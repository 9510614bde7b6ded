import Testing

/// An injected pod at work, in networks of its own.
@Suite struct InjectedPodTests {
    @Test(
        "A pod and its proxy talk to the world as the mode has it: probes, metrics, both directions",
        .enabled(if: NetworkNamespace.missing == nil, "\(NetworkNamespace.missing ?? "")"),
        arguments: [("none", "4"), ("redirect", "4"), ("redirect", "6"), ("tproxy", "4"), ("tproxy", "6")])
    func traffic(mode: String, family: String) throws {
        let place = try TemporaryDirectory()
        let process = try ChildProcess(
            try #require(NetworkNamespace.path("unshare")),
            [
                "-n", "python3", InjectionHarness.tools + "/check_pod.py", try #require(ProxyBinary.apus.path), mode,
                family,
            ], output: place.file("out"), errors: place.file("err"))
        #expect(process.ending(within: 180) == .exit(0), "\((readFile(place.file("err")) ?? []).text)")
        #expect((readFile(place.file("out")) ?? []).text.hasSuffix("ok\n"))
    }
}

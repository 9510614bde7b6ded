import Testing

/// gRPC by grpcio's client and server through one proxy, and through two in a row over HTTP/2.
@Suite struct GRPCMatrixTests {
    /// Whether Python has grpcio.
    static let isAvailable = isImportable("grpc")

    static func isImportable(_ module: String) -> Bool {
        // Not imported: some look for their configuration then.
        let code = "import importlib.util, sys; sys.exit(importlib.util.find_spec('\(module)') is None)"
        guard let directory = try? TemporaryDirectory(),
            let process = try? ChildProcess(
                "/usr/bin/env", ["python3", "-c", code], output: directory.file("output.txt"),
                errors: directory.file("errors.txt"))
        else { return false }
        return process.ending(within: 60) == .exit(0)
    }

    private static let http2: JSON = [
        "typed_extension_protocol_options": [
            "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": [
                "@type": .string(TypeName.httpProtocolOptions),
                "explicit_http_config": ["http2_protocol_options": [:]],
            ]
        ]
    ]

    private static func proxy(_ binary: ProxyBinary, to upstream: UInt16) throws -> ProxyHarness {
        let calls = ProxyCase("c", steps: []).with {
            $0.cluster = http2
            $0.action = ["timeout": "0s"]
        }
        let directory = try TemporaryDirectory()
        return try ProxyHarness(
            binary,
            configuration: Theme(name: "grpc", cases: [calls]).configuration(
                upstreams: ["c": upstream], log: directory.file("access.log")),
            directory: directory)
    }

    @Test(
        "Everything that gRPC promises holds through proxies",
        .enabled(if: isAvailable, "python3 has no grpcio"),
        arguments: [[.apus], [.apus, .apus], [.envoy, .apus], [.apus, .envoy]] as [[ProxyBinary]])
    func matrix(_ binaries: [ProxyBinary]) throws {
        if binaries.contains(.envoy) && !ParityTests.hasEnvoy { return }
        let directory = try TemporaryDirectory()
        let script = try directory.write(GRPCMatrix.script, to: "matrix.py")
        let portFile = directory.file("port.txt")
        let server = try ChildProcess(
            "/usr/bin/env", ["python3", script, "serve", portFile], output: directory.file("server.txt"),
            errors: directory.file("server-errors.txt"))
        defer {
            server.signal(9)
            _ = server.ending(within: 10)
        }
        var port: UInt16 = 0
        _ = Deadline(seconds: 60).reached {
            port = UInt16((readFile(portFile) ?? []).text.prefix { $0.isNumber }) ?? 0
            return port != 0
        }
        try #require(port != 0, "the server did not come up")
        var proxies: [ProxyHarness] = []
        for binary in binaries.reversed() {
            let proxy = try Self.proxy(binary, to: port)
            port = try #require(proxy.port(of: "c"))
            proxies.append(proxy)
        }
        let output = directory.file("client.txt")
        let errors = directory.file("client-errors.txt")
        let client = try ChildProcess(
            "/usr/bin/env", ["python3", script, "call", String(port)], output: output, errors: errors)
        let ending = client.ending(within: 300)
        let text = (readFile(output) ?? []).text
        #expect(ending == .exit(0), "\(text)\n\((readFile(errors) ?? []).text.suffix(2000))")
        #expect(text.hasSuffix("passed\n"))
        if ending == nil { client.signal(9) }
        withExtendedLifetime(proxies) {}
    }
}

import Glibc
import Testing

/// What two proxies behind each other tell of requests, read by receivers that others wrote
/// (`Tests/TracingTools/receivers.py`).
@Suite struct TraceReceiverTests {
    private static let tool =
        #filePath.split(separator: "/").dropLast(4).reduce("") { "\($0)/\($1)" }
        + "/Tests/TracingTools/receivers.py"

    /// How the tool ends, and what it says.
    private static func run(_ arguments: [String]) throws -> (ending: ChildProcess.Ending?, said: String) {
        guard let python = ProxyBinary.inSearchPath("python3") else {
            throw ChildProcess.StartError(description: "python3 is not there")
        }
        let directory = try TemporaryDirectory()
        let process = try ChildProcess(
            python, [tool] + arguments, output: directory.file("out"), errors: directory.file("err"))
        // Only bounds a hang; the tool's own limits are shorter.
        var ending = process.ending(within: 300)
        if ending == nil {
            process.signal(SIGTERM)
            ending = process.ending(within: 30)
        }
        return (ending, ["out", "err"].map { (readFile(directory.file($0)) ?? []).text }.joined())
    }

    /// What this machine lacks for OpenTelemetry's collector; empty: nothing.
    private static let missing: String = {
        let found = try? run(["needs", "otlp"])
        return found?.ending == .exit(0) ? found?.said.split(separator: "\n").joined(separator: ", ") ?? "" : "python3"
    }()

    private func check(_ kind: String) throws {
        let (ending, said) = try Self.run([kind, #require(ProxyBinary.apus.path)])
        #expect(ending == .exit(0), "\(said.suffix(8_000))")
    }

    @Test(
        "OpenTelemetry's schema and a collector take every span, and parents and children join across two proxies",
        .enabled(if: missing.isEmpty, "missing: \(missing)"))
    func openTelemetry() throws { try check("otlp") }

    @Test(
        "Every span is as Zipkin's description of its API says, and parents and children join across two proxies",
        .enabled(if: ProxyBinary.inSearchPath("python3") != nil, "python3 is missing"))
    func zipkin() throws { try check("zipkin") }
}

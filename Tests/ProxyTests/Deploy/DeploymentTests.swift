import Glibc
import Testing

/// What lies in `deploy/`, held to checkers that others wrote and to our own in `Tests/DeployTools`.
@Suite(.serialized) struct DeploymentTests {
    private static let repository = #filePath.split(separator: "/").dropLast(4).reduce("") { "\($0)/\($1)" }
    private static let tools = repository + "/Tests/DeployTools"
    /// Seconds that only bound a hang. The limits of the tools (`LONGEST` in `common.py`) are below, so that their own
    /// clean-up and complaint come first.
    private static let longest = 900.0

    /// How a process ends; one that hangs is asked to end first, so that what it made goes with it.
    private static func ending(of process: ChildProcess) -> ChildProcess.Ending? {
        if let ending = process.ending(within: longest) { return ending }
        process.signal(SIGTERM)
        _ = process.ending(within: 30)
        return nil
    }

    /// What a tool prints, and how it ends.
    private static func run(_ arguments: [String]) throws -> (ending: ChildProcess.Ending?, said: String) {
        guard let python = ProxyBinary.inSearchPath("python3") else {
            throw ChildProcess.StartError(description: "python3 is not there")
        }
        let directory = try TemporaryDirectory()
        let process = try ChildProcess(
            python, arguments, output: directory.file("out"), errors: directory.file("err"))
        let ending = ending(of: process)
        return (ending, ["out", "err"].map { (readFile(directory.file($0)) ?? []).text }.joined())
    }

    /// What a tool needs and this machine lacks; empty: nothing.
    private static let missing: [String: String] = [
        "image", "manifests", "rules", "measured", "static", "scan", "cluster", "demo", "guides",
    ]
    .reduce(into: [:]) { missing, tool in
        let found = try? run(["\(tools)/common.py", tool])
        missing[tool] = found?.ending == .exit(0) ? found?.said.split(separator: "\n").joined() ?? "" : "python3"
    }

    private static func has(_ tool: String) -> Bool { missing[tool]?.isEmpty == true }

    /// Runs a tool to its end; what it complains of is the issue.
    private func check(_ tool: String) throws {
        let apus = try #require(ProxyBinary.apus.path)
        let (ending, said) = try Self.run(["\(Self.tools)/\(tool).py", apus])
        #expect(ending == .exit(0), "\(said.suffix(8_000))")
    }

    @Test(
        "The image is built by its Dockerfile, and serves as uid 1337 from a read-only root",
        .enabled(if: has("image"), "missing: \(missing["image"] ?? "its name")"))
    func image() throws { try check("image") }

    @Test(
        "Manifests and chart are right for Kubernetes, for our policy and for the program, and render alike",
        .enabled(if: has("manifests"), "missing: \(missing["manifests"] ?? "its name")"))
    func manifests() throws { try check("manifests") }

    @Test(
        "Overlays are started by their manifests as a node would, answer, end politely, and a rollout loses no request",
        .enabled(if: has("cluster"), "missing: \(missing["cluster"] ?? "its name")"))
    func cluster() throws { try check("cluster") }

    @Test(
        "Dockerfile, scripts, YAML, units and the compose file pass their checkers",
        .enabled(if: has("static"), "missing: \(missing["static"] ?? "its name")"))
    func others() throws { try check("static") }

    @Test(
        "checkov finds nothing in the manifests and the Dockerfile",
        .enabled(if: has("scan"), "missing: \(missing["scan"] ?? "its name")"))
    func scanned() throws { try check("scan") }

    @Test(
        "Files and commands of the guides do what is said of them, and links of all pages lead somewhere",
        .enabled(if: has("guides"), "missing: \(missing["guides"] ?? "its name")"))
    func guides() throws { try check("guides") }

    @Test(
        "Each alert fires when it should and is silent when not, and what panels ask can be read",
        .enabled(if: has("rules"), "missing: \(missing["rules"] ?? "its name")"))
    func rules() throws { try check("rules") }

    @Test(
        "Prometheus has data for each panel of a loaded mesh, and public alerts fire under their faults",
        .enabled(if: has("measured"), "missing: \(missing["measured"] ?? "its name")"))
    func measured() throws { try check("measured") }

    @Test(
        "The demo's mesh does what it says", .enabled(if: has("demo"), "missing: \(missing["demo"] ?? "its name")"))
    func demo() throws {
        let apus = try #require(ProxyBinary.apus.path)
        let demo = Self.repository + "/deploy/demo"
        let directory = try TemporaryDirectory()
        // In namespaces of its own: bridge, names, processes and all. What it leaves when it is killed is in the
        // folder of the test.
        let script = """
            ip link set lo up && mkdir -p /run/netns && mount -t tmpfs none /run/netns &&
                TMPDIR='\(directory.file(""))' exec '\(demo)/mesh.sh' '\(apus)' '\(demo)/mesh-check.sh'
            """
        let process = try ChildProcess(
            try #require(NetworkNamespace.path("unshare")),
            ["--net", "--mount", "--pid", "--fork", "--kill-child=SIGKILL", "--mount-proc", "bash", "-c", script],
            output: directory.file("out"), errors: directory.file("err"))
        let ending = Self.ending(of: process)
        #expect(ending == .exit(0), "\((readFile(directory.file("err")) ?? []).text.suffix(8_000))")
        #expect((readFile(directory.file("out")) ?? []).text.contains("cart knows who asks: web"))
    }

    @Test("apus ready says by its exit code whether a proxy serves")
    func ready() throws {
        let served = try ServedProxy(.apus)
        defer { served.stop() }
        let apus = try #require(ProxyBinary.apus.path)
        func ask(_ address: String, _ more: String...) throws -> ChildProcess.Ending? {
            let directory = try TemporaryDirectory()
            let process = try ChildProcess(
                apus, ["ready", "--admin", address] + more, output: directory.file("out"),
                errors: directory.file("err"))
            return process.ending(within: 60)
        }
        let address = "127.0.0.1:\(served.proxy.adminPort)"
        #expect(try ask(address, "--timeout", "50") == .exit(0))
        _ = served.proxy.admin.post("/healthcheck/fail")
        #expect(try ask(address, "--timeout", "50") == .exit(4))
        #expect(try ask("127.0.0.1:1") == .exit(4))
        #expect(try ask("nowhere") == .exit(2))
        #expect(try ask(address, "--timeout", "0") == .exit(2))
        #expect(try ask(address, "--certificate", "file") == .exit(2))
    }
}

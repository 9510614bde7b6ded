import Glibc
import Testing

/// What lies in `deploy/`, by checkers that others wrote and by our own in `Tests/DeployTools`.
@Suite(.serialized) struct DeploymentTests {
    private static let tools =
        "\(#filePath)".split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" } + "/DeployTools"

    /// Whether all of these programs are there.
    private static func has(_ programs: String...) -> Bool {
        programs.allSatisfy { ProxyBinary.inSearchPath($0) != nil }
    }

    /// Runs a checker to its end; what it complains of is the issue.
    private func check(_ tool: String, _ arguments: String...) throws {
        let directory = try TemporaryDirectory()
        let python = try #require(ProxyBinary.inSearchPath("python3"))
        let process = try ChildProcess(
            python, ["\(Self.tools)/\(tool).py"] + arguments, output: directory.file("out"),
            errors: directory.file("err"))
        let ending = process.ending(within: 240)
        let said = (readFile(directory.file("err")) ?? []).text + (readFile(directory.file("out")) ?? []).text
        #expect(ending == .exit(0), "\(said.suffix(8_000))")
    }

    private func apus() throws -> String { try #require(ProxyBinary.apus.path) }

    @Test(
        "The image is built by its Dockerfile, and serves as uid 1337 from a read-only root",
        .enabled(if: has("buildah", "umoci", "curl", "unshare") && getuid() == 0, "buildah, umoci or root is missing"))
    func image() throws { try check("image", apus()) }

    @Test("apus ready says by its exit code whether a proxy serves")
    func ready() throws {
        let served = try ServedProxy(.apus)
        defer { served.stop() }
        func ask(_ address: String) throws -> ChildProcess.Ending? {
            let directory = try TemporaryDirectory()
            let process = try ChildProcess(
                apus(), ["ready", "--admin", address], output: directory.file("out"), errors: directory.file("err"))
            return process.ending(within: 60)
        }
        let address = "127.0.0.1:\(served.proxy.adminPort)"
        #expect(try ask(address) == .exit(0))
        _ = served.proxy.admin.post("/healthcheck/fail")
        #expect(try ask(address) == .exit(4))
        #expect(try ask("127.0.0.1:1") == .exit(4))
        #expect(try ask("nowhere") == .exit(2))
    }
}

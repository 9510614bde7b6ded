import Foundation
import Testing

/// A control plane that issues certificates, with its directory; ended with its last reference.
final class AuthorityProcess: Sendable {
    let directory: TemporaryDirectory
    let port: UInt16
    private let process: ChildProcess
    private static let operatorToken = "0123456789abcdef0123456789abcdef"

    /// - Parameter port: where to listen; 0 for any.
    init(in directory: TemporaryDirectory, life: Int, port wanted: UInt16 = 0) throws {
        self.directory = directory
        guard let path = ProxyBinary.apus.path else { throw ProxyHarness.StartError(description: "apus is not there") }
        _ = try directory.write("tester \(Self.operatorToken)\n", to: "operators")
        let addressFile = directory.file("control-address")
        try? FileManager.default.removeItem(atPath: addressFile)
        if !FileManager.default.fileExists(atPath: directory.file("tokens")) {
            _ = try directory.write("", to: "tokens")
        }
        process = try ChildProcess(
            path,
            [
                "control", "--authority", directory.file("authority"), "--trust-domain", "mesh.test",
                "--authority-host", "127.0.0.1", "--join-tokens", directory.file("tokens"), "--listen",
                "127.0.0.1:\(wanted)", "--address-path", addressFile, "--certificate-life-s", "\(life)",
                "--token-file", directory.file("operators"), "--audit-log", directory.file("audit"),
            ], output: directory.file("control-output"), errors: directory.file("control-errors"))
        var found: UInt16 = 0
        let isUp = Deadline(seconds: 60).reached {
            guard let text = readFile(addressFile)?.text, let colon = text.lastIndex(of: ":") else { return false }
            found = UInt16(text[text.index(after: colon)...].prefix { $0.isNumber }) ?? 0
            return found != 0
        }
        port = found
        if !isUp {
            throw ProxyHarness.StartError(
                description: "no control plane: \((readFile(directory.file("control-errors")) ?? []).text)")
        }
    }

    /// What it wrote to standard error.
    var errors: String { (readFile(directory.file("control-errors")) ?? []).text }

    /// Its audit log.
    var audit: String { (readFile(directory.file("audit")) ?? []).text }

    /// The roots that proxies are to trust first.
    var bundle: String { directory.file("authority/bundle.pem") }

    /// Ends it politely; how it ended.
    @discardableResult
    func stop() -> ChildProcess.Ending? {
        process.signal(SIGTERM)
        return process.ending(within: 30)
    }

    /// Ends it at once.
    func kill() {
        process.signal(SIGKILL)
        _ = process.ending(within: 30)
    }

    /// Makes a token for an account of the namespace `shop`; the file that holds it.
    func makeToken(_ account: String, _ more: [String] = []) throws -> String {
        let output = directory.file("token-\(account)")
        let made = try ChildProcess(
            ProxyBinary.apus.path ?? "",
            [
                "control", "token", "--join-tokens", directory.file("tokens"), "--namespace", "shop", "--account",
                account,
            ] + more, output: output, errors: directory.file("token-errors"))
        #expect(made.ending(within: 60) == .exit(0), "\((readFile(directory.file("token-errors")) ?? []).text)")
        return output
    }

    /// What a proxy is told so that it obtains an identity here.
    func arguments(token: String) -> [String] {
        [
            "--identity-server", "https://127.0.0.1:\(port)", "--identity-token-file", token, "--identity-bundle",
            bundle,
            "--identity-trust-domain", "mesh.test",
        ]
    }

    /// Asks by `curl`, as an operator; the answer's body.
    func ask(_ method: String, _ path: String, _ more: String = "") throws -> String {
        try Self.shell(
            "curl -s --cacert '\(bundle)' -X \(method) -H 'authorization: Bearer \(Self.operatorToken)' \(more) "
                + "'https://127.0.0.1:\(port)\(path)'", in: directory)
    }

    /// What a line of a shell writes.
    static func shell(_ line: String, in directory: TemporaryDirectory) throws -> String {
        let output = directory.file("shell-\(UUID().uuidString)")
        let process = try ChildProcess(
            "/bin/sh", ["-c", "cd '\(directory.path)' && { \(line); }"], output: output,
            errors: directory.file("shell-errors"))
        _ = process.ending(within: 60)
        return (readFile(output) ?? []).text
    }
}

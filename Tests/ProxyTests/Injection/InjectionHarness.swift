import Foundation
import Glibc

/// `apus injector` with a certificate of its own, which can be changed.
final class InjectionHarness {
    let directory: TemporaryDirectory
    let files: TLSFiles
    private let process: ChildProcess
    private(set) var port: UInt16 = 0

    /// Where the checks and the forty manifests are.
    static let tools = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("InjectionTools").path

    /// What the checks need and is not here; nil: nothing.
    static let missing: String? = ["yaml", "jsonpatch", "kubernetes_validate"].first {
        !GRPCMatrixTests.isImportable($0)
    }.map { "python3 has no \($0)" }

    init(_ arguments: String...) throws {
        files = try TLSFiles.shared.get()
        directory = try TemporaryDirectory()
        try FileManager.default.createDirectory(atPath: directory.file("tls"), withIntermediateDirectories: true)
        for kind in ["crt", "key"] {
            try FileManager.default.copyItem(
                atPath: files.path("server.\(kind)"), toPath: directory.file("tls/\(kind)"))
        }
        guard let path = ProxyBinary.apus.path else { throw ProxyHarness.StartError(description: "no apus") }
        process = try ChildProcess(
            path,
            [
                "injector", "--listen", "127.0.0.1:0", "--address-path", directory.file("address"), "--tls-certificate",
                directory.file("tls/crt"), "--tls-key", directory.file("tls/key"),
            ] + arguments, output: directory.file("out"), errors: directory.file("err"))
        let process = process
        var hasEnded = false
        _ = Deadline(seconds: 60).reached {
            hasEnded = process.ending(within: 0) != nil
            port = readFile(directory.file("address"))?.text.split(separator: ":").last.flatMap { UInt16($0) } ?? 0
            return hasEnded || port != 0
        }
        if hasEnded || port == 0 { throw ProxyHarness.StartError(description: "no injector: \(errors)") }
    }

    /// Everything it wrote to standard error.
    var errors: String { (readFile(directory.file("err")) ?? []).text }

    /// Ends it politely; how it ended.
    func stop() -> ChildProcess.Ending? {
        process.signal(SIGTERM)
        return process.ending(within: 60)
    }

    /// Puts other files into the place of the certificate and its key, as a careful writer does.
    func replace(_ kind: String, with bytes: ByteString) throws {
        let draft = try directory.write(bytes.text, to: "draft")
        guard unsafe rename(draft, directory.file("tls/\(kind)")) == 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    /// What curl says of a request: the body, and the status behind it.
    func ask(_ path: String, _ arguments: String..., name: String = "server.test") throws -> String {
        let place = try TemporaryDirectory()
        let process = try ChildProcess(
            "/usr/bin/env",
            [
                "curl", "-sS", "--max-time", "60", "--cacert", files.path("ca.crt"), "--resolve",
                "\(name):\(port):127.0.0.1", "-w", " %{http_code}",
            ] + arguments + ["https://\(name):\(port)\(path)"], output: place.file("out"), errors: place.file("err"))
        _ = process.ending(within: 90)
        return (readFile(place.file("out")) ?? []).text
    }
}

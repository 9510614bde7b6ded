/// A proxy with one listener, one cluster and an upstream, all named `served`, that has answered one request.
final class ServedProxy {
    let proxy: ProxyHarness
    private let upstream: ScriptedUpstream
    private let directory: TemporaryDirectory

    /// What could not be had.
    struct Missing: Error {
        var what: String
    }

    /// - Parameters:
    ///   - changes: laid over the configuration.
    ///   - arguments: of the command line.
    init(_ binary: ProxyBinary, _ changes: JSON = [:], members: [JSON] = [], arguments: [String] = []) throws {
        guard let upstream = ScriptedUpstream(.plain) else { throw Missing(what: "no upstream") }
        self.upstream = upstream
        directory = try TemporaryDirectory()
        let testCase = ProxyCase("served", get()).with { $0.members = members }
        let configuration = Theme(name: "served", cases: [testCase]).configuration(
            upstreams: ["served": upstream.port], log: directory.file("access.log")
        ).merged(with: changes)
        proxy = try ProxyHarness(binary, configuration: configuration, directory: directory, arguments: arguments)
        guard var client = RawClient(port: proxy.port(of: "served") ?? 0, delivery: .whole),
            client.run([.text(get()), .answers(1)], upstream: nil, probes: false).answers.map(\.status) == [200]
        else { throw Missing(what: "\(binary) does not serve: \(proxy.errors.suffix(1000))") }
    }

    /// Waits until everything is counted: connections are gone, and histograms are merged.
    func settle() { _ = CaseStatistics(settled: proxy.admin, cases: [ProxyCase("served", get())]) }

    /// The text with what must differ replaced: ports, and what names the binary and its versions.
    func masked(_ text: String) -> String {
        text.replacing("\(proxy.port(of: "served") ?? 0)", with: "{listener}")
            .replacing("\(upstream.port)", with: "{upstream}")
            .replacing("\(proxy.adminPort)", with: "{admin}")
            .replacing(directory.path, with: "{directory}")
    }

    func stop() {
        proxy.stop()
        upstream.stop()
    }
}

extension String {
    /// The text with `{}` for whatever follows each place of `prefix` while `isHidden` says so.
    func masked(behind prefix: String, _ isHidden: (Character) -> Bool) -> String {
        let parts = split(separator: prefix, omittingEmptySubsequences: false)
        return parts.dropFirst().reduce(String(parts.first ?? "")) { $0 + prefix + "{}" + $1.drop(while: isHidden) }
    }
}

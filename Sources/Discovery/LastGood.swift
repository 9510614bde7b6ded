internal import Buffers
public import Configuration
internal import EventLoops

/// The last answers of servers that were in use, kept in a directory, so that a proxy that starts while its servers are
/// away serves what it served before. Envoy has nothing like it.
public struct LastGood: Sendable {
    /// The directory.
    public let directory: String

    /// Answers kept in a directory that is there.
    public init(directory: String) { self.directory = directory }

    /// Keeps an answer; what went wrong, or nil.
    public func keep(_ bytes: [UInt8], of kind: ResourceKind, from source: RESTSourceConfiguration) -> String? {
        Files.replace(path(kind, source), with: bytes)
    }

    /// The answer that was kept last; nil when there is none.
    public func answer(of kind: ResourceKind, from source: RESTSourceConfiguration) -> [UInt8]? {
        guard case .success(let bytes) = Files.read(path(kind, source)) else { return nil }
        return bytes
    }

    /// A file for each kind and cluster, whatever the cluster is called.
    private func path(_ kind: ResourceKind, _ source: RESTSourceConfiguration) -> String {
        let type = kind.typeName.split(separator: ".").last.map(String.init) ?? ""
        let number = String(Bytes.xxHash64(Array(source.cluster.utf8).span), radix: 16)
        return "\(directory)/\(type)-\(number).json"
    }
}

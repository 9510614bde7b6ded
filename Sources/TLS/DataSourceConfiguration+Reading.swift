public import Configuration
internal import EventLoops

extension DataSourceConfiguration {
    /// What the operator knows it by.
    var description: String {
        switch self {
        case .file(let path): "file '\(path)'"
        case .bytes: "the bytes given inline"
        case .environment(let name): "environment variable '\(name)'"
        }
    }

    /// The bytes; blocking, for the making of snapshots. `field` is what complaints begin with.
    public func read(_ field: String) throws(TLSProblem) -> [UInt8] {
        switch self {
        case .bytes(let bytes): return bytes
        case .environment(let name):
            if let text = Host.environment(name) { return Array(text.utf8) }
            throw TLSProblem(text: "\(field): \(description) is not set")
        case .file(let path):
            switch Files.read(path) {
            case .success(let bytes): return bytes
            case .failure(let error):
                throw TLSProblem(text: "\(field): \(description) cannot be read: \(error.text)")
            }
        }
    }
}

/// A Swift source of the repository.
struct SourceFile: Sendable {
    /// From the top of the repository: `Sources/Buffers/ByteBuffer.swift`.
    let path: String
    let lines: [String]
    let text: SwiftText

    init(path: String, source: String) {
        self.path = path
        lines = source.utf8.split(separator: 0x0a, omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
        text = SwiftText(source)
    }

    /// The folder below `Sources` or `Tests`.
    var room: String {
        let parts = path.split(separator: "/")
        return parts.count > 1 ? String(parts[1]) : ""
    }

    /// The file's name without its ending.
    var name: String {
        let last = path.split(separator: "/").last ?? ""
        return String(last.hasSuffix(".swift") ? last.dropLast(6) : last)
    }

    /// Whether a tool wrote it.
    var isGenerated: Bool { path.contains("/Generated/") }

    /// How a complaint names a line, which counts from 0 here.
    func place(_ line: Int) -> String { "\(path):\(line + 1)" }
}

internal import Buffers
internal import Configuration
internal import RegularExpressions

/// The path condition of one route, compiled to bytes. Compared with the path without query and fragment, so a
/// condition with a `?` never holds, as in Envoy.
struct PathMatcher: Sendable {
    enum Kind: UInt8, Sendable {
        case prefix, path, separatedPrefix, expression, connect
    }

    let kind: Kind
    let text: [UInt8]
    let isCaseSensitive: Bool
    private let expression: RegularExpression?

    /// Whether nothing but a path that begins with `text` fits.
    var isKey: Bool { isCaseSensitive && kind != .expression && kind != .connect }

    init(_ match: RouteMatchConfiguration) {
        isCaseSensitive = match.caseSensitive
        let pattern: String
        var expression: RegularExpression?
        switch match.path {
        case .prefix(let value): (kind, pattern) = (.prefix, value)
        case .path(let value): (kind, pattern) = (.path, value)
        case .pathSeparatedPrefix(let value): (kind, pattern) = (.separatedPrefix, value)
        case .expression(let value):
            (kind, pattern) = (.expression, "")
            expression = value
        case .connect: (kind, pattern) = (.connect, "")
        }
        self.expression = expression
        text = match.caseSensitive ? Array(pattern.utf8) : pattern.utf8.map { Bytes.lowercased($0) }
    }

    /// Whether `path` fits; `pathEnd` is where its query or fragment begins. The request is no CONNECT.
    func matches(_ path: Span<UInt8>, pathEnd: Int) -> Bool {
        let count = text.count
        switch kind {
        case .prefix:
            return pathEnd >= count && isPrefix(of: path)
        case .path:
            return pathEnd == count && isPrefix(of: path)
        case .separatedPrefix:
            guard pathEnd >= count, isPrefix(of: path) else { return false }
            return pathEnd == count || path[count] == UInt8(ascii: "/")
        case .expression: return expression?.matches(path.extracting(0..<pathEnd)) ?? false
        case .connect: return false
        }
    }

    /// Whether a path, which is no shorter, begins with the text.
    func isPrefix(of path: Span<UInt8>) -> Bool {
        if isCaseSensitive {
            for index in text.indices where path[index] != text[index] { return false }
        } else {
            for index in text.indices where Bytes.lowercased(path[index]) != text[index] { return false }
        }
        return true
    }
}

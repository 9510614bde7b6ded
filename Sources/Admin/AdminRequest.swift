internal import Buffers

/// What a request asks for: the path as Envoy normalizes it, and the parameters of its query.
struct AdminRequest: Sendable, Equatable {
    /// Why a target cannot be looked up.
    enum TargetError: Error {
        /// It does not begin with a slash.
        case notRelative
        /// It has a fragment, which no request may have (RFC 9112 §3.2.1).
        case fragment
    }

    /// Without query, without dot segments and doubled slashes.
    let path: String
    /// The query as it came.
    let query: [UInt8]
    private var parameters: [Parameter]

    private struct Parameter: Sendable, Equatable {
        let name: String
        let value: String
    }

    /// Takes a request target apart.
    init(target: [UInt8]) throws(TargetError) {
        guard target.first == UInt8(ascii: "/") else { throw .notRelative }
        guard !target.contains(UInt8(ascii: "#")) else { throw .fragment }
        let end = target.firstIndex(of: UInt8(ascii: "?")) ?? target.endIndex
        path = String(decoding: Self.normalized(target[..<end]), as: UTF8.self)
        query = Array(target[end...].dropFirst())
        parameters = Self.parse(query[...])
    }

    /// The path and the query, as the access log shows them.
    var target: String {
        query.isEmpty ? path : path + "?" + String(decoding: query, as: UTF8.self)
    }

    // MARK: - Parameters

    /// The first value of a parameter; nil when it is not given.
    subscript(_ name: String) -> String? { parameters.first { $0.name == name }?.value }

    /// The first value of a parameter, unless it is empty.
    func value(_ name: String) -> String? {
        guard let value = self[name], !value.isEmpty else { return nil }
        return value
    }

    /// Whether a parameter is given, whatever its value.
    func has(_ name: String) -> Bool { self[name] != nil }

    /// All parameters in their order.
    var all: [(name: String, value: String)] { parameters.map { ($0.name, $0.value) } }

    /// Takes parameters from a form that was posted, unless the query has some.
    mutating func addForm(_ body: [UInt8]) {
        if parameters.isEmpty { parameters = Self.parse(body[...]) }
    }

    private static func parse(_ query: ArraySlice<UInt8>) -> [Parameter] {
        query.split(separator: UInt8(ascii: "&")).map { pair in
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            return Parameter(name: decoded(parts[0]), value: parts.count > 1 ? decoded(parts[1]) : "")
        }
    }

    /// A text with its percent-encodings decoded (RFC 3986 §2.1); a broken one stays as it is.
    private static func decoded(_ text: ArraySlice<UInt8>) -> String {
        String(decoding: decoding(text) { _ in true }, as: UTF8.self)
    }

    private static func decoding(_ text: ArraySlice<UInt8>, where mayDecode: (UInt8) -> Bool) -> [UInt8] {
        var result: [UInt8] = []
        var position = text.startIndex
        while position < text.endIndex {
            let byte = text[position]
            if let decoded = Bytes.percentDecoded(text.span, at: position - text.startIndex), mayDecode(decoded) {
                result.append(decoded)
                position += 3
            } else {
                result.append(byte)
                position += 1
            }
        }
        return result
    }

    // MARK: - Path

    /// Unreserved characters decoded, slashes merged and dot segments removed (RFC 3986 §6.2.2).
    private static func normalized(_ path: ArraySlice<UInt8>) -> [UInt8] {
        let plain = decoding(path, where: Bytes.isUnreserved)
        var segments: [ArraySlice<UInt8>] = []
        var endsInSlash = false
        for segment in plain.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            endsInSlash = true
            if segment.isEmpty || segment.elementsEqual(".".utf8) { continue }
            if segment.elementsEqual("..".utf8) {
                _ = segments.popLast()
                continue
            }
            endsInSlash = false
            segments.append(segment)
        }
        var result: [UInt8] = []
        for segment in segments {
            result.append(UInt8(ascii: "/"))
            result.append(contentsOf: segment)
        }
        if endsInSlash || result.isEmpty { result.append(UInt8(ascii: "/")) }
        return result
    }
}

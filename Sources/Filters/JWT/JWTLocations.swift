internal import Buffers
internal import Configuration
internal import HTTPSemantics

/// A token that a request has, and where it stands.
struct FoundToken {
    enum Place {
        case header([UInt8])
        case parameter([UInt8])
        case cookie
    }

    let text: [UInt8]
    let place: Place
}

/// The places where tokens of one provider may stand.
struct JWTLocations: Sendable {
    private let headers: [(name: [UInt8], prefix: [UInt8])]
    private let parameters: [[UInt8]]
    private let cookies: [[UInt8]]

    init(_ configuration: JWTProviderConfiguration) {
        let isSilent =
            configuration.headers.isEmpty && configuration.parameters.isEmpty && configuration.cookies.isEmpty
        if isSilent {
            headers = [(Array("authorization".utf8), Array("Bearer ".utf8))]
            parameters = [Array("access_token".utf8)]
            cookies = []
            return
        }
        // In the order of their names, as Envoy looks for them.
        headers = configuration.headers
            .map { (name: Array(($0.name == "host" ? ":authority" : $0.name).utf8), prefix: Array($0.prefix.utf8)) }
            .sorted { ($0.name + $0.prefix).lexicographicallyPrecedes($1.name + $1.prefix) }
        parameters = configuration.parameters.map { Array($0.utf8) }.sorted { $0.lexicographicallyPrecedes($1) }
        cookies = configuration.cookies.map { Array($0.utf8) }.sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// The tokens of a request.
    func find(in head: borrowing RequestHead) -> [FoundToken] {
        var found: [FoundToken] = []
        for (name, prefix) in headers {
            let index = head.headers.index(named: name.span)
            if index >= 0, let text = Self.token(head.headers.value(at: index), behind: prefix) {
                found.append(FoundToken(text: text, place: .header(name)))
            }
        }
        for name in parameters {
            if let text = head.headers.queryParameter(named: name) {
                found.append(FoundToken(text: text, place: .parameter(name)))
            }
        }
        for name in cookies {
            if let place = head.headers.cookie(named: name.span) {
                let value = head.headers.value(at: place.field).extracting(place.range)
                found.append(FoundToken(text: Self.bytes(value), place: .cookie))
            }
        }
        return found
    }

    /// What stands behind the prefix, from the first byte on that a token may have; nil without the prefix.
    private static func token(_ value: Span<UInt8>, behind prefix: [UInt8]) -> [UInt8]? {
        var start = 0
        while start &+ prefix.count <= value.count,
            !Bytes.equal(value.extracting(start..<(start &+ prefix.count)), prefix.span)
        {
            start &+= 1
        }
        if start &+ prefix.count > value.count { return nil }
        start &+= prefix.count
        while start < value.count && !isTokenByte(value[start]) { start &+= 1 }
        return start == value.count && !prefix.isEmpty ? nil : bytes(value.extracting(start..<value.count))
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || "-_.".utf8.contains(byte)
    }

    private static func bytes(_ span: Span<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        for index in span.indices { bytes.append(span[index]) }
        return bytes
    }
}

extension HeaderMap {
    /// The value of a parameter of the path's query, to keep; nil when there is none.
    borrowing func queryParameter(named name: [UInt8]) -> [UInt8]? {
        let path = value(of: .path)
        guard let range = Query.value(of: name.span, in: path) else { return nil }
        var value: [UInt8] = []
        for index in range { value.append(path[index]) }
        return value
    }

    private borrowing func bytes(at index: Int) -> [UInt8] {
        let value = value(at: index)
        var bytes: [UInt8] = []
        for place in value.indices { bytes.append(value[place]) }
        return bytes
    }

    /// Takes a parameter out of the path's query.
    mutating func removeQueryParameter(named name: [UInt8]) {
        let index = firstIndex(of: .path)
        if index < 0 { return }
        let text = bytes(at: index)
        guard let mark = text.firstIndex(of: UInt8(ascii: "?")) else { return }
        let kept = text[(mark + 1)...].split(separator: UInt8(ascii: "&")).filter { part in
            !(part.starts(with: name) && part.dropFirst(name.count).first.map { $0 == UInt8(ascii: "=") } ?? true)
        }
        var changed = Array(text[..<mark])
        for (place, part) in kept.enumerated() {
            changed.append(place == 0 ? UInt8(ascii: "?") : UInt8(ascii: "&"))
            changed += part
        }
        setValue(at: index, changed.span)
    }
}

internal import Buffers
internal import Configuration
internal import HTTPSemantics

/// A token that a request has, where it stands, and whose tokens may stand there.
struct FoundToken {
    enum Place: Equatable {
        case header([UInt8])
        case parameter([UInt8])
        case cookie
    }

    let text: [UInt8]
    let place: Place
    private let issuers: Set<String>

    init(text: [UInt8], place: Place, issuers: Set<String>) {
        self.text = text
        self.place = place
        self.issuers = issuers
    }

    /// Whether a provider of that issuer looks there; one without an issuer of its own takes tokens of all.
    func mayBe(of issuer: String) -> Bool { issuers.contains(issuer) || issuers.contains("") }
}

/// The places where tokens of some providers may stand, each with the issuers of those who look there.
struct JWTLocations: Sendable {
    private struct Field {
        let name: [UInt8]
        let prefix: [UInt8]
        let issuers: Set<String>
    }
    private struct Named {
        let name: [UInt8]
        let issuers: Set<String>
    }

    private let headers: [Field]
    private let parameters: [Named]
    private let cookies: [Named]

    init(_ providers: [JWTProviderConfiguration]) {
        var headers: [[UInt8]: Field] = [:]
        var parameters: [[UInt8]: Set<String>] = [:]
        var cookies: [[UInt8]: Set<String>] = [:]
        for provider in providers {
            func note(_ header: JWTProviderConfiguration.Location) {
                let name = Array((header.name == "host" ? ":authority" : header.name).utf8)
                let prefix = Array(header.prefix.utf8)
                let issuers = headers[name + prefix]?.issuers ?? []
                headers[name + prefix] = Field(name: name, prefix: prefix, issuers: issuers.union([provider.issuer]))
            }
            for header in provider.headers { note(header) }
            for name in provider.parameters { parameters[Array(name.utf8), default: []].insert(provider.issuer) }
            for name in provider.cookies { cookies[Array(name.utf8), default: []].insert(provider.issuer) }
            if provider.headers.isEmpty && provider.parameters.isEmpty && provider.cookies.isEmpty {
                note(JWTProviderConfiguration.Location(name: "authorization", prefix: "Bearer "))
                parameters[Array("access_token".utf8), default: []].insert(provider.issuer)
            }
        }
        // In the order of their names, as Envoy looks for them.
        self.headers = headers.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
        self.parameters = Self.sorted(parameters)
        self.cookies = Self.sorted(cookies)
    }

    private static func sorted(_ places: [[UInt8]: Set<String>]) -> [Named] {
        places.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { Named(name: $0.key, issuers: $0.value) }
    }

    /// The tokens of a request.
    func find(in head: borrowing RequestHead) -> [FoundToken] {
        var found: [FoundToken] = []
        for field in headers {
            var index = head.headers.index(named: field.name.span)
            while index >= 0 {
                if let text = Self.token(head.headers.value(at: index), behind: field.prefix) {
                    found.append(FoundToken(text: text, place: .header(field.name), issuers: field.issuers))
                }
                index = head.headers.index(named: field.name.span, from: index + 1)
            }
        }
        for parameter in parameters {
            if let text = head.headers.queryParameter(named: parameter.name) {
                found.append(FoundToken(text: text, place: .parameter(parameter.name), issuers: parameter.issuers))
            }
        }
        for cookie in cookies {
            if let place = head.headers.cookie(named: cookie.name.span) {
                let value = head.headers.value(at: place.field).extracting(place.range)
                found.append(FoundToken(text: Self.bytes(value), place: .cookie, issuers: cookie.issuers))
            }
        }
        return found
    }

    /// What stands behind the prefix, from the first byte on that a token may have; the whole value where there is no
    /// such byte or no prefix, nil where the value does not have the prefix.
    private static func token(_ value: Span<UInt8>, behind prefix: [UInt8]) -> [UInt8]? {
        if prefix.isEmpty { return bytes(value) }
        var start = 0
        while start &+ prefix.count <= value.count,
            !Bytes.equal(value.extracting(start..<(start &+ prefix.count)), prefix.span)
        {
            start &+= 1
        }
        if start &+ prefix.count > value.count { return nil }
        start &+= prefix.count
        while start < value.count && !isTokenByte(value[start]) { start &+= 1 }
        return bytes(start == value.count ? value : value.extracting(start..<value.count))
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

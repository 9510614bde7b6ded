/// A request as RFC 9112 defines one, read by a reader that shares nothing with the proxy under test: the oracle of
/// what a byte stream means.
struct StrictRequest: Equatable, CustomStringConvertible {
    var method: String
    /// Path and query; of a target in absolute form, its path.
    var target: String
    /// The host that counts: the target's, else the field's.
    var host: String?
    var body: ByteString
    /// Names in lower case, values without surrounding white space.
    var fields: [(name: String, value: ByteString)]
    /// Why a proxy may refuse it although it is well formed; nil: it has to be served.
    var excuse: String?

    static func == (left: StrictRequest, right: StrictRequest) -> Bool {
        left.method == right.method && left.target == right.target && left.host == right.host
            && left.body == right.body
    }

    var description: String { "\(method) \(target) host=\(host ?? "-") body=\(body.escaped.prefix(60))" }

    /// The values of a field.
    func values(_ name: String) -> [ByteString] { fields.filter { $0.name == name }.map(\.value) }
}

/// Reads requests one after the other and stops at the first byte that makes no request.
struct StrictReader {
    /// How a stream went on behind its last whole request.
    enum Rest: Equatable {
        case nothing
        /// More bytes may make a request of it.
        case incomplete
        /// No bytes can.
        case malformed(String)
    }

    private let bytes: ByteString
    private var at = 0

    /// The requests of a stream and what stands behind them.
    static func read(_ bytes: ByteString) -> (requests: [StrictRequest], rest: Rest) {
        var reader = StrictReader(bytes: bytes)
        var requests: [StrictRequest] = []
        while reader.at < bytes.count {
            do {
                requests.append(try reader.request())
            } catch Stop.incomplete {
                return (requests, .incomplete)
            } catch Stop.malformed(let reason) {
                return (requests, .malformed(reason))
            } catch {
                return (requests, .malformed("\(error)"))
            }
        }
        return (requests, .nothing)
    }

    private enum Stop: Error {
        case incomplete
        case malformed(String)
    }

    private init(bytes: ByteString) { self.bytes = bytes }

    // MARK: - A message

    private mutating func request() throws -> StrictRequest {
        // A server should ignore empty lines before a request line (RFC 9112 §2.2).
        while at < bytes.count, bytes[at] == 0x0d {
            guard at + 1 < bytes.count else { throw Stop.incomplete }
            guard bytes[at + 1] == 0x0a else { throw Stop.malformed("bare CR before a request") }
            at += 2
        }
        let start = at
        let line = try line()
        let words = line.split(separator: 0x20, omittingEmptySubsequences: false).map { ByteString($0) }
        guard words.count == 3 else { throw Stop.malformed("request line of \(words.count) words") }
        guard !words[0].isEmpty, words[0].allSatisfy(Self.isToken) else { throw Stop.malformed("method") }
        guard !words[1].isEmpty, words[1].allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else { throw Stop.malformed("target") }
        var request = StrictRequest(
            method: words[0].text, target: words[1].text, host: nil, body: [], fields: [], excuse: nil)
        if words[2] != ByteString("HTTP/1.1") {
            guard words[2].count == 8, words[2].starts(with: ByteString("HTTP/")) else {
                throw Stop.malformed("version")
            }
            request.excuse = "another version"
        }
        while true {
            let line = try self.line()
            if line.isEmpty { break }
            request.fields.append(try Self.field(line))
        }
        if request.fields.count > 100 || at - start > 60 << 10 { request.excuse = "limits" }
        try interpretTarget(&request)
        try readBody(&request)
        return request
    }

    /// The next line without its CR LF.
    private mutating func line() throws -> ByteString {
        var index = at
        while index < bytes.count {
            let byte = bytes[index]
            if byte == 0x0a { throw Stop.malformed("bare LF") }
            if byte == 0x0d {
                guard index + 1 < bytes.count else { throw Stop.incomplete }
                guard bytes[index + 1] == 0x0a else { throw Stop.malformed("bare CR") }
                let line = ByteString(bytes[at..<index])
                at = index + 2
                return line
            }
            if byte == 0 { throw Stop.malformed("NUL") }
            index += 1
        }
        throw Stop.incomplete
    }

    private static func field(_ line: ByteString) throws -> (name: String, value: ByteString) {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > 0 else { throw Stop.malformed("field") }
        let name = ByteString(line[..<colon])
        guard name.allSatisfy(isToken) else { throw Stop.malformed("field name") }
        var value = ByteString(line[(colon + 1)...])
        while let last = value.last, last == 0x20 || last == 0x09 { value.removeLast() }
        while let first = value.first, first == 0x20 || first == 0x09 { value.removeFirst() }
        guard value.allSatisfy({ $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7f) }) else {
            throw Stop.malformed("field value")
        }
        return (name.text.lowercased(), value)
    }

    private func interpretTarget(_ request: inout StrictRequest) throws {
        let hosts = request.values("host")
        guard hosts.count <= 1 else { throw Stop.malformed("several hosts") }
        request.host = hosts.first?.text
        if hosts.isEmpty { request.excuse = "no host" }
        // The host of a target in absolute form takes the field's place, whatever that says (RFC 9112 §3.2.2).
        let isAbsolute = request.target.lowercased().hasPrefix("http://")
        if !isAbsolute, let host = hosts.first, !host.allSatisfy(Self.isAuthority) { throw Stop.malformed("host") }
        if request.method == "CONNECT" {
            request.excuse = "tunnel"
        } else if !request.target.hasPrefix("/") {
            if request.target.hasPrefix("*") && request.method == "OPTIONS" {
                request.excuse = "asterisk"
            } else if isAbsolute {
                let rest = request.target.dropFirst("http://".count)
                let authority = rest.prefix { $0 != "/" && $0 != "?" }
                // User information is no part of the host.
                request.host = authority.split(separator: "@", omittingEmptySubsequences: false).last.map { String($0) }
                let path = String(rest.dropFirst(authority.count))
                request.target = path.isEmpty ? "/" : path
                if !path.hasPrefix("/") { request.excuse = "absolute form without a path" }
                if authority.isEmpty || authority.contains("@") || authority.contains(":") {
                    request.excuse = "odd authority"
                }
            } else {
                throw Stop.malformed("form of the target")
            }
        }
        if request.target.contains("#") { request.excuse = "fragment" }
        if !request.values("upgrade").isEmpty || !request.values("connection").isEmpty {
            request.excuse = "speaks of the connection"
        }
        if !request.values("expect").isEmpty { request.excuse = "expects" }
        if !Self.methods.contains(request.method) { request.excuse = "odd method" }
    }

    private static let methods: Set<String> = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"]

    // MARK: - Bodies

    private mutating func readBody(_ request: inout StrictRequest) throws {
        let lengths = request.values("content-length")
        let codings = request.values("transfer-encoding")
        if !codings.isEmpty {
            guard lengths.isEmpty else { throw Stop.malformed("length and coding") }
            guard codings.count == 1, codings[0].text.lowercased() == "chunked" else {
                throw Stop.malformed("transfer coding")
            }
            if request.excuse == "another version" { throw Stop.malformed("transfer coding in another version") }
            request.body = try chunks()
            return
        }
        if lengths.isEmpty { return }
        guard lengths.count == 1, !lengths[0].isEmpty, lengths[0].allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw Stop.malformed("length")
        }
        guard let length = UInt64(lengths[0].text) else { throw Stop.malformed("length beyond 64 bits") }
        guard UInt64(bytes.count - at) >= length else { throw Stop.incomplete }
        request.body = ByteString(bytes[at..<at + Int(length)])
        at += Int(length)
    }

    private mutating func chunks() throws -> ByteString {
        var body = ByteString()
        while true {
            let line = try self.line()
            let digits = line.prefix { Self.isHexadecimal($0) }
            guard !digits.isEmpty else { throw Stop.malformed("chunk size") }
            // Digits beyond 64 bits mean nothing; zeros before others do no harm.
            guard
                let size = UInt64(
                    ByteString(digits.drop { $0 == 0x30 }).text.isEmpty ? "0" : ByteString(digits).text,
                    radix: 16)
            else { throw Stop.malformed("chunk size beyond 64 bits") }
            var rest = line.dropFirst(digits.count)
            while let first = rest.first, first == 0x20 || first == 0x09 { rest = rest.dropFirst() }
            guard rest.isEmpty || rest.first == UInt8(ascii: ";") else { throw Stop.malformed("behind a chunk size") }
            if rest.isEmpty && digits.count != line.count { throw Stop.malformed("blank behind a chunk size") }
            guard Self.areExtensions(ByteString(rest)) else { throw Stop.malformed("chunk extension") }
            if size == 0 { break }
            guard UInt64(bytes.count - at) >= size else { throw Stop.incomplete }
            body += bytes[at..<at + Int(size)]
            at += Int(size)
            guard bytes.count >= at + 2 else {
                if at < bytes.count, bytes[at] != 0x0d { throw Stop.malformed("behind chunk data") }
                throw Stop.incomplete
            }
            guard bytes[at] == 0x0d, bytes[at + 1] == 0x0a else { throw Stop.malformed("behind chunk data") }
            at += 2
        }
        while true {
            let line = try self.line()
            if line.isEmpty { return body }
            _ = try Self.field(line)
        }
    }

    /// Whether what stands behind a chunk's size follows its grammar (RFC 9112 §7.1.1).
    private static func areExtensions(_ text: ByteString) -> Bool {
        var at = 0
        func skipBlanks() { while at < text.count, text[at] == 0x20 || text[at] == 0x09 { at += 1 } }
        func skipToken() -> Bool {
            let start = at
            while at < text.count, isToken(text[at]) { at += 1 }
            return at > start
        }
        func skipQuoted() -> Bool {
            at += 1
            while at < text.count, text[at] != UInt8(ascii: "\"") {
                if text[at] == UInt8(ascii: "\\") { at += 1 }
                guard at < text.count, text[at] == 0x09 || (text[at] >= 0x20 && text[at] != 0x7f) else { return false }
                at += 1
            }
            at += 1
            return at <= text.count
        }
        while at < text.count {
            guard text[at] == UInt8(ascii: ";") else { return false }
            at += 1
            skipBlanks()
            guard skipToken() else { return false }
            var end = at
            skipBlanks()
            if at < text.count, text[at] == UInt8(ascii: "=") {
                at += 1
                skipBlanks()
                let isQuoted = at < text.count && text[at] == UInt8(ascii: "\"")
                guard isQuoted ? skipQuoted() : skipToken() else { return false }
                end = at
                skipBlanks()
            }
            // White space stands before something only.
            if at == text.count && end < at { return false }
        }
        return true
    }

    // MARK: - Bytes

    private static let separators = Set(ByteString("\"(),/:;<=>?@[\\]{}"))

    private static func isToken(_ byte: UInt8) -> Bool { byte > 0x20 && byte < 0x7f && !separators.contains(byte) }

    private static let authorityBytes = Set(
        ByteString("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~%!$&'()*+,;=:@[]"))

    private static func isAuthority(_ byte: UInt8) -> Bool { authorityBytes.contains(byte) }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
    }
}

internal import Buffers
internal import HTTPSemantics

/// Takes the fields of one header block as HPACK decodes them, checks each against RFC 9113 §8.2 and §8.3 and the
/// limits, and puts them into a header map.
///
/// The map's form is that of HTTP/1.1: `:method`, `:path`, `:authority` first, cookie crumbs joined (§8.2.3), `host`
/// turned into the authority. Once a problem is found, the rest is only decoded.
struct HTTP2FieldReader: ~Copyable {
    /// What the block is.
    enum Kind: UInt8 {
        case request, response, trailers
    }

    /// The first thing that was wrong.
    private(set) var problem: MessageProblem?
    /// Fields left out because their names have an underscore.
    private(set) var droppedFields = 0
    /// The body's length as the head announces it; -1 when it does not.
    private(set) var contentLength: Int64 = -1
    /// The status of a response.
    private(set) var status: UInt16 = 0

    private var kind = Kind.request
    private var fields = 0
    private var bytes = 0
    private var maxFields = 0
    private var maxBytes = 0
    private var underscores = HTTP2Options.Underscores.allow
    private var allowsExtendedConnect = false
    private var hasRegular = false
    private var isConnect = false
    private var startsAsPath = false
    // Where `pseudo` holds values, by kind; a length of -1 says that there is none.
    private var method = Place()
    private var path = Place()
    private var authority = Place()
    private var scheme = Place()
    /// Of an extended CONNECT.
    private var protocolName = Place()
    private var host = Place()
    private var pseudo = ByteBuffer()
    private var cookies = ByteBuffer()

    private struct Place: BitwiseCopyable {
        var offset = 0
        var count = -1
        var isSet: Bool { count >= 0 }
    }

    /// Begins a block.
    mutating func begin(_ kind: Kind, _ options: HTTP2Options) {
        self.kind = kind
        problem = nil
        droppedFields = 0
        contentLength = -1
        status = 0
        fields = 0
        bytes = 0
        maxFields = options.maxFields
        maxBytes = options.maxHeadBytes
        underscores = options.underscores
        allowsExtendedConnect = options.allowsExtendedConnect
        hasRegular = false
        isConnect = false
        startsAsPath = false
        method = Place()
        path = Place()
        authority = Place()
        scheme = Place()
        protocolName = Place()
        host = Place()
        pseudo.removeAll()
        cookies.removeAll()
    }

    // MARK: - Fields

    /// Takes one field.
    mutating func take(_ name: Span<UInt8>, _ value: Span<UInt8>, into headers: inout HeaderMap) {
        if problem != nil { return }
        fields &+= 1
        bytes &+= name.count &+ value.count
        if bytes > maxBytes { return fail(.sizeOfHTTP2) }
        if fields > maxFields { return fail(.countOfHTTP2) }
        if name.isEmpty || name.count > Int(UInt16.max) { return fail(.fieldOfHTTP2) }
        if name[0] == UInt8(ascii: ":") { return takePseudo(name, value) }
        let verdict = Self.check(name)
        if verdict == .bad || Bytes.firstForbiddenInFieldValue(value) >= 0 { return fail(.fieldOfHTTP2) }
        if verdict == .underscore {
            switch underscores {
            case .allow: break
            case .reject: return fail(.underscoreOfHTTP2)
            case .drop:
                droppedFields &+= 1
                fields &-= 1
                return
            }
        }
        if !hasRegular {
            hasRegular = true
            flushPseudo(into: &headers)
            if problem != nil { return }
        }
        let value = Self.trimmed(value)
        switch HeaderID(lowercased: name) {
        case .other: headers.append(name: name, value)
        case .connection, .keepAlive, .proxyConnection, .transferEncoding, .upgrade: fail(.fieldOfHTTP2)
        case .te:
            if kind == .request && !Bytes.equalIgnoringCase(value, "trailers") { return fail(.fieldOfHTTP2) }
            headers.append(.te, value)
        case .host where kind == .request:
            if host.isSet || !Self.isAuthority(value) { return fail(.fieldOfHTTP2) }
            host = keep(value)
        case .cookie where kind == .request:
            if !cookies.isEmpty { cookies.append("; ") }
            cookies.append(value)
        // What frames or routes a message comes too late in its trailers (RFC 9110 §6.5.1).
        case .host where kind == .trailers, .contentLength where kind == .trailers: break
        case .contentLength:
            guard contentLength < 0, let length = Self.number(value) else { return fail(.fieldOfHTTP2) }
            contentLength = length
            headers.append(.contentLength, value)
        case let id: headers.append(id, value)
        }
    }

    private mutating func fail(_ problem: MessageProblem) { self.problem = problem }

    private mutating func keep(_ value: Span<UInt8>) -> Place {
        let place = Place(offset: pseudo.count, count: value.count)
        pseudo.append(value)
        return place
    }

    private mutating func takePseudo(_ name: Span<UInt8>, _ value: Span<UInt8>) {
        if hasRegular { return fail(.fieldOfHTTP2) }
        switch (kind, name.count) {
        case (.request, 7) where Bytes.equal(name, ":method"):
            if method.isSet || !Self.isToken(value) { return fail(.fieldOfHTTP2) }
            isConnect = Bytes.equal(value, "CONNECT")
            method = keep(value)
        case (.request, 5) where Bytes.equal(name, ":path"):
            if path.isSet || value.isEmpty || !Self.isVisible(value) { return fail(.fieldOfHTTP2) }
            startsAsPath = value[0] == UInt8(ascii: "/")
            path = keep(value)
        case (.request, 10) where Bytes.equal(name, ":authority"):
            if authority.isSet || !Self.isAuthority(value) { return fail(.fieldOfHTTP2) }
            authority = keep(value)
        case (.request, 7) where Bytes.equal(name, ":scheme"):
            if scheme.isSet || !Self.isScheme(value) { return fail(.fieldOfHTTP2) }
            scheme = keep(value)
        case (.request, 9) where allowsExtendedConnect && Bytes.equal(name, ":protocol"):
            if protocolName.isSet || !Self.isToken(value) { return fail(.fieldOfHTTP2) }
            protocolName = keep(value)
        case (.response, 7) where Bytes.equal(name, ":status"):
            guard status == 0, value.count == 3, let number = Self.number(value), number >= 100 else {
                return fail(.fieldOfHTTP2)
            }
            status = UInt16(truncatingIfNeeded: number)
        default: fail(.fieldOfHTTP2)
        }
    }

    /// Puts what the request line would say before the fields.
    private mutating func flushPseudo(into headers: inout HeaderMap) {
        guard kind == .request else { return }
        if protocolName.isSet {
            headers.append(.method, "GET")
        } else if method.isSet {
            headers.append(.method, pseudo.span(at: method.offset, count: method.count))
        }
        if path.isSet { headers.append(.path, pseudo.span(at: path.offset, count: path.count)) }
        // Its place is third also when only `host` will name it.
        if authority.isSet {
            headers.append(.authority, pseudo.span(at: authority.offset, count: authority.count))
        } else {
            headers.append(.authority, "")
        }
    }

    // MARK: - The end of the block

    /// The block of a request is complete.
    mutating func finish(_ head: inout RequestHead, endStream: Bool) {
        if problem != nil { return }
        if !hasRegular { flushPseudo(into: &head.headers) }
        if !method.isSet || !(authority.isSet || host.isSet) { return fail(.messageOfHTTP2) }
        head.version = .http2
        head.method = HTTPMethod(pseudo.span(at: method.offset, count: method.count))
        if protocolName.isSet && !isConnect { return fail(.messageOfHTTP2) }
        if isConnect && !protocolName.isSet {
            // RFC 9113 §8.5: CONNECT has neither.
            if path.isSet || scheme.isSet { return fail(.messageOfHTTP2) }
            head.tunnel = .connect
        } else {
            if !path.isSet || !scheme.isSet { return fail(.messageOfHTTP2) }
            let isAsterisk = path.count == 1 && pseudo[path.offset] == UInt8(ascii: "*") && head.method == .options
            if !startsAsPath && !isAsterisk { return fail(.messageOfHTTP2) }
            let name = pseudo.span(at: scheme.offset, count: scheme.count)
            head.scheme =
                Bytes.equalIgnoringCase(name, "http")
                ? .http : Bytes.equalIgnoringCase(name, "https") ? .https : .unknown
        }
        if !authority.isSet { head.headers.set(.authority, pseudo.span(at: host.offset, count: host.count)) }
        if !cookies.isEmpty { head.headers.append(.cookie, cookies.readable) }
        if protocolName.isSet { becomeUpgrade(&head) }
        if endStream && contentLength > 0 { fail(.messageOfHTTP2) }
    }

    /// Makes an extended CONNECT (RFC 8441 §4) the upgrade that it is in HTTP/1.1.
    private func becomeUpgrade(_ head: inout RequestHead) {
        head.method = .get
        head.tunnel = .upgrade
        head.headers.append(.upgrade, pseudo.span(at: protocolName.offset, count: protocolName.count))
        head.headers.append(.connection, "upgrade")
    }

    /// The block of a response is complete. `stream` sent the request.
    mutating func finish(_ head: inout ResponseHead, of stream: HTTP2Stream) {
        if problem != nil { return }
        if status == 0 { return fail(.messageOfHTTP2) }
        // RFC 9113 §8.6: there is no 101.
        if status == 101 { return fail(.fieldOfHTTP2) }
        head.status = status
        head.version = .http2
        if stream.tunnelRequest == .upgrade && status == 200 {
            head.status = 101
            let name = stream.tunnelProtocol
            head.headers.append(.upgrade, name.span)
            head.headers.append(.connection, "upgrade")
        }
    }

    // MARK: - Bytes

    private enum NameVerdict {
        case good, underscore, bad
    }

    /// A token in lower case (RFC 9113 §8.2.1).
    private static func check(_ name: Span<UInt8>) -> NameVerdict {
        var hasUnderscore = false
        for index in name.indices {
            let byte = name[index]
            if byte &- 0x61 < 26 || byte == UInt8(ascii: "-") { continue }
            if byte == UInt8(ascii: "_") { hasUnderscore = true }
            if byte &- 0x41 < 26 || !Bytes.isToken(byte) { return .bad }
        }
        return hasUnderscore ? .underscore : .good
    }

    private static func isToken(_ bytes: Span<UInt8>) -> Bool {
        for index in bytes.indices where !Bytes.isToken(bytes[index]) { return false }
        return !bytes.isEmpty
    }

    private static func isVisible(_ bytes: Span<UInt8>) -> Bool {
        for index in bytes.indices where bytes[index] &- 0x21 > 0x7e &- 0x21 { return false }
        return true
    }

    /// Host and port (RFC 3986 §3.2) without user information, which RFC 9113 §8.3.1 forbids.
    private static func isAuthority(_ bytes: Span<UInt8>) -> Bool {
        // Letters, digits and `-._~%!$&'()*+,;=:[]`: one bit a character, the 64 below `@`, then the 64 from it on.
        for index in bytes.indices {
            let byte = bytes[index]
            let set: UInt64 = byte & 0x40 == 0 ? 0x2fff_7ff2_0000_0000 : 0x47ff_fffe_afff_fffe
            if byte >= 0x80 || (set &>> UInt64(byte & 63)) & 1 == 0 { return false }
        }
        return !bytes.isEmpty
    }

    /// RFC 3986 §3.1.
    private static func isScheme(_ bytes: Span<UInt8>) -> Bool {
        for index in bytes.indices {
            let byte = bytes[index]
            if (byte | 0x20) &- 0x61 < 26 { continue }
            let isRest =
                byte &- 0x30 < 10 || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
            if index == 0 || !isRest { return false }
        }
        return !bytes.isEmpty
    }

    /// Without white space around it, which means nothing and which HTTP/1.1 would not deliver.
    @_lifetime(copy value)
    private static func trimmed(_ value: Span<UInt8>) -> Span<UInt8> {
        var start = 0
        var end = value.count
        while start < end && (value[start] == 0x20 || value[start] == 0x09) { start &+= 1 }
        while end > start && (value[end &- 1] == 0x20 || value[end &- 1] == 0x09) { end &-= 1 }
        return value.extracting(start..<end)
    }

    /// A number of at most 18 digits.
    private static func number(_ bytes: Span<UInt8>) -> Int64? {
        if bytes.isEmpty || bytes.count > 18 { return nil }
        var total: Int64 = 0
        for index in bytes.indices {
            let digit = bytes[index] &- 0x30
            if digit > 9 { return nil }
            total = total &* 10 &+ Int64(digit)
        }
        return total
    }
}

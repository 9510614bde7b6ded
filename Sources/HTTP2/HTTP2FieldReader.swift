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
    /// As many fields come without a look at which of them count: `maxFields`, and -1 once that was looked at.
    private var unseenFields = 0
    /// Fields that did not count, since one of their name did.
    private var repeats = 0
    private var maxBytes = 0
    private var underscores = HTTP2Options.Underscores.allow
    /// What lets a field that goes on as it is be plain.
    private var plainness = HTTP2FieldNature.Plainness.strict
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
        unseenFields = maxFields
        repeats = 0
        maxBytes = options.maxHeadBytes
        underscores = options.underscores
        plainness = underscores == .allow ? .withUnderscores : .strict
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

    /// Counts a field of a block in which a problem was found: it is decoded, since the table's state depends on that,
    /// and not looked at. False when the block has so many times what it may have that nothing but malice makes it: a
    /// byte names a field of 4 KB (CVE-2016-1544, the HPACK bomb).
    mutating func pass(over size: Int) -> Bool {
        fields &+= 1
        bytes &+= size
        return bytes <= maxBytes &* Self.excessBytes && fields <= maxFields &* Self.excessFields
    }

    // Times the limits that a block may pass them before its connection ends. Short fields come as cheap as others:
    // a message with many ends only its stream, since others share the connection.
    private static let excessBytes = 8
    private static let excessFields = 64

    /// Takes a field that is known, and stands in `line` as HTTP/1.1 writes it.
    @inline(__always)
    mutating func take(
        line: Span<UInt8>, nameLength: Int, _ nature: HTTP2FieldNature, into headers: inout HeaderMap
    ) {
        let size = bytes &+ line.count &- 4
        if hasRegular && nature.isPlain(plainness) && fields < unseenFields && size <= maxBytes {
            fields &+= 1
            bytes = size
            return headers.append(nature.id, line: line, nameLength: nameLength)
        }
        take(
            line.extracting(0..<nameLength), line.extracting((nameLength &+ 2)..<(line.count &- 2)), nature,
            into: &headers)
    }

    /// Takes one field.
    mutating func take(
        _ name: Span<UInt8>, _ value: Span<UInt8>, _ nature: HTTP2FieldNature, into headers: inout HeaderMap
    ) {
        fields &+= 1
        bytes &+= name.count &+ value.count
        if bytes > maxBytes { return fail(.sizeOfHTTP2) }
        if fields > unseenFields && !fits(nature.id, headers) { return fail(.countOfHTTP2) }
        if hasRegular && nature.isPlain(plainness) {
            return headers.append(nature.id, name: name, value)
        }
        if nature.isBad { return fail(.fieldOfHTTP2) }
        if nature.isPseudo { return takePseudo(nature.id, value) }
        if nature.hasUnderscore {
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
        }
        if nature.isPlain(.withUnderscores) { return headers.append(nature.id, name: name, value) }
        // White space around what frames or routes a message is where two recipients come to differ (RFC 9113 §8.2.1).
        if nature.isPadded && nature.isSpecial && nature.id != .cookie { return fail(.fieldOfHTTP2) }
        takeSpecial(nature.id, name, Bytes.trimmed(value), into: &headers)
    }

    /// Whether the fields are not too many with one more of that name. As in Envoy, those that are joined are one; but
    /// only so many may be.
    private mutating func fits(_ id: HeaderID, _ headers: borrowing HeaderMap) -> Bool {
        let countedOnce: HeaderSet =
            switch kind {
            case .request: .countedOnceInRequests
            case .response: .countedOnceInResponses
            case .trailers: []
            }
        if unseenFields >= 0 {
            unseenFields = -1
            repeats = headers.repeats(of: countedOnce)
            fields &-= repeats
        }
        if countedOnce.contains(id) && headers.contains(id) {
            fields &-= 1
            repeats &+= 1
        }
        return fields <= maxFields && repeats <= maxFields
    }

    /// Takes a field that something has to be seen to.
    private mutating func takeSpecial(
        _ id: HeaderID, _ name: Span<UInt8>, _ value: Span<UInt8>, into headers: inout HeaderMap
    ) {
        switch id {
        case .other: headers.append(name: name, value)
        case .connection, .keepAlive, .proxyConnection, .transferEncoding, .upgrade: fail(.fieldOfHTTP2)
        case .te:
            if !Bytes.equalIgnoringCase(value, "trailers") { return fail(.fieldOfHTTP2) }
            headers.append(.te, value)
        case .host where kind == .request:
            if host.isSet || !HTTP2FieldNature.isAuthority(value) { return fail(.fieldOfHTTP2) }
            host = keep(value)
        case .cookie where kind == .request:
            if !cookies.isEmpty { cookies.append("; ") }
            cookies.append(value)
        // What frames or routes a message comes too late in its trailers (RFC 9110 §6.5.1), and goes no further.
        case .host where kind == .trailers:
            if !HTTP2FieldNature.isAuthority(value) { return fail(.fieldOfHTTP2) }
        case .contentLength:
            guard contentLength < 0, let length = Self.number(value) else { return fail(.fieldOfHTTP2) }
            contentLength = length
            if kind != .trailers { headers.append(.contentLength, value) }
        default: headers.append(id, value)
        }
    }

    private mutating func fail(_ problem: MessageProblem) { self.problem = problem }

    private mutating func keep(_ value: Span<UInt8>) -> Place {
        let place = Place(offset: pseudo.count, count: value.count)
        pseudo.append(value)
        return place
    }

    /// Takes a pseudo-header field whose value is in order for itself.
    private mutating func takePseudo(_ id: HeaderID, _ value: Span<UInt8>) {
        if hasRegular { return fail(.fieldOfHTTP2) }
        switch (kind, id) {
        case (.request, .method):
            if method.isSet { return fail(.fieldOfHTTP2) }
            isConnect = Bytes.equal(value, "CONNECT")
            method = keep(value)
        case (.request, .path):
            if path.isSet { return fail(.fieldOfHTTP2) }
            startsAsPath = value[0] == UInt8(ascii: "/")
            path = keep(value)
        case (.request, .authority):
            if authority.isSet { return fail(.fieldOfHTTP2) }
            authority = keep(value)
        case (.request, .scheme):
            if scheme.isSet { return fail(.fieldOfHTTP2) }
            scheme = keep(value)
        case (.request, .protocol) where allowsExtendedConnect:
            if protocolName.isSet { return fail(.fieldOfHTTP2) }
            protocolName = keep(value)
        case (.response, .status):
            guard status == 0, let number = Self.number(value) else { return fail(.fieldOfHTTP2) }
            status = UInt16(truncatingIfNeeded: number)
        default: fail(.fieldOfHTTP2)
        }
    }

    /// Puts what the request line would say before the fields.
    private mutating func flushPseudo(into headers: inout HeaderMap) {
        guard kind == .request else { return }
        let block = headers.adoptBlock(pseudo.readable)
        if protocolName.isSet {
            headers.append(.method, "GET")
        } else if method.isSet {
            headers.appendParsed(.method, valueOffset: block &+ method.offset, valueLength: method.count)
        }
        if path.isSet { headers.appendParsed(.path, valueOffset: block &+ path.offset, valueLength: path.count) }
        // Its place is third also when only `host` will name it.
        headers.appendParsed(.authority, valueOffset: block &+ authority.offset, valueLength: max(authority.count, 0))
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
        if head.headers.mayRepeat { head.headers.joinRepeated(in: .joinedInRequests) }
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
        if contentLength >= 0 { judgeLength(&head, stream) }
        if head.headers.mayRepeat { head.headers.joinRepeated(in: .joinedInResponses) }
    }

    /// A length says nothing where there is no body by definition (RFC 9110 §8.6), and would frame the message for an
    /// HTTP/1.1 client.
    private mutating func judgeLength(_ head: inout ResponseHead, _ stream: HTTP2Stream) {
        if stream.tunnelRequest.isGranted(by: head.status) {
            head.headers.remove(.contentLength)
            contentLength = -1
        } else if status < 200 || status == 204 {
            if contentLength > 0 { return fail(.fieldOfHTTP2) }
            head.headers.remove(.contentLength)
        }
    }

    // MARK: - Bytes

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

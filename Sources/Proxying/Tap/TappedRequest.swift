internal import Buffers
internal import EventLoops
internal import Filters
internal import HTTPSemantics
internal import NetworkAddresses
internal import Upstreams

/// One request with its response, as it was when it ended, with secrets masked. For operators.
public struct TappedRequest: Sendable {
    /// A field of a head.
    public struct Field: Sendable, Equatable {
        /// Its name.
        public let name: String
        /// Its value, or how long it is where it may be a secret.
        public let value: String
    }

    /// Its place among those that its worker has recorded, from 1.
    public let number: UInt64
    /// When it began, in seconds since 1970.
    public let seconds: Int64
    /// Nanoseconds of that second.
    public let nanoseconds: Int32
    /// Microseconds until it ended.
    public let duration: UInt64
    /// Microseconds until the upstream's head was there; 0 when none came.
    public let upstreamDuration: UInt64
    /// Its method, host, path and version of HTTP.
    public let method, authority, path, version: String
    /// The client, as the access log has it.
    public let client: String
    /// The names of its listener, `stat_prefix`, route and cluster; empty where it has none.
    public let listener, manager, route, cluster: String
    /// The endpoint of its last try; empty when it had none.
    public let endpoint: String
    /// The status that the client got; 0 when it got none.
    public let status: UInt16
    /// Why the response is what it is: short names behind commas, and the details.
    public let flags, details: String
    /// Tries at the upstream.
    public let attempts: UInt32
    /// Body bytes from the client, and to it.
    public let received, sent: UInt64
    /// The fields of both heads.
    public let requestFields, responseFields: [Field]

    /// Fields of one head that are kept, and bytes of both heads.
    private static let mostFields = 48
    private static let mostBytes = 4 << 10
    /// Bytes of a method, of a field's name, and of another text.
    private static let longestMethod = 32
    private static let longestName = 128
    private static let longestText = 256

    init(_ stream: ActiveStream, number: UInt64) {
        let info = stream.info
        self.number = number
        seconds = info.startSeconds
        nanoseconds = info.startNanoseconds
        duration = (stream.loop.now &- info.startTime) / 1_000
        upstreamDuration =
            info.upstreamHeadTime > info.startTime ? (info.upstreamHeadTime &- info.startTime) / 1_000 : 0
        method = Self.text(stream.requestHead.headers, .method, Self.longestMethod)
        authority = SecretMask.withoutUser(
            Self.text(stream.requestHead.headers, .authority, Self.longestText))
        path = Self.path(stream.requestHead.headers)
        version = stream.hasProtocol ? stream.requestHead.version.name.description : ""
        client = stream.downstreamAddress?.description ?? ""
        listener = Self.text(stream.listenerName)
        manager = stream.settings.statPrefix
        route = Self.text(stream.routeName ?? [])
        cluster = Self.text(stream.upstreamClusterName ?? [])
        endpoint = (stream.upstreamAddress ?? stream.endpoint?.address)?.description ?? ""
        status = info.responseCode
        var text = ByteBuffer()
        if !info.flags.isEmpty { info.flags.appendNames(early: info.earlyFlags, inFull: false, to: &text) }
        flags = Self.text(of: text)
        text = ByteBuffer()
        info.details.write(to: &text)
        details = Self.text(of: text)
        attempts = info.attempts
        received = info.bytesReceived
        sent = info.bytesSent
        var bytesLeft = Self.mostBytes
        requestFields = Self.fields(stream.requestHead.headers, &bytesLeft)
        responseFields = Self.fields(stream.responseHead.headers, &bytesLeft)
    }

    private static func path(_ headers: borrowing HeaderMap) -> String {
        let original = headers.firstIndex(of: .xEnvoyOriginalPath)
        let place = original >= 0 ? original : headers.firstIndex(of: .path)
        return place < 0 ? "" : SecretMask.path(headers.value(at: place))
    }

    private static func fields(_ headers: borrowing HeaderMap, _ bytesLeft: inout Int) -> [Field] {
        var fields: [Field] = []
        for index in 0..<min(headers.count, mostFields) {
            let name = SecretMask.cut(headers.name(at: index), longestName)
            // The first line tells what pseudo-header fields say.
            if name.isEmpty || name.hasPrefix(":") { continue }
            let value = SecretMask.value(headers.value(at: index), ofField: name)
            bytesLeft -= name.utf8.count + value.utf8.count
            if bytesLeft < 0 { break }
            fields.append(Field(name: name, value: value))
        }
        return fields
    }

    private static func text(_ headers: borrowing HeaderMap, _ id: HeaderID, _ limit: Int) -> String {
        let index = headers.firstIndex(of: id)
        return index < 0 ? "" : SecretMask.cut(headers.value(at: index), limit)
    }

    private static func text(_ bytes: [UInt8]) -> String { SecretMask.cut(bytes.span, longestText) }

    private static func text(of buffer: borrowing ByteBuffer) -> String { SecretMask.cut(buffer.readable, longestText) }
}

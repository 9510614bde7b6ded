public import Buffers
public import HTTPSemantics

/// Writes heads and the chunked coding as HTTP/1.1 (RFC 9112) into an output buffer. Has no state.
public enum HTTP1Serializer {
    /// What to write in a head about the body that follows.
    public enum Framing: Sendable, Equatable {
        /// No body; writes no field.
        case none
        /// The header map has a Content-Length already.
        case contentLength
        /// Adds `transfer-encoding: chunked`.
        case chunked
        /// The body ends with the connection.
        case untilClose
        /// No body, and adds `content-length: 0`.
        case emptyBody
        /// A tunnel follows; writes no field.
        case tunnel
    }

    /// Deviations from the usual form, for peers that need them.
    public struct Form: Sendable, Equatable {
        /// Whether names have capitals (`Content-Type`), where the sender's own spelling is not kept.
        public var properNames = false
        /// Whether targets of requests are in absolute form (RFC 9112 §3.2.2).
        public var absoluteTarget = false

        /// The usual form.
        public init() {}
    }

    /// Writes a request head: request line, `host` from `:authority`, the fields in their order, the framing field.
    ///
    /// Returns false and writes nothing when method, target or authority hold a byte that would end or split the line:
    /// a control byte, a space or DEL. Such bytes can come through a protocol that does not delimit by them.
    /// A request without a body gets `content-length: 0` unless its method has none by custom (RFC 9110 §8.6).
    /// Names are written as the map has them, spelt by the sender where the map knows it.
    public static func writeRequestHead(
        _ head: borrowing RequestHead, framing: Framing, form: Form = Form(), to output: inout ByteBuffer
    ) -> Bool {
        let method = head.headers.firstIndex(of: .method)
        let path = head.headers.firstIndex(of: .path)
        let authority = head.headers.firstIndex(of: .authority)
        guard method >= 0 else { return false }
        let target = head.method == .connect ? authority : path
        guard target >= 0 else { return false }
        let methodBytes = head.headers.value(at: method)
        let targetBytes = head.headers.value(at: target)
        if methodBytes.isEmpty || targetBytes.isEmpty { return false }
        if !areCapitals(methodBytes) && !Bytes.hasNoBlankOrControl(methodBytes) { return false }
        if !Bytes.hasNoBlankOrControl(targetBytes) { return false }
        if authority >= 0 && authority != target && !Bytes.hasNoBlankOrControl(head.headers.value(at: authority)) {
            return false
        }
        output.append(methodBytes)
        output.append(UInt8(ascii: " "))
        if form.absoluteTarget && head.method != .connect && authority >= 0 {
            output.append(head.scheme == .https ? "https://" : "http://")
            output.append(head.headers.value(at: authority))
        }
        output.append(targetBytes)
        output.append(" HTTP/1.1\r\n")
        if authority >= 0 {
            head.headers.writeName("host", proper: form.properNames, to: &output)
            output.append(fieldValue: head.headers.value(at: authority))
        }
        writeFields(head.headers, form, to: &output)
        let saysEmpty = framing == .none && !head.method.isBodilessByCustom
        endHead(head.headers, saysEmpty ? .emptyBody : framing, form, to: &output)
        return true
    }

    /// Whether all bytes are capital letters, as in nearly every method.
    private static func areCapitals(_ bytes: Span<UInt8>) -> Bool {
        for index in bytes.indices where bytes[index] &- 0x41 > 25 { return false }
        return true
    }

    /// Writes a final response head: status line, the fields in their order, `connection`, the framing field.
    ///
    /// `version` is that of the request; a 1.0 client gets a 1.0 status line, and `connection: keep-alive` when
    /// `keepAliveForHTTP10` is set.
    public static func writeResponseHead(
        _ head: borrowing ResponseHead, framing: Framing, closeConnection: Bool, keepAliveForHTTP10: Bool = false,
        version: HTTPVersion = .http11, form: Form = Form(), to output: inout ByteBuffer
    ) {
        if head.hasReason {
            writeStatusLine(head, version: version, to: &output)
        } else {
            writeStatusLine(head.status, version: version, to: &output)
        }
        writeFields(head.headers, form, to: &output)
        if closeConnection || keepAliveForHTTP10 {
            head.headers.writeName("connection", proper: form.properNames, to: &output)
            output.append(closeConnection ? ": close\r\n" : ": keep-alive\r\n")
        }
        endHead(head.headers, framing, form, to: &output)
    }

    private static func writeFields(_ headers: borrowing HeaderMap, _ form: Form, to output: inout ByteBuffer) {
        if form.properNames {
            headers.writeFieldLines(proper: true, to: &output)
        } else {
            headers.writeFieldLines(to: &output)
        }
    }

    /// Writes the framing field, if there is one to add, and the empty line.
    private static func endHead(
        _ headers: borrowing HeaderMap, _ framing: Framing, _ form: Form, to output: inout ByteBuffer
    ) {
        switch framing {
        case .chunked:
            headers.writeName("transfer-encoding", proper: form.properNames, to: &output)
            output.append(": chunked\r\n\r\n")
        case .emptyBody:
            headers.writeName("content-length", proper: form.properNames, to: &output)
            output.append(": 0\r\n\r\n")
        case .none, .contentLength, .untilClose, .tunnel: output.append("\r\n")
        }
    }

    /// Writes a 1xx head (RFC 9110 §15.2): it says nothing about framing.
    public static func writeInformational(
        _ head: borrowing ResponseHead, form: Form = Form(), to output: inout ByteBuffer
    ) {
        writeStatusLine(head.status, version: .http11, to: &output)
        writeFields(head.headers, form, to: &output)
        output.append("\r\n")
    }

    /// Writes the line before the `count` bytes of a chunk (RFC 9112 §7.1). `count` is above 0: a chunk without bytes
    /// would end the body.
    public static func writeChunkHeader(count: Int, to output: inout ByteBuffer) {
        precondition(count > 0, "a chunk without bytes would end the body")
        output.append(hexadecimal: UInt64(count))
        output.append("\r\n")
    }

    /// Writes the line end behind a chunk's bytes.
    public static func writeChunkEnd(to output: inout ByteBuffer) { output.append("\r\n") }

    /// Ends a chunked body without trailers.
    public static func writeLastChunk(to output: inout ByteBuffer) { output.append("0\r\n\r\n") }

    /// Ends a chunked body with trailers (RFC 9112 §7.1.2).
    public static func writeLastChunk(trailers: borrowing HeaderMap, to output: inout ByteBuffer) {
        output.append("0\r\n")
        // As in Envoy, trailers get no capitals.
        writeFields(trailers, Form(), to: &output)
        output.append("\r\n")
    }

    /// Writes a status line with the upstream's own reason phrase.
    private static func writeStatusLine(
        _ head: borrowing ResponseHead, version: HTTPVersion, to output: inout ByteBuffer
    ) {
        output.append(version == .http10 ? "HTTP/1.0 " : "HTTP/1.1 ")
        output.append(decimal: UInt64(head.status))
        output.append(UInt8(ascii: " "))
        output.append(head.reason())
        output.append("\r\n")
    }

    private static func writeStatusLine(_ status: UInt16, version: HTTPVersion, to output: inout ByteBuffer) {
        if status == 200 && version != .http10 {
            output.append("HTTP/1.1 200 OK\r\n")
            return
        }
        output.append(version == .http10 ? "HTTP/1.0 " : "HTTP/1.1 ")
        output.append(decimal: UInt64(status))
        output.append(UInt8(ascii: " "))
        output.append(ReasonPhrase.of(status))
        output.append("\r\n")
    }
}

extension HTTPMethod {
    /// Whether a request of that method without a body needs no `content-length: 0` (RFC 9110 §8.6).
    fileprivate var isBodilessByCustom: Bool {
        switch self {
        case .get, .head, .delete, .connect, .trace: true
        case .post, .put, .options, .patch, .other: false
        }
    }
}

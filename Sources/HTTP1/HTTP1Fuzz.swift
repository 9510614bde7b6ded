internal import HTTPSemantics

/// Oracles for fuzzing the codec: bytes must give the same events however they are cut into pieces, messages that were
/// read and written must read as the same messages, and no bytes may trap. Not for serving.
///
/// Byte 0 chooses the options (and the method for responses), byte 1 where to cut; the rest is what the peer sent. What
/// comes byte by byte takes most of the time; `everyCut` says whether it is tried.
public enum HTTP1Fuzz {
    /// Parses the bytes as requests: whole, cut in two, and byte by byte, and writes them anew. Traps when the events
    /// or the messages differ.
    public static func request(_ bytes: [UInt8], everyCut: Bool = true) {
        check(bytes, everyCut) { HTTP1Trace.requests($0, cuts: $1, options: options($2)) }
        guard bytes.count > 2 else { return }
        let message = Array(bytes[2...])
        // Of any bytes there is something to be said.
        for allowsCustomMethods in [false, true] {
            let words = HTTP1ErrorWords.words(
                for: .codecError, head: message.span, allowsCustomMethods: allowsCustomMethods)
            precondition(words != nil, "nothing is said of bytes that are no request")
        }
        let first = HTTP1RoundTrip(requests: message, options: options(bytes[0]))
        compare(first, HTTP1RoundTrip(requests: first.output, options: roomy(bytes[0])))
    }

    /// Parses the bytes as responses, as `request` does.
    public static func response(_ bytes: [UInt8], everyCut: Bool = true) {
        check(bytes, everyCut) {
            HTTP1Trace.responses($0, cuts: $1, options: options($2), method: Self.method($2), tunnel: Self.tunnel($2))
        }
        guard bytes.count > 2 else { return }
        let (method, tunnel) = (Self.method(bytes[0]), Self.tunnel(bytes[0]))
        let first = HTTP1RoundTrip(
            responses: Array(bytes[2...]), options: options(bytes[0]), method: method, tunnel: tunnel)
        compare(
            first,
            HTTP1RoundTrip(responses: first.output, options: roomy(bytes[0]), method: method, tunnel: tunnel))
    }

    /// Parses the bytes behind a head that says `chunked`, as a request's or a response's body: byte 0 chooses which.
    public static func chunked(_ bytes: [UInt8], everyCut: Bool = true) {
        guard bytes.count > 2 else { return }
        let isRequest = bytes[0] & 0x40 == 0
        let line = isRequest ? "POST / HTTP/1.1\r\nHost: h" : "HTTP/1.1 200 OK"
        // GET, and neither a tunnel nor tight limits.
        let head = [bytes[0] & 0x1F, bytes[1]] + Array("\(line)\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)
        if isRequest {
            request(head + bytes[2...], everyCut: everyCut)
        } else {
            response(head + bytes[2...], everyCut: everyCut)
        }
    }

    private static func check(
        _ bytes: [UInt8], _ everyCut: Bool, _ trace: (ArraySlice<UInt8>, [Int], UInt8) -> [UInt8]
    ) {
        guard bytes.count > 2 else { return }
        let message = bytes[2...]
        let whole = trace(message, [], bytes[0])
        let cut = Int(bytes[1]) * message.count / 256
        precondition(trace(message, [cut], bytes[0]) == whole, "events differ when the bytes come in two pieces")
        if !everyCut || message.count > 2048 { return }
        precondition(
            trace(message, Array(1..<max(2, message.count)), bytes[0]) == whole,
            "events differ when the bytes come one by one")
    }

    private static func compare(_ first: borrowing HTTP1RoundTrip, _ second: borrowing HTTP1RoundTrip) {
        let isSame = !second.hasFailed && second.count == first.count && second.output == first.output
        if isSame { return }
        let (written, read) = (
            String(decoding: first.output, as: UTF8.self), String(decoding: second.output, as: UTF8.self)
        )
        preconditionFailure(
            "\(first.count) messages were written and \(second.count) read\(second.hasFailed ? ", then refused" : ""): "
                + "\(written.debugDescription) and \(read.debugDescription)")
    }

    private static func method(_ bits: UInt8) -> HTTPMethod {
        let methods: [HTTPMethod] = [.get, .head, .connect, .post]
        return methods[Int(bits >> 6)]
    }

    private static func tunnel(_ bits: UInt8) -> TunnelRequest {
        if method(bits) == .connect { return .connect }
        return bits & 0x20 != 0 ? .upgrade : .none
    }

    /// The options, with room for what a proxy adds.
    private static func roomy(_ bits: UInt8) -> HTTP1Options {
        var options = options(bits)
        options.maxHeadBytes *= 2
        options.maxFields += 4
        return options
    }

    private static func options(_ bits: UInt8) -> HTTP1Options {
        var options = HTTP1Options()
        options.enableTrailers = bits & 1 != 0
        options.allowChunkedLength = bits & 2 != 0
        options.acceptHTTP10 = bits & 4 != 0
        options.keepSpelling = bits & 4 != 0
        options.allowCustomMethods = bits & 8 != 0
        options.underscores = bits & 0x10 != 0 ? (bits & 8 != 0 ? .reject : .drop) : .allow
        if bits & 0x20 != 0 {
            options.maxHeadBytes = 256
            options.maxFields = 5
        }
        return options
    }
}

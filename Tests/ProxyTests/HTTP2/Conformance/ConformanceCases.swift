/// The demands by section. Codes: 1 PROTOCOL_ERROR, 3 FLOW_CONTROL_ERROR, 5 STREAM_CLOSED, 6 FRAME_SIZE_ERROR,
/// 7 REFUSED_STREAM, 9 COMPRESSION_ERROR.
enum ConformanceCases {
    static let all: [ConformanceCase] =
        exchanges + fields + framing + states + kinds + settings + windows + messages + coding

    typealias Case = ConformanceCase
    private static func frame(
        _ type: UInt8, _ flags: UInt8, _ stream: Int, _ payload: ByteString = []
    ) -> ByteString { HTTP2Frames.frame(type, flags, stream, payload) }
    private static func number(_ value: UInt32) -> ByteString { [24, 16, 8, 0].map { UInt8(value >> $0 & 0xff) } }

    // :method GET, :scheme http, :path /, :authority a: all literals but for indexed ones.
    private static let get: ByteString = [0x82, 0x86, 0x84, 0x01, 0x01, 0x61]
    private static let post: ByteString = [0x83, 0x86, 0x84, 0x01, 0x01, 0x61]
    private static func literal(_ name: String, _ value: String) -> ByteString {
        [0, UInt8(name.utf8.count)] + ByteString(name) + [UInt8(value.utf8.count)] + ByteString(value)
    }
    /// HEADERS: flags are END_STREAM 1, END_HEADERS 4.
    private static func head(_ stream: Int = 1, _ flags: UInt8 = 5, _ block: ByteString = get) -> ByteString {
        frame(1, flags, stream, block)
    }
    private static func data(_ stream: Int = 1, _ text: String, end: Bool = true) -> ByteString {
        frame(0, end ? 1 : 0, stream, ByteString(text))
    }
    private static func reset(_ stream: Int, _ code: UInt32 = 8) -> ByteString { frame(3, 0, stream, number(code)) }
    private static func update(_ stream: Int, _ count: UInt32) -> ByteString { frame(8, 0, stream, number(count)) }
    private static func setting(_ id: UInt16, _ value: UInt32) -> ByteString {
        [UInt8(id >> 8), UInt8(id & 0xff)] + number(value)
    }
    private static let priority: ByteString = [0, 0, 0, 0, 15]
    private static let magic = ByteString("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
    private static func opening(_ settings: ByteString...) -> ByteString {
        magic + frame(4, 0, 0, settings.flatMap(\.self))
    }

    private static let exchanges = [
        Case("1/1", "a client's preface", .stays, []),
        Case("2/1", "PRIORITY on an idle stream", .stays, [frame(2, 0, 1, priority)]),
        Case("2/2", "WINDOW_UPDATE on a half-closed stream", .answer, [head(), update(1, 1)]),
        Case("2/3", "PRIORITY on a half-closed stream", .answer, [head(), frame(2, 0, 1, priority)]),
        Case("2/4", "RST_STREAM on a half-closed stream", .stays, [head(), reset(1)]),
        Case("2/5", "PRIORITY on a closed stream", .answer, [head()], then: [frame(2, 0, 1, priority)]),
        Case("3.1/1", "a DATA frame", .answer, [head(1, 4, post), data(1, "test")]),
        Case("3.1/2", "several DATA frames", .answer, [head(1, 4, post), data(1, "te", end: false), data(1, "st")]),
        Case("3.1/3", "DATA with padding", .answer, [head(1, 4, post), frame(0, 9, 1, [2, 0x61, 0, 0])]),
        Case("3.2/1", "a HEADERS frame", .answer, [head()]),
        Case("3.2/2", "HEADERS with padding", .answer, [frame(1, 0x0d, 1, [2] + get + [0, 0])]),
        Case("3.2/3", "HEADERS with a priority", .answer, [frame(1, 0x25, 1, priority + get)]),
        Case("3.3/1", "PRIORITY with weight 1", .answer, [frame(2, 0, 1, [0, 0, 0, 0, 0]), head()]),
        Case("3.3/2", "PRIORITY with weight 256", .answer, [frame(2, 0, 1, [0, 0, 0, 0, 255]), head()]),
        Case("3.3/3", "PRIORITY with a dependency", .answer, [frame(2, 0, 1, [0, 0, 0, 3, 15]), head()]),
        Case(
            "3.3/4", "PRIORITY with an exclusive dependency", .answer, [frame(2, 0, 1, [0x80, 0, 0, 3, 15]), head()]),
        Case("3.3/5", "PRIORITY on an idle stream, and one below it", .answer, [frame(2, 0, 7, priority), head()]),
        Case("3.4/1", "RST_STREAM", .stays, [head(1, 4), reset(1)]),
        Case("3.5/1", "SETTINGS", .settingsAcknowledged, [frame(4, 0, 0, setting(3, 100))]),
        Case("3.7/1", "PING", .pingAcknowledged, []),
        Case("3.9/1", "WINDOW_UPDATE of the connection", .stays, [update(0, 1)]),
        Case("3.9/2", "WINDOW_UPDATE of a stream", .answer, [head(1, 4, post), update(1, 1), data(1, "x")]),
        Case("3.10/1", "CONTINUATION", .answer, [head(1, 1), frame(9, 4, 1, literal("a", "b"))]),
        Case(
            "3.10/2", "several CONTINUATION frames", .answer,
            [head(1, 1), frame(9, 0, 1, literal("a", "b")), frame(9, 4, 1, literal("c", "d"))]),
        Case("4/1", "GET", .answer, [head()]),
        Case("4/2", "HEAD", .answer, [head(1, 5, literal(":method", "HEAD") + get.dropFirst())]),
        Case("4/3", "POST", .answer, [head(1, 4, post), data(1, "test")]),
        Case(
            "4/4", "POST with trailers", .answer,
            [head(1, 4, post), data(1, "test", end: false), head(1, 5, literal("x-t", "1"))]),
    ]

    private static func field(_ place: String, _ name: String, _ bytes: ByteString) -> Case {
        Case(place, name, .answer, [head(1, 5, get + bytes)])
    }

    // `user-agent` is entry 58; in Huffman's code "a" is 0x1f and "1" is 0x0f.
    private static let fields = [
        Case("hpack 5/1", "an indexed field", .answer, [head(1, 5, get + [0x90])]),
        field("hpack 5/2", "literal with indexing, indexed name", [0x7a, 1, 0x61]),
        field("hpack 5/3", "literal with indexing, indexed name, Huffman", [0x7a, 0x81, 0x1f]),
        field("hpack 5/4", "literal with indexing, new name", [0x40, 1, 0x61, 1, 0x31]),
        field("hpack 5/5", "literal with indexing, new name, Huffman", [0x40, 0x81, 0x1f, 0x81, 0x0f]),
        field("hpack 5/6", "literal without indexing, indexed name", [0x0f, 0x2b, 1, 0x61]),
        field("hpack 5/7", "literal without indexing, indexed name, Huffman", [0x0f, 0x2b, 0x81, 0x1f]),
        field("hpack 5/8", "literal without indexing, new name", [0x00, 1, 0x61, 1, 0x31]),
        field("hpack 5/9", "literal without indexing, new name, Huffman", [0x00, 0x81, 0x1f, 0x81, 0x0f]),
        field("hpack 5/10", "literal never indexed, indexed name", [0x1f, 0x2b, 1, 0x61]),
        field("hpack 5/11", "literal never indexed, indexed name, Huffman", [0x1f, 0x2b, 0x81, 0x1f]),
        field("hpack 5/12", "literal never indexed, new name", [0x10, 1, 0x61, 1, 0x31]),
        field("hpack 5/13", "literal never indexed, new name, Huffman", [0x10, 0x81, 0x1f, 0x81, 0x0f]),
        Case("hpack 5/14", "a table size update", .answer, [head(1, 5, [0x20] + get)]),
        Case("hpack 5/15", "two table size updates", .answer, [head(1, 5, [0x20, 0x3f, 0xe1, 0x1f] + get)]),
    ]

    private static let framing = [
        Case("3.4/1", "the preface and SETTINGS", .stays, []),
        Case("3.4/2", "no preface", .connectionError([1]), [])
            .opening(ByteString("INVALID CONNECTION PREFACE\r\n\r\n") + frame(4, 0, 0)),
        Case("4.1/1", "a frame of unknown type", .stays, [frame(0x16, 0, 0, [0, 0, 0, 0])]),
        Case("4.1/2", "flags that mean nothing", .pingAcknowledged, [frame(6, 0x16, 0, ByteString("12345678"))]),
        Case(
            "4.1/3", "a set reserved bit", .pingAcknowledged,
            [[0, 0, 8, 6, 0, 0x80, 0, 0, 0] + ByteString("12345678")]),
        Case(
            "4.2/1", "DATA of 2^14 bytes", .answer,
            [head(1, 4, post), frame(0, 1, 1, ByteString(repeating: 0x61, count: 16_384))]),
        Case(
            "4.2/2", "DATA above the frame size", .streamError([6]),
            [head(1, 4, post), frame(0, 1, 1, ByteString(repeating: 0x61, count: 16_385))]),
        Case(
            "4.2/3", "HEADERS above the frame size", .connectionError([6]),
            [frame(1, 5, 1, get + ByteString(repeating: 0x82, count: 16_384))]),
        Case("4.3/1", "a block that is no HPACK", .connectionError([9]), [head(1, 5, [0x40])]),
        Case(
            "4.3/2", "PRIORITY inside a header block", .connectionError([1]),
            [head(1, 1), frame(2, 0, 1, priority), frame(9, 4, 1, literal("a", "b"))]),
        Case(
            "4.3/3", "HEADERS of another stream inside a header block", .connectionError([1]),
            [head(1, 1), head(3, 5)]),
    ]

    private static let open = head(1, 4, post)

    private static let states = [
        Case("5.1/1", "DATA on an idle stream", .connectionError([1]), [data(1, "test")]),
        Case("5.1/2", "RST_STREAM on an idle stream", .connectionError([1]), [reset(1)]),
        Case("5.1/3", "WINDOW_UPDATE on an idle stream", .connectionError([1]), [update(1, 100)]),
        Case("5.1/4", "CONTINUATION on an idle stream", .connectionError([1]), [frame(9, 4, 1, get)]),
        Case("5.1/5", "DATA on a half-closed stream", .streamError([5]), [head(), data(1, "test")]),
        Case("5.1/6", "HEADERS on a half-closed stream", .streamError([5]), [head(), head()]),
        Case("5.1/7", "CONTINUATION on a half-closed stream", .streamError([5, 1]), [head(), frame(9, 4, 1, get)]),
        Case("5.1/8", "DATA behind RST_STREAM", .streamError([5]), [open, reset(1), data(1, "test")]),
        Case("5.1/9", "HEADERS behind RST_STREAM", .streamError([5]), [open, reset(1), head()]),
        Case("5.1/10", "CONTINUATION behind RST_STREAM", .streamError([5, 1]), [open, reset(1), frame(9, 4, 1, get)]),
        Case("5.1/11", "DATA on a closed stream", .connectionError([5]), [head()], then: [data(1, "test")]),
        Case("5.1/12", "HEADERS on a closed stream", .connectionError([5]), [head()], then: [head()]),
        Case(
            "5.1/13", "CONTINUATION on a closed stream", .connectionError([5, 1]), [head()], then: [frame(9, 4, 1, get)]
        ),
        Case("5.1.1/1", "a stream of an even number", .connectionError([1]), [head(2)]),
        Case("5.1.1/2", "a stream below an earlier one", .connectionError([1]), [head(5), head(3)]),
        Case(
            "5.1.2/1", "more streams than may be open", .streamError([1, 7]),
            (0...100).map { head($0 * 2 + 1, 4, post) }),
        Case(
            "5.3.1/1", "HEADERS that depend on themselves", .streamError([1]),
            [frame(1, 0x25, 1, [0, 0, 0, 1, 15] + get)]),
        Case("5.3.1/2", "PRIORITY that depends on itself", .streamError([1]), [frame(2, 0, 2, [0, 0, 0, 2, 15])]),
        Case(
            "5.4.1/1", "an end after a connection error", .connectionError([1]),
            [frame(6, 0, 3, ByteString("12345678"))]),
        Case("5.4.1/2", "GOAWAY before that end", .connectionError([1]), [data(1, "test")]),
        Case("5.5/1", "an extension frame", .stays, [frame(0x16, 0, 1, [0])]),
        Case(
            "5.5/2", "an extension frame inside a header block", .connectionError([1]),
            [head(1, 1), frame(0x16, 0, 1), frame(9, 4, 1, literal("a", "b"))]),
    ]

    private static let kinds = [
        Case("6.1/1", "DATA on stream 0", .connectionError([1]), [frame(0, 1, 0, [0x61])]),
        Case("6.1/2", "DATA on a stream that is not open", .streamError([5]), [head(), data(1, "test")]),
        Case(
            "6.1/3", "DATA with too much padding", .connectionError([1]),
            [open, frame(0, 9, 1, [6, 0x74, 0x65, 0x73, 0x74])]),
        Case(
            "6.2/1", "PRIORITY behind HEADERS without END_HEADERS", .connectionError([1]),
            [head(1, 1), frame(2, 0, 1, priority)]),
        Case("6.2/2", "HEADERS of another stream behind them", .connectionError([1]), [head(1, 1), head(3)]),
        Case("6.2/3", "HEADERS on stream 0", .connectionError([1]), [head(0)]),
        Case("6.2/4", "HEADERS with too much padding", .connectionError([1]), [frame(1, 0x0d, 1, [0x20] + get)]),
        Case("6.3/1", "PRIORITY on stream 0", .connectionError([1]), [frame(2, 0, 0, priority)]),
        Case("6.3/2", "PRIORITY of four bytes", .streamError([6]), [frame(2, 0, 1, [0, 0, 0, 1])]),
        Case("6.4/1", "RST_STREAM on stream 0", .connectionError([1]), [reset(0)]),
        Case("6.4/2", "RST_STREAM on an idle stream", .connectionError([1]), [reset(1)]),
        Case("6.4/3", "RST_STREAM of three bytes", .connectionError([6]), [open, frame(3, 0, 1, [0, 0, 0])]),
        Case("6.7/1", "PING", .pingAcknowledged, [frame(6, 0, 0, ByteString("12345678"))]),
        Case(
            "6.7/2", "an acknowledgement that nobody awaits", .pingAcknowledged,
            [frame(6, 1, 0, ByteString("invalid!"))]),
        Case("6.7/3", "PING on a stream", .connectionError([1]), [frame(6, 0, 1, ByteString("12345678"))]),
        Case("6.7/4", "PING of six bytes", .connectionError([6]), [frame(6, 0, 0, ByteString("123456"))]),
        Case("6.8/1", "GOAWAY on a stream", .connectionError([1]), [frame(7, 0, 1, number(0) + number(0))]),
        Case(
            "6.10/1", "several CONTINUATION frames", .answer,
            [head(1, 1), frame(9, 0, 1, literal("a", "b")), frame(9, 4, 1, literal("c", "d"))]),
        Case(
            "6.10/2", "DATA behind CONTINUATION without END_HEADERS", .connectionError([1]),
            [head(1, 0, post), frame(9, 0, 1, literal("a", "b")), data(1, "test")]),
        Case(
            "6.10/3", "CONTINUATION on stream 0", .connectionError([1]),
            [head(1, 1), frame(9, 4, 0, literal("a", "b"))]),
        Case(
            "6.10/4", "CONTINUATION behind END_HEADERS", .connectionError([1]),
            [open, frame(9, 4, 1, literal("a", "b"))]),
        Case(
            "6.10/5", "CONTINUATION behind CONTINUATION with END_HEADERS", .connectionError([1]),
            [head(1, 0, post), frame(9, 4, 1, literal("a", "b")), frame(9, 4, 1, literal("c", "d"))]),
        Case(
            "6.10/6", "CONTINUATION behind DATA", .connectionError([1]),
            [open, data(1, "test", end: false), frame(9, 4, 1, literal("a", "b"))]),
        Case("7/2", "RST_STREAM with an unknown code", .stays, [open, reset(1, 0xff)]),
        Case("8.4/1", "PUSH_PROMISE", .connectionError([1]), [frame(5, 4, 1, number(2) + get)]),
    ]

    private static let settings = [
        Case("6.5/1", "an acknowledgement with a payload", .connectionError([6]), [frame(4, 1, 0, [0])]),
        Case("6.5/2", "SETTINGS on a stream", .connectionError([1]), [frame(4, 0, 1, setting(3, 100))]),
        Case("6.5/3", "SETTINGS of three bytes", .connectionError([6]), [frame(4, 0, 0, [0, 3, 0])]),
        Case("6.5.2/1", "ENABLE_PUSH of 2", .connectionError([1]), [frame(4, 0, 0, setting(2, 2))]),
        Case(
            "6.5.2/2", "INITIAL_WINDOW_SIZE of 2^31", .connectionError([3]), [frame(4, 0, 0, setting(4, 0x8000_0000))]),
        Case("6.5.2/3", "MAX_FRAME_SIZE of 2^14 - 1", .connectionError([1]), [frame(4, 0, 0, setting(5, 16_383))]),
        Case("6.5.2/4", "MAX_FRAME_SIZE of 2^24", .connectionError([1]), [frame(4, 0, 0, setting(5, 0x100_0000))]),
        Case("6.5.2/5", "an unknown setting", .stays, [frame(4, 0, 0, setting(0xff, 1))]),
        Case(
            "6.5.3/1", "a setting twice: the last one holds", .data(1),
            [frame(4, 0, 0, setting(4, 100) + setting(4, 1)), head()]),
        Case("6.5.3/2", "SETTINGS are acknowledged", .settingsAcknowledged, [frame(4, 0, 0)]),
    ]

    private static let windows = [
        Case("6.9/1", "WINDOW_UPDATE of 0", .connectionError([1]), [update(0, 0)]),
        Case("6.9/2", "WINDOW_UPDATE of 0 on a stream", .streamError([1]), [open, update(1, 0)]),
        Case("6.9/3", "WINDOW_UPDATE of three bytes", .connectionError([6]), [frame(8, 0, 0, [0, 0, 1])]),
        Case("6.9.1/1", "a window of 1", .data(1), [head()]).opening(opening(setting(4, 1))),
        Case(
            "6.9.1/2", "a window above 2^31 - 1", .connectionError([3]),
            [update(0, 0x7fff_ffff), update(0, 0x7fff_ffff)]),
        Case(
            "6.9.1/3", "a stream's window above 2^31 - 1", .streamError([3]),
            [open, update(1, 0x7fff_ffff), update(1, 0x7fff_ffff)]),
        Case("6.9.2/1", "a window that a setting opens", .data(1), [head(), frame(4, 0, 0, setting(4, 1))]).opening(
            opening(setting(4, 0))),
        Case(
            "6.9.2/2", "a window below 0", .data(1),
            [head(), frame(4, 0, 0, setting(4, 2)), frame(4, 0, 0, setting(4, 0)), update(1, 1)]
        ).opening(opening(setting(4, 0))),
        Case("6.9.2/3", "a setting above 2^31 - 1", .connectionError([3]), [frame(4, 0, 0, setting(4, 0xffff_ffff))]),
    ]

    private static func bad(_ place: String, _ name: String, _ block: ByteString) -> Case {
        Case(place, name, .streamError([1]), [head(1, 5, block)])
    }

    private static let messages = [
        Case(
            "8.1/1", "HEADERS behind HEADERS without END_STREAM", .streamError([1]),
            [open, head(1, 4, literal("a", "b"))]),
        bad("8.2.1/1", "a name with capitals", get + literal("X-TEST", "ok")),
        bad("8.3/1", "an unknown pseudo-header field", get + literal(":test", "ok")),
        bad("8.3/2", "a pseudo-header field of answers", get + literal(":status", "200")),
        Case(
            "8.3/3", "a pseudo-header field in trailers", .streamError([1]),
            [open, data(1, "test", end: false), head(1, 5, literal(":method", "GET"))]),
        bad(
            "8.3/4", "a pseudo-header field behind others",
            [0x82, 0x86] + literal("a", "b") + [0x84, 0x01, 0x01, 0x61]),
        bad("8.2.2/1", "a field of one connection", get + literal("connection", "keep-alive")),
        bad("8.2.2/2", "TE of another kind than trailers", get + literal("te", "trailers, deflate")),
        bad("8.3.1/1", "an empty path", [0x82, 0x86] + literal(":path", "") + [0x01, 0x01, 0x61]),
        bad("8.3.1/2", "no method", [0x86, 0x84, 0x01, 0x01, 0x61]),
        bad("8.3.1/3", "no scheme", [0x82, 0x84, 0x01, 0x01, 0x61]),
        bad("8.3.1/4", "no path", [0x82, 0x86, 0x01, 0x01, 0x61]),
        bad("8.3.1/5", "two methods", [0x82] + get),
        bad("8.3.1/6", "two schemes", [0x86] + get),
        bad("8.3.1/7", "two paths", [0x84] + get),
        Case(
            "8.1.1/1", "a length that the body has not", .streamError([1]),
            [head(1, 4, post + literal("content-length", "1")), data(1, "test")]),
        Case(
            "8.1.1/2", "a length that several DATA frames have not", .streamError([1]),
            [head(1, 4, post + literal("content-length", "1")), data(1, "te", end: false), data(1, "st")]),
    ]

    private static func unreadable(_ place: String, _ name: String, _ block: ByteString) -> Case {
        Case(place, name, .connectionError([9]), [head(1, 5, block)])
    }

    private static let coding = [
        unreadable("hpack 2.3.3/1", "an index that is none", get + [0xc6]),
        unreadable("hpack 2.3.3/2", "a literal whose name's index is none", get + [0x7f, 0x70, 1, 0x61]),
        unreadable("hpack 4.2/1", "a table size update at the end", get + [0x21]),
        unreadable("hpack 5.2/1", "Huffman's padding of more than 7 bits", get + [0x00, 0x01, 0x61, 0x82, 0x1f, 0xff]),
        unreadable("hpack 5.2/2", "Huffman's padding of zeros", get + [0x00, 0x01, 0x61, 0x81, 0x18]),
        unreadable("hpack 5.2/3", "Huffman's EOS", get + [0x00, 0x01, 0x61, 0x84, 0xff, 0xff, 0xff, 0xff]),
        unreadable("hpack 6.1/1", "index 0", get + [0x80]),
        unreadable("hpack 6.3/1", "a table larger than the setting", [0x3f, 0xe2, 0x1f] + get),
    ]
}

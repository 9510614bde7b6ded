import HTTP2
import Testing

/// Frames that cost the peer nothing.
@Suite struct FloodTests {
    private func failure(of frames: [UInt8], repeated count: Int, after start: [UInt8] = []) -> String? {
        let face = ServerFace()
        face.receive(Frames.preface + start)
        // What is written leaves at once, or not: here it does not.
        for _ in 0..<count where face.steps.last?.hasPrefix("failed") != true { face.receive(frames) }
        face.receive([])
        if let failure = face.session.failure { return "\(failure)" }
        return face.steps.last { $0.hasPrefix("failed") }
    }

    @Test("Empty DATA frames in a row are refused above the limit")
    func emptyData() {
        let start = Frames.headers(1, end: false)
        #expect(failure(of: Frames.data(1), repeated: 1, after: start) == nil)
        #expect(failure(of: Frames.data(1), repeated: 2, after: start) == "emptyFrameFlood")
        #expect(failure(of: Frames.data(1, "", padding: 4), repeated: 2, after: start) == "emptyFrameFlood")
        #expect(failure(of: Frames.data(1) + Frames.data(1, "x"), repeated: 50, after: start) == nil)
    }

    @Test("Empty CONTINUATION frames are refused above the limit")
    func emptyContinuation() {
        let start = Frames.headers(1, end: false, endHeaders: false)
        #expect(failure(of: Frames.continuation(1, [], end: false), repeated: 2, after: start) == "emptyFrameFlood")
    }

    @Test("A header block has an end")
    func endlessBlock() {
        let start = Frames.headers(1, end: false, endHeaders: false)
        let part = Frames.continuation(1, Frames.block([("a", "b")]), end: false)
        #expect(failure(of: part, repeated: 200, after: start) == "headerBlockFlood")
        let large = Frames.continuation(
            1, Frames.block([("a", String(repeating: "v", count: 16_000))]), end: false)
        #expect(failure(of: large, repeated: 20, after: start) == "headerBlockFlood")
    }

    /// A head with a field of 4,000 bytes that goes into the table.
    private static let planted = Frames.frame(
        1, 5, 1,
        Frames.request() + [0x40] + Frames.string("x") + Frames.string(String(repeating: "a", count: 4000)))

    /// A head that names the planted field so many times, a byte each.
    private static func naming(_ count: Int) -> [UInt8] {
        Frames.frame(1, 5, 3, Frames.request() + [UInt8](repeating: 0xbe, count: count))
    }

    @Test("A block that is far too large once decoded ends its stream, one beyond all measure the connection")
    func packedBlock() {
        let face = ServerFace()
        face.receive(Frames.preface + Self.planted + Self.naming(100))
        #expect(face.steps.dropFirst() == ["broken 3 sizeOfHTTP2"])
        #expect(face.session.failure == nil)
        #expect(failure(of: Self.naming(200), repeated: 1, after: Self.planted) == "headerBlockFlood")
        // 16,000 fields of ten bytes, where 100 may come.
        let short = Frames.request() + [UInt8](repeating: 0x82, count: 16_000)
        #expect(failure(of: Frames.frame(1, 5, 3, short), repeated: 1) == "headerBlockFlood")
        let bomb = ServerFace()
        bomb.receive(Frames.preface + Self.planted + Self.naming(16_000))
        // ENHANCE_YOUR_CALM.
        #expect(bomb.written().last?.hasPrefix("GOAWAY 3 11") == true)
    }

    @Test("PRIORITY frames are refused above the limit for each stream")
    func priority() {
        #expect(failure(of: Frames.priority(1), repeated: 100) == nil)
        #expect(failure(of: Frames.priority(1), repeated: 101) == "priorityFlood")
        #expect(failure(of: Frames.priority(3), repeated: 200, after: Frames.headers(1)) == nil)
    }

    @Test("WINDOW_UPDATE frames are refused above the limit for each DATA frame")
    func windowUpdates() {
        #expect(failure(of: Frames.windowUpdate(0, 1), repeated: 5) == nil)
        #expect(failure(of: Frames.windowUpdate(0, 1), repeated: 6) == "windowUpdateFlood")
    }

    @Test("Acknowledgements that nobody takes are bounded", arguments: [Frames.ping(), Frames.settings()])
    func acknowledgements(_ frame: [UInt8]) {
        #expect(failure(of: frame, repeated: 990) == nil)
        #expect(failure(of: frame, repeated: 1100) == "outboundControlFlood")
    }

    @Test("Acknowledgements that leave are not")
    func acknowledgementsThatLeave() {
        let face = ServerFace()
        face.receive(Frames.preface)
        for _ in 0..<3000 {
            face.receive(Frames.ping())
            _ = face.writtenBytes()
        }
        #expect(face.session.failure == nil)
    }

    @Test("Frames that wait are bounded")
    func outboundFrames() {
        let face = ServerFace()
        face.receive(Frames.preface)
        var stream: UInt32 = 1
        while stream < 24_000 && face.session.failure == nil {
            face.receive(Frames.headers(stream))
            face.respond(stream)
            face.leave(stream)
            stream += 2
        }
        #expect(face.session.failure == .outboundFlood)
        #expect(stream > 15_000)
    }

    @Test("Streams above the limit are refused")
    func concurrency() {
        var options = HTTP2Options()
        options.maxConcurrentStreams = 2
        let face = ServerFace(options)
        face.receive(Frames.preface + Frames.headers(1) + Frames.headers(3) + Frames.headers(5))
        #expect(face.steps.count == 2)
        #expect(face.written().contains("RST_STREAM 5 7"))
        #expect(face.session.streamsRefused == 1)
    }
}

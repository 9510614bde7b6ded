import Buffers
import Testing

@testable import HTTP2

/// What a session writes, and when.
@Suite struct SendingTests {
    private func open(_ frames: [UInt8] = Frames.headers(1), settings: [UInt8]? = nil) -> ServerFace {
        let face = ServerFace()
        if let settings {
            face.receive(Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + settings + frames)
        } else {
            face.receive(Frames.preface + frames)
        }
        _ = face.writtenBytes()
        return face
    }

    @Test("The first frames name Envoy's settings and open the connection's window")
    func firstFrames() {
        let face = ServerFace()
        face.receive(Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8))
        let bytes = face.writtenBytes()
        #expect(Frames.describe(bytes) == ["SETTINGS", "WINDOW_UPDATE 0 25100289"])
        #expect(
            Array(bytes.dropFirst(9).prefix(24)) == [
                0, 1, 0, 0, 16, 0, 0, 8, 0, 0, 0, 0, 0, 3, 0, 0, 4, 0, 0, 4, 1, 0, 0, 0,
            ])
    }

    @Test("Head and body leave in two frames")
    func headAndBody() {
        let face = open()
        face.respond(1, end: false)
        face.send(1, "abc", end: false)
        face.send(1, "de", end: true)
        #expect(face.written() == ["HEADERS 1", "DATA 1 abc", "DATA 1 de end"])
        face.leave(1)
        #expect(face.session.streamCount == 0)
    }

    @Test("A body waits for the stream's window and goes on when it opens")
    func streamWindow() {
        let face = open(settings: Frames.settings((4, 4)))
        face.respond(1, end: false)
        face.send(1, "abcdefgh", end: false)
        face.send(1, "ij", end: true)
        #expect(face.written() == ["HEADERS 1", "DATA 1 abcd"])
        #expect(face.place(1)?.waitingBytes == 6)
        face.receive(Frames.windowUpdate(1, 3))
        #expect(face.written() == ["DATA 1 efg"])
        face.receive(Frames.windowUpdate(1, 100))
        #expect(face.written() == ["DATA 1 hij end"])
    }

    @Test("Trailers wait behind a body that waits")
    func trailersBehindBody() {
        let face = open(settings: Frames.settings((4, 2)))
        face.respond(1, end: false)
        face.send(1, "abc", end: false)
        face.sendTrailers(1)
        #expect(face.written() == ["HEADERS 1", "DATA 1 ab"])
        face.leave(1)
        face.receive(Frames.windowUpdate(1, 10))
        #expect(face.written() == ["DATA 1 c", "HEADERS 1 end"])
        #expect(face.session.streamCount == 0)
    }

    @Test("A stream without window does not hold the others up")
    func onlyOneWaits() {
        let face = open(Frames.headers(1) + Frames.headers(3), settings: Frames.settings((4, 2)))
        face.receive(Frames.windowUpdate(3, 100))
        face.respond(1, end: false)
        face.send(1, "abc", end: true)
        face.respond(3, end: false)
        face.send(3, "defgh", end: true)
        #expect(face.written() == ["HEADERS 1", "DATA 1 ab", "HEADERS 3", "DATA 3 defgh end"])
    }

    @Test("Bodies stop when the output is full, heads do not")
    func outputLimit() {
        let face = open(Frames.headers(1) + Frames.headers(3))
        face.limit = 30
        face.respond(1, end: false)
        face.send(1, String(repeating: "x", count: 20), end: false)
        face.send(1, "waits", end: true)
        face.respond(3, end: true)
        #expect(face.session.waitsForOutput)
        #expect(face.written().map { $0.prefix(9) } == ["HEADERS 1", "DATA 1 xx", "HEADERS 3"])
        face.receive(Frames.ping())
        #expect(face.written().sorted() == ["DATA 1 waits end", "PING ack"])
    }

    @Test("Where the output is full bodies of many streams wait, and all of them arrive", arguments: [1, 64])
    func manyWait(count: Int) {
        let streams = (0..<count).map { UInt32($0) &* 2 &+ 1 }
        let face = open(streams.reduce(into: []) { $0 += Frames.headers($1) })
        face.limit = 10
        for stream in streams {
            face.respond(stream, end: false)
            face.send(stream, "body \(stream)", end: false)
            face.send(stream, "+", end: true)
        }
        #expect(face.session.waitsForOutput)
        var seen: [String] = []
        // Each time as much leaves as the output takes.
        for _ in 0...count * 2 where face.session.waitsForOutput || seen.isEmpty {
            seen += face.written()
            face.receive([])
        }
        seen += face.written()
        #expect(!face.session.waitsForOutput)
        for stream in streams {
            let frames = seen.filter { $0.split(separator: " ").dropFirst().first == "\(stream)" }
            #expect(frames.first == "HEADERS \(stream)")
            let body = frames.dropFirst().map { $0.split(separator: " ", maxSplits: 2).last.map(String.init) ?? "" }
            #expect(body.joined() == "body \(stream)+ end", "\(frames)")
            face.leave(stream)
        }
        #expect(face.session.streamCount == 0)
    }

    @Test("Pieces that wait use the same blocks while streams are in use, and the blocks go when none is")
    func blocks() {
        let face = open(Frames.headers(1) + Frames.headers(3))
        face.limit = 10
        let piece = String(repeating: "x", count: 1000)
        for round in 0..<3 {
            for stream in [1, 3] as [UInt32] {
                if face.place(stream)?.isAnswered == false { face.respond(stream, end: false) }
                face.place(stream)?.isAnswered = true
                face.send(stream, piece, end: false)
            }
            // At first both wait, behind the heads; then the output is empty, and takes the first of them.
            #expect(face.session.waitingBlocks.idleBlocks == (round == 0 ? 0 : 1))
            for _ in 0..<4 {
                _ = face.written()
                face.receive([])
            }
            #expect(face.session.waitingBlocks.idleBlocks == 2)
        }
        // One of them is reset while its piece waits.
        for stream in [1, 3] as [UInt32] { face.send(stream, piece, end: true) }
        face.receive(Frames.reset(3))
        _ = face.written()
        face.leave(3)
        for _ in 0..<4 {
            face.receive([])
            _ = face.written()
        }
        #expect(face.session.waitingBlocks.idleBlocks == 2)
        face.leave(1)
        #expect(face.session.streamCount == 0 && face.session.waitingBlocks.idleBlocks == 0)
    }

    @Test("An answer before the end of its request gives the rest of that up")
    func earlyAnswer() {
        let face = open(Frames.headers(1, end: false))
        face.respond(1, end: true)
        face.receive([])
        #expect(face.written() == ["HEADERS 1 end", "RST_STREAM 1 0"])
    }

    @Test("Windows open as bytes are consumed")
    func consumption() throws {
        var options = HTTP2Options()
        options.streamWindow = 65_535
        options.connectionWindow = 65_535
        let face = ServerFace(options)
        face.receive(Frames.preface + Frames.headers(1, end: false))
        _ = face.writtenBytes()
        let part = String(repeating: "x", count: 16_384)
        face.receive(Frames.data(1, part) + Frames.data(1, part))
        #expect(face.written() == ["WINDOW_UPDATE 0 32768", "WINDOW_UPDATE 1 32768"])
    }

    @Test("What follows on streams that were refused or come behind our GOAWAY is no fault", arguments: [Int.max, 1])
    func ignoredStreams(size: Int) {
        var options = HTTP2Options()
        options.maxConcurrentStreams = 1
        let face = ServerFace(options)
        face.receive(Frames.preface + Frames.settings(), by: size)
        let refused: Frames = [
            Frames.headers(1, end: false), Frames.headers(3, end: false), Frames.data(3, "x"),
            Frames.data(3, "y", end: true),
            Frames.data(1, "a"),
        ]
        face.receive(refused.bytes, by: size)
        #expect(!face.steps.contains { $0.hasPrefix("failed") }, "\(face.steps)")
        #expect(face.steps.last == "data 1 a")
        face.session.submitGoAway()
        let late: Frames = [
            Frames.headers(5, end: false), Frames.data(5, "x"), Frames.data(5, "y", end: true), Frames.data(1, "b"),
        ]
        face.receive(late.bytes, by: size)
        #expect(!face.steps.contains { $0.hasPrefix("failed") }, "\(face.steps)")
        #expect(face.steps.last == "data 1 b")
    }

    @Test("GOAWAY comes twice: as a notice, and with the last stream")
    func goAway() {
        let face = open()
        face.session.submitShutdownNotice()
        face.receive(Frames.headers(3))
        face.session.submitGoAway()
        face.receive([])
        face.receive(Frames.headers(5))
        #expect(face.written() == ["GOAWAY 2147483647 0", "GOAWAY 3 0"])
        #expect(face.steps.count == 2)
    }
}

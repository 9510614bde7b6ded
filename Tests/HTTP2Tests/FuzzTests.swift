import Foundation
import HTTP2
import Testing

/// The fuzzing oracle over frames in order and frames with single bytes changed.
@Suite struct FuzzTests {
    private static let seeds: [[UInt8]] = [
        Frames.headers(1), Frames.headers(1, [("cookie", "a"), ("x", "y"), ("cookie", "b")]),
        Frames.headers(1, end: false) + Frames.data(1, "hello", padding: 3) + Frames.data(1, "", end: true),
        Frames.headers(1, end: false) + Frames.reset(1) + Frames.headers(3),
        Frames.headers(1, end: false, endHeaders: false) + Frames.continuation(1, Frames.block([("a", "b")])),
        Frames.headers(1, end: false) + Frames.frame(1, 5, 1, Frames.block([("t", "1")])) + Frames.ping(),
        Frames.frame(1, 4, 1, Frames.request([(":method", "CONNECT"), (":protocol", "websocket")]))
            + Frames.data(1, "hello") + Frames.data(1, "", end: true),
        Frames.frame(1, 4, 1, Frames.block([(":method", "CONNECT"), (":authority", "a:1")])) + Frames.data(1, "x"),
        Frames.settings((4, 1)) + Frames.headers(1) + Frames.windowUpdate(1, 10) + Frames.priority(3),
    ]

    @Test("The same events come however the bytes are cut")
    func cuts() {
        for (index, seed) in Self.seeds.enumerated() {
            for cut in stride(from: 0, to: 256, by: 16) {
                HTTP2Fuzz.frames([UInt8(index), UInt8(cut)] + Frames.settings() + seed)
            }
        }
    }

    @Test("DATA whose padding is longer than the frame ends no body, however it is cut")
    func paddingBeyondEnd() {
        let tunnel = Frames.frame(1, 4, 1, Frames.request([(":method", "CONNECT"), (":protocol", "websocket")]))
        let data = Frames.frame(0, 0xe9, 1, Array("hello".utf8)) + [0x7e, 0, 0, 0, 1, 0, 0, 0, 1]
        HTTP2Fuzz.frames([0x0a, 0xf5] + Frames.settings() + tunnel + data)
    }

    @Test("DATA before any head ends the connection, however it is cut")
    func dataBeforeHead() {
        let unknown = Frames.frame(61, 4, 0xff01, Array("something".utf8))
        for cut in stride(from: 0, to: 256, by: 16) {
            HTTP2AnswerFuzz.answers([0, UInt8(cut)] + Frames.settings() + unknown + Frames.data(1, "ab"))
        }
    }

    @Test("The committed inputs of fuzzing hold", arguments: ["HTTP2Frames", "HTTP2Answers"])
    func corpora(entry: String) throws {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let folder = tests.appending(path: "Fuzzing/corpus/\(entry)").path()
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        #expect(names.count > 10)
        for name in names {
            guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else { continue }
            if entry == "HTTP2Frames" {
                HTTP2Fuzz.frames(Array(data), everyCut: false)
            } else {
                HTTP2AnswerFuzz.answers(Array(data), everyCut: false)
            }
        }
    }

    @Test("No changed byte traps", arguments: 0..<4)
    func mutations(number: UInt64) {
        var random = SeededGenerator(state: number)
        for _ in 0..<2000 {
            let seed = Frames.settings() + (Self.seeds.randomElement(using: &random) ?? [])
            var bytes = [UInt8.random(in: 0...15, using: &random), UInt8.random(in: 0...255, using: &random)] + seed
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                bytes[Int.random(in: 2..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            HTTP2Fuzz.frames(bytes)
        }
    }
}

/// The same numbers in each run (SplitMix64): a test that fails must fail again.
private struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed &>> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed &>> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed &>> 31
    }
}

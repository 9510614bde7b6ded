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

    @Test("No changed byte traps")
    func mutations() {
        var random = SystemRandomNumberGenerator()
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

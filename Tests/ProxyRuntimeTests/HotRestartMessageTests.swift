import Testing

@testable import ProxyRuntime

/// The language in which instances hand over: everything said is understood, and nothing else.
@Suite struct HotRestartMessageTests {
    static let messages: [HotRestartMessage] = [
        .hello(epoch: 7),
        .welcome(.init(epoch: 6, generation: 3, originalStart: 0x0102_0304_0506_0708, sockets: 12)),
        .refusal("another instance is just taking over from it"),
        .refusal(""),
        .take(11),
        .socket(.init(role: .listener, name: "ingress", configured: "127.0.0.1:0")),
        .socket(.init(role: .meetingPoint, name: "", configured: "")),
        .ready(kept: sockets(0, 9, 65_535), shutdownSeconds: 900),
        .ready(kept: SocketSet(), shutdownSeconds: 0),
        .status(connections: 4_000_000),
        .counters([.init(name: "http.a.downstream_cx_total", growth: 5), .init(name: "b", growth: .max)]),
        .counters([]),
    ]

    private static func sockets(_ numbers: UInt32...) -> SocketSet {
        var set = SocketSet()
        for number in numbers { set.insert(number) }
        return set
    }

    @Test("A message is read as it was written", arguments: messages)
    func roundTrip(_ message: HotRestartMessage) throws {
        #expect(message.encoded.count <= HotRestartMessage.longest)
        #expect(try HotRestartMessage(message.encoded) == message)
    }

    /// What builds of version 1 say and understand. Another form of one of these is another version, or an upgrade in place
    /// fails.
    private static let firstVersion: [[UInt8]] = [
        [1, 1, 0, 0, 0, 7],
        [1, 2, 0, 0, 0, 6, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 12],
        [1, 3, 0, 44] + Array("another instance is just taking over from it".utf8),
        [1, 3, 0, 0],
        [1, 4, 0, 0, 0, 11],
        [1, 5, 0, 0, 7] + Array("ingress".utf8) + [0, 11] + Array("127.0.0.1:0".utf8),
        [1, 5, 2, 0, 0, 0, 0],
        [1, 6, 0, 0, 3, 132, 32, 0, 1, 2] + Array(repeating: 0, count: 8_189) + [128],
        [1, 6, 0, 0, 0, 0, 0, 0],
        [1, 7, 0, 61, 9, 0],
        [1, 8, 0, 26] + Array("http.a.downstream_cx_total".utf8) + [0, 0, 0, 0, 0, 0, 0, 5]
            + [0, 1, 98] + Array(repeating: 255, count: 8),
        [1, 8],
    ]

    @Test("The bytes of version 1 stay what they are", arguments: zip(messages, firstVersion))
    func upgrade(_ message: HotRestartMessage, _ bytes: [UInt8]) throws {
        #expect(message.encoded == bytes)
        #expect(try HotRestartMessage(bytes) == message)
    }

    @Test("A message that ends early or goes on is malformed", arguments: messages)
    func framing(_ message: HotRestartMessage) {
        let bytes = message.encoded
        // Counters are a list without a count: cut between two, or of none, they are still whole.
        for count in 0..<bytes.count {
            if case .counters(let all) = message, let fewer = try? HotRestartMessage(Array(bytes[..<count])) {
                guard case .counters(let some) = fewer, some.count < all.count else {
                    Issue.record("\(fewer) is no beginning of \(all)")
                    continue
                }
                continue
            }
            #expect(throws: HotRestartMessageError.malformed) { try HotRestartMessage(Array(bytes[..<count])) }
        }
        #expect(throws: HotRestartMessageError.malformed) { try HotRestartMessage(bytes + [1]) }
    }

    @Test("Random bytes are a message or malformed, and never anything worse")
    func randomBytes() {
        var state: UInt64 = 42
        func next() -> UInt8 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 56)
        }
        for _ in 0..<20_000 {
            let count = Int(next() % 40)
            let bytes = [HotRestartMessage.version, next() % 10] + (0..<count).map { _ in next() }
            guard let message = try? HotRestartMessage(bytes) else { continue }
            #expect(message.encoded == bytes, "what is understood has one form")
        }
    }

    @Test("Another version is told apart, but its refusal is understood")
    func versions() throws {
        var bytes = HotRestartMessage.hello(epoch: 1).encoded
        bytes[0] = 9
        #expect(throws: HotRestartMessageError.otherVersion(9)) { try HotRestartMessage(bytes) }
        var refusal = HotRestartMessage.refusal("too old").encoded
        refusal[0] = 9
        #expect(try HotRestartMessage(refusal) == .refusal("too old"))
    }

    @Test("Texts that are no UTF-8, unknown roles and too many sockets are malformed")
    func values() {
        let version = HotRestartMessage.version
        for bytes: [UInt8] in [
            [version, 3, 0, 1, 0xff], [version, 5, 9, 0, 0, 0, 0], [version, 0], [version, 99],
            [version, 2] + Array(repeating: 0, count: 16) + [0, 1, 0, 1],
            [version, 6, 0, 0, 0, 0, 0x20, 0x01] + Array(repeating: 0, count: 0x2001),
        ] {
            #expect(throws: HotRestartMessageError.malformed) { try HotRestartMessage(bytes) }
        }
    }

    @Test("A set of sockets holds what was put in, and leaves out what no message can name")
    func socketSets() {
        var set = SocketSet()
        for number: UInt32 in [3, 8, 70_000] { set.insert(number) }
        #expect((0..<100_000).filter { set.contains($0) } == [3, 8])
    }
}

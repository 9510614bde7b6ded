import Testing

@testable import TLS

@Suite("ClientHello")
struct ClientHelloTests {
    private static func vector(_ bytes: [UInt8], _ lengthBytes: Int) -> [UInt8] {
        (0..<lengthBytes).map { UInt8(truncatingIfNeeded: bytes.count >> (8 * (lengthBytes - 1 - $0))) } + bytes
    }

    private static func message(name: String? = "A.test", protocols: [String] = ["h2", "http/1.1"]) -> [UInt8] {
        var extensions: [UInt8] = [0x0a, 0x0a, 0, 0]
        if let name {
            extensions += [0, 0] + vector(vector([0] + vector(Array(name.utf8), 2), 2), 2)
        }
        if !protocols.isEmpty {
            extensions += [0, 16] + vector(vector(protocols.flatMap { vector(Array($0.utf8), 1) }, 2), 2)
        }
        let body =
            [3, 3] + [UInt8](repeating: 7, count: 32) + [0] + vector([0x13, 1], 2) + [1, 0] + vector(extensions, 2)
        return [1] + vector(body, 3)
    }

    private static func records(_ message: [UInt8], of size: Int = 16_384) -> [UInt8] {
        stride(from: 0, to: message.count, by: size).flatMap { start in
            [22, 3, 1] + vector(Array(message[start..<min(start + size, message.count)]), 2)
        }
    }

    private static let expected = ClientHello(serverName: "a.test", applicationProtocols: ["h2", "http/1.1"])

    @Test("Name and protocols are read, however the message is split into records", arguments: [1, 3, 50, 16_384])
    func whole(size: Int) {
        #expect(ClientHello.read(Self.records(Self.message(), of: size).span) == .hello(Self.expected))
    }

    @Test("A part of it wants more, at every byte")
    func parts() {
        let bytes = Self.records(Self.message())
        for count in 0..<bytes.count { #expect(ClientHello.read(Array(bytes[..<count]).span) == .incomplete) }
    }

    @Test("What follows does not matter")
    func followed() {
        #expect(ClientHello.read((Self.records(Self.message()) + [1, 2, 3]).span) == .hello(Self.expected))
    }

    @Test("A hello may ask for nothing")
    func bare() {
        let bytes = Self.records(Self.message(name: nil, protocols: []))
        #expect(ClientHello.read(bytes.span) == .hello(ClientHello()))
    }

    @Test(
        "Other protocols are told at once", arguments: ["GET / HTTP/1.1", "\u{16}X", "\u{15}\u{03}", "SSH-2.0-", " "])
    func others(text: String) {
        #expect(ClientHello.read(Array(text.utf8).span) == .notTLS)
    }

    @Test("A broken message is no TLS, and no byte that is changed or cut away stops the process")
    func broken() {
        let message = Self.message()
        for index in message.indices.dropFirst(4) {
            for change: UInt8 in [0xff, 0, 1] {
                var changed = message
                changed[index] = change
                _ = ClientHello.read(Self.records(changed).span)
            }
            var shorter = message
            shorter.remove(at: index)
            shorter.replaceSubrange(
                1..<4, with: Self.vector([UInt8](repeating: 0, count: shorter.count - 4), 3).prefix(3))
            #expect(ClientHello.read(Self.records(shorter).span) != .incomplete)
        }
    }

    @Test("Random edits never trap, and mean the same in parts")
    func edits() {
        var state: UInt64 = 7
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for _ in 0..<5_000 {
            var bytes = Self.records(Self.message(), of: 1 + random(200))
            for _ in 0...random(4) { bytes[random(bytes.count)] = UInt8(random(256)) }
            ClientHello.check(bytes)
        }
    }
}

import NetworkAddresses
import Testing

@testable import Transports

@Suite("PROXY protocol")
struct ProxyProtocolTests {
    private static func read(_ bytes: [UInt8]) -> ProxyProtocolHeader.Reading { ProxyProtocolHeader.read(bytes.span) }

    private static func addresses(_ source: String, _ destination: String) throws -> ProxyProtocolHeader.Addresses {
        .init(
            source: try #require(SocketAddress(source)), destination: try #require(SocketAddress(destination)))
    }

    private static func form(_ command: UInt8, _ family: UInt8, _ body: [UInt8]) -> [UInt8] {
        ProxyProtocolHeader.signature + [command, family, UInt8(body.count >> 8), UInt8(body.count & 255)] + body
    }

    private static let body: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8, 0, 80, 1, 187]

    @Test("A line tells both addresses, and where it ends")
    func line() throws {
        let text = "PROXY TCP4 1.2.3.4 5.6.7.8 1111 2222\r\n"
        let header = ProxyProtocolHeader(
            version: .v1, addresses: try Self.addresses("1.2.3.4:1111", "5.6.7.8:2222"), values: [],
            byteCount: text.utf8.count)
        #expect(Self.read(Array((text + "rest").utf8)) == .header(header))
    }

    @Test("A line of unknown addresses leaves the connection's own")
    func unknown() {
        let header = ProxyProtocolHeader(version: .v1, addresses: nil, values: [], byteCount: 17)
        #expect(Self.read(Array("PROXY UNKNOWN x\r\n".utf8)) == .header(header))
    }

    @Test(
        "A line that breaks the rules is malformed",
        arguments: [
            "PROXY TCP4 1.2.3.4 5.6.7.8 1111\r\n", "PROXY TCP4 1.2.3.4 5.6.7.8 1111 99999\r\n",
            "PROXY TCP4 1.2.3 5.6.7.8 1111 2222\r\n", "PROXY TCP4 1::2 5.6.7.8 1 2\r\n",
            "PROXY UDP4 1.2.3.4 5.6.7.8 1 2\r\n", "PROXY TCP4 1.2.3.4 5.6.7.8 1 2 3\r\n", "PROXY \r\n",
            "PROXY TCP4 1.2.3.4 5.6.7.8 -1 2\r\n",
        ])
    func malformed(line: String) { #expect(Self.read(Array(line.utf8)) == .malformed(.v1)) }

    @Test("A line may not be longer than 108 bytes")
    func longLine() {
        let start = Array("PROXY TCP4 ".utf8)
        #expect(Self.read(start + [UInt8](repeating: 49, count: 90)) == .incomplete(isPossible: true))
        #expect(Self.read(start + [UInt8](repeating: 49, count: 110)) == .notFound)
    }

    @Test("Other bytes are no header, once there are enough to tell")
    func others() {
        #expect(Self.read(Array("GET / HT".utf8)) == .notFound)
        #expect(Self.read(Array("GET".utf8)) == .incomplete(isPossible: false))
        #expect(Self.read(Array("PRO".utf8)) == .incomplete(isPossible: true))
        #expect(Self.read([]) == .incomplete(isPossible: true))
    }

    @Test("The binary form tells addresses and values")
    func binary() throws {
        let bytes = Self.form(0x21, 0x11, Self.body + [2, 0, 3, 97, 98, 99, 4, 0, 0])
        let header = ProxyProtocolHeader(
            version: .v2, addresses: try Self.addresses("1.2.3.4:80", "5.6.7.8:443"),
            values: [.init(type: 2, value: [97, 98, 99]), .init(type: 4, value: [])], byteCount: bytes.count)
        #expect(Self.read(bytes + [0]) == .header(header))
        #expect(Self.read(Array(bytes.dropLast())) == .incomplete(isPossible: true))
    }

    @Test("A local connection keeps its own addresses, whatever is said behind")
    func local() {
        let header = ProxyProtocolHeader(version: .v2, addresses: nil, values: [], byteCount: 19)
        #expect(Self.read(Self.form(0x20, 0, [1, 2, 3])) == .header(header))
    }

    @Test(
        "A binary header that breaks the rules is malformed",
        arguments: [
            form(0x22, 0x11, body), form(0x31, 0x11, body), form(0x21, 0x00, []), form(0x21, 0x31, body),
            form(0x21, 0x11, [1, 2, 3, 4]), form(0x21, 0x21, body), form(0x21, 0x11, body + [2, 0]),
            form(0x21, 0x11, body + [2, 0, 9, 1]),
        ])
    func malformed(bytes: [UInt8]) { #expect(Self.read(bytes) == .malformed(.v2)) }

    @Test("What is written is read again", arguments: ["1.2.3.4:1", "[::1]:65535"])
    func writing(address: String) throws {
        let pair = try Self.addresses(address, address)
        for version in [ProxyProtocolHeader.Version.v1, .v2] {
            let header = ProxyProtocolHeader(version, pair, values: [.init(type: 7, value: [1])])
            #expect(Self.read(header.bytes) == .header(header))
            #expect(header.addresses == pair)
        }
    }

    @Test("Addresses that cannot be told together are not told")
    func untellable() throws {
        let mixed = try Self.addresses("1.2.3.4:1", "[::1]:2")
        #expect(String(decoding: ProxyProtocolHeader(.v1, mixed).bytes, as: UTF8.self) == "PROXY UNKNOWN\r\n")
        #expect(ProxyProtocolHeader(.v2, mixed).bytes == Self.form(0x20, 0, []))
    }

    @Test("The fuzzing oracle holds for every beginning")
    func oracle() {
        let bytes = Self.form(0x21, 0x11, Self.body + [2, 0, 3, 97, 98, 99])
        for count in 0...bytes.count { ProxyProtocolHeader.check(Array(bytes[..<count])) }
        for count in 0...40 {
            ProxyProtocolHeader.check(Array("PROXY TCP6 1::2 3::4 1111 2222\r\nx".utf8.prefix(count)))
        }
    }
}

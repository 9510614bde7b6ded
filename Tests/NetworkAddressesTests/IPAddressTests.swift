import NetworkAddresses
import Testing

@Suite struct IPAddressTests {
    @Test(
        "Valid text is read and written in its canonical form",
        arguments: [
            ("0.0.0.0", "0.0.0.0"), ("255.255.255.255", "255.255.255.255"), ("10.1.200.99", "10.1.200.99"),
            ("::", "::"), ("::1", "::1"), ("1::", "1::"), ("2001:DB8::1", "2001:db8::1"),
            ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"), ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
            ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"), ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
            ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"), ("0:0:0:0:0:0:0:0", "::"), ("fe80:0000::00ff", "fe80::ff"),
            ("::ffff:1.2.3.4", "::ffff:1.2.3.4"), ("::ffff:102:304", "::ffff:1.2.3.4"),
            ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"), ("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"),
            ("1:0:0:2:0:0:0:3", "1:0:0:2::3"), ("1:0:0:2:2:0:0:3", "1::2:2:0:0:3"),
        ])
    func valid(text: String, canonical: String) {
        #expect(IPAddress(text)?.description == canonical)
    }

    @Test(
        "Anything else is refused",
        arguments: [
            "", " ", "1", "1.2.3", "1.2.3.4.5", "1.2.3.", ".1.2.3", "1..2.3", "256.1.1.1", "01.2.3.4", "1.2.3.04",
            "1.2.3.4 ", " 1.2.3.4", "1.2.3.4:80", "0x1.2.3.4", "1.2.3.-4", ":", ":::", "1:", ":1", "1::2::3",
            "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8", "12345::", "g::",
            "fe80::1%eth0",
            "::1.2.3", "::1.2.3.4:5", "1:2:3:4:5:6:7:1.2.3.4", "[::1]", "localhost", "1.2.3.4\0", "::ffff:1.2.3.400",
            "1111:2222:3333:4444:5555:6666:7777:8888:9999",
        ])
    func invalid(text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test("No sequence of likely bytes makes the reader trap, and what is read reads back")
    func anyInput() {
        var random = SystemRandomNumberGenerator()
        let alphabet = Array("0123456789abcdefF:.::..g% []".utf8)
        for _ in 0..<20_000 {
            let count = Int.random(in: 0...46, using: &random)
            let bytes = (0..<count).map { _ in alphabet.randomElement(using: &random) ?? 0x3a }
            if let address = IPAddress(bytes.span) { #expect(IPAddress(address.description) == address) }
            _ = SocketAddress(String(decoding: bytes, as: UTF8.self))
            _ = CIDRBlock(String(decoding: bytes, as: UTF8.self))
        }
    }

    @Test("Random addresses survive writing and reading")
    func roundTrip() {
        for _ in 0..<20_000 {
            let v4 = IPAddress(v4: .random(in: 0 ... .max))
            #expect(IPAddress(v4.description) == v4)
            // Many zero groups, so that every place of the gap is met.
            var halves: (UInt64, UInt64) = (0, 0)
            for _ in 0..<4 {
                halves.0 = halves.0 << 16 | (Bool.random() ? 0 : .random(in: 0...0xffff))
                halves.1 = halves.1 << 16 | (Bool.random() ? 0 : .random(in: 0...0xffff))
            }
            let v6 = IPAddress(v6: halves.0, halves.1)
            #expect(IPAddress(v6.description) == v6)
        }
    }

    @Test("Mapped addresses are known and unwrapped")
    func mapped() throws {
        let mapped = try #require(IPAddress("::ffff:10.0.0.1"))
        #expect(mapped.isV4Mapped)
        #expect(mapped.unmapped == IPAddress(10, 0, 0, 1))
        #expect(!IPAddress.loopbackV6.isV4Mapped)
        #expect(IPAddress.loopbackV6.isLoopback && IPAddress(127, 9, 9, 9).isLoopback)
        #expect(IPAddress.loopbackV6.isLocalhost && IPAddress(127, 0, 0, 1).isLocalhost)
        #expect(!IPAddress(127, 0, 0, 2).isLocalhost)
        #expect(!IPAddress(128, 0, 0, 1).isLoopback && IPAddress.anyV4.isUnspecified && IPAddress.anyV6.isUnspecified)
    }

    @Test("Octets come in network order and stop at the end")
    func octets() {
        let address = IPAddress(1, 2, 3, 4)
        #expect((-1...4).map { address.octet($0) } == [0, 1, 2, 3, 4, 0])
        let six = IPAddress(v6: 0x0102_0304_0506_0708, 0x090a_0b0c_0d0e_0f10)
        #expect((0...16).map { six.octet($0) } == Array(1...16) + [0])
    }

    @Test("The inline text holds the same bytes as the description")
    func inlineText() throws {
        let longest = SocketAddress.ip(try #require(IPAddress("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")), port: 65535)
        #expect(longest.text.string == "[ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff]:65535")
        let text = longest.text
        #expect(text.bytes.count == text.count)
        #expect(text.bytes[0] == UInt8(ascii: "["))
    }
}

import NetworkAddresses
import Testing

@Suite struct CIDRBlockTests {
    @Test(
        "Blocks contain what shares their prefix",
        arguments: [
            ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.0", false), ("0.0.0.0/0", "8.8.8.8", true),
            ("192.168.1.77/24", "192.168.1.1", true), ("192.168.1.77/31", "192.168.1.76", true),
            ("192.168.1.77/31", "192.168.1.78", false), ("1.2.3.4", "1.2.3.4", true), ("1.2.3.4", "1.2.3.5", false),
            ("2001:db8::/32", "2001:db8:ffff::1", true), ("2001:db8::/32", "2001:db9::", false),
            ("2001:db8::/64", "2001:db8::ffff", true), ("2001:db8::/65", "2001:db8::8000:0:0:0", false),
            ("2001:db8::/128", "2001:db8::", true), ("::/0", "::1", true), ("::/0", "1.2.3.4", false),
            ("0.0.0.0/0", "::ffff:1.2.3.4", false),
        ])
    func contains(block: String, address: String, expected: Bool) throws {
        #expect(try #require(CIDRBlock(block)).contains(try #require(IPAddress(address))) == expected)
    }

    @Test(
        "Malformed blocks are refused",
        arguments: [
            "", "/", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/08", "10.0.0.0/-1", "10.0.0.0/1000", "10.0.0.0/8/8",
            "::/129",
            "10.0.0.0/8 ", "x/8",
        ])
    func refused(text: String) {
        #expect(CIDRBlock(text) == nil)
    }

    @Test("Bits behind the prefix are dropped")
    func masked() {
        #expect(CIDRBlock("10.9.8.7/12")?.description == "10.0.0.0/12")
        #expect(CIDRBlock("2001:db8:ffff::1/33")?.description == "2001:db8:8000::/33")
        #expect(CIDRBlock(address: .anyV4, prefixLength: 33) == nil)
        #expect(CIDRBlock(address: .anyV4, prefixLength: -1) == nil)
    }
}

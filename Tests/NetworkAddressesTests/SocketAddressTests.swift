import NetworkAddresses
import Testing

@Suite struct SocketAddressTests {
    @Test(
        "Valid text is read and written back",
        arguments: ["1.2.3.4:80", "[::1]:0", "[2001:db8::1]:65535", "/run/apus.sock", "@apus"])
    func valid(text: String) {
        #expect(SocketAddress(text)?.description == text)
    }

    @Test(
        "Anything else is refused",
        arguments: [
            "", ":", ":80", "1.2.3.4", "1.2.3.4:", "1.2.3.4:65536", "1.2.3.4:8o", "1.2.3.4:123456", "::1:80", "[::1]",
            "[::1]80", "[1.2.3.4]:80", "[]:80", "[:80", "]:80", "host:80", "/a\0b",
            "/" + String(repeating: "x", count: 107),
        ])
    func invalid(text: String) {
        #expect(SocketAddress(text) == nil)
    }

    @Test("Parts are told and ports replaced")
    func parts() {
        let address = SocketAddress.ip(.loopbackV4, port: 80)
        #expect(address.ipAddress == .loopbackV4 && address.port == 80 && !address.isUnix)
        #expect(address.with(port: 81) == .ip(.loopbackV4, port: 81))
        let unix = SocketAddress.unix("/x")
        #expect(unix.ipAddress == nil && unix.port == 0 && unix.isUnix && unix.with(port: 1) == unix)
        #expect(unix.text.count == 0)
    }
}

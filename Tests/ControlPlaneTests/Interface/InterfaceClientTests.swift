import Configuration
import NetworkAddresses
import RegularExpressions
import Testing

@testable import ControlPlane

@Suite("Asking the interface")
struct InterfaceClientTests {
    private func name(_ address: String, _ serverName: String = "") throws -> AlternativeNameMatch? {
        var client = InterfaceClient(address: try #require(SocketAddress(address)))
        client.serverName = serverName
        return try? client.expectedName().get()
    }

    @Test func `the certificate of the server has to name something`() throws {
        func match(_ kind: AlternativeNameMatch.Kind, _ text: String) -> AlternativeNameMatch {
            AlternativeNameMatch(kind, StringMatcherConfiguration(.exact, text))
        }
        #expect(try name("127.0.0.1:1") == match(.ipAddress, "127.0.0.1"))
        #expect(try name("[::1]:1") == match(.ipAddress, "::1"))
        #expect(try name("127.0.0.1:1", "control.test") == match(.dns, "control.test"))
        #expect(try name("127.0.0.1:1", "10.0.0.1") == match(.ipAddress, "10.0.0.1"))
        #expect(try name("/run/control", "control.test") == match(.dns, "control.test"))
        #expect(try name("/run/control") == nil)
    }
}

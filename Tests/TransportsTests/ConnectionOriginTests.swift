import EventLoops
import NetworkAddresses
import Testing

@testable import Transports

/// Whose bytes upstream connections carry.
@Suite struct ConnectionOriginTests {
    private static func address(_ port: UInt16) -> SocketAddress { .ip(IPAddress(v4: 0x7f00_0001), port: port) }

    private static func addresses(_ port: UInt16) -> ProxyProtocolHeader.Addresses {
        ProxyProtocolHeader.Addresses(source: address(port), destination: address(9))
    }

    @Test("Addresses and source keep connections apart, values do not")
    func equality() {
        let value = ProxyProtocolHeader.TypedValue(type: 1, value: [2])
        let plain = ConnectionOrigin(Self.addresses(1))
        #expect(plain == ConnectionOrigin(Self.addresses(1), values: [value]))
        #expect(plain != ConnectionOrigin(Self.addresses(2)))
        #expect(plain != ConnectionOrigin(nil))
        let source = ForeignSource(Self.address(0), mark: 1)
        #expect(ConnectionOrigin(nil, source: source) == ConnectionOrigin(nil, source: source))
        #expect(
            ConnectionOrigin(nil, source: source)
                != ConnectionOrigin(nil, source: ForeignSource(Self.address(0), mark: 2)))
    }

    @Test("Endpoints that are told nothing see no more than where connections come from")
    func untold() {
        let source = ForeignSource(Self.address(0), mark: 0)
        #expect(ConnectionOrigin(Self.addresses(1)).untold == nil)
        #expect(ConnectionOrigin(Self.addresses(1), source: source).untold == ConnectionOrigin(nil, source: source))
        #expect(
            ConnectionOrigin(Self.addresses(1), source: source).untold
                == ConnectionOrigin(Self.addresses(2), source: source).untold)
    }

    @Test("A foreign address asks the kernel for what it needs")
    func options() {
        #expect(ForeignSource(Self.address(0), mark: 0).options == [.transparent(.v4), .latePort])
        #expect(ForeignSource(Self.address(7), mark: 5).options == [.mark(5), .transparent(.v4)])
        #expect(SocketOption.mark(.max).value == -1)
        let v6 = SocketAddress.ip(IPAddress(v6: 0, 1), port: 7)
        #expect(ForeignSource(v6, mark: 0).options == [.transparent(.v6)])
    }
}

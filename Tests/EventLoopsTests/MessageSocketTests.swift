import EventLoops
import Glibc
import NetworkAddresses
import Testing

/// Messages and descriptors between processes.
@Suite struct MessageSocketTests {
    /// A message and whether a descriptor came with it; nil when there was none.
    private func next(_ socket: borrowing MessageSocket, limit: Int = 100) throws -> (bytes: [UInt8], attached: Bool)? {
        switch try socket.receive(limit: limit) {
        case .message(let bytes, let descriptor): return (bytes, descriptor.isOpen)
        case .nothing: return nil
        case .end: return nil
        }
    }

    @Test("Messages keep their bounds, and a descriptor comes with the message that it was sent with")
    func messages() throws {
        let pair = try MessageSocket.pair()
        let one = MessageSocket(owning: try pair.first.duplicate())
        let other = MessageSocket(owning: try pair.second.duplicate())
        #expect(try next(other) == nil)
        try one.send([1, 2, 3])
        let file = try Sockets.listen(on: .ip(.loopbackV4, port: 0))
        let address = Sockets.localAddress(of: file.rawValue)
        try one.send([4], attached: file.rawValue)
        let first = try next(other)
        #expect(first?.bytes == [1, 2, 3] && first?.attached == false)
        switch try other.receive(limit: 100) {
        case .message(let bytes, let descriptor):
            #expect(bytes == [4])
            #expect(descriptor.rawValue != file.rawValue)
            #expect(Sockets.localAddress(of: descriptor.rawValue) == address)
            #expect(fcntl(descriptor.rawValue, F_GETFD) & FD_CLOEXEC != 0)
        case .nothing: Issue.record("nothing came")
        case .end: Issue.record("the end came")
        }
    }

    @Test("A message that is too long is an error, and the descriptor that came with it is closed")
    func tooLong() throws {
        let pair = try MessageSocket.pair()
        let one = MessageSocket(owning: try pair.first.duplicate())
        let other = MessageSocket(owning: try pair.second.duplicate())
        var pipe = try MessageSocket.pair()
        try one.send([1, 2, 3, 4], attached: pipe.first.rawValue)
        pipe.first.close()
        #expect(throws: SystemError.self) { try next(other, limit: 3) }
        // Nobody holds the sent end any more, which the other end of the pipe feels; only a process that another test
        // starts may still do so, until it runs its program.
        let rest = MessageSocket(owning: try pipe.second.duplicate())
        var wait = pollfd(fd: rest.rawValue, events: Int16(POLLIN), revents: 0)
        _ = unsafe poll(&wait, 1, 60_000)
        switch try rest.receive(limit: 1) {
        case .end: break
        case .message: Issue.record("a message came")
        case .nothing: Issue.record("somebody still holds the descriptor")
        }
    }

    @Test("The kernel says who is at the other end")
    func peer() throws {
        let pair = try MessageSocket.pair()
        let socket = MessageSocket(owning: try pair.first.duplicate())
        let peer = socket.peer
        #expect(peer == MessageSocket.Peer(process: getpid(), user: geteuid()))
        #expect(peer?.isTrusted == true)
        #expect(!MessageSocket.Peer(process: 1, user: geteuid() &+ 1).isTrusted)
    }

    @Test("Two cannot listen at one address, and nobody listens where none does")
    func addresses() throws {
        let address = SocketAddress.unix("@apus-test-\(getpid())-\(UInt32.random(in: 0 ... .max))")
        do {
            _ = try MessageSocket.connect(to: address, milliseconds: 1_000)
            Issue.record("somebody listens")
        } catch { #expect(error.saysNobodyListens) }
        let listener = try MessageSocket.listen(on: address, mode: 0o600)
        do {
            _ = try MessageSocket.listen(on: address, mode: 0o600)
            Issue.record("both listen")
        } catch { #expect(error.isAddressInUse) }
        let client = try MessageSocket.connect(to: address, milliseconds: 1_000)
        #expect(client.peer?.process == getpid())
        #expect(Sockets.isListening(listener.rawValue))
    }
}

import EventLoops
import Glibc
import LoopTesting
import NetworkAddresses
import Testing

/// Keeps what it accepts.
private final class Collector: Acceptor {
    var descriptors: [Int32] = []
    var remotes: [SocketAddress] = []
    var failures: [Int32] = []

    override func accepted(_ descriptor: consuming FileDescriptor, remote: SocketAddress) {
        descriptors.append(descriptor.release())
        remotes.append(remote)
    }

    override func acceptFailed(_ code: Int32) { failures.append(code) }

    func closeAll() {
        for descriptor in descriptors { Glibc.close(descriptor) }
        descriptors = []
        close()
    }
}

private func connected(to address: SocketAddress) throws -> FileDescriptor {
    let socket = try Sockets.make(for: address)
    let code = Sockets.connect(socket, to: address)
    #expect(code == 0 || code == EINPROGRESS)
    return socket
}

/// A turn that finds nothing ends at once; each wait is bounded, so that a failure is no hang.
private func turn(_ loop: EventLoop, until condition: () -> Bool) {
    loop.turn(until: condition)
}

@Suite struct AcceptorTests {
    @Test("Connections are accepted with their peer's address", arguments: [IPAddress.loopbackV4, .loopbackV6])
    func accepts(address: IPAddress) throws {
        let loop = try EventLoop(name: "test")
        let acceptor = Collector(loop: loop, listener: try Sockets.listen(on: .ip(address, port: 0)))
        #expect(acceptor.localAddress.port != 0 && acceptor.localAddress.ipAddress == address)
        try acceptor.start()
        let client = try connected(to: acceptor.localAddress)
        turn(loop) { !acceptor.descriptors.isEmpty }
        #expect(acceptor.remotes.first == Sockets.localAddress(of: client.rawValue))
        #expect(Sockets.remoteAddress(of: client.rawValue) == acceptor.localAddress)
        acceptor.closeAll()
    }

    @Test("A dual-stack listener names IPv4 peers as IPv4")
    func dualStack() throws {
        let loop = try EventLoop(name: "test")
        var options = ListenOptions()
        options.ipv6Only = false
        let acceptor = Collector(loop: loop, listener: try Sockets.listen(on: .ip(.anyV6, port: 0), options: options))
        try acceptor.start()
        let client = try connected(to: .ip(.loopbackV4, port: acceptor.localAddress.port))
        turn(loop) { !acceptor.descriptors.isEmpty }
        #expect(acceptor.remotes.first?.ipAddress == .loopbackV4)
        #expect(client.rawValue >= 0)
        acceptor.closeAll()
    }

    @Test("A Unix listener replaces a stale socket file and sets its mode; abstract names need no file")
    func unix() throws {
        let loop = try EventLoop(name: "test")
        let path = "/tmp/apus-acceptor-\(getpid())-\(UInt32.random(in: 0 ... .max)).sock"
        var options = ListenOptions()
        options.unixMode = 0o600
        for _ in 0..<2 {
            let acceptor = Collector(loop: loop, listener: try Sockets.listen(on: .unix(path), options: options))
            #expect(acceptor.localAddress == .unix(path))
            try acceptor.start()
            let client = try connected(to: .unix(path))
            turn(loop) { !acceptor.descriptors.isEmpty }
            #expect(acceptor.remotes == [.unix("")] && client.rawValue >= 0)
            acceptor.closeAll()
        }
        #expect(unsafe unlink(path) == 0)
        let name = "@apus-acceptor-\(getpid())-\(UInt32.random(in: 0 ... .max))"
        let acceptor = Collector(loop: loop, listener: try Sockets.listen(on: .unix(name)))
        #expect(acceptor.localAddress == .unix(name))
        acceptor.closeAll()
        #expect(throws: SystemError.self) { _ = try Sockets.listen(on: .unix(String(repeating: "x", count: 108))) }
    }

    @Test("A port in use is told with its address")
    func portInUse() throws {
        var options = ListenOptions()
        options.reusePort = false
        let first = try Sockets.listen(on: .ip(.loopbackV4, port: 0), options: options)
        let address = try #require(Sockets.localAddress(of: first.rawValue))
        let error = #expect(throws: SystemError.self) { _ = try Sockets.listen(on: address, options: options) }
        #expect(error?.code == EADDRINUSE)
        #expect(error?.description == "bind \(address): Address already in use")
        #expect(first.rawValue >= 0)
    }

    @Test("Socket options are set before binding, and a refused one is told by its numbers")
    func socketOptions() throws {
        var options = ListenOptions()
        options.keepalive = KeepaliveOptions(probes: 3, idleSeconds: 60, intervalSeconds: 10)
        options.socketOptions = [SocketOption(level: SOL_SOCKET, name: SO_RCVBUF, value: 20_000)]
        let socket = try Sockets.listen(on: .ip(.loopbackV4, port: 0), options: options)
        var value: Int32 = 0
        var length: socklen_t = 4
        _ = unsafe getsockopt(socket.rawValue, SOL_SOCKET, SO_RCVBUF, &value, &length)
        #expect(value == 40_000)
        options.socketOptions = [SocketOption(level: 77, name: 88, value: 1)]
        let error = #expect(throws: SystemError.self) {
            _ = try Sockets.listen(on: .ip(.loopbackV4, port: 0), options: options)
        }
        #expect(error?.operation == "set socket option 77/88")
        // An address that is not ours, but may come.
        options.socketOptions = [.freebind(.v4)]
        let foreign = try Sockets.listen(on: .ip(IPAddress(192, 0, 2, 1), port: 0), options: options)
        #expect(foreign.rawValue >= 0)
    }

    @Test("Two listeners share a port")
    func reusePort() throws {
        let first = try Sockets.listen(on: .ip(.loopbackV4, port: 0))
        let address = try #require(Sockets.localAddress(of: first.rawValue))
        let second = try Sockets.listen(on: address)
        #expect(first.rawValue >= 0 && second.rawValue >= 0)
    }

    @Test("A paused listener leaves connections waiting, and takes them when resumed")
    func pause() throws {
        let loop = try EventLoop(name: "test")
        let acceptor = Collector(loop: loop, listener: try Sockets.listen(on: .ip(.loopbackV4, port: 0)))
        try acceptor.start()
        acceptor.pause()
        let client = try connected(to: acceptor.localAddress)
        loop.runOnce(maximumWait: 0)
        loop.runOnce(maximumWait: 0)
        #expect(acceptor.descriptors.isEmpty)
        acceptor.resume()
        turn(loop) { !acceptor.descriptors.isEmpty }
        #expect(acceptor.descriptors.count == 1 && client.rawValue >= 0)
        acceptor.closeAll()
    }

    @Test("One wake-up takes no more connections than allowed, and the rest come later")
    func cap() throws {
        let loop = try EventLoop(name: "test")
        let acceptor = Collector(loop: loop, listener: try Sockets.listen(on: .ip(.loopbackV4, port: 0)))
        acceptor.acceptsPerWakeUp = 3
        try acceptor.start()
        var clients: [Int32] = []
        for _ in 0..<7 { clients.append(try connected(to: acceptor.localAddress).release()) }
        loop.runOnce(maximumWait: 1_000_000_000)
        #expect(acceptor.descriptors.count <= 3)
        turn(loop) { acceptor.descriptors.count == 7 }
        #expect(acceptor.descriptors.count == 7)
        for client in clients { close(client) }
        acceptor.closeAll()
    }

    @Test("Without descriptors one connection is shed, the listener rests, and then takes the others")
    func exhausted() async {
        await #expect(processExitsWith: .success) {
            let loop = try EventLoop(name: "test", clock: .manual(start: 0))
            let acceptor = Collector(loop: loop, listener: try Sockets.listen(on: .ip(.loopbackV4, port: 0)))
            try acceptor.start()
            let clients = [
                try connected(to: acceptor.localAddress).release(), try connected(to: acceptor.localAddress).release(),
            ]
            // Take every number that is left.
            var hoard: [Int32] = []
            while true {
                let copy = dup(0)
                if copy < 0 { break }
                hoard.append(copy)
            }
            precondition(errno == EMFILE)
            for _ in 0..<10 { loop.runOnce(maximumWait: 10_000_000) }
            precondition(acceptor.failures == [EMFILE])
            precondition(acceptor.descriptors.isEmpty)
            // The first client was let in and closed, by the help of the reserve.
            var byte: UInt8 = 0
            precondition(unsafe recv(clients[0], &byte, 1, 0) == 0)
            precondition(unsafe recv(clients[1], &byte, 1, 0) == -1)
            for copy in hoard { close(copy) }
            loop.runOnce(maximumWait: 0)
            precondition(acceptor.descriptors.isEmpty)
            loop.advanceClock(by: 102_000_000)
            for _ in 0..<10 { loop.runOnce(maximumWait: 10_000_000) }
            precondition(acceptor.descriptors.count == 1)
            precondition(acceptor.failures == [EMFILE])
        }
    }

    @Test("A retired socket accepts what had connected, drops new handshakes and closes", arguments: [true, false])
    func retirement(isUnix: Bool) throws {
        let loop = try EventLoop(name: "test")
        let address: SocketAddress =
            isUnix ? .unix("@apus-retire-\(UInt32.random(in: 0 ... .max))") : .ip(.loopbackV4, port: 0)
        let listener = try Sockets.listen(on: address)
        var queue = pollfd(fd: listener.rawValue, events: Int16(POLLIN), revents: 0)
        let acceptor = Retiree(loop: loop, listener: listener)
        try acceptor.start()
        let early = try connected(to: acceptor.localAddress)
        #expect(unsafe poll(&queue, 1, 60_000) == 1)
        acceptor.retire()
        acceptor.retire()
        let late = try Sockets.make(for: acceptor.localAddress)
        let code = Sockets.connect(late, to: acceptor.localAddress)
        #expect(code == (isUnix ? ECONNREFUSED : EINPROGRESS))
        turn(loop) { acceptor.hasRetired }
        let isEarlyOpen = early.isOpen
        #expect(acceptor.count == 1 && isEarlyOpen)
        #expect(!acceptor.isAttached && !acceptor.isRetiring)
    }

    @Test("A socket that is closed while another process holds it listens on")
    func sharedSocket() throws {
        let loop = try EventLoop(name: "test")
        let socket = try Sockets.listen(on: .ip(.loopbackV4, port: 0))
        let copy = try socket.duplicate()
        let acceptor = Collector(loop: loop, listener: socket)
        try acceptor.start()
        acceptor.close()
        let client = try connected(to: acceptor.localAddress)
        let heir = Collector(loop: loop, listener: copy)
        try heir.start()
        turn(loop) { !heir.descriptors.isEmpty }
        let isClientOpen = client.isOpen
        #expect(heir.descriptors.count == 1 && isClientOpen)
        heir.closeAll()
    }
}

/// Counts, and tells that it has retired.
private final class Retiree: Acceptor {
    var count = 0
    var hasRetired = false

    override func accepted(_ descriptor: consuming FileDescriptor, remote: SocketAddress) { count += 1 }

    override func retired() { hasRetired = true }
}

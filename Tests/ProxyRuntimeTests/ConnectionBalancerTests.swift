import Configuration
import NetworkAddresses
import Synchronization
import Testing

@testable import ProxyRuntime

@Suite("Connections spread exactly")
struct ConnectionBalancerTests {
    /// Numbers of workers that were handed a socket.
    private final class Taken: Sendable {
        let workers = Mutex<[Int]>([])
    }

    private func make(_ workers: Int) -> (ConnectionBalancer, Taken) {
        let (balancer, taken) = (ConnectionBalancer(), Taken())
        for worker in 0..<workers { balancer.join(worker) { _ in taken.workers.withLock { $0.append(worker) } } }
        return (balancer, taken)
    }

    private func accept(_ balancer: ConnectionBalancer, on worker: Int) -> Bool {
        guard let hand = balancer.choose(for: worker) else { return true }
        hand(.init(descriptor: -1, remote: .ip(.loopbackV4, port: 1), local: nil))
        return false
    }

    @Test("Each connection goes to the worker that has the fewest, and is expected there until it comes")
    func spreads() {
        let (balancer, taken) = make(3)
        #expect(accept(balancer, on: 0) && !accept(balancer, on: 0) && !accept(balancer, on: 0))
        #expect(taken.workers.withLock { $0 } == [1, 2])
        #expect(!balancer.isExpecting(0) && balancer.isExpecting(1) && balancer.isExpecting(2))
        balancer.arrived(1)
        #expect(!balancer.isExpecting(1))
        balancer.release(1)
        #expect(!accept(balancer, on: 2) && taken.workers.withLock { $0.last } == 1)
    }

    @Test("A worker that stops accepting gets nothing more from others, and keeps what it still accepts")
    func leaves() {
        let (balancer, taken) = make(2)
        #expect(accept(balancer, on: 0))
        balancer.leave(1)
        // Worker 1 has fewer, and is passed by.
        #expect(accept(balancer, on: 0) && accept(balancer, on: 0))
        balancer.leave(0)
        #expect(accept(balancer, on: 1) && accept(balancer, on: 0))
        #expect(taken.workers.withLock { $0.isEmpty } && !balancer.isExpecting(0) && !balancer.isExpecting(1))
    }
}

@Suite("Addresses of listeners")
struct ListenerAddressTests {
    private func all(_ address: String, compatible: Bool = true) -> [String] {
        ListenerAddress.resolveAll(
            .socket(SocketAddressConfiguration(address: address, port: 80, ipv4Compatible: compatible))
        ).map(\.description)
    }

    @Test("A socket of all addresses that serves both families has the clients of both")
    func families() {
        #expect(all("::") == ["[::]:80", "0.0.0.0:80"])
        #expect(all("::", compatible: false) == ["[::]:80"] && all("::1") == ["[::1]:80"])
        #expect(all("0.0.0.0") == ["0.0.0.0:80"] && all("nowhere") == [])
    }
}

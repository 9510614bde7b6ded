internal import Configuration
internal import EventLoops
internal import NetworkAddresses
internal import Transports

/// Asks one endpoint how it is, over and over. Each `begin` is followed by exactly one answer to its session, unless it
/// is abandoned before. Confined to the main loop.
class HealthProbe {
    final let target: Target
    /// Who asks; nil once it does not any more.
    final weak var session: HealthCheckSession?

    /// What is needed to reach an endpoint.
    struct Target {
        let cluster: Cluster
        let endpoint: Endpoint
        let configuration: HealthCheckConfiguration
        let loop: EventLoop
        /// The main loop's number among threads that count.
        let thread: Int

        /// Where checks go: the endpoint's address, unless it says otherwise.
        var address: SocketAddress {
            let own = endpoint.healthCheck
            guard case .ip(let ip, let port) = endpoint.address else { return endpoint.address }
            return .ip(IPAddress(own.address) ?? ip, port: own.port == 0 ? port : own.port)
        }

        /// The `:authority` of requests.
        func authority(_ configured: String) -> String {
            if !endpoint.healthCheck.hostname.isEmpty { return endpoint.healthCheck.hostname }
            return configured.isEmpty ? cluster.name : configured
        }

        /// Begins to connect.
        func connect() throws(SystemError) -> Connection {
            // The check's own timeout ends the attempt.
            try cluster.connect(
                to: address, of: endpoint, on: loop, thread: thread, timeout: .max, check: configuration)
        }
    }

    init(_ target: Target) { self.target = target }

    /// Asks.
    func begin() {}

    /// Gives the question up: there will be no answer. The next `begin` uses another connection.
    func abandon() {}

    /// Tells the session.
    final func answer(_ outcome: HealthCheckState.Outcome) { session?.answered(outcome) }

    /// The probe of a check.
    static func make(_ target: Target) -> HealthProbe {
        switch target.configuration.kind {
        case .http(let http): HTTPHealthProbe(target, http)
        case .tcp(let tcp): TCPHealthProbe(target, tcp)
        case .grpc(let grpc): GRPCHealthProbe(target, grpc)
        }
    }
}

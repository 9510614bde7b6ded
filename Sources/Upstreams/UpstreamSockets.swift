public import Configuration
public import EventLoops
internal import NetworkAddresses
internal import Transports

/// How a cluster's connections are made, by the family of the endpoint's address: from which local address, and with
/// which socket options.
struct UpstreamSockets: Sendable {
    /// One family's choices.
    struct Choice: Sendable {
        var options = ConnectOptions()
        /// The local address; nil leaves it to the kernel.
        var local: SocketAddress?
    }

    /// By family; nil for the many clusters that leave everything to the kernel.
    private let choices: Choices?

    private final class Choices: Sendable {
        let v4: Choice
        let v6: Choice
        let unix: Choice

        init(v4: Choice, v6: Choice, unix: Choice) {
            self.v4 = v4
            self.v6 = v6
            self.unix = unix
        }
    }

    init(_ configuration: ClusterConfiguration) {
        guard configuration.keepalive != nil || configuration.bind != nil else {
            choices = nil
            return
        }
        var unix = Choice()
        unix.options.keepalive = configuration.keepalive.map { KeepaliveOptions($0) }
        // No local address is for Unix sockets.
        unix.options.socketOptions = (configuration.bind?.socketOptions ?? []).filter { $0.ipVersion == nil }
            .map { SocketOption($0) }
        choices = Choices(
            v4: Self.choice(for: .v4, configuration), v6: Self.choice(for: .v6, configuration), unix: unix)
    }

    /// The choices for an endpoint.
    func choice(for address: SocketAddress) -> Choice {
        guard let choices else { return Choice() }
        return switch address {
        case .unix: choices.unix
        case .ip(let ip, _): ip.family == .v4 ? choices.v4 : choices.v6
        }
    }

    private static func choice(for family: IPAddress.Family, _ configuration: ClusterConfiguration) -> Choice {
        var choice = Choice()
        choice.options.keepalive = configuration.keepalive.map { KeepaliveOptions($0) }
        guard let bind = configuration.bind else { return choice }
        // The address of the endpoint's family; else the first, which then cannot be bound: so does Envoy.
        let sources = [bind.source, bind.otherSource].compactMap(\.self)
        let source = sources.first { IPAddress($0.address.address)?.family == family } ?? sources.first
        let wanted = family == .v4 ? SocketOptionConfiguration.IPVersion.v4 : .v6
        let options = source?.socketOptions ?? bind.socketOptions
        choice.options.socketOptions = options.filter { $0.ipVersion == nil || $0.ipVersion == wanted }
            .map { SocketOption($0) }
        if bind.freebind { choice.options.socketOptions.append(.freebind(family)) }
        guard let source, let ip = IPAddress(source.address.address) else { return choice }
        choice.local = .ip(ip, port: source.address.port)
        if source.address.port == 0 { choice.options.socketOptions.append(.latePort) }
        return choice
    }
}

extension KeepaliveOptions {
    /// Probes as configured.
    public init(_ configuration: KeepaliveConfiguration) {
        self.init(
            probes: configuration.probes, idleSeconds: configuration.idleSeconds,
            intervalSeconds: configuration.intervalSeconds)
    }
}

extension SocketOption {
    /// Makes an option as configured.
    public init(_ configuration: SocketOptionConfiguration) {
        switch configuration.value {
        case .integer(let value):
            self.init(level: configuration.level, name: configuration.name, value: value)
        case .bytes(let bytes):
            self.init(level: configuration.level, name: configuration.name, bytes: bytes)
        }
    }
}

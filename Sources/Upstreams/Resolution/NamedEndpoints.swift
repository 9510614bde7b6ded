internal import Configuration
internal import NetworkAddresses

/// The endpoints of a cluster whose endpoints are names, and the addresses that the names last had: a value.
struct NamedEndpoints {
    /// What an answer changed.
    enum Outcome: Equatable {
        /// Other addresses.
        case changed
        /// Nothing.
        case unchanged
        /// Nothing, although the answer was that there is no address: the last ones stay.
        case kept
    }

    /// One name and port.
    private struct Target {
        let group: LocalityEndpoints
        let configuration: EndpointConfiguration
        var addresses: [IPAddress] = []

        func description(_ address: IPAddress) -> EndpointDescription {
            EndpointDescription(
                address: .ip(address, port: configuration.port), hostname: configuration.address, configuration,
                in: group)
        }
    }

    private var targets: [Target] = []
    private let isLogical: Bool

    /// No addresses are known yet. With `isLogical` all addresses of an answer are one endpoint, whose order counts,
    /// and the priority is 0, as in Envoy.
    init(_ groups: [LocalityEndpoints], isLogical: Bool) {
        self.isLogical = isLogical
        for group in groups {
            var head = group
            head.endpoints = []
            if isLogical { head.priority = 0 }
            for endpoint in group.endpoints { targets.append(Target(group: head, configuration: endpoint)) }
        }
    }

    /// How many names there are.
    var count: Int { targets.count }

    /// The name of a target.
    func name(of index: Int) -> String { targets[index].configuration.address }

    /// Takes an answer. Addresses that come again change nothing; nor does an empty answer.
    mutating func resolved(_ index: Int, to addresses: [IPAddress]) -> Outcome {
        let known = targets[index].addresses
        var distinct: [IPAddress] = []
        var seen: Set<IPAddress> = []
        for address in addresses where seen.insert(address).inserted { distinct.append(address) }
        if distinct.isEmpty { return known.isEmpty ? .unchanged : .kept }
        if isLogical ? known == distinct : Set(known) == seen { return .unchanged }
        targets[index].addresses = distinct
        return .changed
    }

    /// Every address of every name, in the order of the configuration.
    var descriptions: [EndpointDescription] {
        targets.flatMap { target in
            if !isLogical { return target.addresses.map { target.description($0) } }
            let addresses = ConnectRace.order(target.addresses)
            guard let first = addresses.first else { return [] }
            var description = target.description(first)
            description.alternatives = addresses.dropFirst().map { .ip($0, port: target.configuration.port) }
            return [description]
        }
    }

    /// The largest weight of the endpoints; 1 when there is none.
    var largestWeight: UInt32 { targets.map(\.configuration.weight).max() ?? 1 }
}

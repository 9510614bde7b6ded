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
    }

    private var targets: [Target] = []
    private let isLogical: Bool

    /// No addresses are known yet. With `isLogical` the first address of an answer counts alone, and the priority is 0,
    /// as in Envoy.
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

    /// Takes an answer. Addresses that come again, in whatever order, change nothing; nor does an empty answer.
    mutating func resolved(_ index: Int, to addresses: [IPAddress]) -> Outcome {
        let known = targets[index].addresses
        if isLogical {
            guard let first = addresses.first else { return known.isEmpty ? .unchanged : .kept }
            if known == [first] { return .unchanged }
            targets[index].addresses = [first]
            return .changed
        }
        var distinct: [IPAddress] = []
        var seen: Set<IPAddress> = []
        for address in addresses where seen.insert(address).inserted { distinct.append(address) }
        if distinct.isEmpty { return known.isEmpty ? .unchanged : .kept }
        if Set(known) == seen { return .unchanged }
        targets[index].addresses = distinct
        return .changed
    }

    /// Every address of every name, in the order of the configuration.
    var descriptions: [EndpointDescription] {
        targets.flatMap { target in
            target.addresses.map { address in
                EndpointDescription(
                    address: .ip(address, port: target.configuration.port), hostname: target.configuration.address,
                    target.configuration, in: target.group)
            }
        }
    }

    /// The largest weight of the endpoints; 1 when there is none.
    var largestWeight: UInt32 { targets.map(\.configuration.weight).max() ?? 1 }
}

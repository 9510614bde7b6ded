internal import Configuration
internal import NetworkAddresses
internal import Synchronization

/// The endpoints of an ORIGINAL_DST cluster: one for each address that some client wanted to go to. Made when a worker
/// first needs it, forgotten when no worker has used it for the cluster's cleanup interval.
final class OriginalDestinations: Sendable {
    let configuration: OriginalDestinationConfiguration
    private let workerCount: Int
    private let state = Mutex(State())

    private struct State {
        var entries: [SocketAddress: (endpoint: Endpoint, users: Int)] = [:]
        var changes: UInt64 = 0
        var made: UInt64 = 0
    }

    /// What statistics tell of them.
    struct Counts {
        var endpoints: UInt64
        var changes: UInt64
        var made: UInt64
    }

    init(_ configuration: OriginalDestinationConfiguration, workerCount: Int) {
        self.configuration = configuration
        self.workerCount = workerCount
    }

    /// The endpoint of an address, for one more worker.
    func take(_ address: SocketAddress) -> Endpoint {
        state.withLock { state in
            if let known = state.entries[address] {
                state.entries[address]?.users += 1
                return known.endpoint
            }
            let configuration = EndpointConfiguration(address: address.ipAddress?.description ?? "", port: address.port)
            let endpoint = Endpoint(
                index: 0, EndpointDescription(address: address, configuration, in: LocalityEndpoints()),
                workerCount: workerCount)
            state.entries[address] = (endpoint, 1)
            state.changes &+= 1
            state.made &+= 1
            return endpoint
        }
    }

    /// A worker uses the endpoint of an address no more.
    func release(_ address: SocketAddress) {
        state.withLock { state in
            guard let entry = state.entries[address] else { return }
            if entry.users > 1 {
                state.entries[address]?.users -= 1
            } else {
                state.entries[address] = nil
                state.changes &+= 1
            }
        }
    }

    /// The endpoints at this moment, in the order of their addresses.
    var all: [Endpoint] {
        state.withLock { $0.entries.values.map(\.endpoint) }
            .sorted { $0.address.description < $1.address.description }
    }

    var counts: Counts {
        state.withLock { Counts(endpoints: UInt64($0.entries.count), changes: $0.changes, made: $0.made) }
    }
}

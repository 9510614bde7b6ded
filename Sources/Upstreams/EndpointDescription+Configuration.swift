public import Configuration
internal import NetworkAddresses

extension EndpointDescription {
    /// The endpoints of validated localities, whose addresses are no names.
    public static func list(_ groups: [LocalityEndpoints]) -> [EndpointDescription] {
        groups.flatMap { group in
            group.endpoints.compactMap { endpoint in
                guard let address = address(of: endpoint) else { return nil }
                var description = EndpointDescription(address: address, endpoint, in: group)
                if !endpoint.additional.isEmpty {
                    let all = ConnectRace.order([address] + endpoint.additional.compactMap { Self.address($0) })
                    description.alternatives = Array(all.dropFirst())
                }
                return description
            }
        }
    }

    private static func address(_ configuration: AddressConfiguration) -> SocketAddress? {
        switch configuration {
        case .socket(let socket): IPAddress(socket.address).map { .ip($0, port: socket.port) }
        case .pipe(let pipe): SocketAddress(pipe.path)
        }
    }

    private static func address(of endpoint: EndpointConfiguration) -> SocketAddress? {
        if endpoint.isPipe { return SocketAddress(endpoint.address) }
        return IPAddress(endpoint.address).map { .ip($0, port: endpoint.port) }
    }
}

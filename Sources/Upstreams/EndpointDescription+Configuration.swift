public import Configuration
internal import NetworkAddresses

extension EndpointDescription {
    /// The endpoints of validated localities, whose addresses are no names.
    public static func list(_ groups: [LocalityEndpoints]) -> [EndpointDescription] {
        groups.flatMap { group in
            group.endpoints.compactMap { endpoint in
                address(of: endpoint).map { EndpointDescription(address: $0, endpoint, in: group) }
            }
        }
    }

    private static func address(of endpoint: EndpointConfiguration) -> SocketAddress? {
        if endpoint.isPipe { return SocketAddress(endpoint.address) }
        return IPAddress(endpoint.address).map { .ip($0, port: endpoint.port) }
    }
}

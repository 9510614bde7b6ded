internal import Configuration
internal import TLS

extension RouteConfiguration {
    /// Reads the bodies of direct responses that stand in files or in the environment; blocking.
    ///
    /// - Returns: what is wrong with them.
    mutating func loadBodies() -> [String] {
        var problems: [String] = []
        for host in virtualHosts.indices {
            for route in virtualHosts[host].routes.indices {
                guard case .directResponse(var response) = virtualHosts[host].routes[route].action else { continue }
                if case .bytes = response.body { continue }
                let place = "virtual host '\(virtualHosts[host].name)': routes[\(route)].direct_response.body"
                do {
                    let bytes = try response.body.read(place)
                    if bytes.count > Int(response.longestBody) {
                        problems.append(
                            "\(place): expected at most \(response.longestBody) bytes "
                                + "(max_direct_response_body_size_bytes), found \(bytes.count)")
                    }
                    response.body = .bytes(bytes)
                    virtualHosts[host].routes[route].action = .directResponse(response)
                } catch {
                    problems.append(error.text)
                }
            }
        }
        return problems
    }
}

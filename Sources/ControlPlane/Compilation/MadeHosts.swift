/// Virtual hosts of services that were made for some workload: those of one namespace have the same.
final class MadeHosts {
    /// What a virtual host depends on.
    struct Key: Hashable {
        var port: ServicePort
        /// The namespace of the workload, which has names and routes of its own for a service.
        var namespace: String
    }

    /// A virtual host, and what was made with it.
    struct Host {
        var json: JSONValue
        var usedPorts: Set<ServicePort>
        var routeCount: Int
    }

    private var hosts: [Key: Host] = [:]

    /// The virtual host of a key, made at the first question.
    func host(_ key: Key, _ make: () -> Host) -> Host {
        if let known = hosts[key] { return known }
        let host = make()
        hosts[key] = host
        return host
    }
}

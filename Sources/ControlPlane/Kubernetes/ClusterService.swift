internal import Configuration

/// A Service of a cluster.
///
/// Source: https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/
struct ClusterService: Equatable, Sendable {
    struct Port: Equatable, Sendable {
        /// Empty where the service has one port without a name.
        var name: String
        var number: Int
        /// Nil means a name, which endpoints know.
        var target: Int?
        var spoken: MeshService.PortProtocol
    }

    /// Those that are spoken over TCP.
    var ports: [Port] = []
    /// The DNS name that it is another word for (`ExternalName`).
    var externalName: String?
    /// Whether its endpoints have IPv6 addresses first.
    var prefersIPv6 = false

    init(_ node: JSONNode) {
        let spec = node["spec"]
        if spec?["type"]?.string == "ExternalName" { externalName = spec?["externalName"]?.string ?? "" }
        prefersIPv6 = spec?["ipFamilies"]?.elements.first?.string == "IPv6"
        for port in spec?["ports"]?.elements ?? [] {
            guard port["protocol"]?.string ?? "TCP" == "TCP", let number = Self.port(port["port"]) else { continue }
            let name = port["name"]?.string ?? ""
            ports.append(
                Port(
                    name: name, number: number, target: Self.port(port["targetPort"]),
                    spoken: Self.spoken(port["appProtocol"]?.string, name: name, number: number)))
        }
    }

    static func port(_ node: JSONNode?) -> Int? {
        node?.numberText.flatMap { Int($0) }.flatMap { (1...65535).contains($0) ? $0 : nil }
    }

    /// What a port speaks: what it says, or what its name begins with, or what its number stands for.
    ///
    /// Source: https://gateway-api.sigs.k8s.io/geps/gep-1911/ and https://istio.io/latest/docs/ops/configuration/
    /// traffic-management/protocol-selection/
    static func spoken(_ told: String?, name: String, number: Int) -> MeshService.PortProtocol {
        if let told {
            switch told.lowercased() {
            case "http", "kubernetes.io/ws": return .http
            case "http2", "kubernetes.io/h2c": return .http2
            case "grpc", "kubernetes.io/grpc": return .grpc
            case "https", "tls", "kubernetes.io/wss": return .tls
            default: return .tcp
            }
        }
        switch name.prefix(while: { $0 != "-" }) {
        case "http", "web": return .http
        case "http2", "h2c": return .http2
        case "grpc": return .grpc
        case "https", "tls": return .tls
        case "tcp", "mysql", "postgres", "postgresql", "redis", "mongo", "mongodb", "amqp", "kafka", "ldap", "smtp":
            return .tcp
        default: break
        }
        // Where a server speaks first, or no HTTP at all, nothing would come of waiting for a request.
        let plain: Set = [22, 25, 53, 389, 465, 587, 636, 993, 995, 1433, 2379, 2380, 3306, 4222, 5432, 5672, 6379]
        if number == 443 || number == 8443 { return .tls }
        return plain.contains(number) || [9092, 9300, 11211, 27017].contains(number) ? .tcp : .http
    }
}

/// An EndpointSlice: some of the places where a service is answered.
///
/// Source: https://kubernetes.io/docs/reference/kubernetes-api/service-resources/endpoint-slice-v1/
struct ClusterSlice: Equatable, Sendable {
    struct Endpoint: Equatable, Sendable {
        var addresses: [String]
        var zone: String
        /// Whether it ends while it still answers: it is used where a port has no others.
        var drains: Bool
        /// The pod of the slice's namespace; empty means none.
        var pod: String
    }

    /// The service; empty means nobody's.
    var service = ""
    /// `IPv4`, `IPv6`, or what is not used.
    var addressType = ""
    /// The numbers of ports by their names.
    var ports: [String: Int] = [:]
    /// Those that may be sent requests.
    var endpoints: [Endpoint] = []

    init(_ node: JSONNode) {
        service = node["metadata"]?["labels"]?["kubernetes.io/service-name"]?.string ?? ""
        addressType = node["addressType"]?.string ?? ""
        for port in node["ports"]?.elements ?? [] where port["protocol"]?.string ?? "TCP" == "TCP" {
            if let number = ClusterService.port(port["port"]) { ports[port["name"]?.string ?? ""] = number }
        }
        for endpoint in node["endpoints"]?.elements ?? [] {
            let conditions = endpoint["conditions"]
            // What is not said is not known, and counts as good.
            let isReady = conditions?["ready"]?.bool ?? true
            let serves = conditions?["serving"]?.bool ?? isReady
            let ends = conditions?["terminating"]?.bool ?? false
            guard isReady || serves && ends else { continue }
            endpoints.append(
                Endpoint(
                    addresses: endpoint["addresses"]?.elements.compactMap(\.string) ?? [],
                    zone: endpoint["zone"]?.string ?? "", drains: !isReady, pod: Self.pod(endpoint["targetRef"])))
        }
    }

    private static func pod(_ reference: JSONNode?) -> String {
        reference?["kind"]?.string == "Pod" ? reference?["name"]?.string ?? "" : ""
    }
}

/// A Pod: perhaps a proxy beside an application, or one that is a gateway.
struct ClusterPod: Equatable, Sendable {
    var account = ""
    /// The gateway of its namespace that it is; empty means none.
    var gateway = ""
    /// Which services it calls, in its own words; nil means it does not say.
    var dependencies: String?
    /// Where its listeners for calls to others are; nil means it does not say.
    var outboundAddress: String?
    /// Whether its proxy counts Istio's metrics.
    var countsIstio = false
    /// Whether it has come to its end.
    var isOver = false
    /// What it is one of, for metrics; its cluster is not known here.
    var workload = MeshService.Workload()

    /// Names of the annotations.
    static let dependsOn = "apus.dev/depends-on"
    static let outbound = "apus.dev/outbound-address"
    static let metrics = "apus.dev/metrics"

    init(_ node: JSONNode) {
        account = node["spec"]?["serviceAccountName"]?.string ?? "default"
        let metadata = node["metadata"]
        // Source: https://gateway-api.sigs.k8s.io/geps/gep-1762/
        gateway = metadata?["labels"]?["gateway.networking.k8s.io/gateway-name"]?.string ?? ""
        dependencies = metadata?["annotations"]?[Self.dependsOn]?.string
        outboundAddress = metadata?["annotations"]?[Self.outbound]?.string
        countsIstio = metadata?["annotations"]?[Self.metrics]?.string == "istio"
        let phase = node["status"]?["phase"]?.string
        isOver = phase == "Succeeded" || phase == "Failed"
        if let metadata { workload = ClusterOwner.workload(of: metadata) }
    }
}

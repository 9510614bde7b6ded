internal import Buffers
internal import Configuration

/// A service: what answers under a name, and where.
struct MeshService {
    /// What a port speaks.
    enum PortProtocol: String {
        case http
        case http2
        case grpc
        case tcp
        case tls

        var isHTTP: Bool { self != .tcp && self != .tls }
    }

    struct Port {
        var name: String
        var number: Int
        var targetPort: Int
        var protocolName: PortProtocol
    }

    /// One place where it is answered.
    struct Endpoint {
        var address: String
        /// Nil means the port's target port.
        var port: Int?
        /// Which ports of the service it answers, by their names, and at which numbers of its own; empty means all, at
        /// their target ports.
        var ports: [String: Int] = [:]
        var weight = 1
        var zone = ""
        /// As Envoy calls it.
        var health = "HEALTHY"
        /// Whose place it is, for metrics; nil means nobody knows.
        var workload: Workload?
    }

    /// The workload at an endpoint, as Istio's metrics tell of it; what is not known is empty.
    struct Workload: Hashable, Sendable {
        /// Its own name, such as that of a Deployment.
        var name = ""
        /// The service that it is, whatever version of it, and which version.
        var service = "", revision = ""
        /// The cluster that it runs in.
        var cluster = ""

        /// Whether a text can stand for one of these: the value of a label of Kubernetes, or a longer name.
        static func isName(_ text: String) -> Bool {
            text.utf8.count <= 253
                && text.utf8.allSatisfy { Bytes.isUnreserved($0) && $0 != UInt8(ascii: "~") }
        }
    }

    var metadata: ObjectMetadata
    var ports: [Port] = []
    var endpoints: [Endpoint] = []
    /// A DNS name in the place of endpoints.
    var host: String?

    /// At which number an endpoint answers a port; nil means it does not.
    func number(of port: Port, at endpoint: Endpoint) -> Int? {
        endpoint.ports.isEmpty ? endpoint.port ?? port.targetPort : endpoint.ports[port.name]
    }

    func port(_ number: Int) -> Port? { ports.first { $0.number == number } }
}

/// One port of a service, which is one cluster.
struct ServicePort: Hashable, Comparable {
    var service: ObjectName
    var port: Int

    var clusterName: String { "\(service.text)/\(port)" }

    static func < (left: Self, right: Self) -> Bool { (left.service, left.port) < (right.service, right.port) }
}

/// How a service is called (`TrafficPolicy`).
struct TrafficPolicy {
    struct Outliers {
        var consecutiveErrors: Int?
        var interval: Int?
        var ejectionTime: Int?
        var mostEjected: Int?
    }

    struct Limits {
        var connections: Int?
        var pendingRequests: Int?
        var requests: Int?
        var retries: Int?
    }

    struct MutualTLS {
        /// SPIFFE identities of which the peer must show one; empty means any of the mesh.
        var identities: [String] = []
    }

    struct Retries {
        var attempts = 1
        /// Milliseconds.
        var tryTimeout: Int?
        var codes: [Int] = []
    }

    var metadata: ObjectMetadata
    var targets: [(name: ObjectName, node: JSONNode)] = []
    /// As Envoy calls it.
    var balancing = "ROUND_ROBIN"
    /// The field by which a hashing balancer chooses.
    var hashHeader: String?
    /// Whether nodes go to the endpoints of their own zone, and to others when those are not healthy.
    var prefersZone = false
    var outliers: Outliers?
    var limits: Limits?
    /// Milliseconds.
    var connectTimeout: Int?
    var requestTimeout: Int?
    var idleTimeout: Int?
    var retries: Retries?
    var mutualTLS: MutualTLS?
}

/// Endpoints that come to a service from a document of their own (`Endpoints`), such as those that registered.
struct RegisteredEndpoints {
    var metadata: ObjectMetadata
    var service: ObjectName
    var serviceNode: JSONNode
    var endpoints: [MeshService.Endpoint] = []
}

/// What one pod's proxy is to do.
struct ProxyPlan {
    var settings: PodSettings
    var labels: [String: String]
    /// What made the pod, such as a Deployment, by its name; empty means it is not known.
    var workloadName = ""
    /// Probes that come by the proxy.
    var rewritten: [Probe] = []
    /// Where the application's metrics are; empty means nowhere.
    var metricsURL = ""
    var warnings: [String] = []

    init(settings: PodSettings, labels: [String: String]) {
        self.settings = settings
        self.labels = labels
    }

    /// The probes of a container, and what they are called in paths.
    static let probes = [("startupProbe", "startupz"), ("livenessProbe", "livez"), ("readinessProbe", "readyz")]

    /// A probe that is asked at the proxy's port.
    struct Probe {
        /// What is asked of the application.
        enum Question {
            /// A page.
            case http(target: String, isSecured: Bool)
            /// Whether it takes connections.
            case tcp
            /// How a service of its is (`grpc.health.v1.Health`); empty means all of it.
            case grpc(service: String)
        }

        /// Its path at the proxy.
        let path: String
        let question: Question
        let port: Int
        /// How long an answer may take.
        let seconds: Int
        /// How often the kubelet asks, in seconds.
        let period: Int

        /// What probes ask by, as their members are called.
        static let kinds = ["httpGet", "tcpSocket", "grpc"]

        /// The path at the proxy of a container's probe.
        static func path(_ container: String, _ word: String) -> String { "/app-health/\(container)/\(word)" }

        /// The probe of a container; nil when its port or what it asks cannot be told.
        init?(_ container: ManifestValue, _ field: String, _ path: String) {
            guard let probe = container[field], let kind = Self.kinds.first(where: { probe[$0]?.object != nil }),
                let asked = probe[kind]
            else { return nil }
            switch kind {
            case "httpGet":
                // These are noted as they are.
                for key in ["path", "scheme"] {
                    if let value = asked[key], !value.isNull, value.string == nil { return nil }
                }
                let path = asked["path"]?.string ?? "/"
                let target = path.hasPrefix("/") ? path : "/" + path
                guard target.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x23 && $0 != 0x24 }) else {
                    return nil
                }
                question = .http(target: target, isSecured: asked["scheme"]?.string == "HTTPS")
            case "tcpSocket":
                guard InjectionRecord.isPlain(asked, of: ["port", "host"]) else { return nil }
                question = .tcp
            default:
                // A `$` is for names of the environment in what a container is started with.
                let service = asked["service"]?.string ?? ""
                guard InjectionRecord.isPlain(asked, of: ["port", "service"]),
                    asked["service"].map({ $0.isNull || $0.string != nil }) ?? true,
                    service.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x24 })
                else { return nil }
                question = .grpc(service: service)
            }
            self.path = path
            guard asked["port"]?.string != nil || asked["port"]?.integer != nil else { return nil }
            let ports = container["ports"]?.list ?? []
            let named = ports.first { $0["name"]?.string == asked["port"]?.string && $0["name"] != nil }
            guard let port = asked["port"]?.integer ?? named?["containerPort"]?.integer, (1...65_535).contains(port)
            else {
                return nil
            }
            self.port = port
            seconds = min(max(probe["timeoutSeconds"]?.integer ?? 1, 1), 3_600)
            period = min(max(probe["periodSeconds"]?.integer ?? 10, 1), 3_600)
        }
    }
}

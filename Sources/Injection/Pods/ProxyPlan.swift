/// What one pod's proxy is to do.
struct ProxyPlan {
    var settings: PodSettings
    var labels: [String: String]
    /// What made the pod, such as a Deployment, by its name; empty: it is not known.
    var workloadName = ""
    /// Probes that come by the proxy.
    var rewritten: [Probe] = []
    /// Where the application's metrics are; empty: nowhere.
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
        /// Its path there.
        let path: String
        /// Its path at the application.
        let target: String
        let port: Int
        let isSecured: Bool
        let seconds: Int

        /// The path at the proxy of a container's probe.
        static func path(_ container: String, _ word: String) -> String { "/app-health/\(container)/\(word)" }

        /// The probe of a container; nil when its port or its path cannot be told.
        init?(_ container: ManifestValue, _ field: String, _ path: String) {
            guard let probe = container[field], let get = probe["httpGet"] else { return nil }
            // These are noted as they are.
            for key in ["path", "scheme"] {
                if let value = get[key], !value.isNull, value.string == nil { return nil }
            }
            guard get["port"]?.string != nil || get["port"]?.integer != nil else { return nil }
            self.path = path
            let target = get["path"]?.string ?? "/"
            self.target = target.hasPrefix("/") ? target : "/" + target
            guard self.target.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x23 && $0 != 0x24 }) else {
                return nil
            }
            let ports = container["ports"]?.list ?? []
            let named = ports.first { $0["name"]?.string == get["port"]?.string && $0["name"] != nil }
            guard let port = get["port"]?.integer ?? named?["containerPort"]?.integer, (1...65_535).contains(port)
            else {
                return nil
            }
            self.port = port
            isSecured = get["scheme"]?.string == "HTTPS"
            seconds = min(max(probe["timeoutSeconds"]?.integer ?? 1, 1), 3_600)
        }
    }
}

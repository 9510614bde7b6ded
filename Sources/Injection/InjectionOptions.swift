/// How pods get a proxy beside them.
public struct InjectionOptions: Sendable {
    /// How a pod's connections come to the proxy.
    public enum Mode: String, Sendable, CaseIterable {
        /// By the application's own doing: it calls the proxy's listeners. Asks for no capabilities.
        case none
        /// By rules that redirect them.
        case redirect
        /// By rules that redirect what goes out, and hand what comes in to the proxy unchanged: its logs and policies
        /// see the same clients as those of `redirect`. To the application connections come from the proxy.
        case tproxy
    }

    /// What kind of container the proxy is.
    public enum Sidecar: String, Sendable, CaseIterable {
        /// One that Kubernetes starts before and ends after the others (1.29 and later).
        case native
        /// One like the others, the first of them.
        case classic
    }

    /// What the proxy may use.
    public struct Resources: Sendable, Equatable {
        /// CPU that is asked for.
        public var cpu = "20m"
        /// Memory that is asked for.
        public var memory = "32Mi"
        /// CPU at most; as many threads serve as it has whole cores.
        public var cpuLimit = "1"
        /// Memory at most.
        public var memoryLimit = "128Mi"

        /// What suffices for most: a proxy holds 14 MiB under load.
        public init() {}

        /// Makes an amount that is asked for fit to its limit, as Kubernetes wants: of the two the one that was given
        /// counts, and the other, a default, follows it.
        ///
        /// - Returns: false when both were given, and do not fit.
        public static func fit(
            _ request: inout String, _ limit: inout String, isRequestGiven: Bool, isLimitGiven: Bool
        ) -> Bool {
            guard amount(request) > amount(limit) else { return true }
            if isRequestGiven, isLimitGiven { return false }
            if isLimitGiven { request = limit } else { limit = request }
            return true
        }

        private static func amount(_ quantity: String) -> Double {
            let digits = quantity.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            let factor = InjectionOptions.suffixes.first { $0.suffix == quantity[digits.endIndex...] }?.factor
            return (Double(digits) ?? 0) * (factor ?? 1)
        }
    }

    /// The image of the proxy.
    public var image: String
    /// The image of the container that makes the rules; it has iptables.
    public var initImage: String
    /// When images are pulled; empty means Kubernetes' own choice.
    public var pullPolicy = ""
    /// How connections come to the proxy.
    public var mode = Mode.none
    /// What kind of container it is.
    public var sidecar = Sidecar.native
    /// The control plane; with https the proxy has its identity from there too.
    public var controlPlane = ControlPlaneURL()
    /// A ConfigMap of the pod's namespace that has the proxy's file as `bootstrap.yaml`; empty means it is made here.
    ///
    /// The file says whom the proxy asks, and what else it has. What the kubelet, Prometheus and rules are led to, and
    /// the admin interface, are merged over it: it may have no listeners at the ports of `Port`, nor clusters of the
    /// names that those lead to.
    public var configMap = ""
    /// A ConfigMap of the pod's namespace that has the mesh's roots as `bundle.pem`.
    public var authorityMap = "apus-roots"
    /// Whom the token of the service account is for.
    public var audience = "apus"
    /// The address that health, metrics and redirected connections are taken at. Empty means all of IPv4, and where
    /// connections are led to the proxy of IPv6 too, since what it does not take would go past it.
    public var bindAddress = ""
    /// How long the proxy may take to end, in seconds.
    public var drainSeconds = 20
    /// What the proxy may use.
    public var resources = Resources()
    /// The level of its log.
    public var logLevel = "warning"
    /// Whether the application's metrics come with the proxy's.
    public var mergesMetrics = true
    /// Whether probes go through the proxy where connections are led to it.
    public var rewritesProbes = true
    /// Whether a pod that says nothing gets a proxy.
    public var injectsByDefault = true
    /// What metrics call the cluster.
    public var clusterID = "Kubernetes"
    /// The version of the program, which is noted.
    public var version: String

    /// Those of a version.
    public init(version: String) {
        self.version = version
        image = "apus:\(version)"
        initImage = "apus-init:\(version)"
    }

    /// Ports that the proxy has in each pod.
    enum Port {
        static let admin = 15_000
        static let outbound = 15_001
        static let inbound = 15_006
        static let mergedMetrics = 15_020
        static let health = 15_021
        static let metrics = 15_090
        /// Those that are asked from outside.
        static let open = [mergedMetrics, health, metrics]
        static let all = [admin, outbound, inbound] + open
    }

    /// The user and group of the proxy.
    static let user = 1337
    /// How long a classic sidecar goes on before it ends, so that others hear of it, in seconds.
    static let lingerSeconds = 5

    /// The address that is bound in a mode.
    func address(in mode: Mode) -> String {
        bindAddress.isEmpty ? (mode == .none ? "0.0.0.0" : "::") : bindAddress
    }

    /// Whether connections of IPv6 come to the proxy too.
    func hasIPv6(in mode: Mode) -> Bool { address(in: mode).contains(":") }

    // MARK: - What values may be

    /// What quantities end with, and what that means.
    fileprivate static let suffixes: [(suffix: String, factor: Double)] = [
        ("", 1), ("m", 0.001), ("k", 1e3), ("M", 1e6), ("G", 1e9), ("T", 1e12), ("Ki", 1_024), ("Mi", 1_048_576),
        ("Gi", 1_073_741_824), ("Ti", 1_099_511_627_776),
    ]

    /// The levels of the proxy's log.
    public static let logLevels = ["trace", "debug", "info", "warning", "error", "critical", "off"]

    /// Whether a text is a positive quantity.
    public static func isQuantity(_ text: String) -> Bool {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        return Double(digits).map { $0 > 0 } ?? false
            && suffixes.contains { $0.suffix == text[digits.endIndex...] }
    }

    /// Whether a text can be the name of an image.
    public static func isImage(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 512 && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x24 }
    }

    /// Whether a text can be what metrics call the cluster.
    public static func isClusterID(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 253
            && text.utf8.allSatisfy {
                (0x61...0x7A).contains($0) || (0x41...0x5A).contains($0) || (0x30...0x39).contains($0)
                    || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F
            }
    }

    /// Whether a text can be the name of an object.
    public static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 253
            && text.utf8.allSatisfy {
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2E
            }
    }
}

internal import NetworkAddresses

/// Where the API of a Kubernetes cluster is, and how it is asked.
public struct KubernetesOptions: Sendable, Equatable {
    /// The server's host: a name or an address.
    public let host: String
    /// Its port.
    public let port: UInt16
    /// Whether TLS is spoken. Without it only this machine is asked, such as `kubectl proxy`.
    public let isSecured: Bool
    /// The prefix of all paths, without a slash at its end.
    public let base: String
    /// The file of the token, which is read for each request; empty means none is shown.
    public var tokenPath = ""
    /// The file of the authorities that the server's certificate must come from, which is read for each request.
    public var authoritiesPath = ""
    /// The namespaces that are followed; empty means all.
    public var namespaces: [String] = []
    /// Whether services, routes and pods are followed.
    public var isSource = false
    /// What metrics call the cluster.
    public var clusterID = Self.usualClusterID
    /// Times.
    var timing = KubernetesTiming()

    /// What Istio calls a cluster of which nothing else is said.
    public static let usualClusterID = "Kubernetes"

    /// Whether a text can be what metrics call the cluster.
    public static func isClusterID(_ text: String) -> Bool { !text.isEmpty && MeshService.Workload.isName(text) }

    /// Where a pod finds what it needs to ask the API.
    public static let accountDirectory = "/var/run/secrets/kubernetes.io/serviceaccount"

    /// Reads a URL such as `https://10.0.0.1:6443`; nil when it is none. Plain HTTP is for loopback addresses alone,
    /// since whoever reads a token on its way is whom it stands for.
    public init?(url: String) {
        let isSecured = url.hasPrefix("https://")
        guard isSecured || url.hasPrefix("http://") else { return nil }
        let rest = url.dropFirst(isSecured ? 8 : 7)
        let authority = rest.prefix { $0 != "/" }
        var path = rest.dropFirst(authority.count)
        while path.hasSuffix("/") { path = path.dropLast() }
        guard !authority.isEmpty, !rest.contains(where: { $0 == "?" || $0 == "#" || $0 == "@" || $0 == "%" }),
            rest.utf8.allSatisfy({ (0x21...0x7e).contains($0) })
        else { return nil }
        var host = authority
        var port = isSecured ? "443" : "80"
        if let colon = authority.lastIndex(of: ":"), !authority.hasSuffix("]") {
            host = authority[..<colon]
            port = String(authority[authority.index(after: colon)...])
        }
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        guard !host.isEmpty, let number = UInt16(port), number > 0 else { return nil }
        let ip = IPAddress(String(host))
        if (host.contains(":") || authority.hasPrefix("[")) && ip == nil { return nil }
        if !isSecured && ip?.isLoopback != true && host != "localhost" { return nil }
        self.host = String(host)
        self.port = number
        self.isSecured = isSecured
        base = String(path)
    }

    /// What a pod is told of its cluster; nil outside of one.
    public init?(environment: (String) -> String?) {
        guard let host = environment("KUBERNETES_SERVICE_HOST"), let port = environment("KUBERNETES_SERVICE_PORT")
        else { return nil }
        self.init(url: "https://\(host.contains(":") ? "[\(host)]" : host):\(port)")
        tokenPath = Self.accountDirectory + "/token"
        authoritiesPath = Self.accountDirectory + "/ca.crt"
    }

    /// Whether a text can be the name of a namespace.
    public static func isNamespace(_ text: String) -> Bool { DomainLabel.isRight(text.utf8) }

    /// Whether a text can be the name of a ConfigMap.
    public static func isConfigMap(_ text: String) -> Bool { DomainLabel.isName(text) }

    /// What requests call the server.
    var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == (isSecured ? 443 : 80) ? name : "\(name):\(port)"
    }
}

/// Times of asking a cluster, in nanoseconds but for `watch`.
struct KubernetesTiming: Sendable, Equatable {
    /// Seconds that a watch is asked to last: from these to half as many more.
    var watch: UInt64 = 240
    /// How long a watch may say nothing: bookmarks come about every minute.
    var silence: UInt64 = 150_000_000_000
    /// How long a connection may take to be made and secured, and how long it may then take until an answer begins.
    var connect: UInt64 = 10_000_000_000
    var head: UInt64 = 30_000_000_000
    /// How long a list may take, a page.
    var page: UInt64 = 60_000_000_000
    /// The first pause after a failure; each further one is twice as long, up to the longest.
    var shortestPause: UInt64 = 500_000_000
    var longestPause: UInt64 = 30_000_000_000
    /// How long until a kind is asked for again that is not installed.
    var absence: UInt64 = 60_000_000_000
    /// How long it is waited for further changes, and how long at most.
    var quiet: UInt64 = 100_000_000
    var longestWait: UInt64 = 1_000_000_000
}

/// What a request or an object of a cluster is too long for.
enum KubernetesLimit {
    /// Bytes of one line of a watch: an object has 1.5 MB at most where the cluster keeps it.
    static let line = 8 << 20
    /// Bytes of one page of a list.
    static let page = 64 << 20
    /// Objects of a page that are asked for, and how few it may come to where that is too much at once.
    static let pageObjects = 500
    static let fewestPageObjects = 10
    /// Bytes of all pages of a list.
    static let list = 1 << 30
    /// Pages without an object, one after the other.
    static let emptyPages = 100
    /// Objects of one kind.
    static let objects = 100_000
    /// Bytes of any other answer.
    static let answer = 1 << 20
}

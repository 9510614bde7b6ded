internal import ControlPlane
internal import EventLoops

/// The flags by which the control plane asks a Kubernetes cluster.
enum KubernetesFlags {
    static let all: [Flag] = [
        Flag(
            "--kubernetes", .toggle, "follow the services, pods and Gateway API objects of a cluster"),
        Flag(
            "--kubernetes-token-review", .toggle, "let the cluster judge service accounts' tokens; with --authority"),
        Flag(
            "--kubernetes-roots", .value("name"),
            "keep the authority's roots as bundle.pem of this ConfigMap of each namespace"),
        Flag("--kubernetes-api", .value("url"), "its API, such as https://10.0.0.1:6443; default: that of our pod"),
        Flag("--kubernetes-token-file", .value("file"), "the token that is shown there; read for each request"),
        Flag("--kubernetes-ca-file", .value("file"), "the authorities of its certificate; read for each request"),
        Flag("--kubernetes-namespace", .value("name"), "a namespace that is followed; may be repeated; default: all"),
        Flag("--kubernetes-cluster-id", .value("name"), "what metrics call the cluster; default Kubernetes"),
    ]

    /// What the flags say; nil means no cluster is asked.
    static func options(_ flags: ParsedFlags) throws(CommandFailure) -> KubernetesOptions? {
        let isSource = flags.toggles.contains("--kubernetes")
        let publishes = flags.values["--kubernetes-roots"] != nil
        guard isSource || publishes || flags.toggles.contains("--kubernetes-token-review") else {
            if let stray = all.first(where: { flags.values[$0.name] != nil }) {
                throw .usage("\(stray.name) needs --kubernetes, --kubernetes-roots or --kubernetes-token-review")
            }
            return nil
        }
        guard isSource || publishes || flags.lists["--kubernetes-namespace"] == nil else {
            throw .usage("--kubernetes-namespace needs --kubernetes or --kubernetes-roots")
        }
        let pod = KubernetesOptions { Host.environment($0) }
        var options: KubernetesOptions
        if let url = flags.values["--kubernetes-api"] {
            guard let given = KubernetesOptions(url: url) else {
                throw .usage(
                    "--kubernetes-api: a URL such as https://10.0.0.1:6443 expected (http for this machine alone), "
                        + "found '\(url)'")
            }
            options = given
            if given.isSecured { options.authoritiesPath = pod?.authoritiesPath ?? "" }
            options.tokenPath = pod?.tokenPath ?? ""
        } else if let pod {
            options = pod
        } else {
            throw .usage("--kubernetes-api <url> is needed: KUBERNETES_SERVICE_HOST says of no cluster that we are in")
        }
        options.tokenPath = flags.values["--kubernetes-token-file"] ?? options.tokenPath
        options.authoritiesPath = flags.values["--kubernetes-ca-file"] ?? options.authoritiesPath
        if options.isSecured && options.authoritiesPath.isEmpty {
            throw .usage("--kubernetes-ca-file <file> is needed: by which authorities is the API to be known?")
        }
        var namespaces: [String] = []
        for name in flags.lists["--kubernetes-namespace"] ?? [] where !namespaces.contains(name) {
            guard KubernetesOptions.isNamespace(name) else {
                throw .usage("--kubernetes-namespace: the name of a namespace expected, found '\(name)'")
            }
            namespaces.append(name)
        }
        options.namespaces = namespaces
        if let name = flags.values["--kubernetes-cluster-id"] {
            guard KubernetesOptions.isClusterID(name) else {
                throw .usage("--kubernetes-cluster-id: letters, digits, '-', '_' and '.' expected, found '\(name)'")
            }
            options.clusterID = name
        }
        options.isSource = isSource
        return options
    }
}

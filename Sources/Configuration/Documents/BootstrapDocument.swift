internal import Buffers
internal import NetworkAddresses
internal import RegularExpressions

/// Reads `envoy.config.bootstrap.v3.Bootstrap`.
enum BootstrapDocument {
    static func read(_ reader: inout MessageReader) -> BootstrapConfiguration {
        var result = BootstrapConfiguration()
        let doubtful = reader.hasUnknownKeys || reader.isUnreadable("static_resources")
        result.node = reader.message("node", readNode) ?? NodeConfiguration()
        var listeners: [Located<ListenerConfiguration>] = []
        var clusters: [Located<ClusterConfiguration>] = []
        reader.message("static_resources") { reader in
            if reader.hasUnknownKeys || reader.isUnreadable("clusters") { reader.session.isClusterListDoubtful = true }
            reader.session.secrets = SecretDocument.readAll(&reader)
            clusters = reader.messages("clusters") { reader in
                Located(value: ClusterDocument.read(&reader), nameNode: reader.node("name"), place: reader.place)
            }
            listeners = reader.messages("listeners") { reader in
                Located(
                    value: ListenerDocument.read(&reader), nameNode: reader.node("name"),
                    place: reader.node("address") ?? reader.place)
            }
        }
        result.dynamic =
            reader.message("dynamic_resources", ConfigSourceDocument.readDynamicResources)
            ?? DynamicResourcesConfiguration()
        if doubtful { reader.session.isClusterListDoubtful = true }
        DiscoveryDocument.readResolver(&reader)
        readRegexEngine(&reader)
        var localClusterNode: JSONNode?
        let bind =
            reader.message("cluster_manager") { reader in
                localClusterNode = reader.node("local_cluster_name")
                result.localCluster = reader.string("local_cluster_name") ?? ""
                result.defersClusters = reader.bool("enable_deferred_cluster_creation") ?? false
                result.outlierEventLog =
                    reader.message("outlier_detection", OutlierDetectionDocument.readEventLog) ?? ""
                return reader.message("upstream_bind_config", SocketOptionsDocument.readBind)
            } ?? nil
        if let localClusterNode, !result.localCluster.isEmpty {
            reader.session.clusterReferences.append((result.localCluster, localClusterNode))
        }
        result.statistics = StatisticsDocument.read(&reader)
        result.applicationLogFormat = reader.message("application_log_config", ApplicationLogDocument.read) ?? nil
        if let admin = reader.message("admin", readAdmin) { result.admin = admin }
        result.watchdogs = WatchdogDocument.read(in: &reader)
        result.overload = reader.message("overload_manager", OverloadDocument.read) ?? OverloadConfiguration()
        result.runtime = reader.message("layered_runtime", RuntimeDocument.read) ?? RuntimeConfiguration()
        result.source = reader.source(without: ["node", "static_resources", "admin"])
        result.secrets = reader.session.secrets
        CrossChecks.clusters(clusters, in: reader.session)
        CrossChecks.listeners(listeners, in: reader.session)
        result.listeners = listeners.compactMap(\.value)
        result.upstreamBind = bind
        result.clusters = clusters.compactMap(\.value).map { cluster in
            var cluster = cluster
            cluster.bind = cluster.bind ?? bind
            return cluster
        }
        return result
    }

    /// A value that was read, with the places that later complaints refer to.
    struct Located<Value> {
        let value: Value?
        let nameNode: JSONNode?
        let place: JSONNode
    }

    /// Expressions are RE2's, with or without a word about it.
    private static func readRegexEngine(_ reader: inout MessageReader) {
        reader.message("default_regex_engine") { reader in
            let name = reader.requiredString("name")
            guard let content = reader.configuration(of: name) else { return }
            switch content.typeName {
            case "envoy.extensions.regex_engines.v3.GoogleRE2": _ = content.read { _ in }
            case let type where type.contains(text: ".regex_engines."): content.refuse("an engine of expressions")
            default: content.misplace("the configuration of an engine of expressions")
            }
        }
    }

    private static func readNode(_ reader: inout MessageReader) -> NodeConfiguration {
        var node = NodeConfiguration()
        node.id = reader.string("id") ?? ""
        node.cluster = reader.string("cluster") ?? ""
        if let locality = reader.message("locality", readLocality) {
            (node.region, node.zone, node.subZone) = locality
        }
        node.workload = WorkloadDescription(metadata: StructDocument.read("metadata", of: &reader))
        // What a control plane or config_dump reads; nothing else does.
        for name in [
            "dynamic_parameters", "user_agent_name", "user_agent_version", "user_agent_build_version",
            "extensions", "client_features", "listening_addresses",
        ] {
            reader.accept(name)
        }
        node.source = reader.source
        return node
    }

    /// Reads `envoy.config.core.v3.Locality`.
    static func readLocality(_ reader: inout MessageReader) -> (region: String, zone: String, subZone: String) {
        (reader.string("region") ?? "", reader.string("zone") ?? "", reader.string("sub_zone") ?? "")
    }

    /// Reads `envoy.config.bootstrap.v3.Admin`; nil when it has no address, since Envoy then opens none.
    private static func readAdmin(_ reader: inout MessageReader) -> AdminConfiguration? {
        let logsNode = reader.node("access_log")
        var logs = AccessLogDocument.readList("access_log", of: &reader)
        if let logsNode, logs.contains(where: { $0.format != nil || $0.filter != nil }) {
            reader.session.complain(
                .unimplemented, at: logsNode,
                "expected logs in Envoy's default format and without a filter, found one that Apus does not implement")
        }
        if let path = reader.string("access_log_path"), !path.isEmpty {
            logs.append(AccessLogConfiguration(sink: .file(path)))
        }
        // Where profiles would be written: Envoy's own binary has no profiler either.
        reader.accept("profile_path")
        let allowedPaths = reader.messages("allow_paths", StringMatcherDocument.read)
            .compactMap { $0.map { TextMatcher($0) } }
        let ignoresGlobalLimit = reader.bool("ignore_global_conn_limit") ?? false
        let socketOptions = SocketOptionsDocument.readOptions("socket_options", of: &reader)
        guard let address = reader.message("address", AddressDocument.read) else { return nil }
        return address.map { address in
            var admin = AdminConfiguration(address: address, accessLogs: logs, source: reader.source)
            admin.allowedPaths = allowedPaths
            admin.ignoresGlobalConnectionLimit = ignoresGlobalLimit
            admin.socketOptions = socketOptions
            return admin
        }
    }
}

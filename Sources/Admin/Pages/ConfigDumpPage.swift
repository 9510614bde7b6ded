internal import Buffers
internal import Configuration
internal import EventLoops
internal import NetworkAddresses
internal import ProxyRuntime
internal import RegularExpressions
internal import TLS
internal import Telemetry
internal import Upstreams

/// `/config_dump`: what is being served, each resource as it stands in the configuration file.
///
/// Envoy shows resources as it understood them: names in snake case, fields in the order of the protobuf message,
/// durations with three digits. Here they keep the spelling of the file, which JSON readers of protobuf accept alike.
struct ConfigDumpPage: Sendable {
    /// What is served.
    let snapshot: RuntimeSnapshot
    /// What came from sources, and in what state it is.
    let served: ServedResources
    /// This proxy.
    let node: AdminNode
    /// The admin interface's own source.
    let admin: [UInt8]
    /// An object of the bootstrap's other fields.
    let others: [UInt8]
    /// When the configuration was read, as RFC 3339 has it.
    let lastUpdated: String

    /// A field of the dump that a query can ask for by name.
    enum Resource: String {
        case staticClusters = "static_clusters"
        case staticListeners = "static_listeners"
        case staticRouteConfigs = "static_route_configs"
        case staticEndpointConfigs = "static_endpoint_configs"
        case staticSecrets = "static_secrets"
        case dynamicActiveSecrets = "dynamic_active_secrets"
        case dynamicWarmingSecrets = "dynamic_warming_secrets"
        case dynamicActiveClusters = "dynamic_active_clusters"
        case dynamicWarmingClusters = "dynamic_warming_clusters"
        case dynamicListeners = "dynamic_listeners"
        case dynamicRouteConfigs = "dynamic_route_configs"
        case dynamicEndpointConfigs = "dynamic_endpoint_configs"
    }

    /// The repeated fields that are always empty.
    static let emptyResources = [
        "inline_scoped_route_configs", "dynamic_scoped_route_configs",
    ]

    /// Names that a regular expression selects; all of them without one. Envoy compares the whole name.
    let filter: RegularExpression?

    // MARK: - Pages

    /// The whole dump, or what a mask keeps of it: the sections that have all its paths. Nil when none has.
    func whole(includesEndpoints: Bool, _ mask: FieldMask? = nil) -> ByteBuffer? {
        var page = JSONWriter()
        page.beginObject()
        page.beginArray("configs")
        let catalogue = EnvoyCatalogue()
        var isEmpty = true
        for section in Section.allCases where section != .endpoints || includesEndpoints {
            guard let mask else {
                write(section, to: &page)
                isEmpty = false
                continue
            }
            guard mask.fits("envoy.admin.v3.\(section.rawValue)", in: catalogue) else { continue }
            var whole = JSONWriter()
            write(section, to: &whole)
            page.source(whole.finish().bytes, keeping: mask.tree)
            isEmpty = false
        }
        page.endArray()
        page.endObject()
        return isEmpty ? nil : page.finish()
    }

    /// The elements of one field, each as a `config` of its own, or what a mask keeps of them. Nil when an element has
    /// not all its paths.
    func only(_ resource: Resource, _ mask: FieldMask? = nil) -> ByteBuffer? {
        var page = JSONWriter()
        page.beginObject()
        var isFirst = true
        var isMisfit = false
        // Only a mask that fits has a tree: others may be of any depth.
        let kept = mask.flatMap { fits($0, resource) ? $0.tree : nil }
        forEach(resource) { item in
            if isFirst { page.beginArray("configs") }
            isFirst = false
            if mask == nil {
                write(item, of: resource, isTyped: true, to: &page)
            } else if let kept {
                var whole = JSONWriter()
                write(item, of: resource, isTyped: true, to: &whole)
                page.source(whole.finish().bytes, keeping: kept)
            } else {
                isMisfit = true
            }
        }
        if isMisfit { return nil }
        if !isFirst { page.endArray() }
        page.endObject()
        return page.finish()
    }

    /// Whether the elements of a field, and the resource in them, have all paths of a mask.
    private func fits(_ mask: FieldMask, _ resource: Resource) -> Bool {
        let catalogue = EnvoyCatalogue()
        let (below, others) = mask.parted(at: resource.content.description)
        let type = resource.contentType.description.split(separator: "/").last.map(String.init) ?? ""
        return below.fits(type, in: catalogue) && others.fits("envoy.admin.v3.\(resource.elementType)", in: catalogue)
    }

    /// What a field that nothing fills looks like.
    static var empty: ByteBuffer {
        var page = JSONWriter()
        page.beginObject()
        page.endObject()
        return page.finish()
    }

    // MARK: - Sections

    /// A part of the whole dump, in Envoy's order.
    private enum Section: String, CaseIterable {
        case bootstrap = "BootstrapConfigDump"
        case clusters = "ClustersConfigDump"
        case endpoints = "EndpointsConfigDump"
        case listeners = "ListenersConfigDump"
        case scopedRoutes = "ScopedRoutesConfigDump"
        case routes = "RoutesConfigDump"
        case secrets = "SecretsConfigDump"

        /// The fields that may be filled.
        var resources: [Resource] {
            switch self {
            case .clusters: [.staticClusters, .dynamicActiveClusters, .dynamicWarmingClusters]
            case .endpoints: [.staticEndpointConfigs, .dynamicEndpointConfigs]
            case .listeners: [.staticListeners, .dynamicListeners]
            case .routes: [.staticRouteConfigs, .dynamicRouteConfigs]
            case .secrets: [.staticSecrets, .dynamicActiveSecrets, .dynamicWarmingSecrets]
            case .bootstrap, .scopedRoutes: []
            }
        }
    }

    private func write(_ section: Section, to page: inout JSONWriter) {
        if section == .bootstrap {
            bootstrap(to: &page)
            return
        }
        begin(section.rawValue, to: &page)
        let version: String =
            switch section {
            case .clusters: served.clustersVersion
            case .listeners: served.listenersVersion
            default: ""
            }
        if !version.isEmpty { page.member("version_info", version) }
        for resource in section.resources { field(resource, to: &page) }
        page.endObject()
    }

    private func begin(_ message: String, to page: inout JSONWriter) {
        page.beginObject()
        page.member("@type", "type.googleapis.com/envoy.admin.v3.\(message)")
    }

    private func bootstrap(to page: inout JSONWriter) {
        begin("BootstrapConfigDump", to: &page)
        page.beginObject("bootstrap")
        page.beginObject("node")
        node.write(to: &page)
        page.endObject()
        page.beginObject("static_resources")
        if snapshot.listeners.contains(where: isStatic) {
            page.beginArray("listeners")
            for listener in snapshot.listeners where isStatic(listener) { page.source(listener.configuration.source) }
            page.endArray()
        }
        if snapshot.clusterOrder.contains(where: isStatic) {
            page.beginArray("clusters")
            for cluster in snapshot.clusterOrder where isStatic(cluster) { page.source(cluster.configuration.source) }
            page.endArray()
        }
        if !snapshot.secrets.isEmpty {
            page.beginArray("secrets")
            for secret in snapshot.secrets { page.source(secret.source) }
            page.endArray()
        }
        page.endObject()
        page.key("admin")
        page.source(admin)
        let source = JSONSource(others)
        for (name, value) in source.members(of: source.whole) {
            page.key(text: name)
            page.source(others, value)
        }
        page.endObject()
        page.member("last_updated", lastUpdated)
        page.endObject()
    }

    private func field(_ resource: Resource, to page: inout JSONWriter) {
        var isFirst = true
        forEach(resource) { item in
            if isFirst { page.key(resource.field) }
            if isFirst { page.beginArray() }
            isFirst = false
            write(item, of: resource, isTyped: false, to: &page)
        }
        if !isFirst { page.endArray() }
    }

    /// One resource: a piece of a source, a cluster whose endpoints are shown, or what came from elsewhere.
    private enum Item {
        case source([UInt8], Range<Int>)
        case endpoints(Cluster)
        case dynamic(ServedResources.Item)
        case listener(ServedResources.DynamicListener)
        case secret(SecretConfiguration)
        case secretFile(SecretFile)
    }

    private func forEach(_ resource: Resource, _ visit: (Item) -> Void) {
        switch resource {
        case .staticClusters:
            for cluster in snapshot.clusterOrder where isStatic(cluster) && accepts(cluster.name) {
                visit(.source(cluster.configuration.source, cluster.configuration.source.indices))
            }
        case .staticListeners:
            for listener in snapshot.listeners where isStatic(listener) && accepts(listener.name) {
                visit(.source(listener.configuration.source, listener.configuration.source.indices))
            }
        case .staticRouteConfigs:
            for listener in snapshot.listeners {
                let bytes = listener.configuration.source
                let source = JSONSource(bytes)
                for range in Self.routeConfigurations(in: source)
                where accepts(source.text(source.member("name", in: range)) ?? "") {
                    visit(.source(bytes, range))
                }
            }
        case .staticEndpointConfigs:
            for cluster in snapshot.clusterOrder where isStatic(cluster) && accepts(cluster.name) {
                visit(.endpoints(cluster))
            }
        case .dynamicEndpointConfigs:
            for cluster in snapshot.clusterOrder where !isStatic(cluster) && accepts(cluster.name) {
                visit(.endpoints(cluster))
            }
        case .dynamicActiveClusters:
            for item in served.activeClusters where accepts(item.name) { visit(.dynamic(item)) }
        case .dynamicWarmingClusters:
            for item in served.warmingClusters where accepts(item.name) { visit(.dynamic(item)) }
        case .dynamicRouteConfigs:
            for item in served.routes where accepts(item.name) { visit(.dynamic(item)) }
        case .dynamicListeners:
            for listener in served.listeners where accepts(listener.name) { visit(.listener(listener)) }
        case .staticSecrets:
            for secret in snapshot.secrets where accepts(secret.name) { visit(.secret(secret)) }
        case .dynamicActiveSecrets, .dynamicWarmingSecrets:
            let isActive = resource == .dynamicActiveSecrets
            for file in snapshot.secretFiles
            where (file.current != nil) == isActive && accepts(file.reference.name) {
                visit(.secretFile(file))
            }
        }
    }

    private func isStatic(_ cluster: Cluster) -> Bool { !served.dynamicClusters.contains(cluster.name) }

    private func isStatic(_ listener: ListenerSnapshot) -> Bool { !served.dynamicListeners.contains(listener.name) }

    private func accepts(_ name: String) -> Bool { filter?.matches(Array(name.utf8).span) ?? true }

    /// The route tables that stand inside a listener's connection managers.
    private static func routeConfigurations(in source: JSONSource) -> [Range<Int>] {
        var found: [Range<Int>] = []
        for chain in source.elements(of: source.member("filter_chains", in: source.whole)) {
            for filter in source.elements(of: source.member("filters", in: chain)) {
                let typed = source.member("typed_config", in: filter)
                // A TypedStruct keeps the message under `value`.
                let manager = source.member("value", in: typed) ?? typed
                if let routes = source.member("route_config", in: manager) { found.append(routes) }
            }
        }
        return found
    }

    private func write(_ item: Item, of resource: Resource, isTyped: Bool, to page: inout JSONWriter) {
        page.beginObject()
        if isTyped { page.member("@type", "type.googleapis.com/envoy.admin.v3.\(resource.elementType)") }
        switch item {
        case .listener(let listener): states(of: listener, to: &page)
        case .dynamic(let item): state(item, resource, to: &page)
        case .source(let bytes, let range):
            page.key(resource.content)
            page.source(bytes, range, type: resource.contentType)
            page.member("last_updated", lastUpdated)
        case .endpoints(let cluster):
            page.key(resource.content)
            assignment(of: cluster, to: &page)
        case .secret(let secret):
            page.member("name", secret.name)
            page.key(resource.content)
            page.source(secret.source, type: resource.contentType)
        case .secretFile(let file): write(file, of: resource, to: &page)
        }
        page.endObject()
    }

    private func write(_ file: SecretFile, of resource: Resource, to page: inout JSONWriter) {
        let secret = file.current
        let version = secret == nil ? "uninitialized" : file.version
        page.member("name", file.reference.name)
        if !version.isEmpty { page.member("version_info", version) }
        page.member("last_updated", secret == nil ? lastUpdated : Self.time(file.updatedAt))
        page.key(resource.content)
        if let secret {
            page.source(secret.source, type: resource.contentType)
            return
        }
        page.beginObject()
        page.member("@type", resource.contentType.description)
        page.member("name", file.reference.name)
        page.endObject()
    }

    private func state(_ item: ServedResources.Item, _ resource: Resource, to page: inout JSONWriter) {
        if !item.version.isEmpty { page.member("version_info", item.version) }
        page.key(resource.content)
        page.source(item.source, item.source.indices, type: resource.contentType)
        page.member("last_updated", Self.text(of: item.lastUpdated))
    }

    private func states(of listener: ServedResources.DynamicListener, to page: inout JSONWriter) {
        page.member("name", listener.name)
        if let active = listener.active {
            page.beginObject("active_state")
            state(active, .dynamicListeners, to: &page)
            page.endObject()
        }
        if let warming = listener.warming {
            page.beginObject("warming_state")
            state(warming, .dynamicListeners, to: &page)
            page.endObject()
        }
        if let failed = listener.failed {
            page.beginObject("error_state")
            page.key("failed_configuration")
            page.source(failed.item.source, failed.item.source.indices, type: Resource.dynamicListeners.contentType)
            page.member("last_update_attempt", Self.text(of: failed.item.lastUpdated))
            page.member("details", failed.details)
            page.member("version_info", failed.item.version)
            page.endObject()
        }
    }

    /// A moment as RFC 3339 has it.
    static func text(of time: WallTime) -> String {
        var formatter = TimestampFormatter()
        var text = ByteBuffer()
        formatter.appendISO8601(seconds: time.seconds, nanoseconds: Int(time.nanoseconds), to: &text)
        return text.text
    }

    private static func time(_ milliseconds: UInt64) -> String {
        var formatter = TimestampFormatter()
        var text = ByteBuffer()
        let (seconds, rest) = milliseconds.quotientAndRemainder(dividingBy: 1_000)
        formatter.appendISO8601(seconds: Int64(clamping: seconds), nanoseconds: Int(rest) * 1_000_000, to: &text)
        return text.text
    }

    // MARK: - Endpoints

    private func assignment(of cluster: Cluster, to page: inout JSONWriter) {
        page.beginObject()
        page.member("@type", Resource.staticEndpointConfigs.contentType.description)
        page.member("cluster_name", cluster.name)
        let groups = Self.groups(of: cluster.endpoints.all)
        if !groups.isEmpty {
            page.beginArray("endpoints")
            for group in groups { locality(group, to: &page) }
            page.endArray()
        }
        page.beginObject("policy")
        page.member("overprovisioning_factor", number: 140)
        page.endObject()
        page.endObject()
    }

    /// Neighbours of one locality and priority.
    private static func groups(of endpoints: [Endpoint]) -> [ArraySlice<Endpoint>] {
        var groups: [ArraySlice<Endpoint>] = []
        var start = 0
        for index in endpoints.indices.dropFirst() {
            let (first, other) = (endpoints[start], endpoints[index])
            if first.locality != other.locality || first.priority != other.priority {
                groups.append(endpoints[start..<index])
                start = index
            }
        }
        if !endpoints.isEmpty { groups.append(endpoints[start...]) }
        return groups
    }

    private func locality(_ group: ArraySlice<Endpoint>, to page: inout JSONWriter) {
        guard let first = group.first else { return }
        page.beginObject()
        page.beginObject("locality")
        page.locality(first)
        page.endObject()
        page.beginArray("lb_endpoints")
        for endpoint in group {
            page.beginObject()
            page.beginObject("endpoint")
            page.beginObject("address")
            page.address(endpoint.address)
            page.endObject()
            page.beginObject("health_check_config")
            page.endObject()
            if !endpoint.hostname.isEmpty { page.member("hostname", endpoint.hostname) }
            page.endObject()
            page.member("health_status", Self.coarseHealth(of: endpoint))
            page.member("load_balancing_weight", number: UInt64(endpoint.weight))
            page.endObject()
        }
        page.endArray()
        page.member("load_balancing_weight", number: 0)
        if first.priority != 0 { page.member("priority", number: UInt64(first.priority)) }
        page.endObject()
    }

    /// Healthy, degraded or neither: what balancing makes of the health that was configured.
    private static func coarseHealth(of endpoint: Endpoint) -> String {
        switch endpoint.configuredHealth {
        case .unknown, .healthy: "HEALTHY"
        case .degraded: "DEGRADED"
        case .unhealthy, .draining, .timeout: "UNHEALTHY"
        }
    }
}

extension ConfigDumpPage.Resource {
    /// The name of the field.
    fileprivate var field: StaticString {
        switch self {
        case .staticClusters: "static_clusters"
        case .staticListeners: "static_listeners"
        case .staticRouteConfigs: "static_route_configs"
        case .staticEndpointConfigs: "static_endpoint_configs"
        case .dynamicActiveClusters: "dynamic_active_clusters"
        case .dynamicWarmingClusters: "dynamic_warming_clusters"
        case .dynamicListeners: "dynamic_listeners"
        case .dynamicRouteConfigs: "dynamic_route_configs"
        case .dynamicEndpointConfigs: "dynamic_endpoint_configs"
        case .staticSecrets: "static_secrets"
        case .dynamicActiveSecrets: "dynamic_active_secrets"
        case .dynamicWarmingSecrets: "dynamic_warming_secrets"
        }
    }

    /// The message of an element.
    fileprivate var elementType: StaticString {
        switch self {
        case .staticClusters: "ClustersConfigDump.StaticCluster"
        case .staticListeners: "ListenersConfigDump.StaticListener"
        case .staticRouteConfigs: "RoutesConfigDump.StaticRouteConfig"
        case .staticEndpointConfigs: "EndpointsConfigDump.StaticEndpointConfig"
        case .dynamicActiveClusters, .dynamicWarmingClusters: "ClustersConfigDump.DynamicCluster"
        case .dynamicListeners: "ListenersConfigDump.DynamicListener"
        case .dynamicRouteConfigs: "RoutesConfigDump.DynamicRouteConfig"
        case .dynamicEndpointConfigs: "EndpointsConfigDump.DynamicEndpointConfig"
        case .staticSecrets: "SecretsConfigDump.StaticSecret"
        case .dynamicActiveSecrets, .dynamicWarmingSecrets: "SecretsConfigDump.DynamicSecret"
        }
    }

    /// The member of an element that holds the resource.
    fileprivate var content: StaticString {
        switch self {
        case .staticClusters, .dynamicActiveClusters, .dynamicWarmingClusters: "cluster"
        case .staticListeners, .dynamicListeners: "listener"
        case .staticRouteConfigs, .dynamicRouteConfigs: "route_config"
        case .staticEndpointConfigs, .dynamicEndpointConfigs: "endpoint_config"
        case .staticSecrets, .dynamicActiveSecrets, .dynamicWarmingSecrets: "secret"
        }
    }

    /// The resource's type.
    fileprivate var contentType: StaticString {
        switch self {
        case .staticClusters, .dynamicActiveClusters, .dynamicWarmingClusters:
            "type.googleapis.com/envoy.config.cluster.v3.Cluster"
        case .staticListeners, .dynamicListeners: "type.googleapis.com/envoy.config.listener.v3.Listener"
        case .staticRouteConfigs, .dynamicRouteConfigs:
            "type.googleapis.com/envoy.config.route.v3.RouteConfiguration"
        case .staticEndpointConfigs, .dynamicEndpointConfigs:
            "type.googleapis.com/envoy.config.endpoint.v3.ClusterLoadAssignment"
        case .staticSecrets, .dynamicActiveSecrets, .dynamicWarmingSecrets:
            "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret"
        }
    }
}

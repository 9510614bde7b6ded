internal import Buffers
internal import Configuration
internal import ProxyRuntime
internal import RegularExpressions
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
}

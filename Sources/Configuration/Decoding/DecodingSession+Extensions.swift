/// Extensions: `google.protobuf.Any` in JSON, and the `TypedStruct` messages that stand for a message of another type.
extension DecodingSession {
    private static let typeKey = "@type"
    private static let typedStructs = ["xds.type.v3.TypedStruct", "udpa.type.v1.TypedStruct"]

    /// Finds the type of an extension and the object that configures it; nil after a complaint. An object without
    /// `@type` must be empty for Envoy, and then configures nothing.
    func open(_ node: JSONNode, named extensionName: String?) -> ExtensionContent? {
        guard node.kind == .object else {
            wrong(node, expected: "an object with \"@type\"")
            return nil
        }
        guard let (typeNode, typeName) = type(of: node, key: DecodingSession.typeKey, named: extensionName)
        else { return nil }
        if DecodingSession.typedStructs.contains(typeName) { return openTypedStruct(node, typeName) }
        guard isKnown(typeName, at: typeNode) else { return nil }
        return ExtensionContent(
            typeName: typeName, typeNode: typeNode, body: node, skipping: DecodingSession.typeKey, session: self)
    }

    /// Whether an extension is a `TypedStruct` for no type that Envoy knows, so that Envoy reads it and finds nobody
    /// who could use it. Complains of what is wrong with it.
    func isForeign(_ node: JSONNode) -> Bool {
        guard let wrapper = (node[DecodingSession.typeKey]?.string).map(Self.typeName(inURL:)),
            DecodingSession.typedStructs.contains(wrapper)
        else { return false }
        let url = (node["type_url"] ?? node["typeUrl"])?.string ?? ""
        if types.knows(Self.typeName(inURL: url)) { return false }
        if let body = parts(of: node, wrapper).body, body.kind != .object {
            wrong(body, expected: "an object (google.protobuf.Struct)")
        }
        return true
    }

    /// What stands behind the last slash; here Envoy takes a bare name too.
    private static func typeName(inURL url: String) -> String {
        url.split(separator: "/", omittingEmptySubsequences: false).last.map(String.init) ?? url
    }

    /// What a `TypedStruct` holds.
    private func parts(of node: JSONNode, _ wrapper: String) -> (typeNode: JSONNode?, body: JSONNode?) {
        var typeNode: JSONNode?
        var body: JSONNode?
        node.forEachMember { key, value in
            switch key.string {
            case DecodingSession.typeKey: break
            case "type_url", "typeUrl": if !value.isNull { typeNode = value }
            case "value": if !value.isNull { body = value }
            default:
                unknownField(key, of: wrapper, nearest: NearestName.of(key.string ?? "", in: ["type_url", "value"]))
            }
        }
        return (typeNode, body)
    }

    /// Unwraps a `TypedStruct`: the type stands in `type_url` and the fields in `value`.
    private func openTypedStruct(_ node: JSONNode, _ wrapper: String) -> ExtensionContent? {
        let (typeNode, body) = parts(of: node, wrapper)
        guard let typeNode, let url = typeNode.string, !url.isEmpty else {
            complain(.wrongValue, at: typeNode ?? node, "expected \"type_url\" in \(wrapper), found none")
            return nil
        }
        let typeName = Self.typeName(inURL: url)
        guard isKnown(typeName, at: typeNode) else { return nil }
        if let body, body.kind != .object {
            wrong(body, expected: "an object (google.protobuf.Struct)")
            return nil
        }
        // Without a value nothing is configured; a node that is no object reads as an empty one.
        return ExtensionContent(
            typeName: typeName, typeNode: typeNode, body: body ?? typeNode, skipping: nil, session: self)
    }

    /// Reads the type's name out of `@type`.
    private func type(of node: JSONNode, key wanted: String, named extensionName: String?) -> (JSONNode, String)? {
        var typeNode: JSONNode?
        var mistyped: JSONNode?
        node.forEachMember { key, value in
            let name = key.string ?? ""
            if name == wanted {
                typeNode = value
            } else if NearestName.of(name, in: [wanted]) != nil {
                mistyped = key
            }
        }
        guard let typeNode else {
            if let mistyped {
                complain(
                    .unknownField, at: mistyped,
                    "expected \"@type\", found \(DecodingSession.quote(mistyped.string ?? ""))",
                    suggestion: wanted)
            } else {
                let known = extensionName.flatMap { ExtensionNames.types[$0] }
                let advice = known.map { " such as \"type.googleapis.com/\($0)\"" } ?? ""
                complain(.wrongValue, at: node, "expected \"@type\"\(advice) to say what this configures, found none")
            }
            return nil
        }
        guard let url = typeNode.string else {
            wrong(
                typeNode,
                expected: "a type such as \"type.googleapis.com/envoy.extensions.filters.http.router.v3.Router\"")
            return nil
        }
        guard let slash = url.utf8.lastIndex(of: UInt8(ascii: "/")), slash != url.utf8.startIndex else {
            let fixed = "type.googleapis.com/" + url.drop { $0 == "/" }
            let isKnown = types.knows(String(url.drop { $0 == "/" }))
            wrong(typeNode, expected: "a host and \"/\" before the type's name", suggestion: isKnown ? fixed : nil)
            return nil
        }
        return (typeNode, String(url[url.index(after: slash)...]))
    }

    /// Whether Envoy knows a type; complains when it does not.
    private func isKnown(_ typeName: String, at typeNode: JSONNode) -> Bool {
        if types.knows(typeName) { return true }
        complain(
            .wrongValue, at: typeNode, "expected a type that Envoy knows, found \(DecodingSession.quote(typeName))",
            suggestion: nearestType(to: typeName))
        return false
    }
}

/// The types that well-known extension names go with, for advice.
enum ExtensionNames {
    static let types: [String: String] = [
        "envoy.filters.network.http_connection_manager":
            "envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
        "envoy.http_connection_manager":
            "envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
        "envoy.filters.network.tcp_proxy": "envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy",
        "envoy.tcp_proxy": "envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy",
        "envoy.filters.network.echo": "envoy.extensions.filters.network.echo.v3.Echo",
        "envoy.filters.network.direct_response": "envoy.extensions.filters.network.direct_response.v3.Config",
        "envoy.filters.network.sni_cluster": "envoy.extensions.filters.network.sni_cluster.v3.SniCluster",
        "envoy.filters.network.connection_limit":
            "envoy.extensions.filters.network.connection_limit.v3.ConnectionLimit",
        "envoy.filters.network.local_ratelimit": "envoy.extensions.filters.network.local_ratelimit.v3.LocalRateLimit",
        "envoy.filters.listener.tls_inspector": "envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector",
        "envoy.filters.listener.http_inspector": "envoy.extensions.filters.listener.http_inspector.v3.HttpInspector",
        "envoy.filters.listener.original_dst": "envoy.extensions.filters.listener.original_dst.v3.OriginalDst",
        "envoy.filters.listener.original_src": "envoy.extensions.filters.listener.original_src.v3.OriginalSrc",
        "envoy.filters.listener.proxy_protocol": "envoy.extensions.filters.listener.proxy_protocol.v3.ProxyProtocol",
        "envoy.filters.http.router": "envoy.extensions.filters.http.router.v3.Router",
        "envoy.router": "envoy.extensions.filters.http.router.v3.Router",
        "envoy.filters.http.fault": "envoy.extensions.filters.http.fault.v3.HTTPFault",
        "envoy.fault": "envoy.extensions.filters.http.fault.v3.HTTPFault",
        "envoy.filters.http.cors": "envoy.extensions.filters.http.cors.v3.Cors",
        "envoy.filters.http.rbac": "envoy.extensions.filters.http.rbac.v3.RBAC",
        "envoy.filters.http.jwt_authn": "envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication",
        "envoy.filters.http.local_ratelimit": "envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit",
        "envoy.access_loggers.file": "envoy.extensions.access_loggers.file.v3.FileAccessLog",
        "envoy.file_access_log": "envoy.extensions.access_loggers.file.v3.FileAccessLog",
        "envoy.access_loggers.stdout": "envoy.extensions.access_loggers.stream.v3.StdoutAccessLog",
        "envoy.access_loggers.stderr": "envoy.extensions.access_loggers.stream.v3.StderrAccessLog",
        "envoy.transport_sockets.tls": "envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext",
        "envoy.transport_sockets.raw_buffer": "envoy.extensions.transport_sockets.raw_buffer.v3.RawBuffer",
        "envoy.extensions.upstreams.http.v3.HttpProtocolOptions":
            "envoy.extensions.upstreams.http.v3.HttpProtocolOptions",
        "preserve_case": "envoy.extensions.http.header_formatters.preserve_case.v3.PreserveCaseFormatterConfig",
        "envoy.load_balancing_policies.round_robin":
            "envoy.extensions.load_balancing_policies.round_robin.v3.RoundRobin",
        "envoy.load_balancing_policies.least_request":
            "envoy.extensions.load_balancing_policies.least_request.v3.LeastRequest",
        "envoy.load_balancing_policies.random": "envoy.extensions.load_balancing_policies.random.v3.Random",
        "envoy.load_balancing_policies.ring_hash": "envoy.extensions.load_balancing_policies.ring_hash.v3.RingHash",
        "envoy.load_balancing_policies.maglev": "envoy.extensions.load_balancing_policies.maglev.v3.Maglev",
        "envoy.load_balancing_policies.subset": "envoy.extensions.load_balancing_policies.subset.v3.Subset",
    ]
}

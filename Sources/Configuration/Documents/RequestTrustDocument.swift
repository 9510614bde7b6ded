internal import Buffers
internal import NetworkAddresses

/// Reads what a connection manager makes of paths, hosts and addresses, and whom it believes.
enum RequestTrustDocument {
    private static let xffType = "envoy.extensions.http.original_ip_detection.xff.v3.XffConfig"
    private static let fieldType = "envoy.extensions.http.original_ip_detection.custom_header.v3.CustomHeaderConfig"
    private static let uuidType = "envoy.extensions.request_id.uuid.v3.UuidRequestIdConfig"

    static func read(_ reader: inout MessageReader, into result: inout HTTPConnectionManagerConfiguration) {
        readTarget(&reader, into: &result)
        readAddresses(&reader, into: &result)
        readSchemes(&reader, into: &result)
        readClientCertificates(&reader, into: &result.clientCertificates)
        if let (packs, decides) = reader.message("request_id_extension", readRequestID) {
            (result.packsTraceReason, result.tracesByRequestID) = (packs, decides)
        }
        result.addUserAgent = reader.bool("add_user_agent") ?? false
        result.proxies100Continue = reader.bool("proxy_100_continue") ?? false
        result.keepsConnectionAfterBadRequest = reader.bool("stream_error_on_invalid_http_message") ?? false
    }

    // MARK: - Paths and hosts

    private static func readTarget(
        _ reader: inout MessageReader, into result: inout HTTPConnectionManagerConfiguration
    ) {
        result.normalizePath = reader.bool("normalize_path") ?? false
        result.mergeSlashes = reader.bool("merge_slashes") ?? false
        result.escapedSlashesAction =
            reader.choice(
                "path_with_escaped_slashes_action",
                [0: .keep, 1: .keep, 2: .reject, 3: .redirect, 4: .forward], definedOnly: false)
            ?? .keep
        let (matching, anyNode) = (reader.bool("strip_matching_host_port") ?? false, reader.node("strip_any_host_port"))
        let strippsAny = reader.bool("strip_any_host_port") ?? false
        if matching && strippsAny, let anyNode {
            reader.session.complain(
                .wrongValue, at: anyNode, "expected only one of strip_matching_host_port and strip_any_host_port")
        }
        result.hostPortStripping = strippsAny ? .any : matching ? .matching : .none
        result.stripTrailingHostDot = reader.bool("strip_trailing_host_dot") ?? false
    }

    // MARK: - Addresses

    private static func readAddresses(
        _ reader: inout MessageReader, into result: inout HTTPConnectionManagerConfiguration
    ) {
        reader.message("internal_address_config") { reader in
            result.internalUnixSockets = reader.bool("unix_sockets") ?? false
            let isGiven = reader.has("cidr_ranges")
            let networks = CIDRDocument.readList("cidr_ranges", of: &reader)
            result.internalNetworks = networks.isEmpty && !isGiven ? Self.privateNetworks : networks
        }
        // Changes nothing in Envoy 1.40 either, whatever its description says.
        _ = reader.bool("represent_ipv4_remote_address_as_ipv4_mapped_ipv6")
        let node = reader.node("original_ip_detection_extensions")
        result.addressDetection = reader.messages("original_ip_detection_extensions", readDetection).compactMap(\.self)
        guard let node, !result.addressDetection.isEmpty else { return }
        if result.useRemoteAddress {
            reader.session.complain(
                .wrongValue, at: node, "expected no original_ip_detection_extensions beside use_remote_address")
        }
        if result.xffNumTrustedHops > 0 {
            reader.session.complain(
                .wrongValue, at: node, "expected no original_ip_detection_extensions beside xff_num_trusted_hops")
        }
    }

    /// What Envoy takes for internal where no networks are given: private ones and the loopback addresses.
    private static let privateNetworks = [
        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.1", "fd00::/8", "::1",
    ].compactMap { CIDRBlock($0) }

    private static func readDetection(_ reader: inout MessageReader) -> AddressDetectionConfiguration? {
        let name = reader.requiredString("name")
        guard let content = reader.configuration(of: name) else { return nil }
        switch content.typeName {
        case xffType: return content.read(readForwardedFor) ?? nil
        case fieldType: return content.read(readAddressField) ?? nil
        case let type where type.contains(text: ".original_ip_detection."): content.refuse("an original IP detection")
        default: content.misplace("the configuration of an original IP detection")
        }
        return nil
    }

    private static func readForwardedFor(_ reader: inout MessageReader) -> AddressDetectionConfiguration? {
        let hops = reader.uint32("xff_num_trusted_hops") ?? 0
        // Envoy's default is true here.
        let appends = !(reader.bool("skip_xff_append") ?? true)
        let node = reader.node("xff_trusted_cidrs")
        let networks = reader.message("xff_trusted_cidrs") { CIDRDocument.readList("cidrs", of: &$0) }
        guard let networks else { return .hops(hops, appends: appends) }
        if hops > 0, let node {
            reader.session.complain(
                .wrongValue, at: node, "expected only one of xff_num_trusted_hops and xff_trusted_cidrs")
            return nil
        }
        return .networks(networks, appends: appends)
    }

    private static func readAddressField(_ reader: inout MessageReader) -> AddressDetectionConfiguration? {
        let name = reader.requiredString("header_name")
        var result = AddressFieldConfiguration(name: name?.lowercased() ?? "")
        result.isTrusted = reader.bool("allow_extension_to_set_address_as_trusted") ?? false
        let status = reader.message("reject_with_status") { reader in
            reader.enumeration("code").map { UInt16(truncatingIfNeeded: $0) }
        }
        // As in Envoy, a status that is no error becomes 403.
        if let status { result.refusal = status.map { $0 < 400 ? 403 : $0 } ?? 403 }
        return name == nil ? nil : .field(result)
    }

    // MARK: - The rest

    private static func readClientCertificates(
        _ reader: inout MessageReader, into result: inout ClientCertificateConfiguration
    ) {
        result.mode =
            reader.choice(
                "forward_client_cert_details",
                [0: .sanitize, 1: .forwardOnly, 2: .appendForward, 3: .sanitizeSet, 4: .alwaysForwardOnly])
            ?? .sanitize
        var told = result
        reader.message("set_current_client_cert_details") { reader in
            told.tellsSubject = reader.bool("subject") ?? false
            told.tellsCertificate = reader.bool("cert") ?? false
            told.tellsChain = reader.bool("chain") ?? false
            told.tellsHosts = reader.bool("dns") ?? false
            told.tellsURIs = reader.bool("uri") ?? false
            told.tellsIssuer = reader.bool("issuer") ?? false
        }
        result = told
    }

    private static func readSchemes(
        _ reader: inout MessageReader, into result: inout HTTPConnectionManagerConfiguration
    ) {
        result.appendXForwardedPort = reader.bool("append_x_forwarded_port") ?? false
        reader.message("scheme_header_transformation") { reader in
            result.schemeMatchesUpstream = reader.bool("match_upstream") ?? false
            let node = reader.node("scheme_to_overwrite")
            guard let scheme = reader.string("scheme_to_overwrite"), let node else { return }
            if scheme == "http" || scheme == "https" {
                result.schemeToOverwrite = scheme
            } else {
                reader.session.wrong(node, expected: "\"http\" or \"https\"")
            }
        }
    }

    /// Whether ids carry the reason of a trace, and whether they decide who is traced.
    private static func readRequestID(_ reader: inout MessageReader) -> (packs: Bool, decides: Bool) {
        guard reader.has("typed_config"), let content = reader.any("typed_config") else { return (true, true) }
        switch content.typeName {
        case uuidType:
            return content.read { reader in
                let decides = reader.bool("use_request_id_for_trace_sampling") ?? true
                return (reader.bool("pack_trace_reason") ?? true, decides)
            } ?? (true, true)
        case let type where type.contains(text: ".request_id."): content.refuse("a request id")
        default: content.misplace("the configuration of a request id")
        }
        return (true, true)
    }

    /// Reads `HttpConnectionManager.ProxyStatusConfig`.
    static func readProxyStatus(_ reader: inout MessageReader) -> ProxyStatusConfiguration {
        var result = ProxyStatusConfiguration()
        result.removesDetails = reader.bool("remove_details") ?? false
        result.removesTerminationDetails = reader.bool("remove_connection_termination_details") ?? false
        result.removesFlags = reader.bool("remove_response_flags") ?? false
        result.setsRecommendedStatus = reader.bool("set_recommended_response_code") ?? false
        if let name = reader.headerText("literal_proxy_name") {
            result.name = .literal(name)
        } else if reader.bool("use_node_id") == true {
            result.name = .nodeID
        }
        return result
    }
}

/// Reads `envoy.config.core.v3.CidrRange`.
enum CIDRDocument {
    /// Reads a list of blocks.
    static func readList(_ name: String, of reader: inout MessageReader) -> [CIDRBlock] {
        reader.messages(name, read).compactMap(\.self)
    }

    /// Reads a block; nil after a complaint.
    static func read(_ reader: inout MessageReader) -> CIDRBlock? {
        let (addressNode, lengthNode) = (reader.node("address_prefix"), reader.node("prefix_len"))
        let text = reader.requiredString("address_prefix")
        let length = reader.uint32("prefix_len") ?? 0
        guard let text, let addressNode else { return nil }
        guard let address = IPAddress(text) else {
            reader.session.wrong(addressNode, expected: "an IPv4 or IPv6 address")
            return nil
        }
        if let block = CIDRBlock(address: address, prefixLength: Int(length)) { return block }
        reader.session.wrong(lengthNode ?? addressNode, expected: "at most \(address.family.bits) bits of prefix")
        return nil
    }
}

internal import Buffers

/// Reads what listeners of datagrams are: their sockets, and `envoy.extensions.filters.udp.udp_proxy.v3`.
enum UDPProxyDocument {
    private static let package = "envoy.extensions.filters.udp.udp_proxy.v3."

    /// Reads the fields of a listener whose address is one of datagrams.
    static func readListener(_ reader: inout MessageReader) -> UDPListenerConfiguration {
        var result = UDPListenerConfiguration()
        for name in ["filter_chains", "default_filter_chain"] {
            guard let key = reader.key(name) else { continue }
            reader.session.complain(
                .wrongValue, at: key, "expected no filter chains in a listener of datagrams, found some")
            reader.accept(name)
        }
        if let key = reader.key("additional_addresses") {
            reader.session.complain(
                .unimplemented, at: key, "expected one address of a listener of datagrams, found more")
        }
        reader.message("udp_listener_config") { reader in
            // Empty, it stands for HTTP/3 all the same.
            if reader.has("quic_options") { reader.refuse("quic_options") }
            result.longestDatagram =
                reader.message("downstream_socket_config", readSocket) ?? result.longestDatagram
        }
        let filters = reader.messages("listener_filters", readFilter)
        if filters.count > 1, let key = reader.key("listener_filters") {
            reader.session.complain(
                .unimplemented, at: key, "expected one filter in a listener of datagrams, found more")
        }
        result.proxy = filters.first ?? nil
        return result
    }

    /// Reads `envoy.config.core.v3.UdpSocketConfig`: how long a datagram may be.
    private static func readSocket(_ reader: inout MessageReader) -> UInt32 {
        // How the kernel batches datagrams changes nothing of what they say.
        _ = reader.bool("prefer_gro")
        return reader.uint64("max_rx_datagram_size", in: 1...65_535).map { UInt32($0) } ?? 1500
    }

    private static func readFilter(_ reader: inout MessageReader) -> UDPProxyConfiguration? {
        let name = reader.requiredString("name")
        guard reader.has("typed_config") else {
            if name != nil { ExtensionAdvice.missingConfiguration(name, in: &reader) }
            return nil
        }
        guard let content = reader.any("typed_config", named: name) else { return nil }
        if content.typeName == package + "UdpProxyConfig" { return content.read(readProxy) ?? nil }
        if content.typeName.contains(text: ".filters.udp.") {
            content.refuse("a filter of datagrams")
        } else {
            content.misplace("the configuration of a filter of datagrams")
        }
        return nil
    }

    private static func readProxy(_ reader: inout MessageReader) -> UDPProxyConfiguration? {
        let prefix = reader.requiredString("stat_prefix")
        let cluster = readCluster(&reader)
        var result = UDPProxyConfiguration(statPrefix: prefix ?? "", cluster: cluster ?? "")
        result.idleTimeout = reader.duration("idle_timeout") ?? result.idleTimeout
        result.balancesDatagrams = reader.bool("use_per_packet_load_balancing") ?? false
        result.hashesSource = readHashPolicies(&reader)
        result.longestAnswer = reader.message("upstream_socket_config", readSocket) ?? result.longestAnswer
        return prefix == nil || cluster == nil ? nil : result
    }

    /// Reads the cluster, by its deprecated field or as the action of a matcher that matches everything.
    private static func readCluster(_ reader: inout MessageReader) -> String? {
        if reader.has("cluster") { return reader.requiredString("cluster") }
        guard reader.has("matcher") else {
            reader.missing("matcher", "cluster")
            return nil
        }
        return reader.message("matcher") { reader -> String? in
            guard reader.has("on_no_match") else {
                reader.missing("on_no_match")
                return nil
            }
            return reader.message("on_no_match") { reader -> String? in
                guard reader.has("action") else {
                    reader.missing("action")
                    return nil
                }
                return reader.message("action", readAction) ?? nil
            } ?? nil
        } ?? nil
    }

    private static func readAction(_ reader: inout MessageReader) -> String? {
        let name = reader.string("name")
        guard let content = reader.any("typed_config", named: name) else { return nil }
        guard content.typeName == package + "Route" else {
            content.misplace("the type \(package)Route")
            return nil
        }
        return content.read { $0.requiredString("cluster") } ?? nil
    }

    private static func readHashPolicies(_ reader: inout MessageReader) -> Bool {
        let place = reader.node("hash_policies")
        let policies = reader.messages("hash_policies") { reader -> Bool in
            if reader.has("key") {
                // One key for all sessions: they all have one hash.
                reader.refuse("key")
                return false
            }
            let node = reader.node("source_ip")
            if reader.bool("source_ip") == true { return true }
            reader.session.wrong(node ?? reader.place, expected: "\"source_ip\" to be true")
            return false
        }
        if policies.count > 1, let place { reader.session.wrong(place, expected: "at most one policy") }
        return policies.contains(true)
    }
}

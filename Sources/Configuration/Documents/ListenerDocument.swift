internal import NetworkAddresses

/// Reads `envoy.config.listener.v3.Listener` and its filter chains.
enum ListenerDocument {
    /// Reads a listener; nil when it cannot be built.
    static func read(_ reader: inout MessageReader) -> ListenerConfiguration? {
        let name = reader.string("name") ?? ""
        let statPrefix = reader.string("stat_prefix") ?? ""
        var address: AddressConfiguration?
        if reader.has("address") {
            address = reader.message("address") { AddressDocument.read(&$0, allowsDatagrams: true) } ?? nil
            checkCompatibility(of: address, in: reader)
        } else {
            reader.missing("address")
        }
        let bufferLimit = reader.uint32("per_connection_buffer_limit_bytes") ?? 1_048_576
        let backlog = reader.uint32("tcp_backlog_size") ?? 128
        let bindToPort = reader.bool("bind_to_port") ?? true
        let freebind = reader.bool("freebind") ?? false
        let reusePort = reader.bool("enable_reuse_port") ?? true
        // The deprecated switch could only turn on what is on by default now.
        _ = reader.bool("reuse_port")
        let direction: ListenerConfiguration.TrafficDirection =
            reader.choice("traffic_direction", [0: .unspecified, 1: .inbound, 2: .outbound], definedOnly: false)
            ?? .unspecified
        let drainsOnlyForUpdates = reader.choice("drain_type", [0: false, 1: true], definedOnly: false) ?? false
        let transparent = reader.bool("transparent") ?? false
        let keepalive = reader.message("tcp_keepalive", SocketOptionsDocument.readKeepalive) ?? nil
        let socketOptions = SocketOptionsDocument.readOptions("socket_options", of: &reader)
        let places = reader.messages("additional_addresses") {
            readPlace(&$0, keepalive: keepalive, socketOptions: socketOptions)
        }
        let accessLogs = AccessLogDocument.readList("access_log", of: &reader)
        let mostAccepts = reader.uint32("max_connections_to_accept_per_socket_event", in: 1 ... .max)
        let ignoresGlobalLimit = reader.bool("ignore_global_conn_limit") ?? false
        let bypassesOverload = reader.bool("bypass_overload_manager") ?? false
        let metadata = StructDocument.readMetadata("metadata", of: &reader)
        let udp = address?.isDatagram == true ? UDPProxyDocument.readListener(&reader) : nil
        let chains = udp == nil ? readChains(&reader) : []
        let matcher = udp == nil ? reader.message("filter_chain_matcher", readMatcher) ?? nil : nil
        let fallback = reader.message("default_filter_chain", readChain)
        let listenerFilters = ListenerFilterDocument.readList(&reader)
        let continues = reader.bool("continue_on_listener_filters_timeout") ?? false
        let balancesExactly = readBalance(&reader)
        let usesOriginalDestination = reader.bool("use_original_dst") ?? false
        let filtersTimeout = reader.timer("listener_filters_timeout", unset: 15_000_000_000)
        guard let address else { return nil }
        var result = ListenerConfiguration(
            name: name, statPrefix: statPrefix, address: address, filterChains: chains,
            perConnectionBufferLimit: bufferLimit, backlog: backlog, reusePort: reusePort, bindToPort: bindToPort,
            freebind: freebind, trafficDirection: direction,
            source: (chains + [fallback].compactMap(\.self)).contains { $0.tls != nil }
                ? SecretRedaction.redact(reader.source) : SecretRedaction.redactFilters(reader.source))
        result.filterChainMatcher = matcher
        result.defaultFilterChain = fallback
        result.udp = udp
        result.listenerFilters = listenerFilters
        if usesOriginalDestination && !listenerFilters.contains(.originalDestination) {
            // The deprecated switch brings the filter along.
            result.listenerFilters.append(.originalDestination)
        }
        result.usesOriginalDestination = usesOriginalDestination
        result.balancesExactly = balancesExactly
        result.continuesOnFilterTimeout = continues
        result.listenerFiltersTimeout = filtersTimeout
        result.transparent = transparent
        result.keepalive = keepalive
        result.socketOptions = socketOptions
        result.additionalPlaces = places.compactMap(\.self)
        result.accessLogs = accessLogs
        result.mostAcceptsPerWakeUp = mostAccepts
        result.ignoresGlobalConnectionLimit = ignoresGlobalLimit
        result.bypassesOverload = bypassesOverload
        result.drainsOnlyForUpdates = drainsOnlyForUpdates
        result.metadata = metadata
        return result
    }

    /// Reads `ConnectionBalanceConfig`: whether workers shall have equally many connections.
    private static func readBalance(_ reader: inout MessageReader) -> Bool {
        let result = reader.message("connection_balance_config") { reader -> Bool in
            if reader.has("extend_balance") {
                reader.refuse("extend_balance")
                return false
            }
            if !reader.has("exact_balance") { reader.missing("exact_balance", "extend_balance") }
            reader.accept("exact_balance")
            return true
        }
        return result ?? false
    }

    /// Reads `AdditionalAddress`; what it does not say is as for the listener.
    private static func readPlace(
        _ reader: inout MessageReader, keepalive: KeepaliveConfiguration?, socketOptions: [SocketOptionConfiguration]
    ) -> ListenerPlace? {
        let ownOptions = reader.message("socket_options") {
            SocketOptionsDocument.readOptions("socket_options", of: &$0)
        }
        let ownKeepalive = reader.message("tcp_keepalive", SocketOptionsDocument.readKeepalive)
        guard reader.has("address") else {
            reader.missing("address")
            return nil
        }
        let address = reader.message("address", AddressDocument.read) ?? nil
        checkCompatibility(of: address, in: reader)
        return address.map {
            ListenerPlace($0, keepalive: ownKeepalive ?? keepalive, socketOptions: ownOptions ?? socketOptions)
        }
    }

    /// IPv4 comes through sockets of IPv6 that take all addresses, or one that stands for an address of IPv4.
    private static func checkCompatibility(of address: AddressConfiguration?, in reader: MessageReader) {
        guard case .socket(let socket)? = address, socket.ipv4Compatible, let node = reader.node("address"),
            let ip = IPAddress(socket.address)
        else { return }
        if ip.family == .v6 && (ip.isUnspecified || socket.address.lowercased().hasPrefix("::ffff:")) { return }
        reader.session.complain(
            .wrongValue, at: node,
            "expected \"::\" or an IPv4-mapped address beside \"ipv4_compat\", found "
                + DecodingSession.quote(socket.address), isFoundLate: true)
    }

    private static func readChains(_ reader: inout MessageReader) -> [FilterChainConfiguration] {
        let isGiven = reader.has("filter_chains") || reader.has("default_filter_chain")
        let areNamed = reader.has("filter_chain_matcher")
        var chains: [FilterChainConfiguration] = []
        for (chain, place) in reader.messages("filter_chains", { reader in (readChain(&reader), reader.place) }) {
            if areNamed {
                checkName(of: chain, at: place, among: chains, in: reader.session)
            } else if chains.contains(where: { $0.match.overlaps(chain.match) }) {
                reader.session.complain(
                    .wrongValue, at: place,
                    "expected one filter chain, found another that matches the same connections", isFoundLate: true)
            }
            chains.append(chain)
        }
        if chains.isEmpty && !(isGiven && reader.has("default_filter_chain")) {
            reader.missing("filter_chains")
        }
        return chains
    }

    /// A matcher chooses chains by their names.
    private static func checkName(
        of chain: FilterChainConfiguration, at place: JSONNode, among chains: [FilterChainConfiguration],
        in session: DecodingSession
    ) {
        if chain.name.isEmpty {
            session.complain(
                .wrongValue, at: place, "expected a \"name\" of the filter chain beside a matcher, found none",
                isFoundLate: true)
        } else if chains.contains(where: { $0.name == chain.name }) {
            session.complain(
                .wrongValue, at: place,
                "expected each filter chain's name once, found \(DecodingSession.quote(chain.name)) again",
                isFoundLate: true)
        }
    }

    private static func readMatcher(_ reader: inout MessageReader) -> MatcherConfiguration<String>? {
        let document = MatcherDocument<String>(
            inputs: .listener,
            actions: [(typeName: "google.protobuf.StringValue", read: { $0.string("value") ?? "" })])
        return document.read(&reader)
    }

    private static func readChain(_ reader: inout MessageReader) -> FilterChainConfiguration {
        var chain = FilterChainConfiguration()
        chain.name = reader.string("name") ?? ""
        chain.metadata = StructDocument.readMetadata("metadata", of: &reader)
        if let match = reader.message("filter_chain_match", FilterChainMatchDocument.read) { chain.match = match }
        chain.tls = TransportSocketDocument.readDownstream(&reader)
        chain.transportConnectTimeout = reader.timer("transport_socket_connect_timeout", unset: nil)
        chain.filters = NetworkFilterDocument.readList(&reader)
        return chain
    }
}

/// What to say when a name stands without a configuration.
enum ExtensionAdvice {
    static func missingConfiguration(_ name: String?, in reader: inout MessageReader) {
        if reader.isMistyped(["typed_config"]) { return }
        let known = name.flatMap { ExtensionNames.types[$0] }
        if let known, let node = reader.node("name") {
            reader.session.complain(
                .wrongValue, at: node,
                "expected \"typed_config\" with \"@type\": \"type.googleapis.com/\(known)\" beside the name, found none"
            )
        } else {
            reader.missing("typed_config")
        }
    }
}

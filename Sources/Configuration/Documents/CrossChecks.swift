internal import NetworkAddresses

/// What Envoy checks between resources.
enum CrossChecks {
    /// Cluster names are unique.
    static func clusters(_ clusters: [BootstrapDocument.Located<ClusterConfiguration>], in session: DecodingSession) {
        var names: Set<String> = []
        for cluster in clusters {
            guard let name = cluster.value?.name, !names.insert(name).inserted else { continue }
            session.complain(
                .wrongValue, at: cluster.nameNode ?? cluster.place,
                "expected each cluster name once, found \(DecodingSession.quote(name)) again")
        }
        routes(to: names, in: session)
    }

    /// Routes go to clusters that exist. Skipped where the list of clusters itself is in doubt, since every route
    /// would be called wrong for one mistake elsewhere.
    static func routes(to names: Set<String>, in session: DecodingSession) {
        if session.isClusterListDoubtful { return }
        let sorted = session.clusterReferences.isEmpty ? [] : names.sorted()
        // Enough hints for a person; comparing every name with every other would take too long.
        var hintsLeft = 100_000 / max(1, sorted.count)
        for (name, node) in session.clusterReferences where !names.contains(name) {
            let nearest = hintsLeft > 0 ? NearestName.of(name, in: sorted) : nil
            hintsLeft -= 1
            session.complain(
                .wrongValue, at: node, "expected the name of a cluster, found \(DecodingSession.quote(name))",
                suggestion: nearest)
        }
    }

    /// Names of listeners are unique where they are given (Envoy keeps only one of two, and says nothing), and so are
    /// the addresses of listeners that are bound.
    static func listeners(_ listeners: [BootstrapDocument.Located<ListenerConfiguration>], in session: DecodingSession)
    {
        var names: Set<String> = []
        var addresses: Set<String> = []
        for listener in listeners {
            guard let value = listener.value else { continue }
            if !value.name.isEmpty, !names.insert(value.name).inserted {
                session.complain(
                    .wrongValue, at: listener.nameNode ?? listener.place,
                    "expected each listener name once, found \(DecodingSession.quote(value.name)) again")
            }
            if !value.bindToPort { continue }
            let own = Set(value.places.compactMap { canonical($0.address) })
            for address in own.intersection(addresses).sorted() {
                session.complain(
                    .wrongValue, at: listener.place,
                    "expected each listener at an address of its own, found \(address) again")
            }
            addresses.formUnion(own)
        }
    }

    /// One spelling for every way to write an address; nil for a port that the kernel chooses.
    private static func canonical(_ address: AddressConfiguration) -> String? {
        switch address {
        case .socket(let socket):
            if socket.port == 0 { return nil }
            guard let ip = IPAddress(socket.address) else { return nil }
            return SocketAddress.ip(ip, port: socket.port).description
        case .pipe(let pipe): return pipe.path
        }
    }

    /// The domains of a route table: each stands once, whatever its letter case.
    struct Domains {
        private var seen: Set<String> = []

        mutating func note(_ domain: String, at node: JSONNode, in session: DecodingSession) {
            // Host names are compared in ASCII alone.
            let lower = domain.utf8.map { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") ? $0 | 0x20 : $0 }
            if seen.insert(String(decoding: lower, as: UTF8.self)).inserted { return }
            session.complain(
                .wrongValue, at: node,
                "expected each domain once in a route table, found \(DecodingSession.quote(domain)) again")
        }
    }
}

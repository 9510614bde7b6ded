/// Reads `upgrade_configs` of connection managers and of routes.
enum UpgradeDocument {
    /// Reads those of a connection manager. No type stands twice.
    static func readList(_ reader: inout MessageReader) -> [UpgradeConfiguration] {
        var known: Set<String> = []
        return reader.messages("upgrade_configs") { reader in
            let node = reader.node("upgrade_type") ?? reader.place
            var result = UpgradeConfiguration(type: reader.string("upgrade_type") ?? "")
            result.isEnabled = reader.bool("enabled") ?? true
            if reader.node("filters")?.isEmptyContainer == false {
                result.httpFilters = HTTPFilterDocument.readChain("filters", of: &reader)
            } else {
                reader.accept("filters")
            }
            noteType(result.type, at: node, in: reader.session, &known)
            return result
        }
    }

    /// Reads those of a route. No type stands twice.
    static func readRouteList(_ reader: inout MessageReader) -> [RouteUpgradeConfiguration] {
        var known: Set<String> = []
        return reader.messages("upgrade_configs") { reader in
            let node = reader.node("upgrade_type") ?? reader.place
            let type =
                reader.has("upgrade_type") ? reader.headerText("upgrade_type") : reader.requiredString("upgrade_type")
            var result = RouteUpgradeConfiguration(type: type ?? "")
            if type?.isEmpty == true { reader.session.wrong(node, expected: "a text of at least one byte") }
            result.isEnabled = reader.bool("enabled") ?? true
            let terminationNode = reader.node("connect_config")
            result.termination = reader.message("connect_config") { reader in
                if reader.has("proxy_protocol_config") { reader.refuse("proxy_protocol_config") }
                return ConnectTerminationConfiguration(allowsPost: reader.bool("allow_post") ?? false)
            }
            if let terminationNode, let type, type.uppercased() != "CONNECT" {
                reader.session.wrong(terminationNode, expected: "nothing, since only CONNECT requests can end here")
            }
            noteType(result.type, at: node, in: reader.session, &known)
            return result
        }
    }

    private static func noteType(
        _ type: String, at node: JSONNode, in session: DecodingSession, _ known: inout Set<String>
    ) {
        if known.insert(type.lowercased()).inserted { return }
        session.wrong(node, expected: "a type that no other entry has")
    }
}

/// Reads `envoy.extensions.filters.http.stateful_session.v3.StatefulSession` and `StatefulSessionPerRoute`.
enum StatefulSessionDocument: HTTPFilterReading {
    static let typeName = "envoy.extensions.filters.http.stateful_session.v3.StatefulSession"
    static let routeTypeName: String? = "envoy.extensions.filters.http.stateful_session.v3.StatefulSessionPerRoute"

    private typealias Value = StatefulSessionConfiguration
    private static let states = "envoy.extensions.http.stateful_session."

    static func read(_ reader: inout MessageReader) -> (any HTTPFilterValue)? { readFilter(&reader) }

    static func readRoute(_ reader: inout MessageReader) -> (any HTTPFilterValue)? {
        if let node = reader.node("disabled") {
            guard let isOff = reader.bool("disabled") else { return nil }
            if !isOff { reader.session.wrong(node, expected: "true") }
            return StatefulSessionRouteConfiguration.disabled
        }
        guard reader.has("stateful_session") else {
            reader.missing("disabled", "stateful_session")
            return nil
        }
        return (reader.message("stateful_session", readFilter) ?? nil).map {
            StatefulSessionRouteConfiguration.settings($0)
        }
    }

    private static func readFilter(_ reader: inout MessageReader) -> StatefulSessionConfiguration? {
        var result = Value()
        let hasState = reader.has("session_state")
        result.state = reader.message("session_state", readState) ?? nil
        result.isStrict = reader.bool("strict") ?? false
        result.statPrefix = reader.string("stat_prefix") ?? ""
        let node = reader.node("status_on_strict_destination_not_found")
        let status = reader.uint32("status_on_strict_destination_not_found") ?? 0
        if status != 0, result.isStrict {
            // Envoy takes any number, and answers with it.
            if let node, !(200...599).contains(status) {
                reader.session.wrong(node, expected: "a status from 200 to 599")
            }
            result.statusWhenGone = UInt16(truncatingIfNeeded: status)
        }
        return hasState && result.state == nil ? nil : result
    }

    private static func readState(_ reader: inout MessageReader) -> StatefulSessionConfiguration.State? {
        let name = reader.requiredString("name")
        let node = reader.node("name")
        guard reader.has("typed_config") else {
            reader.missing("typed_config")
            return nil
        }
        guard let content = reader.any("typed_config", named: name) else { return nil }
        switch content.typeName {
        case states + "cookie.v3.CookieBasedSessionState":
            expect("envoy.http.stateful_session.cookie", name, at: node, &reader)
            return content.read { reader in
                guard reader.has("cookie") else {
                    reader.missing("cookie")
                    return nil
                }
                return (reader.message("cookie", HashPolicyDocument.readCookie) ?? nil).map { .cookie($0) }
            } ?? nil
        case states + "header.v3.HeaderBasedSessionState":
            expect("envoy.http.stateful_session.header", name, at: node, &reader)
            return content.read { $0.requiredHeaderName("name").map { .field($0) } } ?? nil
        default:
            content.refuse("a keeper of sessions")
            return nil
        }
    }

    /// Envoy finds keepers by their names.
    private static func expect(_ known: String, _ name: String?, at node: JSONNode?, _ reader: inout MessageReader) {
        if let node, let name, name != known { reader.session.wrong(node, expected: "\"\(known)\"") }
    }
}

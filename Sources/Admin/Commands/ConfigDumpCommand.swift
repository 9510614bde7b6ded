/// `/config_dump`.
enum ConfigDumpCommand {
    static func run(_ request: AdminRequest, _ page: (NamePattern?) -> ConfigDumpPage) -> AdminOutcome {
        var filter: NamePattern?
        if let text = request.value("name_regex") {
            do { filter = try NamePattern(text) } catch {
                return refusal(
                    "INVALID_ARGUMENT: Error while parsing name_regex from \(text): \(error.reason)", status: 400)
            }
        }
        // A mask that is not applied would show what somebody meant to hide.
        if request.value("mask") != nil {
            return refusal("the mask parameter is not supported; use resource to get one field", status: 400)
        }
        let dump = page(filter)
        let includesEndpoints = request.has("include_eds")
        guard let name = request.value("resource") else {
            return .build { AdminReply(dump.whole(includesEndpoints: includesEndpoints), type: .json) }
        }
        if name == "bootstrap" {
            return refusal("bootstrap is not a repeated field. Use ?mask=bootstrap to get only this field", status: 400)
        }
        if let resource = ConfigDumpPage.Resource(rawValue: name),
            resource != .staticEndpointConfigs || includesEndpoints
        {
            return .build { AdminReply(dump.only(resource), type: .json) }
        }
        if ConfigDumpPage.emptyResources.contains(name) {
            return .reply(AdminReply(ConfigDumpPage.empty, type: .json))
        }
        return refusal("\(name) not found in config dump", status: 404)
    }

    private static func refusal(_ text: String, status: UInt16) -> AdminOutcome {
        .reply(AdminReply(text, type: .plain, status: status))
    }
}

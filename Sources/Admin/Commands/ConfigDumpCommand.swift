internal import RegularExpressions

/// `/config_dump`.
enum ConfigDumpCommand {
    static func run(_ request: AdminRequest, _ page: (RegularExpression?) -> ConfigDumpPage) -> AdminOutcome {
        var filter: RegularExpression?
        if let text = request.value("name_regex") {
            do { filter = try RegularExpression(text) } catch {
                return .reply(refusal("INVALID_ARGUMENT: Error while parsing name_regex from \(text): \(error)"))
            }
        }
        let mask = request.value("mask").map { FieldMask($0) }
        let dump = page(filter)
        let includesEndpoints = request.has("include_eds")
        guard let name = request.value("resource") else {
            return .build {
                if let whole = dump.whole(includesEndpoints: includesEndpoints, mask) {
                    return AdminReply(whole, type: .json)
                }
                return refusal("FieldMask \(mask?.text ?? "") could not be successfully applied to any configs.")
            }
        }
        if name == "bootstrap" {
            return .reply(refusal("bootstrap is not a repeated field. Use ?mask=bootstrap to get only this field"))
        }
        if let resource = ConfigDumpPage.Resource(rawValue: name),
            resource != .staticEndpointConfigs || includesEndpoints
        {
            return .build {
                if let only = dump.only(resource, mask) { return AdminReply(only, type: .json) }
                return refusal("FieldMask \(mask?.listed ?? "") could not be successfully used.")
            }
        }
        if ConfigDumpPage.emptyResources.contains(name) {
            return .reply(AdminReply(ConfigDumpPage.empty, type: .json))
        }
        return .reply(refusal("\(name) not found in config dump", status: 404))
    }

    private static func refusal(_ text: String, status: UInt16 = 400) -> AdminReply {
        AdminReply(text, type: .plain, status: status)
    }
}

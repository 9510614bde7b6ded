/// Profilers and dumps of the allocator, as a build without them answers.
enum ProfilerCommand {
    static func cpu(_ request: AdminRequest) -> AdminReply {
        switch order(request) {
        case nil: usage
        case true?: AdminReply("failure to start the profiler", status: 500)
        case false?: .ok
        }
    }

    static func heap(_ request: AdminRequest) -> AdminReply {
        unsupported("heap profiler")
    }

    static func allocation(_ request: AdminRequest) -> AdminReply {
        switch order(request) {
        case nil: usage
        case true?: unsupported("allocation profiler")
        case false?: AdminReply("Allocation profiler is not started", status: 400)
        }
    }

    /// - Parameter what: is not there.
    static func unsupported(_ what: String) -> AdminReply {
        AdminReply("The current build does not support \(what)", status: 501)
    }

    /// What the only parameter asks for; nil when it is another, or not alone.
    private static func order(_ request: AdminRequest) -> Bool? {
        guard request.all.count == 1 else { return nil }
        switch request["enable"] {
        case "y"?: return true
        case "n"?: return false
        default: return nil
        }
    }

    private static var usage: AdminReply { AdminReply("?enable=<y|n>\n", status: 400) }
}

internal import Buffers

/// The page at `/dashboard` of the control plane: the look and the parts of the proxy's page, with views of a mesh.
public enum ControlDashboard {
    /// A file of the page.
    public struct File: Sendable {
        /// Its path.
        public let path: String
        /// Its `content-type`.
        public let contentType: String
        /// What a browser may do with it, and how long it keeps it; names in lower case.
        public let fields: [(name: String, value: String)]
        /// Its bytes.
        public let body: [UInt8]
    }

    /// All files.
    public static var files: [File] {
        [
            file("", .dashboard, [DashboardText.html]), file(".js", .script, DashboardText.controlScripts),
            file(".css", .style, [DashboardText.style]),
        ]
    }

    private static func file(_ ending: String, _ type: AdminReply.ContentType, _ parts: [StaticString]) -> File {
        var fields: [(name: String, value: String)] = [
            ("cache-control", "no-cache"), ("referrer-policy", "no-referrer"), ("x-content-type-options", "nosniff"),
        ]
        if let policy = type.policy { fields.append(("content-security-policy", policy)) }
        return File(
            path: "/dashboard\(ending)", contentType: "\(type.value)", fields: fields,
            body: DashboardPage.text(parts).bytes)
    }
}

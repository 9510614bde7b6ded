// swift-format-ignore-file
// Made by Sources/Admin/Dashboard/Page/embed.py; edit that instead.

/// The files of the pages.
enum DashboardText {
    /// The parts of the proxy's script, in their order.
    static let scripts: [StaticString] = [shared1Parts, shared2Frame, script1Core, script2Traffic, script3Settings, script4Requests, script9Start]
    /// The same of the control plane's.
    static let controlScripts: [StaticString] = [shared1Parts, shared2Frame, control1Mesh, control9Start]
}

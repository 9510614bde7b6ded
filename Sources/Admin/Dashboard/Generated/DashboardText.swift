// swift-format-ignore-file
// Made by Sources/Admin/Dashboard/Page/embed.py; edit that instead.

/// The files of the page.
enum DashboardText {
    /// The parts of the script, in their order.
    static let scripts: [StaticString] = [script1Core, script2Traffic, script3Settings, script4Requests, script9Start]
}

/// Paths of the admin interface that Envoy's has not: the page at `/dashboard`, and what it asks beside Envoy's paths.
///
/// `/help` lists Envoy's alone, as Envoy's does; the page at `/` leads here.
enum OwnCommand: String, CaseIterable {
    case page = "/dashboard"
    case script = "/dashboard.js"
    case style = "/dashboard.css"
    case changes = "/config_changes"
    case route = "/route"
    case tap = "/tap"

    /// What the command does.
    var text: String {
        switch self {
        case .page: "what goes on here, to look at"
        case .script, .style: "a part of that page"
        case .route: "where a request would go, and why; it is not sent"
        case .tap: "requests that have just ended, with secrets masked; recorded while somebody asks"
        case .changes: "resources as they were before they changed, and what was refused, with the reason"
        }
    }
}

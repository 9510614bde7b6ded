/// Paths of the admin interface that Envoy's has not: the page at `/dashboard`, and what it asks beside Envoy's paths.
///
/// `/help` lists Envoy's alone, as Envoy's does; the page at `/` leads here.
enum OwnCommand: String {
    case page = "/dashboard"
    case script = "/dashboard.js"
    case style = "/dashboard.css"
    /// Resources as they were before they changed, and what was refused, with the reason.
    case changes = "/config_changes"
    /// Where a request would go, and why; it is not sent.
    case route = "/route"
    /// Requests that have just ended, with secrets masked; recorded while somebody asks.
    case tap = "/tap"

    /// Whether it tells something or takes work: pages of other sites may not ask it. They may lead to the page itself.
    var isQuestion: Bool {
        switch self {
        case .page, .script, .style: false
        case .changes, .route, .tap: true
        }
    }
}

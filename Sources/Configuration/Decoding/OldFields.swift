/// Fields of Envoy's v2 API that files still bring, and what took their place in v3.
enum OldFields {
    /// The field of v3 that does what the field did; nil for a field that v2 did not have either.
    static func successor(of name: String, in message: String) -> String? {
        switch (message.split(separator: ".").last, name) {
        case ("Cluster", "hosts"): "load_assignment"
        case ("Cluster", "tls_context"), ("FilterChain", "tls_context"): "transport_socket"
        case (_, "config"): "typed_config"
        case ("RouteMatch", "regex"): "safe_regex"
        default: nil
        }
    }
}

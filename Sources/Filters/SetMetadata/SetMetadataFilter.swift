internal import HTTPSemantics

/// Sets metadata of requests: what the chain says, then what the route says.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/set_metadata_filter
final class SetMetadataFilter: HTTPFilter {
    private let own: MetadataSetter

    init(_ own: MetadataSetter, name: String, stream: FilterStream) {
        self.own = own
        super.init(stream: stream, name: name, interests: .requestHeaders)
    }

    override func requestHeaders(endStream: Bool) -> FilterHeadersStatus {
        own.apply(to: &stream.dynamicMetadata)
        if let routes = stream.routeSettings(of: self) as? MetadataSetter { routes.apply(to: &stream.dynamicMetadata) }
        return .continueIteration
    }
}

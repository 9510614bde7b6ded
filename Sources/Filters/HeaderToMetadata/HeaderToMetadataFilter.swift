internal import HTTPSemantics

/// Makes metadata of fields and cookies, of requests and of responses; a route's own rules replace the filter's.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/header_to_metadata_filter
final class HeaderToMetadataFilter: HTTPFilter {
    private let rules: MetadataRules

    init(_ rules: MetadataRules, name: String, stream: FilterStream) {
        self.rules = rules
        super.init(stream: stream, name: name, interests: [.requestHeaders, .responseHeaders])
    }

    override func requestHeaders(endStream: Bool) -> FilterHeadersStatus {
        let rules = (stream.routeSettings(of: self) as? MetadataRules) ?? rules
        let scheme = stream.requestHead.scheme
        for rule in rules.request {
            rule.apply(to: &stream.requestHead.headers, scheme: scheme, &stream.dynamicMetadata)
        }
        return .continueIteration
    }

    override func responseHeaders(endStream: Bool) -> FilterHeadersStatus {
        let rules = (stream.routeSettings(of: self) as? MetadataRules) ?? rules
        let status = stream.responseHead.status
        for rule in rules.response {
            rule.apply(to: &stream.responseHead.headers, status: status, &stream.dynamicMetadata)
        }
        return .continueIteration
    }
}

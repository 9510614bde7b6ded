internal import Configuration
internal import Filters
internal import HTTPSemantics
internal import Upstreams

/// The dynamic forward proxy filter of a chain.
final class ForwardFactory: HTTPFilterFactory {
    init(_ configuration: ForwardFilterConfiguration, _ context: FilterContext) {}

    func makeMaker(on worker: FilterWorker) -> HTTPFilterMaker {
        // The most specific level alone counts.
        HTTPFilterMaker { ForwardFilter(name: $0, stream: $1) }
    }

    func compile(_ value: any HTTPFilterValue) -> (any Sendable & AnyObject)? {
        (value as? ForwardRouteConfiguration).map { ForwardLevel($0) }
    }
}

/// What one level of a route table says to the filter.
final class ForwardLevel: Sendable {
    let literal: [UInt8]
    let field: [UInt8]

    init(_ configuration: ForwardRouteConfiguration) {
        switch configuration.hostRewrite {
        case .none: (literal, field) = ([], [])
        case .literal(let host): (literal, field) = (Array(host.utf8), [])
        case .field(let name): (literal, field) = ([], Array(name.utf8))
        }
    }
}

/// Rewrites the host that a request asks for, and lets the client know why a host is not found. Waiting for its address
/// is the router's work, which knows what is sent where.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/dynamic_forward_proxy_filter
final class ForwardFilter: HTTPFilter {
    private let owner: ActiveStream

    init(name: String, stream: ActiveStream) {
        owner = stream
        super.init(stream: stream, name: name, interests: .requestHeaders)
    }

    override func requestHeaders(endStream: Bool) -> FilterHeadersStatus {
        owner.resolveRoute()
        guard owner.route?.cluster?.forwarded != nil else { return .continueIteration }
        owner.isForwardProxied = true
        guard let level = owner.routeSettings(of: self) as? ForwardLevel else { return .continueIteration }
        if !level.literal.isEmpty {
            owner.requestHead.headers.set(.authority, level.literal)
        } else if !level.field.isEmpty {
            let name = level.field
            let index = owner.requestHead.headers.index(named: name.span)
            if index >= 0 {
                let host = owner.requestHead.headers.valueBytes(at: index)
                owner.requestHead.headers.set(.authority, host)
            }
        }
        return .continueIteration
    }
}

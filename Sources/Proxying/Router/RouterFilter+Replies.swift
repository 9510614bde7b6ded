internal import Buffers
internal import Configuration
internal import Filters
internal import HTTPSemantics
internal import Routing
internal import Telemetry

/// Answers by the router itself: direct responses, redirects, and what it says where no endpoint takes the request.
extension RouterFilter {
    func answerDirectly(_ route: WorkerRoute) {
        owner.manager.metrics.increment(ConnectionManagerMetric.rqDirectResponse)
        let location: (() -> Void)? =
            Self.namesLocation(route.directStatus) && hasPath ? { [owner] in owner.appendOwnLocation() } : nil
        let edit = edits(of: route, location)
        let details = ResponseCodeDetails("direct_response")
        let body = route.directBody
        guard let format = route.directFormat else {
            owner.sendLocalReply(status: route.directStatus, body: body.span, details: details, edit: edit)
            return
        }
        var formatted = ByteBuffer()
        owner.localReplyBody.append(body)
        format.program.write(owner, to: &formatted)
        owner.localReplyBody.releaseStorage()
        // A type that the format names stands, whatever the route says.
        owner.sendLocalReply(status: route.directStatus, body: formatted.readable, details: details) { [owner] in
            edit?()
            if !format.hasUsualType { owner.responseHead.headers.set(.contentType, format.contentType) }
        }
    }

    func redirect(_ route: WorkerRoute) {
        owner.manager.metrics.increment(ConnectionManagerMetric.rqDirectResponse)
        let keepsOriginal = !configuration.suppressEnvoyHeaders
        let hasPath = hasPath
        owner.sendLocalReply(
            status: route.directStatus, details: ResponseCodeDetails("direct_response"),
            edit: edits(of: route) { [owner] in
                if !hasPath { return }
                var path = ByteBuffer()
                route.formats?.writePath(owner, to: &path)
                owner.responseHead.headers.append(.location) {
                    route.rule.writeRedirectLocation(
                        owner.requestHead, with: route.rewriter, formatted: path.readable, to: &$0)
                }
                route.rule.rewriteRedirectedPath(
                    &owner.requestHead, with: route.rewriter, keepsOriginal: keepsOriginal)
            })
    }

    /// Whether the request has a path. As in Envoy, one without, a CONNECT, is answered without a location.
    private var hasPath: Bool { owner.requestHead.headers.firstIndex(of: .path) >= 0 }

    /// Statuses whose direct responses name where they come from, as Envoy's do.
    private static func namesLocation(_ status: UInt16) -> Bool {
        switch status {
        case 201, 301, 302, 303, 307, 308: true
        default: false
        }
    }

    /// Makes the head of a local reply: what `body` adds, then what the route does to responses.
    private func edits(of route: WorkerRoute?, _ body: (() -> Void)? = nil) -> (() -> Void)? {
        guard let route, !route.responseEdits.isEmpty else { return body }
        return { [owner] in
            body?()
            for edits in route.responseEdits { edits.editResponse(owner) }
        }
    }

    /// Answers a request that no endpoint takes.
    func replyWithoutEndpoint() {
        var status: UInt16 = 503
        if let wanted = owner.wantedEndpoint, wanted.isStrict, owner.info.attempts == 1 {
            status = wanted.statusWhenGone
        }
        charge(status: status)
        owner.sendLocalReply(
            status: status, literal: "no healthy upstream", details: ResponseCodeDetails("no_healthy_upstream"),
            flags: .noHealthyUpstream, edit: editOfReplies())
    }
}

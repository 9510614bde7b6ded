internal import EventLoops
internal import Filters
internal import HTTPConnections
internal import HTTPSemantics

/// Large bodies that nobody looks at, moved by the kernel.
///
/// The connections judge whether it is worth it and possible: a body whose length was said, on plain connections of
/// HTTP/1.1 both. Against it here: filters that want data, and for a request copies that are kept for another try or
/// sent to other clusters. What counts, times and logs bodies hears of spliced parts as it does of others.
extension RouterFilter {
    /// Lets the rest of the answer go by.
    func spliceResponse(_ request: UpstreamRequest) {
        guard request.isActive, owner.permitsResponseSplicing, let source = request.connection,
            let target = owner.connection?.spliceTarget(of: owner)
        else { return }
        source.spliceResponse(of: request, to: target)
    }

    /// Lets the rest of the request go by.
    func spliceRequest(_ request: UpstreamRequest, _ connection: HTTPClientConnection) {
        guard request.isActive, owner.permitsRequestSplicing, let target = connection.spliceTarget(of: request) else {
            return
        }
        owner.connection?.spliceRequest(of: owner, to: target)
    }

    /// A part of the answer went by.
    func upstreamSpliced(_ request: UpstreamRequest, _ count: Int, endStream: Bool) {
        noteBody()
        if endStream { upstreamComplete() }
        owner.respondSpliced(count, endStream: endStream)
    }

    /// A part of the request went by.
    func requestWentBy(_ count: Int, endStream: Bool) {
        guard isUnderWay else { return }
        if endStream { requestEnded() }
        guard let upstream, let connection = upstream.connection else { return }
        if upstream.isWatched { upstream.noteSent(count) }
        connection.dataSpliced(upstream, endStream: endStream)
        if endStream {
            owner.info.upstreamSentTime = owner.loop.now
            upstream.requestEnded()
        }
    }
}

internal import Buffers
internal import Filters
internal import HTTPConnections
internal import HTTPSemantics
internal import Routing

/// Answers that we make by ourselves, and how they are reworked (`local_reply_config`).
extension ActiveStream {
    /// Reworks the answer with what one rule, and the formats, say; head and body are whole then.
    ///
    /// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_conn_man/local_reply
    func rework(
        _ replies: LocalReplies, status: UInt16, body: Span<UInt8>, into buffer: inout ByteBuffer
    ) {
        var status = status
        // Filters and formats see the answer's status.
        info.responseCode = status
        responseHead.status = status
        var before = ByteBuffer()
        responseHead.headers.appendValue(of: .contentType, to: &before)
        localReplyBody.removeAll()
        let mapper = replies.mapper(for: self)
        mapper?.edits?.editResponse(self)
        let ownsType = !responseHead.headers.hasValue(of: .contentType, before.readable)
        if let own = mapper?.status {
            status = own
            info.responseCode = own
            responseHead.status = own
        }
        if let own = mapper?.body { localReplyBody.append(own) } else { localReplyBody.append(body) }
        var reworked = ByteBuffer()
        let format = mapper?.format ?? replies.format
        if let format {
            format.program.write(self, to: &reworked)
        } else {
            appendLocalReplyBody(to: &reworked)
        }
        localReplyBody.releaseStorage()
        let changesType = !ownsType && !Bytes.equal(reworked.readable, body)
        finishLocalReply(
            status: status, body: reworked.readable, contentType: format?.contentType ?? Self.plainText,
            replacesType: changesType, into: &buffer)
    }

    /// The answer that follows was decided on by a piece of the body. In Envoy the end of an HTTP/1 body comes behind
    /// its last byte, and is not waited for then.
    func answersBeforeEnd() {
        guard let connection, !connection.speaksHTTP2 else { return }
        info.requestEndTime = 0
        connection.closeAfterResponse(self)
    }

    /// Adds `location` with the address that the request asked for.
    func appendOwnLocation() {
        responseHead.headers.append(.location) { requestHead.writeOwnLocation(to: &$0) }
    }
}

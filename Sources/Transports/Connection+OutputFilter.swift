public import Buffers
internal import EventLoops

/// Sees every byte that a connection is about to send, once, and may change it.
public protocol OutputFilter: AnyObject {
    /// Runs in the flush, before the bytes go out or into the transport socket. It may close the connection.
    func filterOutput(_ data: inout ByteBuffer)
}

extension Connection {
    /// Shows the bytes that were written since the last flush to the output filter.
    func filterOutbound(_ filter: any OutputFilter) {
        var fresh = takeUnfiltered()
        if fresh.isEmpty { return }
        filter.filterOutput(&fresh)
        outboundStorage.append(moving: &fresh)
        filteredOutbound = outboundStorage.count
    }

    /// Writes bytes that the output filter does not see, before those that it is still to see.
    public func writeFiltered(_ bytes: inout ByteBuffer) {
        guard phase != .closed else { return }
        var fresh = takeUnfiltered()
        outboundStorage.append(moving: &bytes)
        filteredOutbound = outboundStorage.count
        outboundStorage.append(moving: &fresh)
        scheduleFlush()
    }

    private func takeUnfiltered() -> ByteBuffer {
        var all = ByteBuffer()
        swap(&all, &outboundStorage)
        var fresh = ByteBuffer(capacity: all.count &- filteredOutbound)
        fresh.append(all.span(at: filteredOutbound, count: all.count &- filteredOutbound))
        all.truncate(to: filteredOutbound)
        swap(&all, &outboundStorage)
        return fresh
    }
}

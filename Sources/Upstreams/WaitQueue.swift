/// Streams that wait for a connection, first come, first served. Its storage is kept, so waiting allocates nothing once
/// warm.
struct WaitQueue {
    private var streams: [UpstreamStream?] = []
    private var head = 0

    var count: Int { streams.count - head }

    var first: UpstreamStream? { head < streams.count ? streams[head] : nil }

    mutating func append(_ stream: UpstreamStream) { streams.append(stream) }

    mutating func popFirst() -> UpstreamStream? {
        guard head < streams.count else { return nil }
        let stream = streams[head]
        streams[head] = nil
        head += 1
        if head == streams.count {
            streams.removeAll(keepingCapacity: true)
            head = 0
        } else if head >= 64 && head * 2 >= streams.count {
            streams.removeFirst(head)
            head = 0
        }
        return stream
    }

    mutating func remove(_ stream: UpstreamStream) -> Bool {
        guard let position = streams[head...].firstIndex(where: { $0 === stream }) else { return false }
        streams.remove(at: position)
        return true
    }
}

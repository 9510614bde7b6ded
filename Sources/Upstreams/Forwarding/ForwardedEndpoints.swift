internal import Buffers
internal import EventLoops
public import HTTPSemantics
internal import Synchronization

/// The endpoints of a cluster by the hosts that requests ask for, as one worker knows them. Finding one allocates
/// nothing.
public final class ForwardedEndpoints {
    /// Who is asked for other hosts.
    public let cache: HostCache
    private let loop: EventLoop
    private var byHash: [UInt64: [Endpoint]] = [:]
    private var key = ByteBuffer()

    init(_ cache: HostCache, _ set: EndpointSet, loop: EventLoop) {
        self.cache = cache
        self.loop = loop
        take(set)
    }

    /// The cluster has other endpoints.
    func take(_ set: EndpointSet) {
        byHash = Dictionary(grouping: set.all) { endpoint in
            let name = endpoint.hostnameBytes
            return Bytes.xxHash64(name.span)
        }
    }

    /// The endpoint of the host that a request asks for; nil when it is not known. `isSecured` says which port an
    /// authority without one means.
    public func endpoint(of request: borrowing HeaderMap, isSecured: Bool) -> Endpoint? {
        key.removeAll()
        ForwardedHost.write(request.value(of: .authority), isSecured: isSecured, to: &key)
        guard let candidates = byHash[Bytes.xxHash64(key.readable)] else { return nil }
        for endpoint in candidates {
            let name = endpoint.hostnameBytes
            if !Bytes.equal(key.readable, name.span) { continue }
            endpoint.usedAt.store(loop.now, ordering: .relaxed)
            return endpoint
        }
        return nil
    }
}

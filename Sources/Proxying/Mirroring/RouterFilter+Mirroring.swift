internal import Buffers
internal import HTTPSemantics

/// Copies of the request for other clusters.
extension RouterFilter {
    /// Copies the head of the request, which is as it leaves.
    func prepareMirrors(_ route: WorkerRoute) {
        if owner.requestHead.method == .connect { return }
        for mirror in route.mirrors {
            if let copy = mirror.copy(owner.requestHead) { mirrored.append(copy) }
        }
    }

    /// Sends the heads of the copies, after that of the request.
    func sendMirrors(endStream: Bool) {
        for copy in mirrored { copy.send(timeout: timeouts.whole, endStream: endStream) }
        if endStream { releaseMirrors() }
    }

    /// Hands body bytes to the copies.
    func feedMirrors(_ data: Span<UInt8>, endStream: Bool) {
        for copy in mirrored { copy.write(data, endStream: endStream) }
        if endStream { releaseMirrors() }
    }

    /// Hands the trailers to the copies.
    func feedMirrorsTrailers() {
        for copy in mirrored { copy.write(trailers: owner.requestTrailers) }
        releaseMirrors()
    }

    /// Lets the copies go on alone.
    func releaseMirrors() {
        for copy in mirrored { copy.release() }
        mirrored.removeAll(keepingCapacity: true)
    }
}

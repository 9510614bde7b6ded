/// Bodies that go by unseen: the kernel moves them from one connection to the other.
///
/// A chain permits that in a direction when no filter of it names `requestData` or `responseData` in its interests, and
/// none holds anything back: then nothing in the chain would have touched the bytes. The terminal filter has its own
/// reasons against it, such as a copy that it keeps for another try.
extension FilterStream {
    /// Whether the rest of the request's body may go by unseen.
    public final var permitsRequestSplicing: Bool {
        isAlive && requestHeadersSeen && !localReplySent && !isRequestComplete && !requestDataFilters && heldGates == 0
    }

    /// Whether the rest of the response's body may go by unseen.
    public final var permitsResponseSplicing: Bool {
        isAlive && isHeadDelivered && !isResponseDelivered && !responseDataFilters && heldGates == 0
    }

    /// Body bytes of the request went by; the twin of `walkRequestData`.
    public final func walkRequestSpliced(_ count: Int, endStream: Bool) {
        if endStream { isRequestComplete = true }
        guard isAlive, !localReplySent, requestHeadersSeen else { return }
        terminal?.requestSpliced(count, endStream: endStream)
    }

    /// Body bytes of the response went by; the twin of `respondData`.
    public final func respondSpliced(_ count: Int, endStream: Bool) {
        guard isAlive, isResponseStarted, !isResponseDelivered else { return }
        if endStream { finishResponse() }
        deliverResponseSpliced(count, endStream: endStream)
    }
}

public import Buffers
internal import HTTPSemantics

extension FilterStream {
    // MARK: - Back up the chain

    /// The terminal filter, or a filter that answers by itself, has put a head into `responseHead`.
    public final func respondHeaders(endStream: Bool) {
        guard isAlive, !isResponseStarted else { return }
        isResponseStarted = true
        responseHeaders(from: filters.count - 1, endStream: endStream)
    }

    /// Body bytes of the response.
    public final func respondData(_ data: Span<UInt8>, endStream: Bool) {
        guard isAlive, isResponseStarted, !isResponseDelivered else { return }
        if !responseDataFilters && heldGates == 0 {
            if endStream { finishResponse() }
            deliverResponseData(data, endStream: endStream)
            return
        }
        var buffer = ByteBuffer(capacity: data.count)
        buffer.append(data)
        responseData(from: filters.count - 1, &buffer, endStream: endStream)
    }

    /// The trailers of the response are in `responseTrailers`.
    public final func respondTrailers() {
        guard isAlive, isResponseStarted, !isResponseDelivered else { return }
        responseTrailers(from: filters.count - 1)
    }

    /// A 1xx head is in `informationalHead`.
    public final func respondInformational() {
        guard isAlive, !isResponseStarted else { return }
        var position = filters.count - 1
        while position >= 0 {
            let filter = filters[position]
            if filter.interests.contains(.informational), filter.informational() != .continueIteration { return }
            position -= 1
        }
        deliverInformational()
    }

    func responseHeaders(from start: Int, endStream: Bool) {
        var position = start
        while position >= 0 {
            let filter = filters[position]
            if filter.interests.contains(.responseHeaders) {
                let alive = generation
                let status = filter.responseHeaders(endStream: endStream)
                guard alive == generation, isAlive else { return }
                switch status {
                case .continueIteration: break
                case .stopIteration: hold(&filter.responseGate, all: false, pauses: true)
                case .stopAllAndBuffer: hold(&filter.responseGate, all: true, pauses: false)
                case .stopAllAndWatermark: hold(&filter.responseGate, all: true, pauses: true)
                }
                if filter.responseGate.state != .open {
                    filter.responseGate.endHeld = endStream
                    return
                }
            }
            filter.responseGate.headersPassed = true
            position -= 1
        }
        if endStream { finishResponse() }
        deliverResponseHeaders(endStream: endStream)
    }

    func responseData(from start: Int, _ data: inout ByteBuffer, endStream: Bool) {
        var position = start
        while position >= 0 {
            let filter = filters[position]
            if filter.responseGate.state == .stoppedAll {
                keepResponse(filter, &data, endStream: endStream)
                return
            }
            if filter.interests.contains(.responseData) {
                let alive = generation
                let status = filter.responseData(&data, endStream: endStream)
                guard alive == generation, isAlive else { return }
                switch status {
                case .continueIteration:
                    if filter.responseGate.state == .stopped {
                        keepResponse(filter, &data, endStream: endStream)
                        continueResponse(filter)
                        return
                    }
                case .stopAndBuffer, .stopAndWatermark:
                    hold(&filter.responseGate, all: false, pauses: status == .stopAndWatermark)
                    keepResponse(filter, &data, endStream: endStream)
                    return
                case .stopNoBuffer:
                    hold(&filter.responseGate, all: false, pauses: true)
                    data.removeAll()
                    filter.responseGate.endHeld = filter.responseGate.endHeld || endStream
                    return
                }
            } else if filter.responseGate.state == .stopped {
                keepResponse(filter, &data, endStream: endStream)
                return
            }
            position -= 1
        }
        if endStream { finishResponse() }
        deliverResponseData(data.readable, endStream: endStream)
    }

    func responseTrailers(from start: Int) {
        var position = start
        while position >= 0 {
            let filter = filters[position]
            if filter.responseGate.state == .stoppedAll {
                filter.responseGate.trailersHeld = true
                return
            }
            if filter.interests.contains(.responseTrailers) {
                let alive = generation
                let status = filter.responseTrailers()
                guard alive == generation, isAlive else { return }
                if status == .stopIteration {
                    hold(&filter.responseGate, all: false, pauses: true)
                    filter.responseGate.trailersHeld = true
                    return
                }
                if filter.responseGate.state != .open {
                    filter.responseGate.trailersHeld = true
                    continueResponse(filter)
                    return
                }
            } else if filter.responseGate.state == .stopped {
                filter.responseGate.trailersHeld = true
                return
            }
            position -= 1
        }
        finishResponse()
        deliverResponseTrailers()
    }

    /// Opens the filter's gate: what waited there goes on towards the downstream. Legal from inside any callback.
    public final func continueResponse(_ filter: HTTPFilter) {
        guard isAlive, filter.responseGate.state != .open else { return }
        filter.responseGate.state = .open
        heldGates -= 1
        if filter.responseGate.hasPausedSource {
            filter.responseGate.hasPausedSource = false
            terminal?.downstreamBelowLowWatermark()
        }
        let next = filter.position - 1
        let alive = generation
        var held = ByteBuffer()
        swap(&held, &filter.responseGate.buffer)
        let end = filter.responseGate.endHeld
        let trailers = filter.responseGate.trailersHeld
        filter.responseGate.endHeld = false
        filter.responseGate.trailersHeld = false
        if !filter.responseGate.headersPassed {
            filter.responseGate.headersPassed = true
            responseHeaders(from: next, endStream: end && held.isEmpty && !trailers)
            guard alive == generation, isAlive else { return }
            if end && held.isEmpty && !trailers { return }
        }
        if !held.isEmpty || (end && !trailers) {
            responseData(from: next, &held, endStream: end && !trailers)
            guard alive == generation, isAlive else { return }
        }
        if trailers { responseTrailers(from: next) }
    }

    /// The response bytes that wait at the filter's gate, to read, change or replace.
    public final func withHeldResponse<R>(_ filter: HTTPFilter, _ body: (inout ByteBuffer) -> R) -> R {
        body(&filter.responseGate.buffer)
    }

    /// Adds body bytes behind the filter, as if they had come from the upstream.
    public final func addResponseData(after filter: HTTPFilter, _ data: Span<UInt8>, endStream: Bool) {
        var buffer = ByteBuffer(capacity: data.count)
        buffer.append(data)
        if filter.responseGate.state == .open {
            responseData(from: filter.position - 1, &buffer, endStream: endStream)
        } else {
            keepResponse(filter, &buffer, endStream: endStream)
        }
    }

    private func finishResponse() {
        isResponseDelivered = true
        for filter in filters { filter.responseComplete() }
    }

    private func keepResponse(_ filter: HTTPFilter, _ data: inout ByteBuffer, endStream: Bool) {
        filter.responseGate.buffer.append(moving: &data)
        if endStream { filter.responseGate.endHeld = true }
        guard filter.responseGate.buffer.count > bufferLimit else { return }
        if filter.responseGate.pausesSource {
            if !filter.responseGate.hasPausedSource {
                filter.responseGate.hasPausedSource = true
                terminal?.downstreamAboveHighWatermark()
            }
        } else if !filter.responseGate.headersPassed {
            // The head has not left yet: an answer of our own takes the place of the one that is too large.
            isResponseStarted = false
            filter.responseGate.buffer.removeAll()
            sendLocalReply(
                status: 500, literal: "Internal Server Error",
                details: ResponseCodeDetails("response_payload_too_large"))
        } else {
            info.details = ResponseCodeDetails("response_payload_too_large")
            resetStream(.localReset)
        }
    }
}

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
            if filter.heard.contains(.informational), filter.informational() != .continueIteration { return }
            position -= 1
        }
        deliverInformational()
    }

    func responseHeaders(from start: Int, endStream: Bool) {
        var position = start
        while position >= 0 {
            let filter = filters[position]
            if filter.heard.contains(.responseHeaders) {
                let alive = generation
                filter.responseGate.isAsking = true
                let answer = filter.responseHeaders(endStream: endStream)
                guard alive == generation, isAlive, !isResponseDelivered else { return }
                let passes = filter.responseGate.answered() || answer == .continueIteration
                switch passes ? .continueIteration : answer {
                case .continueIteration:
                    // The filter has added a body: it goes behind the head.
                    if !filter.responseGate.buffer.isEmpty { hold(&filter.responseGate, all: false, pauses: true) }
                case .stopIteration: hold(&filter.responseGate, all: false, pauses: true)
                case .stopAllAndBuffer: hold(&filter.responseGate, all: true, pauses: false)
                case .stopAllAndWatermark: hold(&filter.responseGate, all: true, pauses: true)
                }
                if filter.responseGate.state != .open {
                    if endStream { filter.responseGate.endHeld = true }
                    if passes { continueResponse(filter) }
                    return
                }
            }
            filter.responseGate.headersPassed = true
            position -= 1
        }
        if responseHead.status == 0 {
            sendLocalReply(
                status: 502, literal: "missing required header: :status",
                details: ResponseCodeDetails(
                    "filter_removed_required_response_headers", reason: "missing_required_header:_:status"))
            return
        }
        isHeadDelivered = true
        if endStream { finishResponse() }
        deliverResponseHeaders(endStream: endStream)
    }

    /// Answers past the filters: they have begun with another head, which did not get out, and are not asked twice.
    func respondDirectly(_ body: Span<UInt8>, endsWithHead: Bool) {
        isHeadDelivered = true
        let alive = generation
        isResponseDelivered = true
        deliverResponseHeaders(endStream: endsWithHead)
        guard alive == generation, isAlive, !endsWithHead else { return }
        deliverResponseData(body, endStream: true)
    }

    func responseData(from start: Int, _ data: inout ByteBuffer, endStream: Bool) {
        var position = start
        while position >= 0 {
            let filter = filters[position]
            if filter.responseGate.state == .stoppedAll {
                keepResponse(filter, &data, endStream: endStream)
                return
            }
            if filter.heard.contains(.responseData) {
                let alive = generation
                filter.responseGate.isAsking = true
                let answer = filter.responseData(&data, endStream: endStream)
                guard alive == generation, isAlive, !isResponseDelivered else { return }
                if addsTrailers {
                    addsTrailers = false
                    filter.responseGate.isAsking = false
                    passWithNewTrailers(filter, answer, &data)
                    return
                }
                let status = filter.responseGate.answered() ? .continueIteration : answer
                switch status {
                case .continueIteration:
                    if filter.responseGate.state == .stopped || !filter.responseGate.buffer.isEmpty {
                        hold(&filter.responseGate, all: false, pauses: true)
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
            if filter.heard.contains(.responseTrailers) {
                let alive = generation
                filter.responseGate.isAsking = true
                let answer = filter.responseTrailers()
                guard alive == generation, isAlive, !isResponseDelivered else { return }
                if !filter.responseGate.answered() && answer == .stopIteration {
                    hold(&filter.responseGate, all: false, pauses: true)
                    filter.responseGate.trailersHeld = true
                    return
                }
                if filter.responseGate.state != .open || !filter.responseGate.buffer.isEmpty {
                    hold(&filter.responseGate, all: false, pauses: true)
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

    /// The body was to end here, but the filter has put trailers behind it.
    private func passWithNewTrailers(_ filter: HTTPFilter, _ answer: FilterDataStatus, _ data: inout ByteBuffer) {
        let resumed = filter.responseGate.answered()
        if !resumed && answer != .continueIteration {
            hold(&filter.responseGate, all: false, pauses: answer != .stopAndBuffer)
            filter.responseGate.trailersHeld = true
            if answer == .stopNoBuffer { data.removeAll() } else { keepResponse(filter, &data, endStream: false) }
            return
        }
        if filter.responseGate.state == .open {
            let alive = generation
            responseData(from: filter.position - 1, &data, endStream: false)
            guard alive == generation, isAlive else { return }
            responseTrailers(from: filter.position - 1)
        } else {
            filter.responseGate.trailersHeld = true
            keepResponse(filter, &data, endStream: false)
            continueResponse(filter)
        }
    }

    /// Puts trailers behind a response that has none. Legal only inside a `responseData` whose `endStream` is true; the
    /// fields are then written to `responseTrailers` by the filter.
    public final func addResponseTrailers() { addsTrailers = true }

    /// Opens the filter's gate: what waited there goes on towards the downstream. Legal from inside any callback.
    public final func continueResponse(_ filter: HTTPFilter) {
        guard isAlive, !isResponseDelivered else { return }
        if filter.responseGate.isAsking {
            filter.responseGate.resumed = true
            return
        }
        guard filter.responseGate.state != .open else { return }
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
            let endsHere = end && held.isEmpty && !filter.responseGate.hasKept && !trailers
            responseHeaders(from: next, endStream: endsHere)
            guard alive == generation, isAlive else { return }
            if endsHere { return }
        }
        if !held.isEmpty || (end && !trailers) {
            responseData(from: next, &held, endStream: end && !trailers)
            guard alive == generation, isAlive else { return }
        }
        if trailers { responseTrailers(from: next) }
    }

    /// Whether something of the response waits at the filter's gate.
    public final func holdsResponse(_ filter: HTTPFilter) -> Bool {
        filter.responseGate.state != .open && (!filter.responseGate.buffer.isEmpty || filter.responseGate.endHeld)
    }

    /// Whether the end of the response waits at the filter's gate, its trailers included.
    public final func holdsResponseEnd(_ filter: HTTPFilter) -> Bool {
        filter.responseGate.state != .open && (filter.responseGate.endHeld || filter.responseGate.trailersHeld)
    }

    /// Lets the first bytes that wait at the filter's gate go on, at most `count`, and all of the rest with the last of
    /// them. False when nothing waits any more.
    public final func passHeldResponse(_ filter: HTTPFilter, upTo count: Int) -> Bool {
        guard isAlive, !isResponseDelivered, filter.responseGate.state != .open else { return false }
        if filter.responseGate.buffer.count <= count {
            continueResponse(filter)
            return false
        }
        var slice = ByteBuffer(capacity: count)
        slice.append(filter.responseGate.buffer.span(at: 0, count: count))
        filter.responseGate.buffer.consume(count)
        let alive = generation
        if !filter.responseGate.headersPassed {
            filter.responseGate.headersPassed = true
            responseHeaders(from: filter.position - 1, endStream: false)
            guard alive == generation, isAlive else { return false }
        }
        responseData(from: filter.position - 1, &slice, endStream: false)
        guard alive == generation, isAlive else { return false }
        if filter.responseGate.hasPausedSource && filter.responseGate.buffer.count <= bufferLimit / 2 {
            filter.responseGate.hasPausedSource = false
            terminal?.downstreamBelowLowWatermark()
        }
        return true
    }

    /// The response bytes that wait at the filter's gate, to read, change or replace.
    public final func withHeldResponse<R>(_ filter: HTTPFilter, _ body: (inout ByteBuffer) -> R) -> R {
        body(&filter.responseGate.buffer)
    }

    /// Adds body bytes behind the filter, as if they had come from the upstream.
    public final func addResponseData(after filter: HTTPFilter, _ data: Span<UInt8>, endStream: Bool) {
        var buffer = ByteBuffer(capacity: data.count)
        buffer.append(data)
        if filter.responseGate.state == .open && !filter.responseGate.isAsking {
            responseData(from: filter.position - 1, &buffer, endStream: endStream)
        } else {
            keepResponse(filter, &buffer, endStream: endStream)
        }
    }

    func finishResponse() {
        isResponseDelivered = true
        if wantsCompletion {
            for filter in filters where filter.heard.contains(.completion) { filter.responseComplete() }
        }
    }

    private func keepResponse(_ filter: HTTPFilter, _ data: inout ByteBuffer, endStream: Bool) {
        filter.responseGate.buffer.append(moving: &data)
        filter.responseGate.hasKept = true
        if endStream { filter.responseGate.endHeld = true }
        guard filter.responseGate.buffer.count > bufferLimit else { return }
        if filter.responseGate.pausesSource {
            if !filter.responseGate.hasPausedSource {
                filter.responseGate.hasPausedSource = true
                terminal?.downstreamAboveHighWatermark()
            }
        } else {
            responseIsTooLong()
            sendLocalReply(
                status: 500, literal: "Internal Server Error",
                details: ResponseCodeDetails("response_payload_too_large"))
        }
    }
}

public import Buffers
internal import HTTPSemantics

extension FilterStream {
    // MARK: - Down the chain

    /// Hands the request's head to the filters. The owner calls it when its own work on the head is done.
    public final func walkRequestHeaders(endStream: Bool) {
        requestHeadersSeen = true
        isRequestComplete = endStream
        if choosesFilters { chooseFilters() }
        requestHeaders(from: 0, endStream: endStream)
    }

    /// Hands body bytes to the filters.
    public final func walkRequestData(_ data: Span<UInt8>, endStream: Bool) {
        if endStream { isRequestComplete = true }
        guard isAlive, !localReplySent, requestHeadersSeen else { return }
        if !requestDataFilters && heldGates == 0 {
            terminal?.requestBytes(data, endStream: endStream)
            return
        }
        var buffer = ByteBuffer(capacity: data.count)
        buffer.append(data)
        requestData(from: 0, &buffer, endStream: endStream)
    }

    /// Hands the trailers to the filters.
    public final func walkRequestTrailers() {
        isRequestComplete = true
        guard isAlive, !localReplySent, requestHeadersSeen else { return }
        requestTrailers(from: 0)
    }

    func requestHeaders(from start: Int, endStream: Bool) {
        var position = start
        while position < filters.count {
            let filter = filters[position]
            if filter.heard.contains(.requestHeaders) {
                let alive = generation
                filter.requestGate.isAsking = true
                let answer = filter.requestHeaders(endStream: endStream)
                guard alive == generation, isAlive, !localReplySent else { return }
                if endStream { noteRequestComplete(filter) }
                let passes = filter.requestGate.answered() || answer == .continueIteration
                switch passes ? .continueIteration : answer {
                case .continueIteration:
                    // The filter has added a body: it goes behind the head.
                    if !filter.requestGate.buffer.isEmpty { hold(&filter.requestGate, all: false, pauses: true) }
                case .stopIteration: hold(&filter.requestGate, all: false, pauses: true)
                case .stopAllAndBuffer: hold(&filter.requestGate, all: true, pauses: false)
                case .stopAllAndWatermark: hold(&filter.requestGate, all: true, pauses: true)
                }
                if filter.requestGate.state != .open {
                    if endStream { filter.requestGate.endHeld = true }
                    if passes { continueRequest(filter) }
                    return
                }
            }
            filter.requestGate.headersPassed = true
            position += 1
        }
        _ = terminal?.requestHeaders(endStream: endStream)
    }

    func requestData(from start: Int, _ data: inout ByteBuffer, endStream: Bool) {
        var position = start
        while position < filters.count {
            let filter = filters[position]
            if filter.requestGate.state == .stoppedAll {
                keepRequest(filter, &data, endStream: endStream)
                return
            }
            if filter.heard.contains(.requestData) {
                let alive = generation
                filter.requestGate.isAsking = true
                let answer = filter.requestData(&data, endStream: endStream)
                guard alive == generation, isAlive, !localReplySent else { return }
                if addsTrailers {
                    addsTrailers = false
                    filter.requestGate.isAsking = false
                    passWithNewTrailers(filter, answer, &data)
                    return
                }
                if endStream { noteRequestComplete(filter) }
                let status = filter.requestGate.answered() ? .continueIteration : answer
                switch status {
                case .continueIteration:
                    if filter.requestGate.state == .stopped || !filter.requestGate.buffer.isEmpty {
                        hold(&filter.requestGate, all: false, pauses: true)
                        keepRequest(filter, &data, endStream: endStream)
                        continueRequest(filter)
                        return
                    }
                case .stopAndBuffer, .stopAndWatermark:
                    hold(&filter.requestGate, all: false, pauses: status == .stopAndWatermark)
                    keepRequest(filter, &data, endStream: endStream)
                    return
                case .stopNoBuffer:
                    hold(&filter.requestGate, all: false, pauses: true)
                    data.removeAll()
                    filter.requestGate.endHeld = filter.requestGate.endHeld || endStream
                    return
                }
            } else if filter.requestGate.state == .stopped {
                keepRequest(filter, &data, endStream: endStream)
                return
            }
            position += 1
        }
        terminal?.requestBytes(data.readable, endStream: endStream)
    }

    func requestTrailers(from start: Int) {
        var position = start
        while position < filters.count {
            let filter = filters[position]
            if filter.requestGate.state == .stoppedAll {
                filter.requestGate.trailersHeld = true
                return
            }
            if filter.heard.contains(.requestTrailers) {
                let alive = generation
                filter.requestGate.isAsking = true
                let answer = filter.requestTrailers()
                guard alive == generation, isAlive, !localReplySent else { return }
                noteRequestComplete(filter)
                if !filter.requestGate.answered() && answer == .stopIteration {
                    hold(&filter.requestGate, all: false, pauses: true)
                    filter.requestGate.trailersHeld = true
                    return
                }
                if filter.requestGate.state != .open || !filter.requestGate.buffer.isEmpty {
                    hold(&filter.requestGate, all: false, pauses: true)
                    filter.requestGate.trailersHeld = true
                    continueRequest(filter)
                    return
                }
            } else if filter.requestGate.state == .stopped {
                filter.requestGate.trailersHeld = true
                return
            }
            position += 1
        }
        _ = terminal?.requestTrailers()
    }

    private func noteRequestComplete(_ filter: HTTPFilter) {
        if filter.heard.contains(.completion) { filter.requestComplete() }
    }

    /// The body was to end here, but the filter has put trailers behind it.
    private func passWithNewTrailers(_ filter: HTTPFilter, _ answer: FilterDataStatus, _ data: inout ByteBuffer) {
        noteRequestComplete(filter)
        let resumed = filter.requestGate.answered()
        if !resumed && answer != .continueIteration {
            hold(&filter.requestGate, all: false, pauses: answer != .stopAndBuffer)
            filter.requestGate.trailersHeld = true
            if answer == .stopNoBuffer { data.removeAll() } else { keepRequest(filter, &data, endStream: false) }
            return
        }
        if filter.requestGate.state == .open {
            let alive = generation
            requestData(from: filter.position + 1, &data, endStream: false)
            guard alive == generation, isAlive, !localReplySent else { return }
            requestTrailers(from: filter.position + 1)
        } else {
            filter.requestGate.trailersHeld = true
            keepRequest(filter, &data, endStream: false)
            continueRequest(filter)
        }
    }

    /// Puts trailers behind a request that has none. Legal only inside a `requestData` whose `endStream` is true; the
    /// fields are then written to `requestTrailers` by the filter.
    public final func addRequestTrailers() { addsTrailers = true }

    /// Opens the filter's gate: what waited there goes on to the next filter. Legal from inside any callback.
    public final func continueRequest(_ filter: HTTPFilter) {
        guard isAlive, !localReplySent else { return }
        if filter.requestGate.isAsking {
            filter.requestGate.resumed = true
            return
        }
        guard filter.requestGate.state != .open else { return }
        filter.requestGate.state = .open
        heldGates -= 1
        if filter.requestGate.hasPausedSource {
            filter.requestGate.hasPausedSource = false
            resumeRequestSource()
        }
        let next = filter.position + 1
        let alive = generation
        var held = ByteBuffer()
        swap(&held, &filter.requestGate.buffer)
        let end = filter.requestGate.endHeld
        let trailers = filter.requestGate.trailersHeld
        filter.requestGate.endHeld = false
        filter.requestGate.trailersHeld = false
        if !filter.requestGate.headersPassed {
            filter.requestGate.headersPassed = true
            let endsHere = end && held.isEmpty && !filter.requestGate.hasKept && !trailers
            requestHeaders(from: next, endStream: endsHere)
            guard alive == generation, isAlive, !localReplySent else { return }
            if endsHere { return }
        }
        if !held.isEmpty || (end && !trailers) {
            requestData(from: next, &held, endStream: end && !trailers)
            guard alive == generation, isAlive, !localReplySent else { return }
        }
        if trailers { requestTrailers(from: next) }
    }

    /// Whether something of the request waits at the filter's gate.
    public final func holdsRequest(_ filter: HTTPFilter) -> Bool {
        filter.requestGate.state != .open && (!filter.requestGate.buffer.isEmpty || filter.requestGate.endHeld)
    }

    /// Whether the end of the request waits at the filter's gate, its trailers included.
    public final func holdsRequestEnd(_ filter: HTTPFilter) -> Bool {
        filter.requestGate.state != .open && (filter.requestGate.endHeld || filter.requestGate.trailersHeld)
    }

    /// Lets the first bytes that wait at the filter's gate go on, at most `count`, and all of the rest with the last of
    /// them. False when nothing waits any more.
    public final func passHeldRequest(_ filter: HTTPFilter, upTo count: Int) -> Bool {
        guard isAlive, !localReplySent, filter.requestGate.state != .open else { return false }
        if filter.requestGate.buffer.count <= count {
            continueRequest(filter)
            return false
        }
        var slice = ByteBuffer(capacity: count)
        slice.append(filter.requestGate.buffer.span(at: 0, count: count))
        filter.requestGate.buffer.consume(count)
        let alive = generation
        if !filter.requestGate.headersPassed {
            filter.requestGate.headersPassed = true
            requestHeaders(from: filter.position + 1, endStream: false)
            guard alive == generation, isAlive, !localReplySent else { return false }
        }
        requestData(from: filter.position + 1, &slice, endStream: false)
        guard alive == generation, isAlive, !localReplySent else { return false }
        if filter.requestGate.hasPausedSource && filter.requestGate.buffer.count <= requestBufferLimit / 2 {
            filter.requestGate.hasPausedSource = false
            resumeRequestSource()
        }
        return true
    }

    /// The request bytes that wait at the filter's gate, to read, change or replace.
    public final func withHeldRequest<R>(_ filter: HTTPFilter, _ body: (inout ByteBuffer) -> R) -> R {
        body(&filter.requestGate.buffer)
    }

    /// Adds body bytes behind the filter, as if they had come from the downstream.
    public final func addRequestData(after filter: HTTPFilter, _ data: Span<UInt8>, endStream: Bool) {
        var buffer = ByteBuffer(capacity: data.count)
        buffer.append(data)
        if filter.requestGate.state == .open && !filter.requestGate.isAsking {
            requestData(from: filter.position + 1, &buffer, endStream: endStream)
        } else {
            keepRequest(filter, &buffer, endStream: endStream)
        }
    }

    final func hold(_ gate: inout FilterGate, all: Bool, pauses: Bool) {
        if gate.state == .open { heldGates += 1 }
        gate.state = all || gate.state == .stoppedAll ? .stoppedAll : .stopped
        gate.pausesSource = pauses
    }

    private func keepRequest(_ filter: HTTPFilter, _ data: inout ByteBuffer, endStream: Bool) {
        filter.requestGate.buffer.append(moving: &data)
        filter.requestGate.hasKept = true
        if endStream { filter.requestGate.endHeld = true }
        guard filter.requestGate.buffer.count > requestBufferLimit else { return }
        if filter.requestGate.pausesSource {
            if !filter.requestGate.hasPausedSource && !isRequestComplete {
                filter.requestGate.hasPausedSource = true
                pauseRequestSource()
            }
        } else {
            refuseLargeRequest()
        }
    }

    private func refuseLargeRequest() {
        requestIsTooLarge()
        sendLocalReply(
            status: 413, literal: "Payload Too Large", details: ResponseCodeDetails("request_payload_too_large"))
    }

    /// Answers a request whose body, which has come whole, is longer than the limit; false when it is not. As in Envoy,
    /// over HTTP/2 a body ends with its last piece, so that this piece is never too much.
    final func refusesWholeRequest(ofBytes count: Int) -> Bool {
        if count <= requestBufferLimit || requestHead.version == .http2 { return false }
        refuseLargeRequest()
        return true
    }
}

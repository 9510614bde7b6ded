import Buffers
import EventLoops
import HTTPSemantics

@testable import Filters

/// What happened, in order, one line each.
final class Journal {
    var lines: [String] = []

    /// The lines since the last call.
    func take() -> [String] {
        defer { lines = [] }
        return lines
    }
}

func text(_ bytes: Span<UInt8>) -> String {
    var result: [UInt8] = []
    for index in 0..<bytes.count { result.append(bytes[index]) }
    return String(decoding: result, as: UTF8.self)
}

func text(_ buffer: borrowing ByteBuffer) -> String { text(buffer.readable) }

func value(of id: HeaderID, in headers: borrowing HeaderMap) -> String { text(headers.value(of: id)) }

func buffer(_ text: String) -> ByteBuffer {
    var buffer = ByteBuffer()
    buffer.append(Array(text.utf8).span)
    return buffer
}

/// A filter that does what its closures say and writes down every call.
final class ScriptedFilter: HTTPFilter {
    let journal: Journal
    var onRequestHeaders: (ScriptedFilter, Bool) -> FilterHeadersStatus = { _, _ in .continueIteration }
    var onRequestData: (ScriptedFilter, inout ByteBuffer, Bool) -> FilterDataStatus = { _, _, _ in .continueIteration }
    var onRequestTrailers: (ScriptedFilter) -> FilterTrailersStatus = { _ in .continueIteration }
    var onInformational: (ScriptedFilter) -> FilterHeadersStatus = { _ in .continueIteration }
    var onResponseHeaders: (ScriptedFilter, Bool) -> FilterHeadersStatus = { _, _ in .continueIteration }
    var onResponseData: (ScriptedFilter, inout ByteBuffer, Bool) -> FilterDataStatus = { _, _, _ in .continueIteration }
    var onResponseTrailers: (ScriptedFilter) -> FilterTrailersStatus = { _ in .continueIteration }

    init(_ name: String, _ stream: FilterStream, _ journal: Journal, interests: FilterInterests = .all) {
        self.journal = journal
        super.init(stream: stream, name: name, interests: interests)
    }

    private func note(_ line: String) { journal.lines.append("\(name) \(line)") }

    override func requestHeaders(endStream: Bool) -> FilterHeadersStatus {
        note(endStream ? "head, end" : "head")
        return onRequestHeaders(self, endStream)
    }

    override func requestData(_ data: inout ByteBuffer, endStream: Bool) -> FilterDataStatus {
        note("data '\(text(data))'\(endStream ? ", end" : "")")
        return onRequestData(self, &data, endStream)
    }

    override func requestTrailers() -> FilterTrailersStatus {
        note("trailers")
        return onRequestTrailers(self)
    }

    override func requestComplete() { note("request complete") }

    override func informational() -> FilterHeadersStatus {
        note("1xx")
        return onInformational(self)
    }

    override func responseHeaders(endStream: Bool) -> FilterHeadersStatus {
        note(endStream ? "answer, end" : "answer")
        return onResponseHeaders(self, endStream)
    }

    override func responseData(_ data: inout ByteBuffer, endStream: Bool) -> FilterDataStatus {
        note("answer data '\(text(data))'\(endStream ? ", end" : "")")
        return onResponseData(self, &data, endStream)
    }

    override func responseTrailers() -> FilterTrailersStatus {
        note("answer trailers")
        return onResponseTrailers(self)
    }

    override func responseComplete() { note("answer complete") }

    override func localReply(status: UInt16) { note("local reply \(status)") }

    override func downstreamAboveHighWatermark() { note("above") }

    override func downstreamBelowLowWatermark() { note("below") }

    override func streamDestroyed() { note("destroyed") }
}

/// The terminal filter: writes down what came through.
final class ScriptedTerminal: TerminalFilter {
    let journal: Journal
    var onRequestHeaders: (ScriptedTerminal) -> Void = { _ in }

    init(_ stream: FilterStream, _ journal: Journal) {
        self.journal = journal
        super.init(stream: stream, name: "end", interests: .all)
    }

    private func note(_ line: String) { journal.lines.append("end \(line)") }

    override func requestHeaders(endStream: Bool) -> FilterHeadersStatus {
        note(endStream ? "head, end" : "head")
        onRequestHeaders(self)
        return .stopIteration
    }

    override func requestBytes(_ data: Span<UInt8>, endStream: Bool) {
        note("data '\(text(data))'\(endStream ? ", end" : "")")
    }

    override func requestTrailers() -> FilterTrailersStatus {
        note("trailers")
        return .continueIteration
    }

    override func downstreamAboveHighWatermark() { note("above") }

    override func downstreamBelowLowWatermark() { note("below") }

    override func streamDestroyed() { note("destroyed") }
}

/// A stream that writes down what leaves the chain.
final class ScriptedStream: FilterStream {
    let journal: Journal
    var pauses = 0

    init(_ journal: Journal, bufferLimit: Int) throws {
        self.journal = journal
        super.init(loop: try EventLoop(name: "test", clock: .manual(start: 0)), bufferLimit: bufferLimit)
    }

    private func note(_ line: String) { journal.lines.append("out \(line)") }

    override func deliverResponseHeaders(endStream: Bool) {
        note("\(responseHead.status)\(endStream ? ", end" : "")")
    }

    override func deliverResponseData(_ data: Span<UInt8>, endStream: Bool) {
        note("data '\(text(data))'\(endStream ? ", end" : "")")
    }

    override func deliverResponseTrailers() { note("trailers \(responseTrailers.count)") }

    override func deliverInformational() { note("\(informationalHead.status)") }

    override func resetStream(_ reason: StreamResetReason) { note("reset") }

    override func pauseRequestSource() { pauses += 1 }

    override func resumeRequestSource() { pauses -= 1 }

    override func clearRouteCache() { note("route cleared") }

    override func recreateStream() -> Bool {
        guard canRecreate else { return false }
        note("recreated")
        var body = ByteBuffer()
        restartStream(with: &body)
        return true
    }
}

/// A chain of two filters, `a` and `b`, and a terminal one.
final class FilterFixture {
    let journal = Journal()
    let stream: ScriptedStream
    let a: ScriptedFilter
    let b: ScriptedFilter
    let end: ScriptedTerminal

    init(bufferLimit: Int = 1000, a interestsOfA: FilterInterests = .all, b interestsOfB: FilterInterests = .all) throws
    {
        stream = try ScriptedStream(journal, bufferLimit: bufferLimit)
        a = ScriptedFilter("a", stream, journal, interests: interestsOfA)
        b = ScriptedFilter("b", stream, journal, interests: interestsOfB)
        end = ScriptedTerminal(stream, journal)
        stream.install([a, b], terminal: end)
    }

    deinit { stream.dismantle() }

    /// Starts a request; what its start wrote down is forgotten.
    func begin() {
        stream.startStream()
        _ = journal.take()
    }

    func head(end: Bool = false) { stream.walkRequestHeaders(endStream: end) }

    func data(_ text: String, end: Bool = false) {
        stream.walkRequestData(Array(text.utf8).span, endStream: end)
    }

    func trailers() { stream.walkRequestTrailers() }

    func answer(_ status: UInt16 = 200, end: Bool = false) {
        stream.responseHead.status = status
        stream.respondHeaders(endStream: end)
    }

    func answerData(_ text: String, end: Bool = false) {
        stream.respondData(Array(text.utf8).span, endStream: end)
    }
}

import Buffers
import HTTPSemantics
import Testing

@testable import Filters

/// The response's way back up the chain, local replies, and starting over.
@Suite struct ResponsePathTests {
    /// A chain whose request has gone down whole.
    private func asked(
        bufferLimit: Int = 1000, a: FilterInterests = .all, b: FilterInterests = .all
    ) throws -> FilterFixture {
        let chain = try FilterFixture(bufferLimit: bufferLimit, a: a, b: b)
        chain.begin()
        chain.head(end: true)
        _ = chain.journal.take()
        return chain
    }

    @Test("Head, body and trailers go through all filters in reverse")
    func plain() throws {
        let chain = try asked()
        chain.answer()
        chain.answerData("x")
        chain.stream.responseTrailers.append(.server, "x" as StaticString)
        chain.stream.respondTrailers()
        #expect(
            chain.journal.take() == [
                "b answer", "a answer", "out 200", "b answer data 'x'", "a answer data 'x'", "out data 'x'",
                "b answer trailers", "a answer trailers", "a answer complete", "b answer complete", "out trailers 1",
            ])
    }

    @Test("A stopped head waits, with the body behind it, until the filter resumes")
    func stopHeaders() throws {
        let chain = try asked(b: .responseHeaders)
        chain.b.onResponseHeaders = { _, _ in .stopIteration }
        chain.answer()
        chain.answerData("x")
        chain.answerData("y", end: true)
        #expect(chain.journal.take() == ["b answer"])
        chain.stream.continueResponse(chain.b)
        #expect(
            chain.journal.take() == [
                "a answer", "out 200", "a answer data 'xy', end", "a answer complete", "out data 'xy', end",
            ])
    }

    @Test("Stop-all keeps the filter's own callbacks silent too")
    func stopAll() throws {
        let chain = try asked()
        chain.b.onResponseHeaders = { _, _ in .stopAllAndWatermark }
        chain.answer()
        chain.answerData("x")
        chain.stream.respondTrailers()
        #expect(chain.journal.take() == ["b answer"])
        chain.stream.continueResponse(chain.b)
        #expect(
            chain.journal.take().filter { $0.hasPrefix("out") } == ["out 200", "out data 'x'", "out trailers 0"])
    }

    @Test("Resuming from inside the callback that then stops is not to stop")
    func resumeInside() throws {
        let chain = try asked()
        chain.a.onResponseHeaders = { filter, _ in
            filter.stream.continueResponse(filter)
            return .stopAllAndBuffer
        }
        chain.a.onResponseData = { filter, _, _ in
            filter.stream.continueResponse(filter)
            return .stopAndBuffer
        }
        chain.answer()
        chain.answerData("x", end: true)
        #expect(chain.journal.take().filter { $0.hasPrefix("out") } == ["out 200", "out data 'x', end"])
    }

    @Test("A body is read, replaced and added to while it waits")
    func edit() throws {
        let chain = try asked()
        chain.a.onResponseData = { _, _, end in end ? .continueIteration : .stopAndBuffer }
        chain.a.onResponseHeaders = { _, _ in .stopIteration }
        chain.answer()
        chain.answerData("ab")
        chain.stream.withHeldResponse(chain.a) { $0 = buffer("AB") }
        chain.stream.addResponseData(after: chain.a, Array("+".utf8).span, endStream: false)
        chain.answerData("c", end: true)
        #expect(chain.journal.take().filter { $0.hasPrefix("out") } == ["out 200", "out data 'AB+c', end"])
    }

    @Test("Trailers are put behind an answer that has none")
    func addTrailers() throws {
        let chain = try asked()
        chain.b.onResponseData = { filter, _, end in
            if end {
                filter.stream.responseTrailers.append(.server, "x" as StaticString)
                filter.stream.addResponseTrailers()
            }
            return .continueIteration
        }
        chain.answer()
        chain.answerData("x", end: true)
        #expect(
            chain.journal.take() == [
                "b answer", "a answer", "out 200", "b answer data 'x', end", "a answer data 'x'", "out data 'x'",
                "a answer trailers", "a answer complete", "b answer complete", "out trailers 1",
            ])
    }

    @Test("An answer beyond the buffer limit becomes a 500 while its head waits, else a reset")
    func overflow() throws {
        let chain = try asked(bufferLimit: 4)
        chain.b.onResponseHeaders = { _, _ in .stopIteration }
        chain.b.onResponseData = { _, _, _ in .stopAndBuffer }
        chain.answer()
        _ = chain.journal.take()
        chain.answerData("12345")
        // Past the filters, which have begun with the answer that came first.
        #expect(
            chain.journal.take() == [
                "b answer data '12345'", "a local reply 500", "b local reply 500", "out 500",
                "out data 'Internal Server Error', end",
            ])
        chain.stream.continueResponse(chain.b)
        chain.answerData("more", end: true)
        #expect(chain.journal.take() == [])

        let late = try asked(bufferLimit: 4)
        late.b.onResponseData = { _, _, _ in .stopAndBuffer }
        late.answer()
        late.answerData("12345")
        #expect(late.journal.take().last == "out reset")
    }

    @Test("An answer beyond the buffer limit pauses its source when it is held by watermark")
    func watermark() throws {
        let chain = try asked(bufferLimit: 4)
        chain.a.onResponseData = { _, _, _ in .stopAndWatermark }
        chain.answer()
        chain.answerData("12345")
        chain.answerData("6")
        #expect(chain.journal.take().filter { $0.hasPrefix("end") } == ["end above"])
        chain.stream.continueResponse(chain.a)
        #expect(chain.journal.take() == ["end below", "out data '123456'"])
    }

    @Test("Filters that want them hear of the downstream's marks, and the terminal filter always")
    func marks() throws {
        let chain = try asked(a: .watermarks, b: [])
        chain.stream.downstreamAboveHighWatermark()
        chain.stream.downstreamBelowLowWatermark()
        #expect(chain.journal.take() == ["a above", "end above", "a below", "end below"])
    }

    @Test("A 1xx head goes through the filters and can be dropped")
    func informational() throws {
        let chain = try asked()
        chain.stream.informationalHead.status = 103
        chain.stream.respondInformational()
        #expect(chain.journal.take() == ["b 1xx", "a 1xx", "out 103"])
        chain.b.onInformational = { _ in .stopIteration }
        chain.stream.respondInformational()
        #expect(chain.journal.take() == ["b 1xx"])
    }

    @Test("A local reply goes through the response filters; the request goes no further")
    func localReply() throws {
        let chain = try FilterFixture()
        chain.begin()
        chain.a.onRequestHeaders = { filter, _ in
            filter.stream.sendLocalReply(status: 403, literal: "no", details: ResponseCodeDetails("denied"))
            return .stopIteration
        }
        chain.head()
        chain.data("x", end: true)
        #expect(
            chain.journal.take() == [
                "a head", "a local reply 403", "b local reply 403", "b answer", "a answer", "out 403",
                "b answer data 'no', end", "a answer data 'no', end", "a answer complete", "b answer complete",
                "out data 'no', end",
            ])
        chain.stream.continueRequest(chain.a)
        #expect(chain.journal.take() == [])
    }

    @Test("A local reply while the answer's head waits goes past the filters, whoever gives it")
    func replyWhileHeadWaits() throws {
        let chain = try asked()
        chain.b.onResponseHeaders = { filter, _ in
            filter.stream.sendLocalReply(status: 502, details: ResponseCodeDetails("b says no"))
            return .continueIteration
        }
        chain.answer()
        #expect(
            chain.journal.take() == ["b answer", "a local reply 502", "b local reply 502", "out 502, end"])

        let late = try asked()
        late.a.onResponseHeaders = { _, _ in .stopAllAndBuffer }
        late.answer()
        _ = late.journal.take()
        late.stream.sendLocalReply(status: 504, literal: "slow", details: ResponseCodeDetails("slow"))
        #expect(
            late.journal.take() == [
                "a local reply 504", "b local reply 504", "out 504", "out data 'slow', end",
            ])
    }

    @Test("A local reply after the answer's head has left resets the stream")
    func lateLocalReply() throws {
        let chain = try asked()
        chain.answer()
        chain.stream.sendLocalReply(status: 500, details: ResponseCodeDetails("late"))
        #expect(chain.journal.take().last == "out reset")
    }

    @Test("Starting over destroys the filters once, makes them new and walks the head again; state goes")
    func recreate() throws {
        let chain = try FilterFixture()
        chain.begin()
        chain.stream.filterState.set("kept", to: "text".utf8.span)
        chain.stream.dynamicMetadata.set("x", in: "gone", to: .text("y"))
        var recreated: [Bool] = []
        chain.end.onRequestHeaders = { filter in
            filter.stream.requestHead.headers.set(.path, "/again")
            if recreated.isEmpty { recreated.append(false); recreated[0] = filter.stream.recreateStream() }
        }
        chain.head(end: true)
        #expect(recreated == [true])
        #expect(
            chain.journal.take() == [
                "a head, end", "a request complete", "b head, end", "b request complete", "end head, end",
                "out recreated", "a destroyed", "b destroyed", "end destroyed",
                "a head, end", "a request complete", "b head, end", "b request complete", "end head, end",
            ])
        let isForgottenThen = chain.stream.filterState.isEmpty
        #expect(isForgottenThen && chain.stream.dynamicMetadata.isEmpty)
        #expect(value(of: .path, in: chain.stream.requestHead.headers) == "/again")
        chain.answer(end: true)
        #expect(chain.journal.take().last == "out 200, end")
        chain.stream.destroyStream()
        let isForgotten = chain.stream.filterState.isEmpty
        #expect(isForgotten)
    }

    @Test("A request with a body, an incomplete one, and an answered one are not started over")
    func noRecreation() throws {
        let chain = try FilterFixture()
        chain.begin()
        chain.head()
        #expect(!chain.stream.recreateStream())
        chain.stream.info.bytesReceived = 1
        chain.data("x", end: true)
        #expect(!chain.stream.recreateStream())
        let answered = try asked()
        answered.answer()
        #expect(!answered.stream.recreateStream())
    }
}

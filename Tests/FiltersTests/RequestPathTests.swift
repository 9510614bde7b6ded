import Buffers
import HTTPSemantics
import Testing

@testable import Filters

/// The request's way down the chain.
@Suite struct RequestPathTests {
    @Test("Head, body and trailers go through all filters in order")
    func plain() throws {
        let chain = try FilterFixture()
        chain.begin()
        chain.head()
        chain.data("x")
        chain.trailers()
        #expect(
            chain.journal.take() == [
                "a head", "b head", "end head", "a data 'x'", "b data 'x'", "end data 'x'", "a trailers",
                "a request complete", "b trailers", "b request complete", "end trailers",
            ])
    }

    @Test("A filter is asked only for what it wants")
    func interests() throws {
        let chain = try FilterFixture(a: .requestTrailers, b: [])
        chain.begin()
        chain.head()
        chain.data("x")
        chain.trailers()
        #expect(chain.journal.take() == ["end head", "end data 'x'", "a trailers", "end trailers"])
    }

    @Test("A filter that a request switches off hears nothing of it, and all of the next")
    func switches() throws {
        let chain = try FilterFixture(b: .requestHeaders)
        chain.begin()
        chain.stream.switchFilters { $0 === chain.a ? true : nil }
        chain.head()
        chain.data("x")
        chain.trailers()
        #expect(chain.journal.take() == ["b head", "end head", "end data 'x'", "end trailers"])
        chain.stream.destroyStream()
        chain.begin()
        chain.head()
        #expect(chain.journal.take().contains("a head"))
    }

    @Test("A filter that is off unless told hears of the requests that switch it on")
    func offUnlessTold() throws {
        let chain = try FilterFixture(a: .requestHeaders, b: .requestHeaders)
        chain.a.isOffUnlessTold = true
        chain.begin()
        chain.head()
        #expect(chain.journal.take() == ["b head", "end head"])
        chain.stream.destroyStream()
        chain.begin()
        chain.stream.switchFilters { _ in false }
        chain.head()
        #expect(chain.journal.take() == ["a head", "b head", "end head"])
    }

    @Test("A stopped head waits, with the body behind it, until the filter resumes")
    func stopHeaders() throws {
        let chain = try FilterFixture(a: .requestHeaders)
        chain.a.onRequestHeaders = { _, _ in .stopIteration }
        chain.begin()
        chain.head()
        chain.data("xy")
        chain.data("z", end: true)
        #expect(chain.journal.take() == ["a head"])
        chain.stream.continueRequest(chain.a)
        #expect(
            chain.journal.take() == [
                "b head", "end head", "b data 'xyz', end", "b request complete", "end data 'xyz', end",
            ])
    }

    @Test("A stopped head goes on when the filter's data callback continues")
    func dataContinues() throws {
        let chain = try FilterFixture()
        chain.a.onRequestHeaders = { _, _ in .stopIteration }
        chain.begin()
        chain.head()
        chain.data("x", end: true)
        #expect(
            chain.journal.take() == [
                "a head", "a data 'x', end", "a request complete", "b head", "end head", "b data 'x', end",
                "b request complete", "end data 'x', end",
            ])
    }

    @Test("A stopped head goes on when the filter's trailers callback continues")
    func trailersContinue() throws {
        let chain = try FilterFixture()
        chain.a.onRequestHeaders = { _, _ in .stopIteration }
        chain.a.onRequestData = { _, _, _ in .stopAndBuffer }
        chain.begin()
        chain.head()
        chain.data("x")
        _ = chain.journal.take()
        chain.trailers()
        #expect(
            chain.journal.take() == [
                "a trailers", "a request complete", "b head", "end head", "b data 'x'", "end data 'x'", "b trailers",
                "b request complete", "end trailers",
            ])
    }

    @Test("Stop-all keeps the filter's own callbacks silent too", arguments: [true, false])
    func stopAll(_ buffers: Bool) throws {
        let chain = try FilterFixture()
        chain.a.onRequestHeaders = { _, _ in buffers ? .stopAllAndBuffer : .stopAllAndWatermark }
        chain.begin()
        chain.head()
        chain.data("x")
        chain.trailers()
        #expect(chain.journal.take() == ["a head"])
        chain.stream.continueRequest(chain.a)
        #expect(
            chain.journal.take() == [
                "b head", "end head", "b data 'x'", "end data 'x'", "b trailers", "b request complete",
                "end trailers",
            ])
    }

    @Test("Each filter holds back at its own gate")
    func twoGates() throws {
        let chain = try FilterFixture()
        chain.a.onRequestData = { _, _, _ in .stopAndBuffer }
        chain.b.onRequestHeaders = { _, _ in .stopIteration }
        chain.b.onRequestData = { _, _, _ in .stopAndBuffer }
        chain.begin()
        chain.head()
        chain.data("x", end: true)
        #expect(chain.journal.take() == ["a head", "b head", "a data 'x', end", "a request complete"])
        chain.stream.continueRequest(chain.a)
        #expect(chain.journal.take() == ["b data 'x', end", "b request complete"])
        chain.stream.continueRequest(chain.b)
        #expect(chain.journal.take() == ["end head", "end data 'x', end"])
    }

    @Test("Resuming from inside the callback that then stops is not to stop")
    func resumeInside() throws {
        let chain = try FilterFixture()
        chain.a.onRequestHeaders = { filter, _ in
            filter.stream.continueRequest(filter)
            return .stopIteration
        }
        chain.a.onRequestData = { filter, _, _ in
            filter.stream.continueRequest(filter)
            return .stopAndBuffer
        }
        chain.a.onRequestTrailers = { filter in
            filter.stream.continueRequest(filter)
            return .stopIteration
        }
        chain.begin()
        chain.head()
        chain.data("x")
        chain.trailers()
        #expect(
            chain.journal.take().filter { $0.hasPrefix("end") } == ["end head", "end data 'x'", "end trailers"])
    }

    @Test("A head stopped earlier goes on when the data callback resumes and stops")
    func resumeInsideData() throws {
        let chain = try FilterFixture()
        chain.a.onRequestHeaders = { _, _ in .stopIteration }
        chain.a.onRequestData = { filter, _, _ in
            filter.stream.continueRequest(filter)
            return .stopAndBuffer
        }
        chain.begin()
        chain.head()
        chain.data("x", end: true)
        #expect(chain.journal.take().filter { $0.hasPrefix("end") } == ["end head", "end data 'x', end"])
    }

    @Test("A filter may resume another from inside its callback")
    func resumeOther() throws {
        let chain = try FilterFixture()
        chain.b.onRequestHeaders = { _, _ in .stopIteration }
        chain.begin()
        chain.head()
        _ = chain.journal.take()
        let b = chain.b
        chain.a.onRequestData = { filter, _, _ in
            filter.stream.continueRequest(b)
            return .continueIteration
        }
        chain.data("x", end: true)
        #expect(
            chain.journal.take() == [
                "a data 'x', end", "end head", "a request complete", "b data 'x', end", "b request complete",
                "end data 'x', end",
            ])
    }

    @Test("Resuming what has not stopped does nothing, however often")
    func resumeNothing() throws {
        let chain = try FilterFixture()
        chain.begin()
        chain.stream.continueRequest(chain.a)
        chain.head()
        chain.stream.continueRequest(chain.a)
        chain.stream.continueRequest(chain.a)
        #expect(chain.journal.take() == ["a head", "b head", "end head"])
    }

    @Test("A filter edits, replaces and drops body bytes")
    func editData() throws {
        let chain = try FilterFixture()
        chain.a.onRequestData = { _, data, end in
            if end {
                data = buffer("new")
                return .continueIteration
            }
            return .stopNoBuffer
        }
        chain.begin()
        chain.head()
        chain.data("dropped")
        chain.data("x", end: true)
        #expect(chain.journal.take().filter { $0.hasPrefix("end") } == ["end head", "end data 'new', end"])
    }

    @Test("What waits can be read, changed and replaced")
    func heldData() throws {
        let chain = try FilterFixture()
        chain.a.onRequestData = { _, _, _ in .stopAndBuffer }
        chain.begin()
        chain.head()
        chain.data("ab")
        chain.data("cd", end: true)
        let held = chain.stream.withHeldRequest(chain.a) { bytes in
            let before = text(bytes)
            bytes = buffer("replaced")
            return before
        }
        #expect(held == "abcd")
        chain.stream.continueRequest(chain.a)
        #expect(chain.journal.take().last == "end data 'replaced', end")
    }

    @Test("Body bytes are added behind a filter, before and after it resumes")
    func addData() throws {
        let chain = try FilterFixture()
        chain.a.onRequestHeaders = { filter, _ in
            filter.stream.addRequestData(after: filter, Array("early".utf8).span, endStream: false)
            return .stopIteration
        }
        chain.begin()
        chain.head()
        _ = chain.journal.take()
        chain.a.onRequestData = { _, _, _ in .continueIteration }
        chain.data("x")
        chain.stream.addRequestData(after: chain.a, Array("late".utf8).span, endStream: true)
        #expect(
            chain.journal.take().filter { $0.hasPrefix("end") } == [
                "end head", "end data 'earlyx'", "end data 'late', end",
            ])
    }

    @Test("A body that is added by a filter from inside its callbacks goes behind the head, and before the trailers")
    func addDataInside() throws {
        let chain = try FilterFixture()
        chain.a.onRequestHeaders = { filter, _ in
            filter.stream.addRequestData(after: filter, Array("1".utf8).span, endStream: false)
            return .continueIteration
        }
        chain.a.onRequestData = { filter, _, _ in
            filter.stream.addRequestData(after: filter, Array("2".utf8).span, endStream: false)
            return .continueIteration
        }
        chain.a.onRequestTrailers = { filter in
            filter.stream.addRequestData(after: filter, Array("3".utf8).span, endStream: false)
            return .continueIteration
        }
        chain.begin()
        chain.head()
        chain.data("x")
        chain.trailers()
        #expect(
            chain.journal.take().filter { $0.hasPrefix("end") } == [
                "end head", "end data '1'", "end data '2x'", "end data '3'", "end trailers",
            ])
        chain.stream.destroyStream()
        chain.begin()
        chain.head(end: true)
        #expect(
            chain.journal.take().filter { $0.hasPrefix("end") } == ["end head", "end data '1', end"])
    }

    @Test("Trailers are put behind a body that has none", arguments: [true, false])
    func addTrailers(_ stops: Bool) throws {
        let chain = try FilterFixture()
        chain.a.onRequestData = { filter, _, end in
            if end {
                filter.stream.addRequestTrailers()
                filter.stream.requestTrailers.append(.server, "x" as StaticString)
            }
            return stops ? .stopAndBuffer : .continueIteration
        }
        chain.begin()
        chain.head()
        chain.data("x", end: true)
        if stops {
            #expect(chain.journal.take().last == "a request complete")
            chain.stream.continueRequest(chain.a)
        }
        #expect(
            chain.journal.take().suffix(5) == [
                "b data 'x'", "end data 'x'", "b trailers", "b request complete", "end trailers",
            ])
        #expect(chain.stream.requestTrailers.count == 1)
    }

    @Test("A body beyond the buffer limit is answered with 413 when it is buffered")
    func overflow() throws {
        let chain = try FilterFixture(bufferLimit: 4)
        chain.a.onRequestData = { _, _, _ in .stopAndBuffer }
        chain.begin()
        chain.head()
        chain.data("1234")
        _ = chain.journal.take()
        chain.data("5")
        let lines = chain.journal.take()
        #expect(lines.contains("out 413"))
        #expect(lines.last == "a answer complete" || lines.last == "out data 'Payload Too Large', end")
        chain.data("6", end: true)
        #expect(chain.journal.take() == [])
    }

    @Test("A body beyond the buffer limit pauses its source when it is held by watermark")
    func watermark() throws {
        let chain = try FilterFixture(bufferLimit: 4)
        chain.a.onRequestData = { _, _, _ in .stopAndWatermark }
        chain.begin()
        chain.head()
        chain.data("1234")
        #expect(chain.stream.pauses == 0)
        chain.data("5")
        chain.data("6")
        #expect(chain.stream.pauses == 1)
        chain.a.onRequestData = { _, _, _ in .continueIteration }
        chain.stream.continueRequest(chain.a)
        #expect(chain.stream.pauses == 0)
        chain.data("7", end: true)
        #expect(
            chain.journal.take().filter { $0.hasPrefix("end") } == [
                "end head", "end data '123456'", "end data '7', end",
            ])
    }

    @Test("A destroyed stream's completion is told by its generation")
    func generation() throws {
        let chain = try FilterFixture()
        chain.a.onRequestHeaders = { _, _ in .stopIteration }
        chain.begin()
        chain.head(end: true)
        let before = chain.stream.generation
        chain.stream.destroyStream()
        chain.stream.destroyStream()
        #expect(
            chain.journal.take().filter { $0.contains("destroyed") } == ["a destroyed", "b destroyed", "end destroyed"])
        #expect(chain.stream.generation != before)
        chain.stream.continueRequest(chain.a)
        #expect(chain.journal.take() == [])
        chain.a.onRequestHeaders = { _, _ in .continueIteration }
        chain.begin()
        chain.head(end: true)
        #expect(chain.journal.take().last == "end head, end")
    }
}

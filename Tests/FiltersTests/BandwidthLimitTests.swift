import Buffers
import Configuration
import EventLoops
import HTTPSemantics
import RuntimeValues
import Telemetry
import Testing

@testable import Filters

@Suite("The bandwidth limit")
struct BandwidthLimitTests {
    private static let millisecond: UInt64 = 1_000_000

    /// A stream that writes down what goes on, both ways.
    private final class Stream: FilterStream {
        var sent = 0
        var isSent = false
        var isPaused = false

        override func deliverResponseData(_ data: Span<UInt8>, endStream: Bool) {
            sent += data.count
            isSent = endStream
        }

        override func deliverResponseTrailers() { isSent = true }
        override func pauseRequestSource() { isPaused = true }
        override func resumeRequestSource() { isPaused = false }
    }

    private final class Terminal: TerminalFilter {
        var received = 0
        var isWhole = false

        override func requestHeaders(endStream: Bool) -> FilterHeadersStatus {
            isWhole = endStream
            return .stopIteration
        }

        override func requestBytes(_ data: Span<UInt8>, endStream: Bool) {
            received += data.count
            isWhole = endStream
        }

        override func requestTrailers() -> FilterTrailersStatus {
            isWhole = true
            return .stopIteration
        }
    }

    private final class Fixture {
        let loop: EventLoop
        let stream: Stream
        let terminal: Terminal
        let registry = MetricRegistry()
        /// Keeps the scopes.
        private let factory: BandwidthLimitFactory

        init(_ change: (inout BandwidthLimitConfiguration) -> Void) throws {
            loop = try EventLoop(name: "test", clock: .manual(start: 10_000_000_000))
            var configuration = BandwidthLimitConfiguration(statPrefix: "b")
            configuration.kilobytes = 1
            configuration.limitsRequests = true
            configuration.limitsResponses = true
            change(&configuration)
            let context = FilterContext(
                name: "limit", registry: registry, statPrefix: "http.a.", labels: [], runtime: LiveRuntime(),
                problems: FilterProblems())
            // Full when the clock begins.
            factory = BandwidthLimitFactory(configuration, context, at: 9_000_000_000)
            stream = Stream(loop: loop, bufferLimit: 2000)
            let maker = factory.makeMaker(on: FilterWorker(index: 0, loop: loop))
            terminal = Terminal(stream: stream, name: "end", interests: .all)
            stream.install([maker.make(named: "limit", on: stream)], terminal: terminal)
            stream.startStream()
        }

        deinit { stream.dismantle() }

        /// Lets some steps of 50 ms go by.
        func pass(_ steps: Int) {
            for _ in 0..<steps {
                loop.runOnce(maximumWait: 0)
                loop.advanceClock(by: 50 * BandwidthLimitTests.millisecond)
            }
            loop.runOnce(maximumWait: 0)
        }

        /// A trailer of the response; empty: there is none.
        func trailer(_ name: String) -> String { stream.responseTrailers.text(of: name) }

        func respond(_ count: Int) {
            stream.responseHead.status = 200
            stream.respondHeaders(endStream: false)
            stream.respondData([UInt8](repeating: 120, count: count).span, endStream: true)
        }
    }

    @Test("What is in the bucket goes on at once, the rest as it is filled")
    func requests() throws {
        let fixture = try Fixture { $0.limitsResponses = false }
        fixture.stream.walkRequestHeaders(endStream: false)
        fixture.stream.walkRequestData([UInt8](repeating: 120, count: 3000).span, endStream: false)
        #expect(fixture.terminal.received == 0 && fixture.stream.isPaused)
        fixture.pass(1)
        let first = fixture.terminal.received
        #expect((1023...1124).contains(first) && fixture.stream.isPaused)
        fixture.pass(20)
        #expect((first + 900...first + 1124).contains(fixture.terminal.received))
        fixture.stream.walkRequestData([UInt8]().span, endStream: true)
        fixture.pass(30)
        #expect(fixture.terminal.received == 3000 && fixture.terminal.isWhole && !fixture.stream.isPaused)
        fixture.respond(5)
        #expect(fixture.stream.sent == 5 && fixture.stream.isSent)
    }

    @Test("Trailers tell how long it took")
    func trailers() throws {
        let fixture = try Fixture {
            $0.tellsDelays = true
            $0.trailerPrefix = "x"
        }
        fixture.stream.walkRequestHeaders(endStream: true)
        #expect(fixture.terminal.isWhole)
        fixture.respond(2048)
        fixture.pass(30)
        #expect(fixture.stream.sent == 2048 && fixture.stream.isSent)
        let delay = Int(fixture.trailer("x-bandwidth-response-delay-ms")) ?? 0
        #expect((1000...1200).contains(delay))
        #expect(!fixture.trailer("x-bandwidth-response-filter-delay-ms").isEmpty)
        #expect(fixture.trailer("x-bandwidth-request-delay-ms").isEmpty)
        #expect(fixture.trailer("x-bandwidth-request-filter-delay-ms").isEmpty)
    }

    @Test("A stream that ends while bytes wait leaves nothing behind")
    func ending() throws {
        let fixture = try Fixture { _ in }
        fixture.stream.walkRequestHeaders(endStream: false)
        fixture.stream.walkRequestData([UInt8](repeating: 120, count: 3000).span, endStream: true)
        fixture.pass(1)
        fixture.stream.destroyStream()
        let received = fixture.terminal.received
        fixture.pass(40)
        #expect(fixture.terminal.received == received)
        fixture.stream.startStream()
        fixture.stream.walkRequestHeaders(endStream: false)
        fixture.stream.walkRequestData([UInt8](repeating: 120, count: 5).span, endStream: true)
        fixture.pass(1)
        #expect(fixture.terminal.received == received + 5 && fixture.terminal.isWhole)
    }

    @Test("Switched off, it holds nothing")
    func off() throws {
        let fixture = try Fixture { $0.enabled = RuntimeFlagConfiguration(false) }
        fixture.stream.walkRequestHeaders(endStream: false)
        fixture.stream.walkRequestData([UInt8](repeating: 120, count: 1500).span, endStream: true)
        #expect(fixture.terminal.received == 1500 && fixture.terminal.isWhole)
        fixture.respond(3000)
        #expect(fixture.stream.sent == 3000 && fixture.stream.isSent)
    }
}

extension HeaderMap {
    /// The text of a field; empty: there is none.
    fileprivate borrowing func text(of name: String) -> String {
        let index = index(named: Array(name.utf8).span)
        if index < 0 { return "" }
        let value = value(at: index)
        return String(decoding: value.indices.map { value[$0] }, as: UTF8.self)
    }
}

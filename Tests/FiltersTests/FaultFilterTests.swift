import Configuration
import EventLoops
import HTTPSemantics
import Telemetry
import Testing

@testable import Filters

@Suite("The fault filter")
struct FaultFilterTests {
    /// A stream whose dice show what the test says, and whose answers are written down.
    private final class Stream: FilterStream {
        var dice: UInt64 = 0
        var cluster: String? = "c"
        var answers: [UInt16] = []
        var forwarded = 0

        override func randomBits() -> UInt64 { dice }
        override var routeClusterName: String? { cluster }
        override func deliverResponseHeaders(endStream: Bool) { answers.append(responseHead.status) }
    }

    private final class Terminal: TerminalFilter {
        let owner: Stream

        init(_ stream: Stream) {
            owner = stream
            super.init(stream: stream, name: "end", interests: .all)
        }

        override func requestHeaders(endStream: Bool) -> FilterHeadersStatus {
            owner.forwarded += 1
            return .stopIteration
        }
    }

    private final class Fixture {
        let loop: EventLoop
        let scope: MetricScope
        let settings: FaultSettings
        private var streams: [Stream] = []

        init(_ configuration: FaultConfiguration) throws {
            loop = try EventLoop(name: "test", clock: .manual(start: 0))
            scope = MetricRegistry().scope(prefix: "http.a.fault.", family: FaultMetric.family)
            settings = FaultSettings(configuration)
        }

        deinit { for stream in streams { stream.dismantle() } }

        func makeStream() -> Stream {
            let stream = Stream(loop: loop, bufferLimit: 1000)
            let filter = FaultFilter(
                settings, name: "fault", stream: stream, scope: scope, metrics: scope.writer(thread: 0))
            stream.install([filter], terminal: Terminal(stream))
            streams.append(stream)
            return stream
        }

        /// A stream whose request has come.
        func request(dice: UInt64 = 0, cluster: String? = "c") -> Stream {
            let stream = makeStream()
            stream.dice = dice
            stream.cluster = cluster
            stream.startStream()
            stream.walkRequestHeaders(endStream: true)
            return stream
        }

        func pass(_ nanoseconds: UInt64) {
            loop.advanceClock(by: nanoseconds)
            loop.runOnce(maximumWait: 0)
        }

        func count(_ metric: FaultMetric) -> UInt64 {
            metric == .activeFaults ? scope.gauge(metric.rawValue) : scope.counter(metric.rawValue)
        }
    }

    private static func share(_ numerator: UInt32) -> FractionalPercentConfiguration {
        FractionalPercentConfiguration(numerator: numerator, denominator: 100)
    }

    private static let second: UInt64 = 1_000_000_000

    @Test("An abort answers with its status and ends there")
    func abort() throws {
        let fixture = try Fixture(
            FaultConfiguration(abort: FaultAbortConfiguration(httpStatus: 418, percentage: Self.share(100))))
        let stream = fixture.request(dice: 99)
        #expect(stream.answers == [418] && stream.forwarded == 0)
        #expect(stream.info.flags == .faultInjected && stream.info.details.phrase.description == "fault_filter_abort")
        #expect(fixture.count(.abortsInjected) == 1 && fixture.count(.activeFaults) == 1)
        stream.destroyStream()
        #expect(fixture.count(.activeFaults) == 0)
    }

    @Test(
        "The dice decide, at the share's edge",
        arguments: [(0, 0, false), (30, 29, true), (30, 30, false), (100, 99, true)])
    func share(percent: UInt32, dice: UInt64, hits: Bool) throws {
        let fixture = try Fixture(
            FaultConfiguration(abort: FaultAbortConfiguration(httpStatus: 503, percentage: Self.share(percent))))
        let stream = fixture.request(dice: dice)
        #expect(stream.answers == (hits ? [503] : []) && stream.forwarded == (hits ? 0 : 1))
    }

    @Test("A delay holds the request for its time, then lets it go on")
    func delay() throws {
        let fixture = try Fixture(
            FaultConfiguration(delay: FaultDelayConfiguration(fixedDelay: 2 * Self.second, percentage: Self.share(100)))
        )
        let stream = fixture.request()
        fixture.pass(Self.second)
        #expect(stream.forwarded == 0 && stream.info.flags == .delayInjected)
        fixture.pass(Self.second + 10_000_000)
        #expect(stream.forwarded == 1 && stream.answers.isEmpty)
        #expect(fixture.count(.delaysInjected) == 1 && fixture.count(.activeFaults) == 1)
        stream.destroyStream()
        #expect(fixture.count(.activeFaults) == 0)
    }

    @Test("The delay comes before the abort, and both are one active fault")
    func delayThenAbort() throws {
        let fixture = try Fixture(
            FaultConfiguration(
                delay: FaultDelayConfiguration(fixedDelay: Self.second, percentage: Self.share(100)),
                abort: FaultAbortConfiguration(httpStatus: 500, percentage: Self.share(100))))
        let stream = fixture.request()
        #expect(stream.answers.isEmpty && fixture.count(.activeFaults) == 1)
        fixture.pass(2 * Self.second)
        #expect(stream.answers == [500] && stream.forwarded == 0 && fixture.count(.activeFaults) == 1)
    }

    @Test("A stream that ends while it is held is forgotten")
    func destroyedWhileHeld() throws {
        let fixture = try Fixture(
            FaultConfiguration(delay: FaultDelayConfiguration(fixedDelay: Self.second, percentage: Self.share(100))))
        let stream = fixture.request()
        stream.destroyStream()
        #expect(fixture.count(.activeFaults) == 0)
        fixture.pass(2 * Self.second)
        #expect(stream.forwarded == 0 && stream.answers.isEmpty)
        // The object serves on.
        stream.startStream()
        stream.walkRequestHeaders(endStream: true)
        fixture.pass(2 * Self.second)
        #expect(stream.forwarded == 1)
    }

    @Test("Beyond the most active faults, requests are spared and counted")
    func mostActive() throws {
        let fixture = try Fixture(
            FaultConfiguration(
                delay: FaultDelayConfiguration(fixedDelay: Self.second, percentage: Self.share(100)), maxActiveFaults: 1
            ))
        let held = fixture.request()
        let spared = fixture.request()
        #expect(held.forwarded == 0 && spared.forwarded == 1)
        #expect(fixture.count(.faultsOverflow) == 1 && fixture.count(.delaysInjected) == 1)
        held.destroyStream()
        #expect(fixture.request().forwarded == 0)
    }

    @Test("Only requests for the named cluster are meant", arguments: ["c", "other", nil])
    func upstreamCluster(cluster: String?) throws {
        let fixture = try Fixture(
            FaultConfiguration(
                abort: FaultAbortConfiguration(httpStatus: 503, percentage: Self.share(100)), upstreamCluster: "c"))
        #expect(fixture.request(cluster: cluster).answers == (cluster == "c" ? [503] : []))
    }
}

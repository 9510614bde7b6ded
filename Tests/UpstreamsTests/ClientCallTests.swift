import Buffers
import EventLoops
import HTTPSemantics
import Testing

@testable import Upstreams

/// Calls of our own, against an upstream that is led by hand.
@Suite struct ClientCallTests {
    /// A fixture whose call writes down how it ended.
    private final class Fixture {
        let pools: PoolFixture
        let call: ClientCall
        private(set) var endings: [ClientCall.Failure?] = []

        init() throws {
            pools = try PoolFixture()
            call = ClientCall(loop: pools.loop)
        }

        func send(timeout: UInt64 = 0, bodyLimit: Int = 100, path: StaticString = "/keys") {
            call.requestHead.reset()
            call.requestHead.method = .post
            call.requestHead.headers.append(.method, "POST")
            call.requestHead.headers.append(.path, path)
            call.requestHead.headers.append(.authority, "a")
            call.requestBody.removeAll()
            call.requestBody.append("hello")
            call.send(through: pools.worker, timeout: timeout, bodyLimit: bodyLimit) { self.endings.append($0) }
        }

        /// What the upstream has got of the call.
        func received() -> String {
            pools.turn { !pools.upstream.connections.isEmpty }
            var text: String?
            pools.turn {
                if let connection = pools.upstream.connections.last { text = pools.upstream.receive(connection) }
                return text != nil
            }
            return text ?? ""
        }

        func answer(_ text: String) {
            let before = endings.count
            if let connection = pools.upstream.connections.last { pools.upstream.send(connection, text) }
            pools.turn { endings.count > before }
        }
    }

    @Test("A call is sent whole, its answer comes whole, and it can be sent again over the same connection")
    func answered() throws {
        let fixture = try Fixture()
        for round in 1...2 {
            fixture.send()
            let request = fixture.received()
            #expect(request.hasPrefix("POST /keys HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\n"))
            #expect(request.hasSuffix("\r\n\r\nhello"))
            fixture.answer("HTTP/1.1 403 Forbidden\r\ncontent-length: 3\r\n\r\nno!")
            #expect(fixture.endings.count == round && fixture.endings.allSatisfy { $0 == nil })
            #expect(fixture.call.responseHead.status == 403 && !fixture.call.isActive)
            #expect(fixture.call.responseBody.count == 3)
        }
        #expect(fixture.pools.upstream.accepted == 1)
        #expect(fixture.pools.counter(.upstreamRq4xx) == 2 && fixture.pools.counter(.internalUpstreamRq4xx) == 2)
    }

    @Test("A call that is answered with 5xx is sent again, as often as it may be")
    func retries() throws {
        let fixture = try Fixture()
        fixture.call.retries = CallRetries(limit: 2, base: 1_000_000, longest: 1_000_000)
        fixture.send()
        for _ in 1...2 {
            #expect(fixture.received().hasSuffix("\r\n\r\nhello"))
            if let connection = fixture.pools.upstream.connections.last {
                fixture.pools.upstream.send(connection, "HTTP/1.1 503 No\r\ncontent-length: 0\r\n\r\n")
            }
            fixture.pools.turn { fixture.call.pause.deadline != .max }
            #expect(fixture.endings.isEmpty)
            // Two ticks of the wheel.
            fixture.pools.loop.advanceClock(by: 3_000_000)
        }
        _ = fixture.received()
        fixture.answer("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok")
        #expect(fixture.endings == [nil] && fixture.call.responseBody.count == 2)
        #expect(fixture.pools.counter(.upstreamRqRetry) == 2 && fixture.pools.counter(.upstreamRqRetrySuccess) == 1)
        #expect(fixture.pools.counter(.retryUpstreamRq5xx) == 2 && fixture.pools.counter(.upstreamRq5xx) == 0)

        fixture.call.retries = CallRetries(limit: 1, base: 1_000_000, longest: 1_000_000)
        fixture.send()
        _ = fixture.received()
        if let connection = fixture.pools.upstream.connections.last {
            fixture.pools.upstream.send(connection, "HTTP/1.1 500 No\r\ncontent-length: 0\r\n\r\n")
        }
        fixture.pools.turn { fixture.call.pause.deadline != .max }
        fixture.pools.loop.advanceClock(by: 3_000_000)
        _ = fixture.received()
        fixture.answer("HTTP/1.1 502 No\r\ncontent-length: 0\r\n\r\n")
        #expect(fixture.endings == [nil, nil] && fixture.call.responseHead.status == 502)
        #expect(fixture.pools.counter(.upstreamRqRetryLimitExceeded) == 1)
        #expect(fixture.pools.counter(.upstreamRqRetrySuccess) == 1)
    }

    @Test("A try that takes too long is followed by another, and the last one ends the call")
    func lateTries() throws {
        let fixture = try Fixture()
        fixture.call.retries = CallRetries(limit: 1, base: 1_000_000, longest: 1_000_000, tryTimeout: 5_000_000)
        fixture.send()
        #expect(fixture.received().hasSuffix("\r\n\r\nhello"))
        fixture.pools.loop.advanceClock(by: 7_000_000)
        fixture.pools.turn { fixture.call.pause.deadline != .max }
        #expect(fixture.endings.isEmpty && fixture.pools.counter(.upstreamRqPerTryTimeout) == 1)
        fixture.pools.loop.advanceClock(by: 3_000_000)
        fixture.pools.turn { fixture.pools.upstream.accepted == 2 }
        _ = fixture.received()
        fixture.pools.loop.advanceClock(by: 7_000_000)
        fixture.pools.turn { !fixture.endings.isEmpty }
        #expect(fixture.endings == [.timeout] && !fixture.call.isActive)
        #expect(fixture.pools.counter(.upstreamRqPerTryTimeout) == 2)
        #expect(fixture.pools.counter(.upstreamRqRetryLimitExceeded) == 1 && fixture.pools.counter(.upstreamRq5xx) == 1)
    }

    @Test("A call that waits to be sent again can be given up, and its time runs on")
    func retriesEnd() throws {
        for isCancelled in [true, false] {
            let fixture = try Fixture()
            fixture.call.retries = CallRetries(limit: 9, base: 5_000_000_000, longest: 5_000_000_000)
            fixture.send(timeout: 1_000_000)
            _ = fixture.received()
            if let connection = fixture.pools.upstream.connections.last {
                fixture.pools.upstream.send(connection, "HTTP/1.1 503 No\r\ncontent-length: 0\r\n\r\n")
            }
            fixture.pools.turn { fixture.call.pause.deadline != .max }
            if isCancelled {
                fixture.call.cancel()
                #expect(fixture.endings.isEmpty)
            } else {
                fixture.pools.loop.advanceClock(by: 2_000_000)
                fixture.pools.turn { !fixture.endings.isEmpty }
                #expect(fixture.endings == [.timeout])
            }
            #expect(!fixture.call.isActive && fixture.call.pause.deadline == .max)
        }
    }

    @Test("An answer that is too long, late, broken off or given up ends the call, and its connection")
    func failures() throws {
        let long = try Fixture()
        long.send(bodyLimit: 2)
        _ = long.received()
        long.answer("HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nyes")
        #expect(long.endings == [.tooLong])

        let late = try Fixture()
        late.send(timeout: 1_000_000_000)
        _ = late.received()
        late.pools.loop.advanceClock(by: 1_100_000_000)
        late.pools.turn { !late.endings.isEmpty }
        #expect(late.endings == [.timeout])

        let broken = try Fixture()
        broken.send()
        _ = broken.received()
        if let connection = broken.pools.upstream.connections.last { broken.pools.upstream.close(connection) }
        broken.pools.turn { !broken.endings.isEmpty }
        #expect(broken.endings == [.reset(.connectionTermination)])

        let left = try Fixture()
        left.send()
        _ = left.received()
        left.call.cancel()
        #expect(left.endings.isEmpty && !left.call.isActive)
        for fixture in [long, late, broken, left] {
            fixture.pools.turn { fixture.pools.gauge(.upstreamRqActive) == 0 }
            #expect(fixture.pools.gauge(.upstreamRqActive) == 0)
        }
    }

    @Test("A head that would mean something else on the wire is not sent")
    func badRequest() throws {
        let fixture = try Fixture()
        fixture.send(path: "/a\r\nx: y")
        fixture.pools.turn { !fixture.endings.isEmpty }
        #expect(fixture.endings == [.badRequest])
    }
}

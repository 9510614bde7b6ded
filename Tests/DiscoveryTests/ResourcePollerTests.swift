import Configuration
import Discovery
import EventLoops
import LoopTesting
import Testing

/// Answers each question at once with the next reply, and keeps the questions.
private final class ScriptedTransport: DiscoveryTransport {
    var replies: [DiscoveryReply]
    var questions: [String] = []

    init(_ replies: [DiscoveryReply]) { self.replies = replies }

    private final class NoCall: DiscoveryCall {
        func cancel() {}
    }

    func post(
        _ path: String, _ body: [UInt8], to cluster: String, timeout: UInt64, done: @escaping (DiscoveryReply) -> Void
    ) -> any DiscoveryCall {
        questions.append(String(decoding: body, as: UTF8.self))
        done(replies.isEmpty ? .failure("no more") : replies.removeFirst())
        return NoCall()
    }
}

@Suite("Asking again and again")
struct ResourcePollerTests {
    @Test("Each reply is told, the next question follows, and says what is in use")
    func polling() throws {
        let loop = try EventLoop(name: "poller")
        let transport = ScriptedTransport([
            .answer(status: 200, body: [1]), .answer(status: 304, body: []), .answer(status: 503, body: []),
        ])
        let poller = ResourcePoller(
            RESTSourceConfiguration(cluster: "c", refreshDelay: 1_000_000), .routes, node: Array("{}".utf8),
            transport: transport, loop: loop)
        poller.askForNames { ["r"] }
        var told: [String] = []
        poller.start { reading in
            switch reading {
            case .content(let bytes):
                told.append("content \(bytes)")
                poller.accepted(version: "7")
            case .unchanged: told.append("unchanged")
            case .failure(let text): told.append(text)
            }
        }
        loop.turn { told.count >= 4 }
        poller.stop()
        #expect(told.prefix(4) == ["content [1]", "unchanged", "the answer has status 503", "no more"])
        #expect(transport.questions.first?.contains("\"resource_names\":[\"r\"]") == true)
        #expect(transport.questions.dropFirst().allSatisfy { $0.hasPrefix("{\"version_info\":\"7\"") })
        let count = transport.questions.count
        poller.askForNames { ["s"] }
        #expect(transport.questions.count == count)
    }

    @Test("Who comes while an answer is told is asked for at once, and in full")
    func newcomer() throws {
        let loop = try EventLoop(name: "poller")
        let transport = ScriptedTransport([
            .answer(status: 200, body: [1]), .answer(status: 200, body: [2]), .answer(status: 304, body: []),
        ])
        // No test waits an hour: what comes of it was asked out of turn.
        let poller = ResourcePoller(
            RESTSourceConfiguration(cluster: "c", refreshDelay: 3_600_000_000_000), .routes, node: Array("{}".utf8),
            transport: transport, loop: loop)
        poller.askForNames { ["r"] }
        var told = 0
        poller.start { _ in
            told += 1
            if told == 1 {
                poller.forgetVersion()
                poller.askForNames { ["r", "s"] }
            }
            poller.accepted(version: "\(told)")
        }
        loop.turn { told >= 2 }
        #expect(poller.askedNames == ["r", "s"])
        poller.askForNames { ["s"] }
        loop.turn { told >= 3 }
        poller.stop()
        #expect(told == 3)
        // The answer to a question from before was none to the newcomer.
        #expect(transport.questions.map { $0.contains("version_info") } == [false, false, true])
    }

    @Test("A question that a server holds is given up when somebody else comes")
    func heldQuestion() throws {
        let loop = try EventLoop(name: "poller")
        let transport = HoldingTransport()
        let poller = ResourcePoller(
            RESTSourceConfiguration(cluster: "c", refreshDelay: 3_600_000_000_000), .endpoints,
            node: Array("{}".utf8), transport: transport, loop: loop)
        poller.askForNames { ["a"] }
        poller.start { _ in }
        #expect(transport.questions.count == 1)
        poller.forgetVersion()
        poller.askForNames { ["a", "b"] }
        poller.askForNames { ["a", "b", "c"] }
        #expect(transport.cancelled == 1)
        loop.turn { transport.questions.count >= 2 }
        #expect(transport.questions.last?.contains(#""resource_names":["a","b","c"]"#) == true)
        poller.stop()
        #expect(transport.cancelled == 2)
    }
}

/// Answers nothing, as a server does that holds questions.
private final class HoldingTransport: DiscoveryTransport {
    var questions: [String] = []
    var cancelled = 0

    private final class Held: DiscoveryCall {
        let transport: HoldingTransport
        init(_ transport: HoldingTransport) { self.transport = transport }
        func cancel() { transport.cancelled += 1 }
    }

    func post(
        _ path: String, _ body: [UInt8], to cluster: String, timeout: UInt64, done: @escaping (DiscoveryReply) -> Void
    ) -> any DiscoveryCall {
        questions.append(String(decoding: body, as: UTF8.self))
        return Held(self)
    }
}

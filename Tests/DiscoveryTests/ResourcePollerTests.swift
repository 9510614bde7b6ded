import Configuration
import Discovery
import EventLoops
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
        poller.setNames(["r"])
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
        for _ in 0..<10_000 where told.count < 4 { loop.runOnce() }
        poller.stop()
        #expect(told.prefix(4) == ["content [1]", "unchanged", "the answer has status 503", "no more"])
        #expect(transport.questions.first?.contains("\"resource_names\":[\"r\"]") == true)
        #expect(transport.questions.dropFirst().allSatisfy { $0.hasPrefix("{\"version_info\":\"7\"") })
        let count = transport.questions.count
        poller.setNames(["s"])
        #expect(transport.questions.count == count)
    }
}

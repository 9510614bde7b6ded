import Testing

@testable import ProxyRuntime

/// The old instance's side of a handover.
@Suite struct HandoverSessionTests {
    private let welcome = HotRestartMessage.Welcome(epoch: 4, generation: 5, originalStart: 1, sockets: 2)

    private func isRefused(_ action: HandoverSession.Action, naming word: String) -> Bool {
        guard case .refuse(.refusal(let reason)) = action else { return false }
        return reason.contains(word)
    }

    @Test("The next epoch is welcomed, gets the sockets it asks for, and takes over when it is ready")
    func handover() {
        var session = HandoverSession(welcome: welcome)
        let wasIntroduced = session.isIntroduced
        #expect(!wasIntroduced)
        let hello = session.received(HotRestartMessage.hello(epoch: 5).encoded)
        #expect(hello == .answer(.welcome(welcome)))
        let isIntroduced = session.isIntroduced
        #expect(isIntroduced)
        for number: UInt32 in [0, 1, 1] {
            let take = session.received(HotRestartMessage.take(number).encoded)
            #expect(take == .sendSocket(number))
        }
        var kept = SocketSet()
        kept.insert(1)
        let ready = session.received(HotRestartMessage.ready(kept: kept, shutdownSeconds: 9).encoded)
        #expect(ready == .handOver(kept: kept, shutdownSeconds: 9))
    }

    @Test("Any other epoch is refused, with the one that would do", arguments: [0, 3, 4, 6, .max] as [UInt32])
    func otherEpochs(_ epoch: UInt32) {
        var session = HandoverSession(welcome: welcome)
        let action = session.received(HotRestartMessage.hello(epoch: epoch).encoded)
        #expect(isRefused(action, naming: "5 takes over"))
    }

    @Test("After the last epoch there is no other")
    func lastEpoch() {
        var session = HandoverSession(
            welcome: HotRestartMessage.Welcome(epoch: .max, generation: 1, originalStart: 0, sockets: 0))
        let action = session.received(HotRestartMessage.hello(epoch: 0).encoded)
        #expect(isRefused(action, naming: "last"))
    }

    @Test(
        "What is out of place is refused, and nothing follows",
        arguments: [
            [.take(0)], [.ready(kept: SocketSet(), shutdownSeconds: 0)], [.hello(epoch: 5), .hello(epoch: 5)],
            [.hello(epoch: 5), .take(2)], [.hello(epoch: 5), .status(connections: 1)],
            [.hello(epoch: 5), .ready(kept: SocketSet(), shutdownSeconds: 0), .take(0)],
        ] as [[HotRestartMessage]])
    func outOfPlace(_ messages: [HotRestartMessage]) {
        var session = HandoverSession(welcome: welcome)
        var last: HandoverSession.Action?
        for message in messages { last = session.received(message.encoded) }
        #expect(last.map { isRefused($0, naming: "out of place") } == true)
        let next = session.received(HotRestartMessage.hello(epoch: 5).encoded)
        #expect(isRefused(next, naming: "out of place"))
    }

    @Test("Bytes that are no message, and other versions, are refused with the reason")
    func noMessage() {
        var session = HandoverSession(welcome: welcome)
        let garbage = session.received([1, 2, 3])
        #expect(isRefused(garbage, naming: "malformed"))
        var other = HandoverSession(welcome: welcome)
        let foreign = other.received([9, 1, 0, 0, 0, 5])
        #expect(isRefused(foreign, naming: "--hot-restart-version"))
    }
}

import Glibc
import LoopTesting
import NetworkAddresses
import Synchronization
import Testing

@testable import EventLoops

/// A resolver whose answers the test gives, when it likes.
private final class ManualNames: Sendable {
    private struct State {
        var asked: [String] = []
        var answers: [String: Result<NameAnswer, LookupFailure>] = [:]
        var isOpen = true
    }
    private let state = Mutex(State())

    /// The names that were asked, in order, once for each time.
    var asked: [String] { state.withLock { $0.asked } }

    /// Gives the answer that every question for a name waits for.
    func answer(_ name: String, _ result: Result<NameAnswer, LookupFailure>) {
        state.withLock { $0.answers[name] = result }
    }

    /// Lets threads that still wait go.
    func close() { state.withLock { $0.isOpen = false } }

    /// What a resolver thread calls: it hangs until there is an answer.
    func ask(_ question: NameQuestion) -> Result<NameAnswer, LookupFailure> {
        state.withLock { $0.asked.append(question.name) }
        while true {
            let (answer, isOpen) = state.withLock { ($0.answers[question.name], $0.isOpen) }
            if let answer { return answer }
            if !isOpen { return .failure(.noAddress) }
            sched_yield()
        }
    }
}

@Suite("Name resolution")
struct NameResolverTests {
    private func wait(_ loop: EventLoop, until condition: () -> Bool) {
        loop.turn(until: condition)
    }

    private static let one = NameAnswer(addresses: [IPAddress(192, 0, 2, 1)])

    @Test("An address needs no asking, and localhost is found")
    func resolves() throws {
        let loop = try EventLoop(name: "test")
        let resolver = try NameResolver()
        var answers: [Result<NameAnswer, LookupFailure>] = []
        resolver.resolve("192.0.2.7", family: .v4Only, timeout: 60_000_000_000, on: loop) { answers.append($0) }
        wait(loop) { answers.count == 1 }
        resolver.resolve("localhost", family: .v4Preferred, timeout: 60_000_000_000, on: loop) { answers.append($0) }
        wait(loop) { answers.count == 2 }
        let expected = [[IPAddress(192, 0, 2, 7)], [.loopbackV4]].map { NameAnswer(addresses: $0) }
        #expect(answers == expected.map { .success($0) })
        resolver.close()
    }

    @Test("A name that nobody has is no failure of the resolver")
    func unknownName() throws {
        let loop = try EventLoop(name: "test")
        let resolver = try NameResolver(threads: 1)
        var answer: Result<NameAnswer, LookupFailure>?
        // No name has an empty label; the C library says so without asking anyone.
        resolver.resolve("a..b", family: .all, timeout: .max, on: loop) { answer = $0 }
        wait(loop) { answer != nil }
        #expect(answer == .failure(.noAddress))
        resolver.close()
    }

    @Test("The timeout answers for a resolver that does not; a cancelled lookup answers nothing")
    func timeoutAndCancel() throws {
        let loop = try EventLoop(name: "test", clock: .manual(start: 0))
        let names = ManualNames()
        let resolver = try NameResolver(threads: 1, asking: names.ask)
        var answers: [String] = []
        resolver.resolve("a", family: .all, timeout: 1_000_000, on: loop) { result in
            answers.append(result == .failure(.timedOut) ? "timeout" : "answer")
        }
        resolver.resolve("a", family: .all, timeout: 1_000_000, on: loop) { _ in answers.append("cancelled") }.cancel()
        loop.advanceClock(by: 10_000_000)
        loop.runOnce(maximumWait: 0)
        #expect(answers == ["timeout"])
        names.answer("a", .success(Self.one))
        var isLate = false
        resolver.resolve("a", family: .all, timeout: .max, on: loop) { _ in isLate = true }
        wait(loop) { isLate }
        #expect(answers == ["timeout"] && isLate)
        resolver.close()
    }

    @Test("A hanging resolver is asked once, and its late answer serves whoever waits then")
    func questionsAreShared() throws {
        let loop = try EventLoop(name: "test", clock: .manual(start: 0))
        let names = ManualNames()
        let resolver = try NameResolver(threads: 2, asking: names.ask)
        var timeouts = 0
        for _ in 0..<50 {
            resolver.resolve("a", family: .all, timeout: 1_000_000, on: loop) { result in
                if result == .failure(.timedOut) { timeouts += 1 }
            }
            loop.advanceClock(by: 10_000_000)
            loop.runOnce(maximumWait: 0)
        }
        #expect(timeouts == 50)
        var answer: Result<NameAnswer, LookupFailure>?
        resolver.resolve("a", family: .all, timeout: .max, on: loop) { answer = $0 }
        wait(loop) { !names.asked.isEmpty }
        names.answer("a", .success(Self.one))
        wait(loop) { answer != nil }
        #expect(answer == .success(Self.one))
        #expect(names.asked == ["a"])
        resolver.close()
    }

    @Test("A name that hangs leaves the other thread to the others")
    func oneHangs() throws {
        let loop = try EventLoop(name: "test", clock: .manual(start: 0))
        let names = ManualNames()
        let resolver = try NameResolver(threads: 2, asking: names.ask)
        resolver.resolve("dead", family: .all, timeout: .max, on: loop) { _ in }
        wait(loop) { names.asked == ["dead"] }
        var answered = 0
        for number in 0..<200 {
            names.answer("n\(number)", .success(Self.one))
            resolver.resolve("n\(number)", family: .all, timeout: .max, on: loop) { _ in answered += 1 }
        }
        wait(loop) { answered == 200 }
        #expect(answered == 200)
        names.close()
        resolver.close()
    }

    @Test("A full queue and a closed resolver refuse")
    func refuses() throws {
        let loop = try EventLoop(name: "test")
        let resolver = try NameResolver(threads: 1, capacity: 0)
        var answers: [Result<NameAnswer, LookupFailure>] = []
        resolver.resolve("localhost", family: .all, timeout: 60_000_000_000, on: loop) { answers.append($0) }
        wait(loop) { !answers.isEmpty }
        #expect(answers == [.failure(.queueFull)])
        resolver.close()
        resolver.resolve("localhost", family: .all, timeout: 60_000_000_000, on: loop) { answers.append($0) }
        wait(loop) { answers.count == 2 }
        #expect(answers.count == 2)
    }

    @Test("Each family takes its addresses, in its order")
    func families() {
        let (v4, v6) = ([IPAddress(192, 0, 2, 1)], [IPAddress.loopbackV6])
        func choose(_ family: LookupFamily) -> [[IPAddress]] {
            [(v4, v6), (v4, []), ([], v6)].map { SystemResolver.choose(family, v4: $0.0, v6: $0.1) }
        }
        #expect(choose(.v4Only) == [v4, v4, []])
        #expect(choose(.v6Only) == [v6, [], v6])
        #expect(choose(.v6Preferred) == [v6, v4, v6])
        #expect(choose(.v4Preferred) == [v4, v4, v6])
        #expect(choose(.all) == [v6 + v4, v4, v6])
    }
}

import Testing

@testable import ControlPlane

@Suite("What a node made of what it was sent")
struct SubscriptionStateTests {
    private static let second: UInt64 = 1_000_000_000

    /// One that has taken `v1` and was sent `v2`.
    private func sentSecond() -> SubscriptionState {
        var state = SubscriptionState(names: [])
        _ = state.asked(version: "", now: 0)
        state.wasSent("v1", now: 1)
        _ = state.asked(version: "v1", now: 2)
        state.wasSent("v2", now: 3)
        return state
    }

    @Test func `who says the version that was sent has taken it`() {
        var state = SubscriptionState(names: [])
        #expect(state.asked(version: "", now: 0) == .nothing)
        #expect(state.verdict(said: "", offered: "v1", now: 0) == .send)
        state.wasSent("v1", now: 1)
        #expect(state.asked(version: "v1", now: 2) == .acknowledged)
        #expect(state.asked(version: "v1", now: 3) == .nothing)
        #expect(state.acknowledged == "v1" && state.acknowledgedAt == 2)
        #expect(state.verdict(said: "v1", offered: "v1", now: 3) == .wait(until: nil))
        #expect(state.verdict(said: "v1", offered: "v2", now: 3) == .send)
    }

    @Test func `who says the version before the one that was sent refuses it`() {
        var state = sentSecond()
        #expect(state.asked(version: "v1", now: 10) == .refused)
        #expect(state.refusal?.version == "v2" && state.refusal?.isExplicit == false)
        // Not again for a while, and then less and less often.
        #expect(state.verdict(said: "v1", offered: "v2", now: 11) == .wait(until: 10 + 5 * Self.second))
        #expect(state.verdict(said: "v1", offered: "v2", now: 10 + 5 * Self.second) == .send)
        state.wasSent("v2", now: 6 * Self.second)
        #expect(state.asked(version: "v1", now: 7 * Self.second) == .nothing)
        #expect(state.refusal?.retryAt == 17 * Self.second)
        // Something else is sent at once.
        #expect(state.verdict(said: "v1", offered: "v3", now: 7 * Self.second) == .send)
    }

    @Test func `it is not sent for ever more often than every five minutes`() {
        var state = sentSecond()
        for round in 0..<40 {
            let now = UInt64(round) * 1_000 * Self.second
            _ = state.asked(version: "v1", now: now)
            #expect(state.refusal.map { $0.retryAt - now } ?? 0 <= 300 * Self.second)
            state.wasSent("v2", now: now)
        }
    }

    @Test func `one that has just started may not have heard of it`() {
        var state = SubscriptionState(names: [])
        _ = state.asked(version: "", now: 0)
        state.wasSent("v1", now: 1)
        #expect(state.asked(version: "", now: 2) == .nothing)
        #expect(state.refusedVersion == nil)
        #expect(state.verdict(said: "", offered: "v1", now: 2) == .send)
        state.wasSent("v1", now: 3)
        #expect(state.asked(version: "", now: 4) == .refused)
        #expect(state.refusedVersion == "v1")
        #expect(state.verdict(said: "", offered: "v1", now: 4) == .wait(until: 4 + 5 * Self.second))
    }

    @Test func `one that had a version and says none has started anew`() {
        var state = sentSecond()
        #expect(state.asked(version: "", now: 10) == .restarted)
        #expect(state.verdict(said: "", offered: "v2", now: 10) == .send)
        #expect(state.refusal == nil)
    }

    @Test func `a refusal in words is told once, however often the node says so`() {
        var state = sentSecond()
        #expect(state.asked(version: "v1", nonce: "v2", refusal: "no port", now: 10) == .refused)
        #expect(state.asked(version: "v1", nonce: "v2", refusal: "no port", now: 11) == .nothing)
        #expect(state.refusal?.count == 1 && state.refusal?.reason == "no port" && state.refusal?.isExplicit == true)
        #expect(state.verdict(said: "v1", offered: "v2", now: 12) == .wait(until: 10 + 5 * Self.second))
    }

    @Test func `a refusal that names another response is about that one`() {
        var state = sentSecond()
        #expect(state.asked(version: "v1", nonce: "v0", refusal: "old", now: 10) == .refused)
        #expect(state.verdict(said: "v1", offered: "v2", now: 10) == .send)
    }

    @Test func `what is taken later is refused no more`() {
        var state = sentSecond()
        _ = state.asked(version: "v1", now: 10)
        state.wasSent("v2", now: 20)
        #expect(state.asked(version: "v2", now: 21) == .acknowledged)
        #expect(state.refusal == nil)
    }

    @Test func `an answer that was lost was not refused`() {
        var state = sentSecond()
        state.wasLost()
        #expect(state.asked(version: "v1", now: 10) == .nothing)
        #expect(state.verdict(said: "v1", offered: "v2", now: 10) == .send)
    }

    @Test func `a version from elsewhere is believed`() {
        var state = SubscriptionState(names: [])
        #expect(state.asked(version: "old", now: 0) == .nothing)
        #expect(state.acknowledged == "old")
        state.wasSent("v1", now: 1)
        // An answer of another control plane came in between.
        #expect(state.asked(version: "other", now: 2) == .nothing)
        #expect(state.refusal == nil)
    }
}

import Testing

@testable import ControlPlane

@Suite("Rollouts")
struct RolloutTests {
    private static let watch = Rollout.watch

    @Test func `without shares all nodes are given it at once`() {
        let rollout = Rollout(publication: 1, stages: [], now: 0)
        #expect(rollout.state == .complete && rollout.share == 100 && rollout.includes("any"))
    }

    @Test func `a share is that large, grows, and is always the same`() {
        let names = (0..<2_000).map { "node-\($0)" }
        let tenth = names.filter(Rollout(publication: 1, stages: [10], now: 0).includes)
        let half = names.filter(Rollout(publication: 2, stages: [50], now: 0).includes)
        #expect((140...260).contains(tenth.count))
        #expect((900...1_100).contains(half.count))
        #expect(Set(tenth).isSubset(of: Set(half)))
    }

    @Test func `the next share waits until this one runs it, and was watched`() {
        var rollout = Rollout(publication: 1, stages: [10, 50], now: 0)
        #expect(rollout.advance(isLevel: true, now: Self.watch - 1) == false)
        #expect(rollout.advance(isLevel: false, now: Self.watch) == false)
        #expect(rollout.advance(isLevel: true, now: Self.watch) == true)
        #expect(rollout.share == 50 && rollout.state == .running(since: Self.watch))
        #expect(rollout.advance(isLevel: true, now: 2 * Self.watch) == true)
        #expect(rollout.share == 100 && rollout.state == .complete)
    }

    @Test func `a refusal pauses it, that of a node outside does not`() throws {
        var rollout = Rollout(publication: 1, stages: [10], now: 0)
        let names = (0..<200).map { "node-\($0)" }
        let outside = try #require(names.first { !rollout.includes($0) })
        let inside = try #require(names.first(where: rollout.includes))
        #expect(rollout.refused(by: outside, "clusters") == false)
        #expect(rollout.refused(by: inside, "clusters: no port") == true)
        #expect(rollout.state == .paused("node \(inside) refuses clusters: no port"))
        #expect(rollout.refused(by: inside, "again") == false)
        #expect(rollout.advance(isLevel: true, now: .max) == false)
        #expect(rollout.resume(now: 7) == true)
        #expect(rollout.state == .complete)
        #expect(rollout.resume(now: 8) == false)
    }

    @Test func `it goes on from where it was before the process started anew`() {
        let rollout = Rollout(publication: 1, stages: [10, 50], stage: 1, now: 0)
        #expect(rollout.share == 50)
        #expect(Rollout(publication: 1, stages: [10], stage: 9, now: 0).state == .complete)
        #expect(Rollout(publication: 1, stages: [10], stage: -9, now: 0).share == 10)
    }

    @Test func `shares are read`() {
        #expect(Rollout.stages("5,25") == [5, 25])
        for wrong in ["", "0", "100", "5,5", "25,5", "5,", "a", "5 ,6"] { #expect(Rollout.stages(wrong) == nil) }
    }
}

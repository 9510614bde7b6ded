import Testing

@testable import ControlPlane

@Suite("Roots that follow one another")
struct RootRotationTests {
    private static let day: Int64 = 86_400
    private static let year: Int64 = 365 * day

    /// One root that has issued already.
    private func rotation(life: Int64 = day, at now: Int64 = 0, validUntil: Int64 = 10 * year) -> RootRotation {
        var rotation = RootRotation([], life: life, skew: 300, at: now)
        rotation.begin("a", validUntil: validUntil, at: now)
        #expect(rotation.advance(to: now) == [.tookOver("a")])
        return rotation
    }

    private func ids(_ rotation: RootRotation) -> [String] { rotation.roots.map(\.id) }

    @Test("The first root issues at once; alone, it has nothing to wait for")
    func first() {
        var rotation = rotation()
        #expect(rotation.issuer(at: 0)?.id == "a" && rotation.nextStep(after: 0) == nil)
        #expect(rotation.advance(to: 5 * Self.year) == [] && ids(rotation) == ["a"])
    }

    @Test("A new root is in all bundles for as long as a certificate holds before it issues")
    func announced() {
        var rotation = rotation()
        rotation.begin("b", validUntil: 20 * Self.year, at: 100)
        #expect(ids(rotation) == ["a", "b"] && rotation.isAnnouncing(at: 100))
        #expect(rotation.nextStep(after: 100) == 100 + Self.day)
        #expect(rotation.advance(to: 99 + Self.day) == [] && rotation.issue(at: 99 + Self.day)?.root == "a")
        #expect(rotation.advance(to: 100 + Self.day) == [.tookOver("b")])
        #expect(rotation.issue(at: 100 + Self.day)?.root == "b" && ids(rotation) == ["a", "b"])
    }

    @Test("The old root goes when its last certificate has run out, and not before")
    func removed() throws {
        var rotation = rotation()
        rotation.begin("b", validUntil: 20 * Self.year, at: 0)
        let issued = rotation.issue(at: Self.day - 1)
        let last = try #require(issued)
        #expect(last.root == "a" && last.until == 2 * Self.day - 1)
        #expect(rotation.advance(to: Self.day) == [.tookOver("b")])
        #expect(rotation.advance(to: last.until + 300) == [] && ids(rotation) == ["a", "b"])
        let next = try #require(rotation.nextStep(after: last.until))
        #expect(next > last.until + 300 && next <= last.until + Self.day / 8 + 301)
        #expect(rotation.advance(to: next - 1) == [])
        #expect(rotation.advance(to: next) == [.removed("a")])
        #expect(ids(rotation) == ["b"] && rotation.nextStep(after: next) == nil)
    }

    @Test("How long a root is needed is kept ahead, and seldom")
    func kept() {
        var rotation = rotation()
        var kept = 0
        for second in stride(from: Int64(0), to: Self.day, by: 60) {
            guard let issued = rotation.issue(at: second) else {
                Issue.record("nothing is issued at \(second)")
                return
            }
            #expect(issued.until == second + Self.day)
            if issued.mustKeep { kept += 1 }
            #expect(rotation.roots[0].issuedUntil >= issued.until)
        }
        #expect((8...9).contains(kept))
    }

    @Test("Nothing holds longer than its root, and a root that is over issues nothing")
    func ends() {
        var rotation = rotation(validUntil: 2 * Self.day)
        #expect(rotation.issue(at: Self.day + 10)?.until == 2 * Self.day)
        #expect(rotation.roots[0].issuedUntil == 2 * Self.day)
        #expect(rotation.issue(at: 2 * Self.day) == nil && rotation.issuer(at: 2 * Self.day) == nil)
        // Then there is nothing to wait for.
        rotation.begin("b", validUntil: 20 * Self.year, at: 2 * Self.day)
        #expect(rotation.issue(at: 2 * Self.day)?.root == "b")
        #expect(rotation.advance(to: 2 * Self.day) == [.tookOver("b")])
        #expect(rotation.advance(to: 2 * Self.day + 1) == [.removed("a")])
    }

    @Test("One root at a time is announced, and no more than four are in use")
    func obstacles() {
        var rotation = rotation(life: 1_000)
        #expect(rotation.obstacle(at: 0) == nil)
        rotation.begin("b", validUntil: Self.year, at: 0)
        #expect(
            rotation.obstacle(at: 10)
                == "root b is announced already, and issues from 1970-01-01T00:16:40Z on")
        #expect(rotation.obstacle(at: 1_000) == nil)
        // Each of these issues what holds for long.
        for (index, name) in ["c", "d"].enumerated() {
            let now = Int64(index + 1) * 1_000
            _ = rotation.issue(at: now)
            rotation.begin(name, validUntil: Self.year, at: now)
        }
        #expect(rotation.obstacle(at: 3_000) == "4 roots are in use until their certificates run out")
        _ = rotation.advance(to: 3_500)
        #expect(rotation.obstacle(at: 3_500) == nil)
    }

    @Test("A root is followed by another while it can still issue what holds as long as it should")
    func due() {
        let rotation = rotation()
        #expect(!rotation.isDue(at: 0, rootLife: 10 * Self.year))
        #expect(!rotation.isDue(at: 9 * Self.year, rootLife: 10 * Self.year))
        #expect(rotation.isDue(at: 9 * Self.year + 1, rootLife: 10 * Self.year))
        #expect(rotation.isDue(at: 10 * Self.year - 3 * Self.day + 1, rootLife: Self.day))
        #expect(RootRotation([], life: 1, skew: 0, at: 0).isDue(at: 0, rootLife: 1))
    }

    @Test("What was under way goes on after a new start, also one that comes late")
    func restarted() {
        var rotation = rotation()
        rotation.begin("b", validUntil: 20 * Self.year, at: 0)
        _ = rotation.issue(at: 100)
        var soon = RootRotation(rotation.roots, life: Self.day, skew: 300, at: 200)
        #expect(soon.advance(to: 200) == [] && soon.issuer(at: 200)?.id == "a")
        #expect(soon.advance(to: Self.day) == [.tookOver("b")])
        var late = RootRotation(rotation.roots, life: Self.day, skew: 300, at: Self.year)
        #expect(late.issuer(at: Self.year)?.id == "b")
        #expect(late.advance(to: Self.year) == [.removed("a")])
        #expect(ids(late) == ["b"])
    }

    @Test(
        "Whoever asks as it should believes everybody who shows what holds, at every moment of rotations at any time",
        arguments: 0..<40)
    func neverApart(seed: UInt64) throws {
        var random = SeededNumbers(seed: seed)
        let life: Int64 = 1_000
        var rotation = RootRotation([], life: life, skew: 1, at: 0)
        rotation.begin("0", validUntil: 100_000, at: 0)
        /// What each of the proxies has: the root of its certificate, when that ends, and the bundle that came with it.
        var proxies = [(root: String, until: Int64, bundle: Set<String>)?](repeating: nil, count: 12)
        var roots = 1
        for second in Int64(0)..<12_000 {
            _ = rotation.advance(to: second)
            if random.next() % 700 == 0, rotation.obstacle(at: second) == nil {
                rotation.begin(String(roots), validUntil: second + 100_000, at: second)
                roots += 1
            }
            // A crash, which forgets all but what must be kept.
            if random.next() % 500 == 0 { rotation = RootRotation(rotation.roots, life: life, skew: 1, at: second) }
            for place in proxies.indices {
                // At half of the life, or by an outage at any time before the end.
                let isDue = proxies[place].map { $0.until - second < life / 2 && random.next() % 200 == 0 } ?? true
                guard isDue || proxies[place].map({ $0.until <= second }) == true else { continue }
                let fresh = rotation.issue(at: second)
                let issued = try #require(fresh)
                proxies[place] = (issued.root, issued.until, Set(rotation.roots.map(\.id)))
            }
            if second % 10 != 0 { continue }
            for holder in proxies {
                for peer in proxies {
                    guard let holder, let peer, holder.until > second, peer.until > second else { continue }
                    guard peer.bundle.contains(holder.root) else {
                        Issue.record("at \(second) root \(holder.root) is not in \(peer.bundle.sorted())")
                        return
                    }
                }
            }
        }
        #expect(roots > 3 && rotation.roots.count <= 4)
    }
}

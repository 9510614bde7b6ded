import Testing

@testable import ProxyRuntime

@Suite("When a proxy asks for its next certificate")
struct IdentityScheduleTests {
    private static let second: UInt64 = 1_000_000_000

    @Test("At half of the life, give or take a hundredth", arguments: [6, 3_600, 86_400] as [UInt64])
    func renewal(seconds: UInt64) {
        let life = seconds * Self.second
        var schedule = IdentitySchedule()
        let first = schedule.issued(life: life, at: 1_000, random: 0)
        let last = schedule.issued(life: life, at: 1_000, random: .max)
        #expect(first == life / 100 * 49 && last < life / 100 * 51 && last > life / 1_000 * 509)
        let half = schedule.issued(life: life, at: 1_000, random: 1 << 63)
        #expect(half > life / 1_000 * 499 && half < life / 1_000 * 501)
        #expect(schedule.endsAt == 1_000 + life)
    }

    @Test("Without a certificate, pauses double up to a minute")
    func firstPauses() {
        var schedule = IdentitySchedule()
        let pauses = (0..<12).map { _ in schedule.failed(at: 0, random: 1 << 63) / (Self.second / 2) }
        #expect(pauses == [1, 2, 4, 8, 16, 32, 64, 120, 120, 120, 120, 120])
        #expect(schedule.failures == 12)
        var early = IdentitySchedule()
        var late = IdentitySchedule()
        #expect(early.failed(at: 0, random: 0) == Self.second / 4)
        #expect(late.failed(at: 0, random: .max) < Self.second * 3 / 4)
    }

    @Test("Of a short life several tries remain before it ends, and what is asked for is waited")
    func shortLife() {
        var schedule = IdentitySchedule()
        var now = schedule.issued(life: 8 * Self.second, at: 0, random: .max)
        var tries = 0
        while now < 8 * Self.second {
            now += schedule.failed(at: now, random: .max)
            tries += 1
        }
        #expect(tries > 4)
        #expect(schedule.failed(at: now, asked: 7 * Self.second, random: 0) == 7 * Self.second)
        #expect(schedule.failed(at: now, asked: 3_599 * Self.second, random: 0) == 3_599 * Self.second)
        #expect(schedule.failed(at: now, asked: .max, random: 0) == 3_600 * Self.second)
        _ = schedule.issued(life: 8 * Self.second, at: now, random: 0)
        #expect(schedule.failures == 0)
    }

    @Test("A life that no clock can count does not trap")
    func endless() {
        var schedule = IdentitySchedule()
        #expect(schedule.issued(life: .max, at: .max, random: .max) > 0)
        for _ in 0..<100 { #expect(schedule.failed(at: .max, asked: .max, random: .max) > 0) }
    }
}

import Configuration
import Testing

@testable import Upstreams

private let second: UInt64 = 1_000_000_000

@Suite("When names are asked for again")
struct NameRefreshTests {
    private func times(
        _ configuration: NameResolutionConfiguration, failures: Int, random: UInt64 = .max
    ) -> [UInt64] {
        var refresh = NameRefresh(configuration)
        return (0..<failures).map { _ in refresh.afterFailure(random: random) }
    }

    @Test("The refresh rate counts, after answers and after failures")
    func refreshRate() {
        var refresh = NameRefresh(NameResolutionConfiguration(refreshRate: 7 * second))
        #expect(refresh.afterAnswer(timeToLive: 1, random: 5) == 7 * second)
        #expect(refresh.afterFailure(random: 5) == 7 * second)
        #expect(times(NameResolutionConfiguration(), failures: 3) == [5 * second, 5 * second, 5 * second])
    }

    @Test("A time to live replaces the rate where that is asked for, unless it is 0 or not known")
    func timeToLive() {
        var refresh = NameRefresh(
            NameResolutionConfiguration(
                refreshRate: 7 * second, respectsTimeToLive: true, minimumRefreshRate: 3 * second))
        #expect(refresh.afterAnswer(timeToLive: 60, random: 5) == 60 * second)
        #expect(refresh.afterAnswer(timeToLive: 1, random: 5) == 3 * second)
        #expect(refresh.afterAnswer(timeToLive: 0, random: 5) == 7 * second)
        #expect(refresh.afterAnswer(timeToLive: nil, random: 5) == 7 * second)
        #expect(refresh.afterAnswer(timeToLive: .max, random: 5) == UInt64(UInt32.max) * second)
    }

    @Test("Jitter adds less than its bound")
    func jitter() {
        var refresh = NameRefresh(NameResolutionConfiguration(refreshRate: 7 * second, jitter: second))
        #expect(refresh.afterAnswer(timeToLive: nil, random: 0) == 7 * second)
        #expect(refresh.afterAnswer(timeToLive: nil, random: second - 1) == 8 * second - 1)
        #expect(refresh.afterAnswer(timeToLive: nil, random: second) == 7 * second)
        var endless = NameRefresh(NameResolutionConfiguration(refreshRate: .max, jitter: second))
        #expect(endless.afterAnswer(timeToLive: nil, random: 5) == .max)
    }

    @Test("Failures wait a random part of an interval that doubles up to its bound; an answer begins anew")
    func backoff() {
        let configuration = NameResolutionConfiguration(
            failureRefreshRate: .init(baseInterval: 2 * second, maxInterval: 7 * second))
        // The largest number that is below each interval.
        var refresh = NameRefresh(configuration)
        let intervals: [UInt64] = [2, 4, 7, 7]
        for interval in intervals {
            #expect(refresh.afterFailure(random: interval * second - 1) == interval * second - 1)
        }
        _ = refresh.afterAnswer(timeToLive: nil, random: 0)
        #expect(refresh.afterFailure(random: 2 * second) == 1_000_000, "never at once")
        #expect(refresh.afterFailure(random: 3 * second) == 3 * second)
    }

    @Test("Intervals do not overflow")
    func overflow() {
        let configuration = NameResolutionConfiguration(
            failureRefreshRate: .init(baseInterval: .max / 2, maxInterval: .max))
        #expect(times(configuration, failures: 4, random: .max - 1).allSatisfy { $0 >= 1_000_000 })
    }
}

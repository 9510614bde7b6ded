internal import Synchronization

/// How often something happened lately, as all workers together see it: counts by slices of time, of which the oldest
/// make room for new ones. Reading and counting take no lock. What happens while a slice changes hands may be lost.
final class RollingCount: Sendable {
    /// The number of a slice in the upper half, its count in the lower.
    private let slices: [Slice]
    private let length: UInt64

    private final class Slice: Sendable {
        let value = Atomic<UInt64>(0)
    }

    private static let count: UInt64 = 16

    /// Counts what happens in the last `interval` nanoseconds.
    init(interval: UInt64) {
        length = max(1, interval / Self.count)
        slices = (0..<Self.count).map { _ in Slice() }
    }

    /// One more, at a time of the loops' clock.
    func add(at now: UInt64) {
        let number = self.number(at: now)
        let slice = slices[Int(number % Self.count)]
        let known = slice.value.load(ordering: .relaxed)
        if known >> 32 != number {
            let (isFirst, _) = slice.value.compareExchange(
                expected: known, desired: number << 32 | 1, ordering: .relaxed)
            if isFirst { return }
        }
        slice.value.wrappingAdd(1, ordering: .relaxed)
    }

    /// How often it happened in the interval that ends now.
    func sum(at now: UInt64) -> UInt64 {
        let newest = number(at: now)
        var sum: UInt64 = 0
        for slice in slices {
            let value = slice.value.load(ordering: .relaxed)
            let age = (newest &- value >> 32) & 0xffff_ffff
            if age < Self.count { sum &+= value & 0xffff_ffff }
        }
        return sum
    }

    /// Slices are numbered from 1 on, since 0 is one that was never used.
    private func number(at now: UInt64) -> UInt64 { (now / length &+ Self.count) & 0xffff_ffff }
}

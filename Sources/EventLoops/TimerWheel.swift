/// Timers in six wheels of 64 slots, each slot 64 times as long as one of the wheel below; the shortest is one tick.
///
/// A timer stands in the wheel of the highest digit (base 64) in which its tick differs from `elapsed`, so all timers
/// of a lower wheel are due before any of a higher one, and inside a wheel slots are due in rising order. When a slot
/// of a higher wheel is reached, its timers are placed anew. Inserting and removing are O(1); the earliest slot is
/// found by counting zeros in one word a wheel.
///
/// Timers are not retained: a timer removes itself when it is freed.
@safe
struct TimerWheel: ~Copyable {
    /// A tick is 2^20 ns, about 1.05 ms.
    static let tickShift: UInt64 = 20
    private static let levels = 6
    private static let slotsPerLevel = 64
    // Level 5 is a ring; at this distance a timer cannot meet the ring's current slot again.
    private static let farthest: UInt64 = 63 << 30

    private let heads: UnsafeMutablePointer<Unmanaged<LoopTimer>?>
    private let occupied: UnsafeMutablePointer<UInt64>
    // Every timer due at or before this tick has been handed out, except those in `expiring`.
    private var elapsed: UInt64
    private var expiring = -1
    /// Timers in the wheel, cancelled ones included.
    private(set) var count = 0

    init(now: UInt64) {
        let slots = TimerWheel.levels * TimerWheel.slotsPerLevel
        unsafe heads = .allocate(capacity: slots)
        unsafe heads.initialize(repeating: nil, count: slots)
        unsafe occupied = .allocate(capacity: TimerWheel.levels)
        unsafe occupied.initialize(repeating: 0, count: TimerWheel.levels)
        elapsed = now >> TimerWheel.tickShift
    }

    deinit {
        unsafe heads.deallocate()
        unsafe occupied.deallocate()
    }

    /// The first moment at which the wheel has work, `UInt64.max` when it is empty.
    var nextMoment: UInt64 {
        if expiring >= 0 { return 0 }
        guard let (tick, _) = earliest() else { return .max }
        return tick << TimerWheel.tickShift
    }

    /// Tells that time has passed without any work: `now` lies before `nextMoment`.
    mutating func catchUp(with now: UInt64) { elapsed = max(elapsed, now >> TimerWheel.tickShift) }

    /// Removes and returns the next timer whose deadline has passed at `now`; nil when none is left.
    ///
    /// Handing them out one by one lets callbacks arm, cancel and free any timer.
    mutating func popExpired(at now: UInt64) -> LoopTimer? {
        let target = now >> TimerWheel.tickShift
        while true {
            if expiring >= 0 {
                guard let head = unsafe heads[expiring] else {
                    expiring = -1
                    continue
                }
                let timer = unsafe head.takeUnretainedValue()
                remove(timer)
                if timer.deadline == LoopTimer.never { continue }
                if TimerWheel.tick(of: timer.deadline) > elapsed {
                    insert(timer)
                    continue
                }
                timer.storedDeadline = LoopTimer.never
                return timer
            }
            guard let (tick, slot) = earliest(), tick <= target else {
                elapsed = max(elapsed, target)
                return nil
            }
            elapsed = max(elapsed, tick)
            expiring = slot
        }
    }

    /// The timers that are so, in no order.
    func timers(where isWanted: (LoopTimer) -> Bool) -> [LoopTimer] {
        var found: [LoopTimer] = []
        for slot in 0..<(TimerWheel.levels * TimerWheel.slotsPerLevel) {
            var entry = unsafe heads[slot]
            while let timer = unsafe entry?.takeUnretainedValue() {
                if isWanted(timer) { found.append(timer) }
                unsafe entry = timer.next
            }
        }
        return found
    }

    mutating func insert(_ timer: LoopTimer) {
        let tick = min(max(TimerWheel.tick(of: timer.deadline), elapsed &+ 1), elapsed &+ TimerWheel.farthest)
        let highestBit = 63 &- (tick ^ elapsed).leadingZeroBitCount
        let level = min(highestBit / 6, TimerWheel.levels &- 1)
        let digit = Int(truncatingIfNeeded: tick &>> UInt64(6 &* level)) & 63
        let slot = level &* 64 &+ digit
        let entry = unsafe Unmanaged.passUnretained(timer)
        let head = unsafe heads[slot]
        unsafe timer.next = head
        unsafe timer.previous = nil
        if let head = unsafe head { unsafe head._withUnsafeGuaranteedRef { unsafe $0.previous = entry } }
        unsafe heads[slot] = entry
        unsafe occupied[level] |= 1 &<< UInt64(digit)
        timer.slot = Int32(truncatingIfNeeded: slot)
        timer.wheelTime = tick << TimerWheel.tickShift
        count &+= 1
    }

    mutating func remove(_ timer: LoopTimer) {
        let slot = Int(timer.slot)
        let next = unsafe timer.next
        let previous = unsafe timer.previous
        if let next = unsafe next { unsafe next._withUnsafeGuaranteedRef { unsafe $0.previous = previous } }
        if let previous = unsafe previous {
            unsafe previous._withUnsafeGuaranteedRef { unsafe $0.next = next }
        } else {
            unsafe heads[slot] = next
            if unsafe next == nil { unsafe occupied[slot / 64] &= ~(1 &<< UInt64(slot & 63)) }
        }
        unsafe timer.next = nil
        unsafe timer.previous = nil
        timer.slot = -1
        timer.wheelTime = LoopTimer.never
        count &-= 1
    }

    /// The earliest slot that holds timers, and the tick at which it begins.
    private func earliest() -> (tick: UInt64, slot: Int)? {
        var level = 0
        while level < TimerWheel.levels {
            let bits = unsafe occupied[level]
            if bits != 0 {
                let shift = UInt64(6 &* level)
                let current = elapsed &>> shift
                let digit = current & 63
                // Rotated so that the current slot comes first: in the ring of the last level slots wrap around.
                let rotated = digit == 0 ? bits : bits &>> digit | bits &<< (64 &- digit)
                let distance = UInt64(rotated.trailingZeroBitCount)
                let slot = Int(truncatingIfNeeded: (digit &+ distance) & 63)
                return ((current &+ distance) &<< shift, level &* 64 &+ slot)
            }
            level &+= 1
        }
        return nil
    }

    /// The first tick at whose beginning `moment` has passed.
    private static func tick(of moment: UInt64) -> UInt64 {
        moment >> tickShift &+ (moment & (1 << tickShift - 1) == 0 ? 0 : 1)
    }
}

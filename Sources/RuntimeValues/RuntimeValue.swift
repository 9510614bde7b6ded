internal import Synchronization

/// What stands at one runtime key at present. Written by the main loop, read by any thread, without a lock.
public final class RuntimeValue: Sendable {
    /// Numerator and denominator of a share, 32 bits each; 0 where none stands at the key.
    private let packedShare = Atomic<UInt64>(0)
    /// A whole number; `absent` where none stands at the key.
    private let wholeNumber = Atomic<UInt64>(RuntimeValue.absent)
    /// The bits of a finite number; `absent`, which is not finite, where none stands at the key.
    private let decimalBits = Atomic<UInt64>(RuntimeValue.absent)
    /// 0 means no; 1: yes; 2: neither stands at the key.
    private let truth = Atomic<UInt8>(2)

    private static let absent = UInt64.max

    init() {}

    /// The share; nil where none stands at the key.
    var share: (numerator: UInt64, denominator: UInt64)? {
        let packed = packedShare.load(ordering: .relaxed)
        return packed == 0 ? nil : (packed >> 32, packed & 0xffff_ffff)
    }

    /// The whole number; nil where none stands at the key.
    public var number: UInt64? {
        let number = wholeNumber.load(ordering: .relaxed)
        return number == Self.absent ? nil : number
    }

    /// The number; nil where none stands at the key.
    var decimal: Double? {
        let number = Double(bitPattern: decimalBits.load(ordering: .relaxed))
        return number.isFinite ? number : nil
    }

    /// Yes or no; nil where neither stands at the key.
    var flag: Bool? {
        let truth = truth.load(ordering: .relaxed)
        return truth == 2 ? nil : truth == 1
    }

    func set(_ entry: RuntimeEntry) {
        let packed = UInt64(entry.numerator) << 32 | UInt64(entry.denominator)
        packedShare.store(entry.denominator == 0 ? 0 : packed, ordering: .relaxed)
        wholeNumber.store(entry.number ?? Self.absent, ordering: .relaxed)
        decimalBits.store(entry.decimal?.bitPattern ?? Self.absent, ordering: .relaxed)
        truth.store(entry.flag.map { $0 ? 1 : 0 } ?? 2, ordering: .relaxed)
    }
}

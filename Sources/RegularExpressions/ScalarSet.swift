/// A set of Unicode scalars, as ranges in order that neither touch nor overlap.
struct ScalarSet: Equatable {
    static let last: UInt32 = 0x10ffff
    private(set) var ranges: [ClosedRange<UInt32>] = []

    init() {}

    init(_ range: ClosedRange<UInt32>) { ranges = [range] }

    init(_ scalar: UInt32) { ranges = [scalar...scalar] }

    /// Adds a range.
    mutating func insert(_ range: ClosedRange<UInt32>) {
        var low = range.lowerBound
        var high = range.upperBound
        var kept: [ClosedRange<UInt32>] = []
        var place = 0
        for other in ranges {
            if other.upperBound &+ 1 < low {
                kept.append(other)
                place = kept.count
            } else if other.lowerBound > high &+ 1 {
                kept.append(other)
            } else {
                low = min(low, other.lowerBound)
                high = max(high, other.upperBound)
            }
        }
        kept.insert(low...high, at: place)
        ranges = kept
    }

    mutating func formUnion(_ other: ScalarSet) {
        for range in other.ranges { insert(range) }
    }

    /// Everything else.
    var inverted: ScalarSet {
        var result = ScalarSet()
        var next: UInt32 = 0
        for range in ranges {
            if range.lowerBound > next { result.ranges.append(next...(range.lowerBound - 1)) }
            next = range.upperBound + 1
        }
        if next <= Self.last { result.ranges.append(next...Self.last) }
        return result
    }

    /// Adds what differs from members by case only.
    mutating func addOtherCases() {
        for range in ranges {
            // Ranges of whole planes hold both cases of nearly all they have; walking them would bring nothing.
            if range.count > 5_000 {
                insertOtherCases(of: range.clamped(to: 0...0x7f))
                continue
            }
            insertOtherCases(of: range)
        }
    }

    private mutating func insertOtherCases(of range: ClosedRange<UInt32>) {
        for value in range {
            switch value {
            case 0x41...0x5a: insert(value + 0x20...value + 0x20)
            case 0x61...0x7a: insert(value - 0x20...value - 0x20)
            case 0...0x7f: continue
            default:
                guard let scalar = Unicode.Scalar(value) else { continue }
                for other in [scalar.properties.lowercaseMapping, scalar.properties.uppercaseMapping] {
                    let scalars = other.unicodeScalars
                    if scalars.count == 1, let only = scalars.first { insert(only.value...only.value) }
                }
            }
            // The two letters of ASCII that have a third form.
            if value | 0x20 == 0x6b || value == 0x212a {
                for other in [0x4b, 0x6b, 0x212a] as [UInt32] { insert(other...other) }
            }
            if value | 0x20 == 0x73 || value == 0x17f {
                for other in [0x53, 0x73, 0x17f] as [UInt32] { insert(other...other) }
            }
        }
    }

    // MARK: - Classes by name

    static let digits = ScalarSet(0x30...0x39)
    static let spaces: ScalarSet = {
        var set = ScalarSet(0x09...0x0a)
        set.insert(0x0c...0x0d)
        set.insert(0x20...0x20)
        return set
    }()
    static let words: ScalarSet = {
        var set = ScalarSet(0x30...0x39)
        set.insert(0x41...0x5a)
        set.insert(0x5f...0x5f)
        set.insert(0x61...0x7a)
        return set
    }()

    /// A class in the form `[:name:]`; nil when there is none of that name.
    static func posix(_ name: String) -> ScalarSet? {
        switch name {
        case "alnum": of(0x30...0x39, 0x41...0x5a, 0x61...0x7a)
        case "alpha": of(0x41...0x5a, 0x61...0x7a)
        case "ascii": of(0...0x7f)
        case "blank": of(0x09...0x09, 0x20...0x20)
        case "cntrl": of(0...0x1f, 0x7f...0x7f)
        case "digit": digits
        case "graph": of(0x21...0x7e)
        case "lower": of(0x61...0x7a)
        case "print": of(0x20...0x7e)
        case "punct": of(0x21...0x2f, 0x3a...0x40, 0x5b...0x60, 0x7b...0x7e)
        case "space": of(0x09...0x0d, 0x20...0x20)
        case "upper": of(0x41...0x5a)
        case "word": words
        case "xdigit": of(0x30...0x39, 0x41...0x46, 0x61...0x66)
        default: nil
        }
    }

    private static func of(_ ranges: ClosedRange<UInt32>...) -> ScalarSet {
        var set = ScalarSet()
        for range in ranges { set.insert(range) }
        return set
    }
}

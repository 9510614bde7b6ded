/// An IPv4 or IPv6 address as a plain value: comparing, hashing and copying it touch no memory but its own.
public struct IPAddress: Hashable, Sendable {
    /// The two address families.
    public enum Family: UInt8, Hashable, Sendable {
        /// IPv4, 32 bits.
        case v4
        /// IPv6, 128 bits.
        case v6

        /// Bits of an address of this family.
        public var bits: Int { self == .v4 ? 32 : 128 }
    }

    /// The family.
    public let family: Family
    /// The upper 64 bits of an IPv6 address in host order; 0 for IPv4.
    public let high: UInt64
    /// The lower 64 bits of an IPv6 address, or the 32 bits of an IPv4 address, in host order.
    public let low: UInt64

    /// An IPv4 address from its 32 bits in host order.
    public init(v4 bits: UInt32) {
        family = .v4
        high = 0
        low = UInt64(bits)
    }

    /// An IPv4 address from its four octets.
    public init(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) {
        self.init(v4: UInt32(a) << 24 | UInt32(b) << 16 | UInt32(c) << 8 | UInt32(d))
    }

    /// An IPv6 address from its two halves in host order.
    public init(v6 high: UInt64, _ low: UInt64) {
        family = .v6
        self.high = high
        self.low = low
    }

    /// `0.0.0.0`.
    public static let anyV4 = IPAddress(v4: 0)
    /// `::`.
    public static let anyV6 = IPAddress(v6: 0, 0)
    /// `127.0.0.1`.
    public static let loopbackV4 = IPAddress(127, 0, 0, 1)
    /// `::1`.
    public static let loopbackV6 = IPAddress(v6: 0, 1)

    /// The 32 bits of an IPv4 address in host order; of an IPv6 address the lowest 32.
    public var v4Bits: UInt32 { UInt32(truncatingIfNeeded: low) }

    /// Whether this is `0.0.0.0` or `::`.
    public var isUnspecified: Bool { high == 0 && low == 0 }

    /// Whether this is in `127.0.0.0/8` or is `::1`.
    public var isLoopback: Bool { family == .v4 ? low >> 24 == 127 : high == 0 && low == 1 }

    /// Whether this is `127.0.0.1` or `::1`, the only two that Envoy takes for the machine itself.
    public var isLocalhost: Bool { self == .loopbackV4 || self == .loopbackV6 }

    /// Whether this is an IPv6 address that carries an IPv4 one (`::ffff:0:0/96`). RFC 4291 §2.5.5.2.
    public var isV4Mapped: Bool { family == .v6 && high == 0 && low >> 32 == 0xffff }

    /// The carried IPv4 address of a mapped one; else the address itself.
    public var unmapped: IPAddress { isV4Mapped ? IPAddress(v4: UInt32(truncatingIfNeeded: low)) : self }

    /// The octet at `index` in network order, 0 outside the address.
    public func octet(_ index: Int) -> UInt8 {
        if family == .v4 {
            guard index >= 0 && index < 4 else { return 0 }
            return UInt8(truncatingIfNeeded: low >> UInt64(24 - 8 * index))
        }
        guard index >= 0 && index < 16 else { return 0 }
        return index < 8
            ? UInt8(truncatingIfNeeded: high >> UInt64(56 - 8 * index))
            : UInt8(truncatingIfNeeded: low >> UInt64(120 - 8 * index))
    }

    func group(_ index: Int) -> UInt16 {
        index < 4
            ? UInt16(truncatingIfNeeded: high >> UInt64(48 - 16 * index))
            : UInt16(truncatingIfNeeded: low >> UInt64(112 - 16 * index))
    }
}

// MARK: - Writing

extension IPAddress: CustomStringConvertible {
    /// The canonical text: dotted decimal, or RFC 5952.
    public var description: String { text.string }

    /// The canonical text without allocation.
    public var text: AddressText {
        var text = AddressText()
        write(to: &text)
        return text
    }

    func write(to text: inout AddressText) {
        switch family {
        case .v4: writeDotted(to: &text)
        case .v6: writeGroups(to: &text)
        }
    }

    private func writeDotted(to text: inout AddressText) {
        var shift: UInt64 = 24
        while true {
            text.append(decimal: UInt16(truncatingIfNeeded: low >> shift & 0xff))
            if shift == 0 { return }
            text.append(UInt8(ascii: "."))
            shift -= 8
        }
    }

    private func writeGroups(to text: inout AddressText) {
        if isV4Mapped {
            for _ in 0..<2 { text.append(UInt8(ascii: ":")) }
            for _ in 0..<4 { text.append(UInt8(ascii: "f")) }
            text.append(UInt8(ascii: ":"))
            writeDotted(to: &text)
            return
        }
        // The longest run of two or more zero groups, the first of equals. RFC 5952 §4.2.
        var best = 8
        var bestLength = 1
        var index = 0
        while index < 8 {
            var end = index
            while end < 8 && group(end) == 0 { end += 1 }
            if end - index > bestLength {
                best = index
                bestLength = end - index
            }
            index = max(end, index + 1)
        }
        index = 0
        while index < 8 {
            if index == best {
                text.append(UInt8(ascii: ":"))
                text.append(UInt8(ascii: ":"))
                index += bestLength
                continue
            }
            if index != 0 && index != best + bestLength { text.append(UInt8(ascii: ":")) }
            text.append(hexadecimal: group(index))
            index += 1
        }
    }
}

/// All addresses that share a prefix.
public struct CIDRBlock: Hashable, Sendable {
    /// The first address of the block: bits behind the prefix are 0.
    public let address: IPAddress
    /// Bits that count: 0 to 32, or 0 to 128.
    public let prefixLength: Int
    private let highMask: UInt64
    private let lowMask: UInt64

    /// The block of `prefixLength` bits around `address`, whose other bits are dropped; nil when the family has fewer
    /// bits.
    public init?(address: IPAddress, prefixLength: Int) {
        guard prefixLength >= 0 && prefixLength <= address.family.bits else { return nil }
        self.prefixLength = prefixLength
        if address.family == .v4 {
            highMask = 0
            lowMask = CIDRBlock.upperBits(prefixLength + 32) & 0xffff_ffff
            self.address = IPAddress(v4: UInt32(truncatingIfNeeded: address.low & lowMask))
        } else {
            highMask = CIDRBlock.upperBits(min(prefixLength, 64))
            lowMask = CIDRBlock.upperBits(max(prefixLength - 64, 0))
            self.address = IPAddress(v6: address.high & highMask, address.low & lowMask)
        }
    }

    /// Reads `address/bits`, or an address alone, which is a block of one.
    public init?(_ text: String) {
        let bytes = text.utf8.span
        var slash = 0
        while slash < bytes.count && bytes[slash] != UInt8(ascii: "/") { slash += 1 }
        guard let address = IPAddress(bytes.extracting(first: slash)) else { return nil }
        if slash == bytes.count {
            self.init(address: address, prefixLength: address.family.bits)
            return
        }
        let digits = bytes.count - slash - 1
        guard digits >= 1 && digits <= 3 else { return nil }
        var length = 0
        for index in slash + 1..<bytes.count {
            guard let digit = IPAddress.decimalDigit(bytes[index]) else { return nil }
            length = length * 10 + Int(digit)
        }
        if digits > 1 && bytes[slash + 1] == UInt8(ascii: "0") { return nil }
        self.init(address: address, prefixLength: length)
    }

    /// Whether `candidate` is of the block's family and shares its prefix. A mapped IPv4 address is an IPv6 one here.
    public func contains(_ candidate: IPAddress) -> Bool {
        candidate.family == address.family
            && (candidate.high ^ address.high) & highMask == 0
            && (candidate.low ^ address.low) & lowMask == 0
    }

    private static func upperBits(_ count: Int) -> UInt64 {
        count <= 0 ? 0 : count >= 64 ? .max : ~(UInt64.max >> UInt64(count))
    }
}

extension CIDRBlock: CustomStringConvertible {
    /// `address/bits`.
    public var description: String { "\(address)/\(prefixLength)" }
}

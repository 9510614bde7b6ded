/// The written form of an address, held inline: no allocation, so that a request may render its peer.
public struct AddressText: Sendable {
    /// Room for a bracketed IPv6 address with dotted tail and port.
    static let capacity = 64

    var storage: InlineArray<64, UInt8>
    /// Bytes in use.
    public private(set) var count: Int

    /// Makes an empty text.
    public init() {
        storage = InlineArray(repeating: 0)
        count = 0
    }

    /// The text's bytes, all ASCII.
    public var bytes: Span<UInt8> {
        @_lifetime(borrow self)
        borrowing get { storage.span.extracting(first: count) }
    }

    /// The text as a string. Not for the request path.
    public var string: String {
        var result = ""
        result.reserveCapacity(count)
        for index in 0..<count { result.unicodeScalars.append(Unicode.Scalar(storage[index])) }
        return result
    }

    mutating func append(_ byte: UInt8) {
        // Never reached by an address; keeps the type total.
        if count == AddressText.capacity { return }
        storage[count] = byte
        count &+= 1
    }

    mutating func append(decimal value: UInt16) {
        if value >= 10000 { append(0x30 &+ UInt8(truncatingIfNeeded: value / 10000)) }
        if value >= 1000 { append(0x30 &+ UInt8(truncatingIfNeeded: value / 1000 % 10)) }
        if value >= 100 { append(0x30 &+ UInt8(truncatingIfNeeded: value / 100 % 10)) }
        if value >= 10 { append(0x30 &+ UInt8(truncatingIfNeeded: value / 10 % 10)) }
        append(0x30 &+ UInt8(truncatingIfNeeded: value % 10))
    }

    mutating func append(hexadecimal value: UInt16) {
        var shift: UInt16 = 12
        while shift > 0 && value &>> shift == 0 { shift &-= 4 }
        while true {
            let nibble = UInt8(truncatingIfNeeded: value &>> shift) & 0xf
            append(nibble < 10 ? 0x30 &+ nibble : 0x57 &+ nibble)
            if shift == 0 { return }
            shift &-= 4
        }
    }
}

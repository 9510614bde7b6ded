/// Reads what is needed of a DNS message. Source: RFC 1035 §4.1.
enum NameMessage {
    /// The record type of an IPv4 address.
    static let addressRecord: UInt16 = 1
    /// The record type of an alias.
    static let aliasRecord: UInt16 = 5
    /// The record type of an IPv6 address. Source: RFC 3596.
    static let longAddressRecord: UInt16 = 28

    /// The smallest time to live, in seconds, of the addresses and aliases of an answer; nil when it has none or is no
    /// whole message.
    static func smallestTimeToLive(_ message: Span<UInt8>) -> UInt32? {
        guard let questions = word(message, 4), let answers = word(message, 6) else { return nil }
        var place = 12
        for _ in 0..<questions {
            guard let end = endOfName(message, place) else { return nil }
            place = end + 4
        }
        var smallest: UInt32?
        for _ in 0..<answers {
            guard let start = endOfName(message, place), let type = word(message, start),
                let high = word(message, start + 4), let low = word(message, start + 6),
                let length = word(message, start + 8), start + 10 + Int(length) <= message.count
            else { return nil }
            place = start + 10 + Int(length)
            guard type == addressRecord || type == longAddressRecord || type == aliasRecord else { continue }
            // A set top bit means zero. Source: RFC 2181 §8.
            let seconds = high & 0x8000 != 0 ? 0 : UInt32(high) << 16 | UInt32(low)
            smallest = min(smallest ?? seconds, seconds)
        }
        return smallest
    }

    /// Where a name ends that begins at `place`; a pointer ends it.
    private static func endOfName(_ message: Span<UInt8>, _ place: Int) -> Int? {
        var place = place
        while place < message.count {
            let length = Int(message[place])
            if length == 0 { return place + 1 }
            if length & 0xc0 == 0xc0 { return place + 2 }
            if length & 0xc0 != 0 { return nil }
            place += 1 + length
        }
        return nil
    }

    /// Two bytes in network order.
    private static func word(_ message: Span<UInt8>, _ place: Int) -> UInt16? {
        guard place >= 0, place + 1 < message.count else { return nil }
        return UInt16(message[place]) << 8 | UInt16(message[place + 1])
    }
}

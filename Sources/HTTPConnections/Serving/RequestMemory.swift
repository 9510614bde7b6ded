internal import NetworkAddresses

/// What the requests of a server hold of memory, in all and by client: a value without I/O.
///
/// A client never has more than is left for others. Alone it has half of all at most, two together have two thirds, and
/// whoever comes next finds room.
struct RequestMemory {
    /// Whose memory it is.
    struct Holder: Hashable {
        private let address: IPAddress?

        /// An address; of IPv6 its network of 64 bits, all of which one machine may have. Nil means those without one.
        init(_ address: IPAddress?) {
            self.address = address.map { $0.family == .v6 ? IPAddress(v6: $0.high, 0) : $0 }
        }
    }

    /// Bytes of all.
    let limit: Int
    // Invariant: count is the sum of shares, and no share is 0.
    private(set) var count = 0
    private var shares: [Holder: Int] = [:]

    init(limit: Int) { self.limit = limit }

    /// Bytes of a client.
    func share(of holder: Holder) -> Int { shares[holder] ?? 0 }

    /// Takes so many bytes more for a client.
    ///
    /// - Returns: false when it has as much as it may: nothing is taken then.
    mutating func take(_ bytes: Int, for holder: Holder) -> Bool {
        if bytes <= 0 { return true }
        let own = share(of: holder)
        // No sum can overflow: all are below the limit.
        guard bytes <= limit, own + bytes <= limit - count - bytes else { return false }
        shares[holder] = own + bytes
        count += bytes
        return true
    }

    /// Gives bytes back that were taken.
    mutating func giveBack(_ bytes: Int, of holder: Holder) {
        if bytes <= 0 { return }
        let left = share(of: holder) - bytes
        shares[holder] = left > 0 ? left : nil
        count -= bytes
    }
}

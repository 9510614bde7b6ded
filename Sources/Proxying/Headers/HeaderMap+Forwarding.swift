internal import Buffers
internal import HTTPSemantics
internal import NetworkAddresses

/// What the connection manager reads and cuts in request heads.
extension HeaderMap {
    /// What a `:path` is (RFC 9112 §3.2).
    enum PathForm {
        /// `/` and what follows.
        case origin
        /// In origin form, but with a fragment, which no request may send.
        case withFragment
        /// Anything else, such as the `*` of OPTIONS.
        case other
    }

    /// The form of field `index`, the `:path`.
    borrowing func pathForm(at index: Int) -> PathForm {
        let path = value(at: index)
        if path.count == 0 || path[0] != UInt8(ascii: "/") { return .other }
        return Bytes.firstIndex(of: UInt8(ascii: "#"), in: path) >= 0 ? .withFragment : .origin
    }

    /// Names in `connection` fields from which on the request is refused: each costs a walk of the head.
    private static let mostNominated = 10

    /// Removes the fields that `connection` fields name (RFC 9110 §7.6.1); false when they name one that they may not,
    /// since we or the upstream rely on it, or too many.
    mutating func removeNominated() -> Bool {
        var index = firstIndex(of: .connection)
        if index >= 0, Self.nominatesNothing(value(at: index)), self.index(of: .connection, from: index + 1) < 0 {
            return true
        }
        var nominated = ByteBuffer()
        while index >= 0 {
            nominated.append(value(at: index))
            nominated.append(",")
            index = self.index(of: .connection, from: index + 1)
        }
        var name = ByteBuffer()
        var element = FieldList.Element()
        var count = 0
        while FieldList.next(in: nominated.readable, &element) {
            count += 1
            if count >= Self.mostNominated { return false }
            name.removeAll()
            name.append(nominated.readable.extracting(element.range))
            guard name.lowercaseToken(at: 0, count: name.count) else { return false }
            switch HeaderID(lowercased: name.readable) {
            case .keepAlive, .te, .upgrade, .connection, .transferEncoding, .http2Settings, .proxyConnection: continue
            case .xForwardedFor, .xForwardedProto, .xForwardedHost: return false
            case .host: remove(.authority)
            default: if !Bytes.equal(name.readable, "close") { remove(named: name.readable) }
            }
        }
        return true
    }

    /// Whether a `connection` field is one of those that nearly all are.
    private static func nominatesNothing(_ value: Span<UInt8>) -> Bool {
        Bytes.equalIgnoringCase(value, "keep-alive") || Bytes.equalIgnoringCase(value, "close")
    }

    /// Makes one field of all fields with that name, their values joined by commas, as Envoy does with fields that have
    /// one value for all.
    @inline(__always)
    mutating func joinFields(_ id: HeaderID) { if mayContain(id) { joinAll(id) } }

    private mutating func joinAll(_ id: HeaderID) {
        let first = firstIndex(of: id)
        guard first >= 0 else { return }
        var next = index(of: id, from: first + 1)
        if next < 0 { return }
        var joined = ByteBuffer()
        joined.append(value(at: first))
        while next >= 0 {
            joined.append(",")
            joined.append(value(at: next))
            remove(at: next)
            next = index(of: id, from: next)
        }
        setValue(at: first, joined.readable)
    }

    /// Whether the method is QUERY, whose content must say what it is, and it does not.
    borrowing func lacksQueryType() -> Bool {
        Bytes.equal(value(of: .method), "QUERY") && !contains(.contentType)
    }

    /// The address that stands `hops` places left of the last one in X-Forwarded-For; nil when there is none.
    borrowing func forwardedAddress(hops: Int) -> IPAddress? {
        let index = firstIndex(of: .xForwardedFor)
        guard index >= 0 else { return nil }
        let list = value(at: index)
        var end = list.count
        var skipped = 0
        while true {
            var start = end
            while start > 0 && list[start - 1] != UInt8(ascii: ",") { start -= 1 }
            if skipped == hops {
                var first = start
                var last = end
                while first < last && list[first] == 0x20 { first += 1 }
                while last > first && list[last - 1] == 0x20 { last -= 1 }
                return IPAddress(list.extracting(first..<last))
            }
            if start == 0 { return nil }
            end = start - 1
            skipped += 1
        }
    }

    /// Adds an address to X-Forwarded-For.
    mutating func appendForwarded(_ address: Span<UInt8>) {
        let index = firstIndex(of: .xForwardedFor)
        if index >= 0 {
            extendValue(at: index, separator: ",") { $0.append(address) }
        } else {
            append(.xForwardedFor, address)
        }
    }

    /// Whether the first field of that name holds a comma.
    borrowing func hasList(_ id: HeaderID) -> Bool {
        let index = firstIndex(of: id)
        return index >= 0 && Bytes.firstIndex(of: UInt8(ascii: ","), in: value(at: index)) >= 0
    }

    /// The last address in X-Forwarded-For that is in none of `networks`; the first one when all are in them, none when
    /// a part on the way is no address. `isAlone` says that it is the only one.
    borrowing func forwardedAddress(outside networks: [CIDRBlock]) -> (address: IPAddress?, isAlone: Bool) {
        let index = firstIndex(of: .xForwardedFor)
        guard index >= 0 else { return (nil, false) }
        let list = value(at: index)
        var last: IPAddress?
        var end = list.count
        while end > 0 {
            var start = end
            while start > 0 && list[start - 1] != UInt8(ascii: ",") { start -= 1 }
            var (first, after) = (start, end)
            while first < after && (list[first] == 0x20 || list[first] == 0x09) { first += 1 }
            while after > first && (list[after - 1] == 0x20 || list[after - 1] == 0x09) { after -= 1 }
            end = start - 1
            if first == after { continue }
            guard let address = IPAddress(list.extracting(first..<after)) else { return (nil, false) }
            last = address
            if !networks.contains(where: { $0.contains(address) }) { break }
        }
        return (last, !hasList(.xForwardedFor))
    }
}

extension HeaderMap {
    /// Bytes of names and values, those of the first line included.
    public borrowing func nameAndValueBytes() -> UInt64 {
        var total = 0
        for index in 0..<count {
            let id = id(at: index)
            total += (id.isPseudo ? id.name.utf8CodeUnitCount : name(at: index).count) + value(at: index).count
        }
        return UInt64(total)
    }
}

extension RequestHead {
    /// Bytes of names and values, those of the first line and the scheme included, which HTTP/1.1 does not send.
    public borrowing func nameAndValueBytes() -> UInt64 {
        let scheme =
            switch scheme {
            case .unknown: 0
            case .http: ":schemehttp".utf8.count
            case .https: ":schemehttps".utf8.count
            }
        return headers.nameAndValueBytes() + UInt64(scheme)
    }
}

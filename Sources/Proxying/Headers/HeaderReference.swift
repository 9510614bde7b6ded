internal import HTTPSemantics

/// A header that an operator shows or an edit changes: a well-known one by number, any other by its lower-case name.
struct HeaderReference: Sendable, Equatable {
    var id: HeaderID
    var name: [UInt8]

    init(_ text: String) {
        let name = Array(text.lowercased().utf8)
        let id = HeaderID(lowercased: name.span)
        self.name = name
        // Requests keep their host under `:authority`.
        self.id = id == .host ? .authority : id
    }
}

extension HeaderMap {
    /// Whether there is such a field.
    borrowing func contains(_ name: HeaderReference) -> Bool { firstIndex(of: name) >= 0 }

    /// The first such field, or -1.
    borrowing func firstIndex(of name: HeaderReference) -> Int {
        if name.id != .other { return firstIndex(of: name.id) }
        let text = name.name
        return index(named: text.span)
    }

    /// Removes all such fields.
    mutating func remove(_ name: HeaderReference) {
        if name.id != .other {
            remove(name.id)
        } else {
            let text = name.name
            remove(named: text.span)
        }
    }
}

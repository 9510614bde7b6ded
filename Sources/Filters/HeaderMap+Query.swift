internal import HTTPSemantics

extension HeaderMap {
    /// The value of a parameter of the path's query, its name and itself decoded, to keep; nil when there is none.
    borrowing func queryParameter(named name: [UInt8]) -> [UInt8]? {
        let path = value(of: .path)
        guard let range = Query.value(of: name.span, in: path, names: .decoded) else { return nil }
        return Query.decoded(path.extracting(range))
    }

    /// Takes a parameter out of the path's query, however its name is written.
    mutating func removeQueryParameter(named name: [UInt8]) {
        let index = firstIndex(of: .path)
        if index < 0 { return }
        let changed = Query.removing(name.span, from: value(at: index))
        setValue(at: index, changed.span)
    }
}

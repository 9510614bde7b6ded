internal import Buffers
internal import HTTPSemantics
internal import RegularExpressions

/// The field by which a client asks for another protocol (RFC 9110 §7.8), and what of it is taken out of a head.
enum HTTP1UpgradeField {
    /// Whether the head asks for an upgrade. One to h2c alone is removed: the client then goes on in HTTP/1.1. So are
    /// protocols that the configuration ignores.
    static func read(_ headers: inout HeaderMap, ignoring ignored: [TextMatcher]) -> Bool {
        guard headers.contains(.upgrade), HTTP1BodyLength.lists(headers, .connection, "upgrade") else { return false }
        if !ignored.isEmpty && !remove(ignored, from: &headers) { return false }
        let first = headers.firstIndex(of: .upgrade)
        let isH2CAlone =
            Bytes.equalIgnoringCase(headers.value(at: first), "h2c")
            && headers.index(of: .upgrade, from: first &+ 1) < 0
        if isH2CAlone {
            headers.remove(.upgrade)
            headers.remove(.http2Settings)
        }
        return !isH2CAlone
    }

    /// Removes ignored protocols from `upgrade`. When none is left, removes `upgrade` from `connection` too and returns
    /// false.
    private static func remove(_ ignored: [TextMatcher], from headers: inout HeaderMap) -> Bool {
        var left = ByteBuffer()
        var index = headers.firstIndex(of: .upgrade)
        while index >= 0 {
            appendElements(of: headers, at: index, to: &left) { name in !ignored.contains { $0.matches(name) } }
            index = headers.index(of: .upgrade, from: index &+ 1)
        }
        if !left.isEmpty {
            headers.set(.upgrade, left.readable)
            return true
        }
        headers.remove(.upgrade)
        index = headers.firstIndex(of: .connection)
        while index >= 0 {
            left.removeAll()
            appendElements(of: headers, at: index, to: &left) { !Bytes.equalIgnoringCase($0, "upgrade") }
            if left.isEmpty {
                headers.remove(at: index)
                index = headers.index(of: .connection, from: index)
            } else {
                headers.setValue(at: index, left.readable)
                index = headers.index(of: .connection, from: index &+ 1)
            }
        }
        return false
    }

    /// Appends those elements of a list that are kept.
    private static func appendElements(
        of headers: borrowing HeaderMap, at index: Int, to list: inout ByteBuffer, where isKept: (Span<UInt8>) -> Bool
    ) {
        let value = headers.value(at: index)
        var element = FieldList.Element()
        while FieldList.next(in: value, &element) {
            let name = value.extracting(element.range)
            if !isKept(name) { continue }
            if !list.isEmpty { list.append(",") }
            list.append(name)
        }
    }
}

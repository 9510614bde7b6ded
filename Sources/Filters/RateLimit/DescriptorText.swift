internal import Buffers
internal import Configuration
internal import HTTPSemantics

/// A descriptor of a request as bytes: each key and each value behind its length, so that equal descriptors are equal
/// bytes.
struct DescriptorText: ~Copyable {
    var bytes = ByteBuffer()

    mutating func removeAll() { bytes.removeAll() }

    mutating func append(_ text: [UInt8]) { append(text.span) }

    mutating func append(_ text: Span<UInt8>) {
        append(length: text.count)
        bytes.append(text)
    }

    mutating func append(length: Int) {
        bytes.append(word: UInt64(UInt32(truncatingIfNeeded: length)), count: 4)
    }

    /// Adds a field whose value the bytes are.
    borrowing func write(asField name: [UInt8], to headers: inout HeaderMap) {
        headers.append(name: name.span, bytes.readable)
    }

    /// The key or value that stands at `place`, which is moved behind it; nil when there is none.
    @_lifetime(copy text)
    static func read(_ text: Span<UInt8>, at place: inout Int) -> Span<UInt8>? {
        guard text.count - place >= 4 else { return nil }
        var length = 0
        for index in 0..<4 { length |= Int(text[place + index]) << (8 * index) }
        guard length <= text.count - place - 4 else { return nil }
        let start = place + 4
        place = start + length
        return text.extracting(start..<place)
    }

    /// The bytes of configured entries.
    static func make(_ entries: [LocalRateLimitConfiguration.Entry]) -> [UInt8] {
        var text = DescriptorText()
        for entry in entries {
            text.append(Array(entry.key.utf8))
            text.append(Array(entry.value.utf8))
        }
        var bytes: [UInt8] = []
        for index in 0..<text.bytes.count { bytes.append(text.bytes[index]) }
        return bytes
    }
}

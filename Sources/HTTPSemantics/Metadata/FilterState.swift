internal import Buffers

/// Texts that filters share within one stream, each under a name of its own. Storage is kept from stream to stream, so
/// that nothing is allocated in steady state.
public struct FilterState: ~Copyable {
    private struct Entry {
        var name: String
        var offset: Int
        var count: Int
    }

    private var entries: [Entry] = []
    /// The number of entries, which every request asks for.
    @usableFromInline var count = 0
    private var bytes = ByteBuffer()
    /// Streams whose texts were longer give their storage back.
    private static let mostKept = 32 << 10

    /// No texts.
    public init() {}

    /// Whether there is no text.
    @inlinable public var isEmpty: Bool { count == 0 }

    /// Takes `text` as the text of that name, in place of another.
    public mutating func set(_ name: String, to text: Span<UInt8>) {
        let place = Entry(name: name, offset: bytes.count, count: text.count)
        bytes.append(text)
        if let index = entries.firstIndex(where: { $0.name == name }) {
            entries[index] = place
        } else {
            entries.append(place)
            count = entries.count
        }
    }

    /// Hands the text of that name to `body`; nil, and `body` does not run, where there is none.
    public borrowing func withText<Result>(of name: String, _ body: (Span<UInt8>) -> Result) -> Result? {
        guard let index = entries.firstIndex(where: { $0.name == name }) else { return nil }
        return body(bytes.span(at: entries[index].offset, count: entries[index].count))
    }

    /// All texts by name, to keep.
    public var all: [String: [UInt8]] {
        var all: [String: [UInt8]] = [:]
        for entry in entries {
            let text = bytes.span(at: entry.offset, count: entry.count)
            var copy: [UInt8] = []
            copy.reserveCapacity(text.count)
            for index in text.indices { copy.append(text[index]) }
            all[entry.name] = copy
        }
        return all
    }

    /// Forgets all texts.
    public mutating func removeAll() {
        if isEmpty { return }
        count = 0
        entries.removeAll(keepingCapacity: true)
        if bytes.capacity > Self.mostKept { bytes.releaseStorage() } else { bytes.removeAll() }
    }
}

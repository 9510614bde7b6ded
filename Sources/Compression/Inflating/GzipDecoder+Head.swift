/// The head of a member (RFC 1952 §2.3).
extension GzipDecoder {
    // MARK: - The head

    private static let hasChecksum: UInt64 = 2
    private static let hasExtra: UInt64 = 4
    private static let hasName: UInt64 = 8
    private static let hasComment: UInt64 = 16

    func stepHead(_ input: Span<UInt8>, _ reader: inout BitReader) -> Bool {
        switch state {
        case .magic:
            guard reader.has(16, input) else { return false }
            state = reader.bits & 0xFFFF == 0x8B1F ? .method : .damaged
            noteHead(&reader, 2)
        case .method:
            guard reader.has(16, input) else { return false }
            flags = reader.bits >> 8 & 0xFF
            let isKnown = reader.bits & 0xFF == 8 && flags & 0xE0 == 0
            noteHead(&reader, 2)
            state = isKnown ? .times(6) : .damaged
        case .times(let left):
            if left == 0 {
                state = .extraLength
            } else {
                guard reader.has(8, input) else { return false }
                noteHead(&reader, 1)
                state = .times(left - 1)
            }
        case .extraLength:
            guard flags & Self.hasExtra != 0 else {
                state = .name
                return true
            }
            guard reader.has(16, input) else { return false }
            state = .extra(Int(truncatingIfNeeded: reader.bits & 0xFFFF))
            noteHead(&reader, 2)
        case .extra(let left):
            if left == 0 {
                state = .name
            } else {
                guard reader.has(8, input) else { return false }
                noteHead(&reader, 1)
                state = .extra(left - 1)
            }
        case .name: return skipText(Self.hasName, then: .comment, input, &reader)
        case .comment: return skipText(Self.hasComment, then: .headChecksum, input, &reader)
        default:
            guard flags & Self.hasChecksum != 0 else {
                state = .block
                return true
            }
            guard reader.has(16, input) else { return false }
            state = reader.take(16) == UInt64(headChecksum.value & 0xFFFF) ? .block : .damaged
        }
        return true
    }

    /// Passes over a text with its end, if there is one.
    private func skipText(
        _ flag: UInt64, then next: State, _ input: Span<UInt8>, _ reader: inout BitReader
    ) -> Bool {
        guard flags & flag != 0 else {
            state = next
            return true
        }
        guard reader.has(8, input) else { return false }
        if reader.bits & 0xFF == 0 { state = next }
        noteHead(&reader, 1)
        return true
    }

    private func noteHead(_ reader: inout BitReader, _ bytes: Int) {
        for _ in 0..<bytes { headChecksum.update(UInt8(truncatingIfNeeded: reader.take(8))) }
    }
}

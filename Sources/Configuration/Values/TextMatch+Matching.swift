extension TextMatch {
    /// Whether a text meets the condition.
    public func matches(_ candidate: Span<UInt8>) -> Bool {
        let wanted = text.utf8Span.span
        let room = candidate.count - wanted.count
        guard room >= 0 else { return false }
        switch kind {
        case .exact: return room == 0 ? stands(wanted, at: 0, of: candidate) : false
        case .prefix: return stands(wanted, at: 0, of: candidate)
        case .suffix: return stands(wanted, at: room, of: candidate)
        case .contains:
            for start in 0...room where stands(wanted, at: start, of: candidate) { return true }
            return false
        }
    }

    private func stands(_ wanted: Span<UInt8>, at start: Int, of candidate: Span<UInt8>) -> Bool {
        for index in wanted.indices {
            let (byte, other) = (candidate[start + index], wanted[index])
            if byte == other { continue }
            if !ignoresCase || Self.lowered(byte) != Self.lowered(other) { return false }
        }
        return true
    }

    private static func lowered(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }
}

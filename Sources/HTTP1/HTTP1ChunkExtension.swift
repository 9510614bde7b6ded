internal import Buffers

/// Reads what stands between a chunk's size and the end of its line (RFC 9112 §7.1.1), byte by byte; it means nothing
/// here, but a recipient that reads it otherwise could see another line end.
///
/// ```
/// ; ─▶ name ─=─▶ value ─────────CR─▶ end       white space: behind `;`, around `=`, before the next `;`
///       │         │ " ─▶ quoted ─ " ─CR─▶ end
///       └─────────┴──────; ─▶ the next one
/// ```
struct HTTP1ChunkExtension {
    /// What a byte came to.
    enum Verdict {
        case more
        /// It is the line's CR.
        case end
        case wrong
    }

    private enum Place: UInt8 {
        case nameStart, name, nameEnd, valueStart, value, quoted, quotedPair, quotedEnd, valueEnd
    }

    private var place = Place.nameStart

    /// Waits for what follows a size's semicolon.
    init() {}

    /// Takes the next byte.
    mutating func take(_ byte: UInt8) -> Verdict {
        switch place {
        case .nameStart:
            if Self.isBlank(byte) { return .more }
            return enter(.name, if: Bytes.isToken(byte))
        case .name:
            if Bytes.isToken(byte) { return .more }
            return byte == UInt8(ascii: "=") ? enter(.valueStart) : leave(byte, blank: .nameEnd)
        case .nameEnd:
            if Self.isBlank(byte) { return .more }
            return byte == UInt8(ascii: "=") ? enter(.valueStart) : enter(.nameStart, if: byte == UInt8(ascii: ";"))
        case .valueStart:
            if Self.isBlank(byte) { return .more }
            return byte == UInt8(ascii: "\"") ? enter(.quoted) : enter(.value, if: Bytes.isToken(byte))
        case .value: return Bytes.isToken(byte) ? .more : leave(byte, blank: .valueEnd)
        case .quoted:
            if byte == UInt8(ascii: "\"") { return enter(.quotedEnd) }
            return enter(byte == UInt8(ascii: "\\") ? .quotedPair : .quoted, if: Self.isText(byte))
        case .quotedPair: return enter(.quoted, if: Self.isText(byte))
        case .quotedEnd: return leave(byte, blank: .valueEnd)
        case .valueEnd:
            if Self.isBlank(byte) { return .more }
            return enter(.nameStart, if: byte == UInt8(ascii: ";"))
        }
    }

    /// Behind a whole extension: the line's end, or another extension.
    private mutating func leave(_ byte: UInt8, blank: Place) -> Verdict {
        if byte == 0x0d { return .end }
        if Self.isBlank(byte) { return enter(blank) }
        return enter(.nameStart, if: byte == UInt8(ascii: ";"))
    }

    private mutating func enter(_ next: Place, if isRight: Bool = true) -> Verdict {
        if !isRight { return .wrong }
        place = next
        return .more
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    /// Whether the byte may stand in quotes.
    private static func isText(_ byte: UInt8) -> Bool { (byte >= 0x20 && byte != 0x7f) || byte == 0x09 }
}

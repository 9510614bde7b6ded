internal import Buffers
internal import HTTPSemantics

/// What a field is, whatever message it stands in: found out once for each that HPACK's table keeps.
struct HTTP2FieldNature: BitwiseCopyable {
    private var tag: UInt8 = 0
    private var flags: UInt8 = 0

    private static let badName: UInt8 = 1
    private static let badValue: UInt8 = 2
    private static let underscore: UInt8 = 4
    private static let padded: UInt8 = 8
    private static let pseudo: UInt8 = 16
    private static let special: UInt8 = 32

    /// Nothing is known.
    init() {}

    /// The nature of a name; `judge` adds that of the value.
    init(name: Span<UInt8>) {
        if name.isEmpty || name.count > Int(UInt16.max) {
            flags = Self.badName
            return
        }
        let id = HeaderID(lowercased: name)
        tag = id.rawValue
        if name[0] == UInt8(ascii: ":") {
            flags = Self.pseudo
            return
        }
        // A known name is what a name has to be.
        if id == .other { flags = Self.check(name) }
        switch id {
        case .connection, .keepAlive, .proxyConnection, .transferEncoding, .upgrade, .te, .host, .cookie,
            .contentLength:
            flags |= Self.special
        default: break
        }
    }

    /// The number of the name.
    var id: HeaderID { HeaderID(rawValue: tag) }

    /// What is so of the name alone.
    var ofName: HTTP2FieldNature {
        var nature = self
        nature.flags &= ~(Self.badValue | Self.padded)
        return nature
    }

    /// Adds what is so of the value.
    mutating func judge(value: Span<UInt8>) {
        if flags & Self.pseudo != 0 {
            if !isGood(pseudoValue: value) { flags |= Self.badValue }
            return
        }
        if Bytes.firstForbiddenInFieldValue(value) >= 0 { flags |= Self.badValue }
        let count = value.count
        if count > 0 && (Self.isBlank(value[0]) || Self.isBlank(value[count &- 1])) { flags |= Self.padded }
    }

    /// Whether name or value breaks the rules by itself (RFC 9113 §8.2.1).
    var isBad: Bool { flags & (Self.badName | Self.badValue) != 0 }
    /// Whether the name has an underscore.
    var hasUnderscore: Bool { flags & Self.underscore != 0 }
    /// Whether white space stands around the value.
    var isPadded: Bool { flags & Self.padded != 0 }
    /// Whether its name is one that something has to be seen to, whatever the value.
    var isSpecial: Bool { flags & Self.special != 0 }
    /// Whether it is a pseudo-header field.
    var isPseudo: Bool { flags & Self.pseudo != 0 }
    /// Whether its value is seldom the same again, so that HPACK's encoders do not have it kept.
    var isPassing: Bool { id == .path || id == .contentLength || id == .etag || id == .location || id == .setCookie }

    /// What a field may have whose name and value go on as they are.
    struct Plainness: BitwiseCopyable {
        fileprivate let forbidden: UInt8
        /// No underscore in its name.
        static let strict = Plainness(forbidden: 0xff)
        /// Underscores too.
        static let withUnderscores = Plainness(forbidden: ~HTTP2FieldNature.underscore)
    }

    /// Whether nothing has to be seen to but that it is taken over.
    @inline(__always)
    func isPlain(_ plainness: Plainness) -> Bool { flags & plainness.forbidden == 0 }

    /// The first and last bytes of a value that mean nothing.
    @inline(__always)
    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    // MARK: - Bytes

    /// A token in lower case (RFC 9113 §8.2.1).
    private static func check(_ name: Span<UInt8>) -> UInt8 {
        var flags: UInt8 = 0
        for index in name.indices {
            let byte = name[index]
            if byte &- 0x61 < 26 || byte == UInt8(ascii: "-") { continue }
            if byte == UInt8(ascii: "_") { flags = underscore }
            if byte &- 0x41 < 26 || !Bytes.isToken(byte) { return badName }
        }
        return flags
    }

    private func isGood(pseudoValue value: Span<UInt8>) -> Bool {
        switch id {
        case .method, .protocol: Self.isToken(value)
        case .path: !value.isEmpty && Self.isVisible(value)
        case .authority: Self.isAuthority(value)
        case .scheme: Self.isScheme(value)
        case .status: value.count == 3 && Self.isStatus(value)
        default: false
        }
    }

    private static func isToken(_ bytes: Span<UInt8>) -> Bool {
        for index in bytes.indices where !Bytes.isToken(bytes[index]) { return false }
        return !bytes.isEmpty
    }

    private static func isVisible(_ bytes: Span<UInt8>) -> Bool {
        Bytes.firstNotVisible(in: bytes, from: 0) == bytes.count
    }

    private static func isStatus(_ bytes: Span<UInt8>) -> Bool {
        for index in bytes.indices where bytes[index] &- 0x30 > 9 { return false }
        return bytes[0] != UInt8(ascii: "0")
    }

    /// Host and port, without user information, which RFC 9113 §8.3.1 forbids.
    static func isAuthority(_ bytes: Span<UInt8>) -> Bool { !bytes.isEmpty && Authority.isHostAndPort(bytes) }

    /// RFC 3986 §3.1.
    private static func isScheme(_ bytes: Span<UInt8>) -> Bool {
        for index in bytes.indices {
            let byte = bytes[index]
            if (byte | 0x20) &- 0x61 < 26 { continue }
            let isRest =
                byte &- 0x30 < 10 || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
            if index == 0 || !isRest { return false }
        }
        return !bytes.isEmpty
    }
}

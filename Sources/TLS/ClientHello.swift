/// What the first message of a TLS client says before anything is encrypted (RFC 8446 §4.1.2): the name that it asks
/// for and the protocols that it offers. Works on bytes alone and never traps on them.
public struct ClientHello: Sendable, Equatable {
    /// The name that is asked for (RFC 6066 §3), in lower case; empty means none.
    public var serverName = ""
    /// The protocols that are offered (RFC 7301), best first.
    public var applicationProtocols: [String] = []

    /// What the first bytes of a connection are.
    public enum Reading: Sendable, Equatable {
        /// More bytes are needed to tell.
        case incomplete
        /// They are no TLS.
        case notTLS
        /// They are a ClientHello.
        case hello(ClientHello)
    }

    /// Reads the first bytes of a connection. Each look goes on where the last one ended, so that bytes that trickle in
    /// cost no more than others.
    public struct Reader {
        /// What of the message has come, without the heads of records.
        private var message: [UInt8] = []
        /// Where the record begins that is being read.
        private var start = 0
        /// Bytes of its content that are in the message.
        private var taken = 0

        /// Makes a reader of one connection.
        public init() {}

        /// Reads the first bytes, those of earlier calls and what has come since.
        public mutating func read(_ bytes: Span<UInt8>) -> Reading {
            // The message may be split over several records.
            while true {
                if start < bytes.count && bytes[start] != 22 { return .notTLS }
                if start &+ 1 < bytes.count && bytes[start &+ 1] != 3 { return .notTLS }
                guard bytes.count &- start >= 5 else { return .incomplete }
                let length = Int(bytes[start &+ 3]) << 8 | Int(bytes[start &+ 4])
                if length == 0 || length > 16_384 { return .notTLS }
                let available = min(length, bytes.count &- start &- 5)
                while taken < available {
                    message.append(bytes[start &+ 5 &+ taken])
                    taken &+= 1
                }
                if let first = message.first, first != 1 { return .notTLS }
                if message.count >= 4 {
                    let wanted = 4 + (Int(message[1]) << 16 | Int(message[2]) << 8 | Int(message[3]))
                    if message.count >= wanted {
                        guard let hello = parse(message[4..<wanted]) else { return .notTLS }
                        return .hello(hello)
                    }
                }
                if available < length { return .incomplete }
                start &+= 5 &+ length
                taken = 0
            }
        }
    }

    /// Reads the first bytes of a connection, all at once.
    public static func read(_ bytes: Span<UInt8>) -> Reading {
        var reader = Reader()
        return reader.read(bytes)
    }

    /// An oracle for fuzzing: a part of what was understood wants more or is refused, and never means something else;
    /// what follows changes nothing, nor does how it comes; and no bytes trap. Not for serving.
    public static func check(_ bytes: [UInt8]) {
        let whole = read(bytes.span)
        var reader = Reader()
        for count in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 16)) {
            let cut = bytes.span.extracting(0..<count)
            let part = read(cut)
            precondition(part == .incomplete || part == whole, "a part was understood otherwise")
            if part != .incomplete { return }
            precondition(reader.read(cut) == .incomplete, "a part that goes on was understood otherwise")
        }
        precondition(reader.read(bytes.span) == whole, "parts were understood otherwise than the whole")
        if whole == .incomplete { return }
        let longer = bytes + [0]
        let after = read(longer.span)
        precondition(after == whole, "what follows changed the meaning")
    }

    /// Reads the body of the message; nil when it is broken.
    private static func parse(_ body: ArraySlice<UInt8>) -> ClientHello? {
        var cursor = Cursor(bytes: body)
        var hello = ClientHello()
        guard let version = cursor.number(2), version >> 8 == 3, cursor.take(32) != nil,
            let session = cursor.vector(lengthBytes: 1), session.bytes.count <= 32,
            let suites = cursor.vector(lengthBytes: 2), !suites.bytes.isEmpty, suites.bytes.count % 2 == 0,
            let compressions = cursor.vector(lengthBytes: 1), !compressions.bytes.isEmpty
        else { return nil }
        // Clients before TLS 1.2 may have no extensions at all.
        if cursor.bytes.isEmpty { return hello }
        guard var extensions = cursor.vector(lengthBytes: 2), cursor.bytes.isEmpty else { return nil }
        while !extensions.bytes.isEmpty {
            guard let kind = extensions.number(2), var content = extensions.vector(lengthBytes: 2) else { return nil }
            switch kind {
            case 0:
                guard hello.readServerName(&content) else { return nil }
            case 16:
                guard hello.readProtocols(&content) else { return nil }
            default: break
            }
        }
        return hello
    }

    private mutating func readServerName(_ content: inout Cursor) -> Bool {
        guard var names = content.vector(lengthBytes: 2), content.bytes.isEmpty, let kind = names.number(1),
            let name = names.vector(lengthBytes: 2)
        else { return false }
        guard kind == 0, 1...255 ~= name.bytes.count, !name.bytes.contains(0) else { return false }
        serverName = String(decoding: name.bytes, as: UTF8.self).lowercased()
        return true
    }

    private mutating func readProtocols(_ content: inout Cursor) -> Bool {
        guard var list = content.vector(lengthBytes: 2), content.bytes.isEmpty else { return false }
        while !list.bytes.isEmpty {
            guard let name = list.vector(lengthBytes: 1), !name.bytes.isEmpty else { return false }
            applicationProtocols.append(String(decoding: name.bytes, as: UTF8.self))
        }
        return true
    }

    /// Takes numbers and vectors off the front; nil when there are not enough bytes.
    private struct Cursor {
        var bytes: ArraySlice<UInt8>

        mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
            guard count <= bytes.count else { return nil }
            let taken = bytes.prefix(count)
            bytes = bytes.dropFirst(count)
            return taken
        }

        mutating func number(_ count: Int) -> Int? { take(count).map { $0.reduce(0) { $0 << 8 | Int($1) } } }

        mutating func vector(lengthBytes: Int) -> Cursor? {
            guard let count = number(lengthBytes) else { return nil }
            return take(count).map { Cursor(bytes: $0) }
        }
    }
}

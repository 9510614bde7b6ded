public import NetworkAddresses

/// The header that a proxy sends before a connection's bytes to tell whose connection it is: version 1 in text,
/// version 2 in binary. Works on bytes alone and never traps on them.
///
/// Source: https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt
public struct ProxyProtocolHeader: Sendable, Equatable {
    /// The two forms.
    public enum Version: Sendable, Hashable {
        /// A line of text.
        case v1
        /// Binary.
        case v2
    }

    /// A typed value behind the addresses; only version 2 has them.
    public struct TypedValue: Sendable, Hashable {
        /// What it is.
        public var type: UInt8
        /// Its bytes.
        public var value: [UInt8]

        /// Makes a value.
        public init(type: UInt8, value: [UInt8]) {
            self.type = type
            self.value = value
        }
    }

    /// Whose connection it is, and where it went.
    public struct Addresses: Sendable, Hashable {
        /// The client.
        public var source: SocketAddress
        /// What the client connected to.
        public var destination: SocketAddress

        /// Makes a pair.
        public init(source: SocketAddress, destination: SocketAddress) {
            self.source = source
            self.destination = destination
        }
    }

    /// The form.
    public var version: Version
    /// The addresses; nil when they are the connection's own.
    public var addresses: Addresses?
    /// What stands behind them.
    public var values: [TypedValue]
    /// Bytes of the header.
    public var byteCount: Int

    /// What the first bytes of a connection are.
    public enum Reading: Sendable, Equatable {
        /// More bytes are needed to tell; `isPossible` says whether it may be a header.
        case incomplete(isPossible: Bool)
        /// They are no header.
        case notFound
        /// They begin as a header does, and break its rules.
        case malformed(Version)
        /// They are a header.
        case header(ProxyProtocolHeader)
    }

    /// The longest line of version 1, its end included.
    static let longestLine = 108
    static let signature: [UInt8] = [0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A]
    /// The bytes of version 2 that tell how many there are.
    public static let binaryStart = 16
    private static let word: [UInt8] = Array("PROXY ".utf8)

    /// Reads the first bytes of a connection.
    public static func read(_ bytes: Span<UInt8>) -> Reading {
        if agrees(bytes, signature) {
            return bytes.count < binaryStart ? .incomplete(isPossible: true) : readBinary(bytes)
        }
        if agrees(bytes, word) {
            return bytes.count < word.count ? .incomplete(isPossible: true) : readLine(bytes)
        }
        // As Envoy has it, fewer bytes than version 2 begins with are no answer before they hold the end of a line.
        return bytes.count < binaryStart && !holdsLineEnd(bytes) ? .incomplete(isPossible: false) : .notFound
    }

    /// How long the header of version 2 is that the bytes begin with; nil when they hold no start of one.
    public static func byteCount(of bytes: Span<UInt8>) -> Int? {
        guard bytes.count >= binaryStart, agrees(bytes, signature) else { return nil }
        return binaryStart &+ (Int(bytes[14]) << 8 | Int(bytes[15]))
    }

    /// Whether the bytes begin as `start` does, as far as there are any.
    private static func agrees(_ bytes: Span<UInt8>, _ start: [UInt8]) -> Bool {
        for index in 0..<min(bytes.count, start.count) where bytes[index] != start[index] { return false }
        return true
    }

    private static func holdsLineEnd(_ bytes: Span<UInt8>) -> Bool {
        var index = 1
        while index &+ 1 < bytes.count {
            if bytes[index] == 0x0D && bytes[index &+ 1] == 0x0A { return true }
            index &+= 1
        }
        return false
    }

    // MARK: - Version 1

    private static func readLine(_ bytes: Span<UInt8>) -> Reading {
        var end = word.count
        let limit = min(bytes.count, longestLine)
        while end &+ 1 < limit, !(bytes[end] == 0x0D && bytes[end &+ 1] == 0x0A) { end &+= 1 }
        guard end &+ 1 < limit else {
            return bytes.count <= longestLine ? .incomplete(isPossible: true) : .notFound
        }
        var line: [UInt8] = []
        for index in word.count..<end { line.append(bytes[index]) }
        while line.last == 0x20 { line.removeLast() }
        let parts = line.split(separator: 0x20, omittingEmptySubsequences: false)
        var header = ProxyProtocolHeader(version: .v1, addresses: nil, values: [], byteCount: end &+ 2)
        if parts.first?.elementsEqual("UNKNOWN".utf8) == true { return .header(header) }
        guard parts.count == 5, let family = family(of: parts[0]),
            let source = address(parts[1], family), let destination = address(parts[2], family),
            let sourcePort = port(parts[3]), let destinationPort = port(parts[4])
        else { return .malformed(.v1) }
        header.addresses = Addresses(
            source: .ip(source, port: sourcePort), destination: .ip(destination, port: destinationPort))
        return .header(header)
    }

    private static func family(of name: ArraySlice<UInt8>) -> IPAddress.Family? {
        if name.elementsEqual("TCP4".utf8) { return .v4 }
        return name.elementsEqual("TCP6".utf8) ? .v6 : nil
    }

    private static func address(_ text: ArraySlice<UInt8>, _ family: IPAddress.Family) -> IPAddress? {
        guard let address = IPAddress(Array(text).span), address.family == family else { return nil }
        return address
    }

    private static func port(_ digits: ArraySlice<UInt8>) -> UInt16? {
        // Zeros may lead; more digits than this are nobody's port.
        guard 1...10 ~= digits.count else { return nil }
        var value: UInt64 = 0
        for digit in digits {
            guard 0x30...0x39 ~= digit else { return nil }
            value = value &* 10 &+ UInt64(digit &- 0x30)
        }
        return UInt16(exactly: value)
    }

    // MARK: - Version 2

    private static func readBinary(_ bytes: Span<UInt8>) -> Reading {
        let length = Int(bytes[14]) << 8 | Int(bytes[15])
        let isLocal = bytes[12] == 0x20
        guard isLocal || bytes[12] == 0x21 else { return .malformed(.v2) }
        let addressBytes: Int
        switch bytes[13] {
        case 0x11, 0x12: addressBytes = 12
        case 0x21, 0x22: addressBytes = 36
        default:
            guard isLocal else { return .malformed(.v2) }
            addressBytes = 0
        }
        if !isLocal && length < addressBytes { return .malformed(.v2) }
        guard bytes.count >= 16 &+ length else { return .incomplete(isPossible: true) }
        var header = ProxyProtocolHeader(version: .v2, addresses: nil, values: [], byteCount: 16 &+ length)
        if isLocal { return .header(header) }
        let half = addressBytes == 12 ? 4 : 16
        guard let values = values(bytes, from: 16 &+ addressBytes, to: 16 &+ length) else { return .malformed(.v2) }
        let ports = 16 &+ 2 &* half
        header.addresses = Addresses(
            source: .ip(rawAddress(bytes, at: 16, count: half), port: number(bytes, at: ports)),
            destination: .ip(rawAddress(bytes, at: 16 &+ half, count: half), port: number(bytes, at: ports &+ 2)))
        header.values = values
        return .header(header)
    }

    private static func number(_ bytes: Span<UInt8>, at place: Int) -> UInt16 {
        UInt16(bytes[place]) << 8 | UInt16(bytes[place &+ 1])
    }

    private static func rawAddress(_ bytes: Span<UInt8>, at start: Int, count: Int) -> IPAddress {
        func word(_ place: Int, _ count: Int) -> UInt64 {
            var value: UInt64 = 0
            for index in place..<place &+ count { value = value << 8 | UInt64(bytes[index]) }
            return value
        }
        if count == 4 { return IPAddress(v4: UInt32(truncatingIfNeeded: word(start, 4))) }
        return IPAddress(v6: word(start, 8), word(start &+ 8, 8))
    }

    private static func values(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> [TypedValue]? {
        var values: [TypedValue] = []
        var at = start
        while at < end {
            guard at &+ 3 <= end else { return nil }
            let length = Int(number(bytes, at: at &+ 1))
            guard at &+ 3 &+ length <= end else { return nil }
            var value: [UInt8] = []
            for index in 0..<length { value.append(bytes[at &+ 3 &+ index]) }
            values.append(TypedValue(type: bytes[at], value: value))
            at &+= 3 &+ length
        }
        return values
    }
}

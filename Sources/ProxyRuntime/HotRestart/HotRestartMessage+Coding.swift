/// Why bytes are no message.
enum HotRestartMessageError: Error, Equatable {
    /// The other instance speaks another version.
    case otherVersion(UInt8)
    /// The bytes end early, go on too long, or say what nobody says.
    case malformed
}

extension HotRestartMessage {
    private enum Kind: UInt8 {
        case hello = 1
        case welcome, refusal, take, socket, ready, status, counters
    }

    /// The message's bytes.
    var encoded: [UInt8] {
        var writer = Writer()
        switch self {
        case .hello(let epoch):
            writer.begin(.hello)
            writer.number(epoch)
        case .welcome(let welcome):
            writer.begin(.welcome)
            writer.number(welcome.epoch)
            writer.number(welcome.generation)
            writer.number(welcome.originalStart)
            writer.number(welcome.sockets)
        case .refusal(let reason):
            writer.begin(.refusal)
            writer.list(Array(reason.utf8))
        case .take(let number):
            writer.begin(.take)
            writer.number(number)
        case .socket(let socket):
            writer.begin(.socket)
            writer.bytes.append(socket.role.rawValue)
            writer.list(Array(socket.name.utf8))
            writer.list(Array(socket.configured.utf8))
        case .ready(let kept, let shutdownSeconds):
            writer.begin(.ready)
            writer.number(shutdownSeconds)
            writer.list(kept.bytes)
        case .status(let connections):
            writer.begin(.status)
            writer.number(connections)
        case .counters(let counters):
            writer.begin(.counters)
            for counter in counters {
                writer.list(Array(counter.name.utf8))
                writer.number(counter.growth)
            }
        }
        return writer.bytes
    }

    /// Reads a message of any origin.
    init(_ bytes: [UInt8]) throws(HotRestartMessageError) {
        var reader = Reader(rest: bytes[...])
        let version = try reader.byte()
        let kind = Kind(rawValue: try reader.byte())
        guard version == Self.version || kind == .refusal else { throw .otherVersion(version) }
        switch kind {
        case .hello: self = .hello(epoch: try reader.number())
        case .welcome:
            let welcome = Welcome(
                epoch: try reader.number(), generation: try reader.number(), originalStart: try reader.number(),
                sockets: try reader.number())
            guard welcome.sockets <= Self.mostSockets else { throw .malformed }
            self = .welcome(welcome)
        case .refusal: self = .refusal(try reader.text())
        case .take: self = .take(try reader.number())
        case .socket:
            guard let role = SocketDescription.Role(rawValue: try reader.byte()) else { throw .malformed }
            self = .socket(SocketDescription(role: role, name: try reader.text(), configured: try reader.text()))
        case .ready:
            let shutdownSeconds: UInt32 = try reader.number()
            let kept = SocketSet(bytes: try reader.list())
            guard kept.bytes.count <= Int(Self.mostSockets / 8) else { throw .malformed }
            self = .ready(kept: kept, shutdownSeconds: shutdownSeconds)
        case .status: self = .status(connections: try reader.number())
        case .counters:
            var counters: [CounterGrowth] = []
            while !reader.rest.isEmpty {
                counters.append(CounterGrowth(name: try reader.text(), growth: try reader.number()))
            }
            self = .counters(counters)
        case nil: throw .malformed
        }
        guard reader.rest.isEmpty else { throw .malformed }
    }

    private struct Writer {
        var bytes: [UInt8] = []

        mutating func begin(_ kind: Kind) { bytes = [HotRestartMessage.version, kind.rawValue] }

        mutating func number<Number: FixedWidthInteger>(_ value: Number) {
            for shift in stride(from: Number.bitWidth - 8, through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: value >> Number(shift)))
            }
        }

        /// A longer list than two bytes can count is cut.
        mutating func list(_ list: [UInt8]) {
            let kept = list.prefix(Int(UInt16.max))
            number(UInt16(truncatingIfNeeded: kept.count))
            bytes.append(contentsOf: kept)
        }
    }

    private struct Reader {
        var rest: ArraySlice<UInt8>

        mutating func byte() throws(HotRestartMessageError) -> UInt8 {
            guard let byte = rest.popFirst() else { throw .malformed }
            return byte
        }

        mutating func number<Number: FixedWidthInteger>() throws(HotRestartMessageError) -> Number {
            var value: Number = 0
            for _ in 0..<Number.bitWidth / 8 { value = value << 8 | Number(try byte()) }
            return value
        }

        mutating func list() throws(HotRestartMessageError) -> [UInt8] {
            let count: UInt16 = try number()
            guard rest.count >= Int(count) else { throw .malformed }
            let list = Array(rest.prefix(Int(count)))
            rest = rest.dropFirst(Int(count))
            return list
        }

        mutating func text() throws(HotRestartMessageError) -> String {
            guard let text = String(validating: try list(), as: UTF8.self) else { throw .malformed }
            return text
        }
    }
}

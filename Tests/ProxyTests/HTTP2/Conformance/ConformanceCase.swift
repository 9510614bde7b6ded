import Testing

/// One demand of RFC 9113 or RFC 7541 on a server: what a client sends behind the exchange of SETTINGS, and what has to
/// come of it.
struct ConformanceCase: Sendable, CustomTestStringConvertible {
    /// What has to come.
    enum Demand: Sendable {
        /// An answer on stream 1, and the connection stays.
        case answer
        /// The connection stays: it answers a PING.
        case stays
        /// As `stays`, or the connection ends without a word: nothing was wrong.
        case staysOrEnds
        /// GOAWAY with one of these codes, or an end.
        case connectionError([UInt32])
        /// RST_STREAM with one of these codes, or what `connectionError` takes.
        case streamError([UInt32])
        /// PING is acknowledged with the same bytes.
        case pingAcknowledged
        /// SETTINGS are acknowledged.
        case settingsAcknowledged
        /// The first DATA frame on stream 1 has so many bytes.
        case data(Int)
    }

    /// Section and number, in the order of the RFC.
    var place: String
    var name: String
    var bytes: ByteString
    /// What is sent once the demand below has come about in part: after the answer on stream 1.
    var afterAnswer: ByteString = []
    var demand: Demand
    /// The preface and SETTINGS; the usual ones unless set.
    var opening = HTTP2Frames.preface

    var testDescription: String { "\(place): \(name)" }

    init(_ place: String, _ name: String, _ demand: Demand, _ frames: [ByteString]) {
        self.place = place
        self.name = name
        self.demand = demand
        bytes = frames.flatMap(\.self)
    }

    /// As above; `then` is sent after the answer on stream 1.
    init(_ place: String, _ name: String, _ demand: Demand, _ frames: [ByteString], then: [ByteString]) {
        self.init(place, name, demand, frames)
        afterAnswer = then.flatMap(\.self)
    }

    /// A copy with another opening.
    func opening(_ bytes: ByteString) -> ConformanceCase {
        var copy = self
        copy.opening = bytes
        return copy
    }
}

/// A frame as it came.
struct ReceivedFrame {
    var type: UInt8
    var flags: UInt8
    var stream: UInt32
    var payload: ByteString

    /// The last number of the payload's first eight bytes, as RST_STREAM and GOAWAY have their codes.
    var code: UInt32 {
        payload.prefix(type == 7 ? 8 : 4).suffix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Takes the whole frames off the front of `bytes`.
    static func take(_ bytes: inout ByteString) -> [ReceivedFrame] {
        var frames: [ReceivedFrame] = []
        var start = 0
        while bytes.count - start >= 9 {
            let length = Int(bytes[start]) << 16 | Int(bytes[start + 1]) << 8 | Int(bytes[start + 2])
            guard bytes.count - start >= 9 + length else { break }
            let stream = bytes[(start + 5)..<(start + 9)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7fff_ffff
            frames.append(
                ReceivedFrame(
                    type: bytes[start + 3], flags: bytes[start + 4], stream: stream,
                    payload: ByteString(bytes[(start + 9)..<(start + 9 + length)])))
            start += 9 + length
        }
        bytes.removeSubrange(0..<start)
        return frames
    }
}

/// A conversation that finds out whether a demand is met.
struct ConformanceClient {
    private let socket: Socket
    private let deadline = Deadline(seconds: 30)
    private var pending: ByteString = []
    private var frames: [ReceivedFrame] = []
    private var hasEnded = false

    init?(port: UInt16) {
        guard let socket = Socket.connected(to: port) else { return nil }
        self.socket = socket
    }

    /// What went wrong; nil when the demand is met.
    mutating func run(_ item: ConformanceCase) -> String? {
        socket.send(item.opening, until: deadline)
        read { $0.frames.contains { $0.type == 4 && $0.flags & 1 == 0 } }
        // The acknowledgement of the proxy's own SETTINGS.
        socket.send(HTTP2Frames.frame(4, 1, 0) + item.bytes, until: deadline)
        if !item.afterAnswer.isEmpty {
            read { $0.hasAnswer }
            socket.send(item.afterAnswer, until: deadline)
        }
        return isMet(item.demand) ? nil : "found \(seen)\(hasEnded ? ", end" : "")"
    }

    private static let ping = ByteString("conform!")

    private mutating func isMet(_ demand: ConformanceCase.Demand) -> Bool {
        switch demand {
        case .answer:
            read { $0.hasAnswer }
            return hasAnswer && stays()
        case .stays: return stays()
        case .staysOrEnds: return stays() || (hasEnded && !frames.contains { $0.type == 7 && $0.code != 0 })
        case .connectionError(let codes):
            read { $0.frames.contains { $0.type == 7 && $0.code != 0 } }
            return goesAway(codes)
        case .streamError(let codes):
            read { $0.frames.contains { $0.type == 3 || ($0.type == 7 && $0.code != 0) } }
            return frames.contains { $0.type == 3 && codes.contains($0.code) } || goesAway(codes)
        case .pingAcknowledged: return stays()
        case .settingsAcknowledged:
            let wanted = 2
            read { $0.frames.filter { $0.type == 4 && $0.flags & 1 == 1 }.count >= wanted }
            return frames.filter { $0.type == 4 && $0.flags & 1 == 1 }.count >= wanted
        case .data(let count):
            read { $0.frames.contains { $0.type == 0 && $0.stream == 1 } }
            return frames.first { $0.type == 0 && $0.stream == 1 }?.payload.count == count
        }
    }

    private func goesAway(_ codes: [UInt32]) -> Bool {
        let codesSeen = frames.filter { $0.type == 7 && $0.code != 0 }.map(\.code)
        return codesSeen.isEmpty ? hasEnded : codesSeen.allSatisfy { codes.contains($0) }
    }

    private var hasAnswer: Bool { frames.contains { $0.type == 1 && $0.stream == 1 } }

    private mutating func stays() -> Bool {
        socket.send(HTTP2Frames.frame(6, 0, 0, Self.ping), until: deadline)
        read { $0.frames.contains { $0.type == 6 && $0.flags & 1 == 1 && $0.payload == Self.ping } }
        return frames.contains { $0.type == 6 && $0.flags & 1 == 1 && $0.payload == Self.ping }
            && !frames.contains { $0.type == 7 }
    }

    private mutating func read(until condition: (Self) -> Bool) {
        while !condition(self) && !hasEnded {
            switch socket.receive(until: deadline) {
            case .bytes(let bytes):
                pending += bytes
                frames += ReceivedFrame.take(&pending)
            case .end, .reset: hasEnded = true
            case .timedOut: return
            }
        }
    }

    private var seen: [String] { frames.map { "\($0.type) on \($0.stream) flags \($0.flags) code \($0.code)" } }
}

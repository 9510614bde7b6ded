import Buffers
import EventLoops
import NetworkAddresses
import Transports

/// An answer, taken apart.
struct Answer {
    var status = 0
    /// Names and values in their order, without the date.
    var fields: [String] = []
    var body = ""
    /// Whether the server ended the connection behind it.
    var isClosed = false

    func field(_ name: String) -> String? {
        fields.first { $0.hasPrefix(name + ": ") }.map { String($0.dropFirst(name.utf8.count + 2)) }
    }
}

/// A raw HTTP/1.1 client for one request.
final class AdminClient: ConnectionHandler {
    let connection: Connection
    private let request: [UInt8]
    private(set) var received: [UInt8] = []
    private(set) var isClosed = false

    init(_ request: String, to address: SocketAddress, on loop: EventLoop) throws {
        self.request = Array(request.utf8)
        connection = try Connection.connect(loop: loop, to: address, timeout: 60_000_000_000)
        super.init()
        connection.handler = self
    }

    static func send(_ request: String, to address: SocketAddress, on loop: EventLoop) throws -> Answer {
        let client = try AdminClient(request, to: address, on: loop)
        let answer = try loop.wait { client.answer }
        client.connection.close(.now)
        return answer
    }

    override func connectionOpened() {
        connection.outbound.append(request)
        connection.scheduleFlush()
    }

    override func connectionReadable(endOfStream: Bool) {
        let count = connection.inbound.count
        received.reserveCapacity(received.count + count)
        for index in 0..<count { received.append(connection.inbound[index]) }
        connection.inbound.consume(count)
        if endOfStream {
            isClosed = true
            connection.close(.now)
        }
    }

    override func connectionClosed(_ reason: ConnectionCloseReason) { isClosed = true }

    /// The first answer, once it is whole; 1xx answers are skipped.
    var answer: Answer? {
        var rest = received[...]
        while true {
            guard let answer = Self.head(&rest) else { return isClosed ? Answer(isClosed: true) : nil }
            if answer.status / 100 == 1 { continue }
            return body(of: answer, &rest)
        }
    }

    private static func head(_ rest: inout ArraySlice<UInt8>) -> Answer? {
        guard let end = find("\r\n\r\n", in: rest) else { return nil }
        let lines = String(decoding: rest[..<end], as: UTF8.self).split(separator: "\r\n")
        rest = rest[(end + 4)...]
        var answer = Answer()
        answer.status = lines.first.flatMap { Int($0.split(separator: " ")[1]) } ?? 0
        answer.fields = lines.dropFirst().map(String.init).filter { !$0.hasPrefix("date: ") }
        return answer
    }

    private func body(of head: Answer, _ rest: inout ArraySlice<UInt8>) -> Answer? {
        var answer = head
        answer.isClosed = isClosed
        var body: [UInt8] = []
        if answer.field("transfer-encoding") == "chunked" && !request.starts(with: Array("HEAD".utf8)) {
            // Looked at before anything is copied: pages have megabytes, and this runs at every turn.
            guard rest.suffix(5).elementsEqual("0\r\n\r\n".utf8) else { return nil }
            while true {
                guard let end = Self.find("\r\n", in: rest),
                    let size = Int(String(decoding: rest[..<end], as: UTF8.self), radix: 16),
                    rest.endIndex - end >= size + 4
                else { return nil }
                body += rest[(end + 2)..<(end + 2 + size)]
                rest = rest[(end + 4 + size)...]
                if size == 0 { break }
            }
        } else if let length = answer.field("content-length").flatMap({ Int($0) }) {
            guard rest.count >= length else { return nil }
            body = Array(rest.prefix(length))
        }
        answer.body = String(decoding: body, as: UTF8.self)
        // Who says `close` has to do it.
        if answer.field("connection") == "close" && !isClosed { return nil }
        return answer
    }

    private static func find(_ text: String, in bytes: ArraySlice<UInt8>) -> Int? {
        let text = Array(text.utf8)
        guard bytes.count >= text.count else { return nil }
        var index = bytes.startIndex
        while index <= bytes.endIndex - text.count {
            if bytes[index] == text[0], bytes[index..<(index + text.count)].elementsEqual(text) { return index }
            index += 1
        }
        return nil
    }
}

/// An origin that records every byte of every connection and answers each request that it can read strictly.
final class RecordingUpstream: Sendable {
    /// The port of 127.0.0.1 it listens on.
    let port: UInt16
    private let listener: Socket
    private let recorded = Watched([ByteString]())
    private let sockets = Watched([Socket]())

    /// Starts to listen; nil when the system has no port.
    init?() {
        guard let listener = Socket.listening() else { return nil }
        self.listener = listener
        port = listener.port
        detachThread { [self] in acceptAll() }
    }

    /// What came by each connection, in the order they were accepted.
    var streams: [ByteString] { recorded.value }

    /// Ends all connections and stops to listen.
    func stop() {
        listener.interrupt()
        for socket in sockets.value { socket.interrupt() }
    }

    private func acceptAll() {
        while let socket = listener.accepted() {
            sockets.change { $0.append(socket) }
            let index = recorded.change { recorded in
                recorded.append([])
                return recorded.count - 1
            }
            detachThread { [self] in serve(socket, index) }
        }
    }

    private func serve(_ socket: Socket, _ index: Int) {
        let deadline = Deadline(seconds: 600)
        var pending = ByteString()
        while case .bytes(let bytes) = socket.receive(until: deadline) {
            pending += bytes
            recorded.change { $0[index] += bytes }
            let reading = StrictReader.read(pending)
            for request in reading.requests {
                let body = request.method == "HEAD" ? "" : "ok"
                socket.send(ByteString("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n\(body)"), until: deadline)
            }
            // The proxy sends one request a connection here.
            if !reading.requests.isEmpty { break }
        }
        while case .bytes(let bytes) = socket.receive(until: deadline) { recorded.change { $0[index] += bytes } }
        socket.close()
    }
}

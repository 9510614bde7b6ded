internal import EventLoops

/// The conversation with the instance before, from the new one's side: blocking while it takes over, on the main loop
/// afterwards.
final class HotRestartParent {
    /// A message, and the descriptor that may have come with it.
    final class Answer {
        let message: HotRestartMessage
        private var descriptor: FileDescriptor?

        init(_ message: HotRestartMessage, _ descriptor: consuming FileDescriptor) {
            self.message = message
            self.descriptor = consume descriptor
        }

        /// The descriptor; nil without one, or when it was taken before.
        func takeDescriptor() -> FileDescriptor? {
            guard let taken = descriptor.take(), taken.isOpen else { return nil }
            return taken
        }
    }

    /// The other process.
    let process: Int32
    private var socket: MessageSocket?

    init(socket: consuming MessageSocket, process: Int32) {
        self.socket = consume socket
        self.process = process
    }

    /// Sends a message; false when the other has gone.
    func say(_ message: HotRestartMessage) -> Bool {
        (try? socket?.send(message.encoded)) != nil
    }

    /// Waits for the next message; nil when none comes, or it is none.
    func hear() -> Answer? {
        guard let reception = try? socket?.receive(limit: HotRestartMessage.longest) else { return nil }
        switch consume reception {
        case .message(let bytes, let descriptor):
            guard let message = try? HotRestartMessage(bytes) else { return nil }
            return Answer(message, descriptor)
        case .nothing: return nil
        case .end: return nil
        }
    }

    /// Goes on listening on `loop`, without blocking it.
    func attach(to loop: EventLoop, heard: @escaping (HotRestartMessage?) -> Void) {
        guard let socket = socket.take() else { return }
        socket.setNonblocking()
        source = try? HotRestartConversation(loop: loop, socket: socket) { bytes in
            heard(bytes.flatMap { try? HotRestartMessage($0) })
        }
    }

    private var source: HotRestartConversation?

    /// Ends the conversation.
    func close() { source?.close() }
}

/// A message socket on a loop.
final class HotRestartConversation: EventSource {
    private var socket: MessageSocket
    private let heard: ([UInt8]?) -> Void

    /// Calls `heard` with each message, and with nil at the end. Descriptors that come along are closed.
    init(
        loop: EventLoop, socket: consuming MessageSocket, heard: @escaping ([UInt8]?) -> Void
    ) throws(SystemError) {
        self.socket = consume socket
        self.heard = heard
        super.init(loop: loop)
        try loop.attach(self, descriptor: self.socket.rawValue, mode: .levelTriggered(.readable))
    }

    /// Who is at the other end.
    var peer: MessageSocket.Peer? { socket.peer }

    override func handle(_ events: EventSet) {
        // A few a wake-up: the other process shall not keep the loop from anything else.
        for _ in 0..<16 where isAttached {
            guard let reception = try? socket.receive(limit: HotRestartMessage.longest) else { return end() }
            switch consume reception {
            case .message(let bytes, _): heard(bytes)
            case .nothing: return
            case .end: return end()
            }
        }
    }

    private func end() {
        close()
        heard(nil)
    }

    /// Sends a message, with a second descriptor of the open file `attached` unless that is negative; false when the
    /// other does not take it.
    func say(_ message: HotRestartMessage, attached: Int32 = -1) -> Bool {
        isAttached && (try? socket.send(message.encoded, attached: attached)) != nil
    }

    /// Ends the conversation. Twice does nothing.
    func close() {
        loop.detach(self, descriptor: socket.rawValue, descriptorCloses: false)
        socket.close()
    }
}

internal import EventLoops
internal import NetworkAddresses

/// Serves the meeting point: answers an instance that wants to take over, one at a time. On the main loop.
final class HandoverServer: Acceptor {
    /// A socket that this instance can hand over.
    struct Offer {
        /// What it is for.
        let description: HotRestartMessage.SocketDescription
        /// What it belongs to, for the owner.
        let id: UInt32
        /// Its number while it is open; nil once it is not.
        let descriptor: () -> Int32?
    }

    /// What is handed over, by whom. The closures run on the main loop.
    struct Owner {
        /// Says who this instance is; the number of sockets is filled in.
        let welcome: () -> HotRestartMessage.Welcome
        /// What there is to hand over.
        let offers: () -> [Offer]
        /// The new instance serves, with the sockets of these ids.
        let handOver: (_ kept: Set<UInt32>, _ shutdownSeconds: UInt32) -> Void
    }

    private let owner: Owner
    private var session: HandoverSession?
    private var offers: [Offer] = []
    /// The ids of the sockets that a new instance holds as well, while it gets ready.
    private(set) var given: Set<UInt32> = []
    private var conversation: HotRestartConversation?
    private var helloTimer: LoopTimer?

    /// How long one that has connected may take to say who it is, in nanoseconds.
    private static let patience: UInt64 = 5_000_000_000
    private static let helloKind: UInt8 = 0

    init(loop: EventLoop, meetingPoint: consuming FileDescriptor, owner: Owner) {
        self.owner = owner
        super.init(loop: loop, listener: meetingPoint)
    }

    override func accepted(_ descriptor: consuming FileDescriptor, remote: SocketAddress) {
        let socket = MessageSocket(owning: descriptor)
        // The abstract name space has no permissions: anybody may have connected.
        guard let peer = socket.peer, peer.isTrusted else { return }
        if conversation != nil {
            let busy = HotRestartMessage.refusal("another instance is just taking over from it")
            try? socket.send(busy.encoded)
            return
        }
        conversation = try? HotRestartConversation(loop: loop, socket: socket) { [unowned self] in heard($0) }
        offers = owner.offers()
        var welcome = owner.welcome()
        welcome.sockets = UInt32(clamping: offers.count)
        session = HandoverSession(welcome: welcome)
        let timer = LoopTimer(loop: loop, owner: self, kind: Self.helloKind)
        timer.arm(after: Self.patience)
        helloTimer = timer
    }

    override func timerFired(_ kind: UInt8) {
        guard kind == Self.helloKind else { return super.timerFired(kind) }
        if session?.isIntroduced == false { forget() }
    }

    private func heard(_ bytes: [UInt8]?) {
        guard let bytes, let conversation else { return forget() }
        switch session?.received(bytes) {
        case .answer(let message): if !conversation.say(message) { forget() }
        case .sendSocket(let number): if !send(number, on: conversation) { forget() }
        case .refuse(let message):
            _ = conversation.say(message)
            forget()
        case .handOver(let kept, let shutdownSeconds):
            var ids: Set<UInt32> = []
            for (number, offer) in offers.enumerated() where kept.contains(UInt32(clamping: number)) {
                ids.insert(offer.id)
            }
            offers = []
            owner.handOver(ids, shutdownSeconds)
        case nil: forget()
        }
    }

    private func send(_ number: UInt32, on conversation: HotRestartConversation) -> Bool {
        guard number < offers.count else { return false }
        let offer = offers[Int(number)]
        guard let descriptor = offer.descriptor() else {
            _ = conversation.say(.refusal("socket \(number) was closed meanwhile"))
            return false
        }
        given.insert(offer.id)
        return conversation.say(.socket(offer.description), attached: descriptor)
    }

    /// The new instance has gone, or was no good: this one goes on.
    private func forget() {
        conversation?.close()
        conversation = nil
        session = nil
        offers = []
        given = []
        helloTimer?.cancel()
    }

    /// Tells the instance that took over; false when it does not hear.
    func say(_ message: HotRestartMessage) -> Bool { conversation?.say(message) ?? false }

    /// Closes the meeting point. The conversation with an instance that took over goes on.
    func leaveMeetingPoint() { close() }
}

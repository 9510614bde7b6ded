/// The old instance's side of the conversation with one that wants to take over, without any I/O.
///
/// ```
///   awaitingHello ──hello──▶ handingOver ──ready──▶ over
///        └──────── anything else: refuse ──────────▶ over
/// ```
struct HandoverSession: ~Copyable {
    /// What to do about a message.
    enum Action: Equatable {
        /// Answer with this.
        case answer(HotRestartMessage)
        /// Send the socket of that number.
        case sendSocket(UInt32)
        /// Answer with this, and end the conversation.
        case refuse(HotRestartMessage)
        /// The new instance serves: stop accepting on all sockets but leave those open that it has kept.
        case handOver(kept: SocketSet, shutdownSeconds: UInt32)
    }

    private enum State {
        case awaitingHello, handingOver, over
    }

    private let welcome: HotRestartMessage.Welcome
    private var state = State.awaitingHello

    /// A conversation in which this instance says `welcome`.
    init(welcome: HotRestartMessage.Welcome) { self.welcome = welcome }

    /// Whether the other has said who it is, so that it may take its time.
    var isIntroduced: Bool { state != .awaitingHello }

    /// Takes a message's bytes.
    mutating func received(_ bytes: [UInt8]) -> Action {
        let message: HotRestartMessage
        do throws(HotRestartMessageError) {
            message = try HotRestartMessage(bytes)
        } catch {
            switch error {
            case .otherVersion(let version):
                return refuse(
                    "it speaks version \(HotRestartMessage.version) of hot restart, and the new one \(version): "
                        + "compare --hot-restart-version")
            case .malformed: return refuse("a message of the new one is malformed")
            }
        }
        switch (state, message) {
        case (.awaitingHello, .hello(let epoch)): return introduced(epoch)
        case (.handingOver, .take(let number)) where number < welcome.sockets: return .sendSocket(number)
        case (.handingOver, .ready(let kept, let seconds)):
            state = .over
            return .handOver(kept: kept, shutdownSeconds: seconds)
        case (.awaitingHello, _), (.handingOver, _), (.over, _):
            return refuse("a message of the new one is out of place")
        }
    }

    private mutating func introduced(_ epoch: UInt32) -> Action {
        let (next, overflow) = welcome.epoch.addingReportingOverflow(1)
        if overflow { return refuse("its restart epoch is the last that there is") }
        if epoch == 0 { return refuse("restart epoch \(welcome.epoch) is running; \(next) takes over from it") }
        if epoch != next {
            return refuse("restart epoch \(welcome.epoch) is running; \(next) takes over from it, not \(epoch)")
        }
        state = .handingOver
        return .answer(.welcome(welcome))
    }

    private mutating func refuse(_ reason: String) -> Action {
        state = .over
        return .refuse(.refusal(reason))
    }
}

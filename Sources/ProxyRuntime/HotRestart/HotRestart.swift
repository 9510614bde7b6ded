internal import EventLoops
internal import NetworkAddresses
internal import Telemetry

/// This instance's place among those with its base id: the meeting point, and the instance before.
///
/// Instances meet at one Unix socket a base id. The first one opens it and each hands it to the next, so there is never
/// a moment at which two instances both think that they are the one that runs. Confined to the main thread.
final class HotRestart {
    let options: HotRestartOptions
    /// The base id; chosen by itself if so asked.
    let baseID: UInt32
    /// Instances since the first, this one included.
    let generation: UInt32
    /// When the first instance was started, on the machine's monotonic clock; nil when it is this one.
    let originalStart: UInt64?
    /// What the instance before had; nothing without one.
    let inherited: InheritedSockets
    private(set) var meetingPoint: FileDescriptor?
    /// The conversation with the instance before.
    var parent: HotRestartParent?

    /// How long one answer of another instance may take, in milliseconds.
    private static let patience = 10_000

    /// Without other instances.
    init() {
        options = HotRestartOptions()
        baseID = 0
        generation = 1
        originalStart = nil
        inherited = InheritedSockets()
    }

    /// Opens the meeting point, or asks the instance before for everything it has. Blocks for as long as that takes;
    /// the instance before goes on serving.
    ///
    /// - Throws: `StartupError` when another instance runs, or none to take over from.
    init(joining options: HotRestartOptions, log: Log) throws(StartupError) {
        self.options = options
        inherited = InheritedSockets()
        if options.epoch > 0 {
            let address = options.meetingPoint(baseID: options.baseID)
            if let parent = try Self.connect(to: address, options) {
                let welcome = try Self.takeAll(from: parent, options, into: inherited)
                baseID = options.baseID
                generation = welcome.generation &+ 1
                originalStart = welcome.originalStart
                meetingPoint = inherited.takeMeetingPoint()?.take()
                self.parent = parent
                log.info(.main, "taking over from restart epoch \(welcome.epoch), \(welcome.sockets) sockets")
                try Self.tell(baseID, options)
                return
            }
            log.warning(.main, "no instance runs on base id \(options.baseID): starting as if it were the first")
        }
        var socket: FileDescriptor?
        baseID = try Self.open(options, &socket)
        meetingPoint = socket.take()
        generation = 1
        originalStart = nil
        try Self.tell(baseID, options)
    }

    /// Hands the meeting point to whoever serves it from now on.
    func takeMeetingPoint() -> FileDescriptor? { meetingPoint.take() }

    // MARK: - The first instance

    /// Opens the meeting point into `socket` and returns its base id.
    private static func open(
        _ options: HotRestartOptions, _ socket: inout FileDescriptor?
    ) throws(StartupError) -> UInt32 {
        if !options.choosesBaseID {
            socket = try listen(options.baseID, options)
            return options.baseID
        }
        for _ in 0..<100 {
            // Envoy's range.
            let candidate = UInt32.random(in: 0..<UInt32.max / 10)
            socket = try? MessageSocket.listen(
                on: options.meetingPoint(baseID: candidate), mode: options.socketMode)
            if socket != nil { return candidate }
        }
        throw StartupError(.resource, ["hot restart: no base id is free under \(options.socketPath)"])
    }

    private static func listen(_ baseID: UInt32, _ options: HotRestartOptions) throws(StartupError) -> FileDescriptor {
        let address = options.meetingPoint(baseID: baseID)
        for attempt in 0..<2 {
            do {
                return try MessageSocket.listen(on: address, mode: options.socketMode)
            } catch {
                guard error.isAddressInUse else {
                    throw StartupError(.resource, ["hot restart: cannot listen at \(address): \(error)"])
                }
            }
            if let other = try connect(to: address, options) { throw refusal(baseID, whatItSays(other)) }
            // A file that nobody listens at was left by an instance that died.
            guard attempt == 0, !options.socketPath.hasPrefix("@") else { break }
            Sockets.removeStaleFile(of: address)
        }
        throw refusal(baseID, "somebody else listens at \(address)")
    }

    private static func refusal(_ baseID: UInt32, _ reason: String) -> StartupError {
        StartupError(
            .resource,
            [
                "base id \(baseID) is in use: \(reason)",
                "another proxy beside it needs --base-id, --use-dynamic-base-id or --disable-hot-restart",
            ])
    }

    /// What an instance says to one that does not want to take over.
    private static func whatItSays(_ other: HotRestartParent) -> String {
        guard other.say(.hello(epoch: 0)), case .refusal(let reason)? = other.hear()?.message else {
            return "process \(other.process) has it"
        }
        return "\(reason) (process \(other.process))"
    }

    private static func tell(_ baseID: UInt32, _ options: HotRestartOptions) throws(StartupError) {
        guard !options.baseIDPath.isEmpty,
            let reason = Files.write("\(baseID)\n", path: options.baseIDPath)
        else { return }
        throw StartupError(.resource, ["base id file '\(options.baseIDPath)' cannot be written: \(reason)"])
    }

    // MARK: - The later ones

    /// Connects to the instance before; nil when there is none and that is allowed.
    private static func connect(
        to address: SocketAddress, _ options: HotRestartOptions
    ) throws(StartupError) -> HotRestartParent? {
        let socket: MessageSocket
        do {
            socket = try MessageSocket.connect(to: address, milliseconds: patience)
        } catch {
            if options.epoch == 0 || (options.startsWithoutParent && error.saysNobodyListens) { return nil }
            throw StartupError(
                .resource,
                [
                    "restart epoch \(options.epoch): no instance to take over from: \(error)",
                    "the first instance has --restart-epoch 0; --skip-hot-restart-on-no-parent starts all the same",
                ])
        }
        guard let peer = socket.peer, peer.isTrusted else {
            throw StartupError(.resource, ["hot restart: another user listens at \(address)"])
        }
        return HotRestartParent(socket: socket, process: peer.process)
    }

    private static func takeAll(
        from parent: HotRestartParent, _ options: HotRestartOptions, into inherited: InheritedSockets
    ) throws(StartupError) -> HotRestartMessage.Welcome {
        func failure(_ what: String) -> StartupError {
            StartupError(
                .resource,
                ["restart epoch \(options.epoch) cannot take over from process \(parent.process): \(what)"])
        }
        guard parent.say(.hello(epoch: options.epoch)) else { throw failure("it does not listen") }
        let welcome: HotRestartMessage.Welcome
        switch parent.hear()?.message {
        case .welcome(let value): welcome = value
        case .refusal(let reason): throw failure(reason)
        case .some: throw failure("it speaks out of turn")
        case nil: throw failure("it does not answer")
        }
        for number in 0..<welcome.sockets {
            guard parent.say(.take(number)) else { throw failure("it does not listen") }
            let answer = parent.hear()
            switch answer?.message {
            case .socket(let description):
                if let descriptor = answer?.takeDescriptor() { inherited.add(number, description, descriptor) }
            case .refusal(let reason): throw failure(reason)
            case .some, nil: throw failure("it does not hand over socket \(number)")
            }
        }
        return welcome
    }
}

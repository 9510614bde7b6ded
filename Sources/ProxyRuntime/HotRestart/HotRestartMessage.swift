/// What two instances say to each other while one takes over from the other.
///
/// ```
///   new                               old
///    │ hello(epoch) ───────────────▶   │
///    │  ◀──── welcome(…, sockets: n)   │   or refusal(why)
///    │ take(0) ────────────────────▶   │
///    │  ◀──────── socket 0 + descriptor│
///    │   … n times; then it starts …   │   still serving
///    │ ready(kept, shutdownSeconds) ▶  │   stops accepting, drains
///    │  ◀──────────── counters, status │   each second, until it ends
/// ```
/// On the wire: the version, the kind, then the parts; numbers in network order, texts and lists behind their length in
/// two bytes. One message of a message socket each. A refusal reads the same in every version.
enum HotRestartMessage: Equatable, Sendable {
    /// The new instance says which one it is.
    case hello(epoch: UInt32)
    /// The old instance says which one it is, and how many sockets it has.
    case welcome(Welcome)
    /// The old instance goes on alone, for a reason that an operator can read.
    case refusal(String)
    /// The new instance asks for a socket, by number.
    case take(UInt32)
    /// A socket; its descriptor comes with the message.
    case socket(SocketDescription)
    /// The new instance serves, on those sockets, and wants the old one to end after so many seconds.
    case ready(kept: SocketSet, shutdownSeconds: UInt32)
    /// How many connections the old instance still has.
    case status(connections: UInt32)
    /// By how much counters of the old instance have grown since it told them last.
    case counters([CounterGrowth])

    /// The version of the language.
    static let version: UInt8 = 1
    /// Bytes of the longest message.
    static let longest = 16_384
    /// The most sockets that an instance hands over.
    static let mostSockets: UInt32 = 65_536

    /// What the old instance says of itself.
    struct Welcome: Equatable, Sendable {
        /// Its epoch.
        var epoch: UInt32
        /// Instances since the first, itself included; Envoy's `server.hot_restart_generation`.
        var generation: UInt32
        /// When the first instance was started, on the monotonic clock of the machine.
        var originalStart: UInt64
        /// The number of sockets to take.
        var sockets: UInt32
    }

    /// What a socket was for.
    struct SocketDescription: Equatable, Sendable {
        /// Who used it.
        enum Role: UInt8, Sendable {
            /// A listener.
            case listener = 0
            /// The admin interface.
            case admin = 1
            /// The meeting point of the instances.
            case meetingPoint = 2
        }

        /// Who used it.
        var role: Role
        /// The listener's name.
        var name: String
        /// The address as it was configured; its port may be 0.
        var configured: String
    }

    /// A counter and its growth.
    struct CounterGrowth: Equatable, Sendable {
        /// The counter's whole name.
        var name: String
        /// Since the last message that named it.
        var growth: UInt64
    }
}

/// A set of socket numbers.
struct SocketSet: Equatable, Sendable {
    private(set) var bytes: [UInt8] = []

    /// The empty set.
    init() {}

    /// A set as it came in a message: number n is bit n % 8 of byte n / 8.
    init(bytes: [UInt8]) { self.bytes = bytes }

    /// Adds a number below `HotRestartMessage.mostSockets`; others are left out.
    mutating func insert(_ number: UInt32) {
        guard number < HotRestartMessage.mostSockets else { return }
        let index = Int(number / 8)
        while bytes.count <= index { bytes.append(0) }
        bytes[index] |= 1 << UInt8(number % 8)
    }

    /// Whether the number is in.
    func contains(_ number: UInt32) -> Bool {
        let index = Int(number / 8)
        return index < bytes.count && bytes[index] & 1 << UInt8(number % 8) != 0
    }
}

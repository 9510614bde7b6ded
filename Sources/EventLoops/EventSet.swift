internal import CLinux

/// What the kernel announced about a descriptor.
public struct EventSet: OptionSet, Sendable {
    /// The epoll bits.
    public let rawValue: UInt32

    /// A set from epoll bits.
    @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Bytes, a connection or the end of the stream can be read.
    @inlinable public static var readable: EventSet { EventSet(rawValue: 0x001) }
    /// Room to write. With edge triggering it also accompanies other announcements.
    @inlinable public static var writable: EventSet { EventSet(rawValue: 0x004) }
    /// An error waits in `SO_ERROR`.
    @inlinable public static var error: EventSet { EventSet(rawValue: 0x008) }
    /// Both directions are closed.
    @inlinable public static var hangup: EventSet { EventSet(rawValue: 0x010) }
    /// The peer closed its writing half.
    @inlinable public static var peerFinished: EventSet { EventSet(rawValue: 0x2000) }

    /// Every announcement after which the reader must read on to the end.
    @inlinable public static var ending: EventSet { EventSet(rawValue: 0x2018) }
}

/// How a descriptor is watched.
public enum WatchMode: Sendable {
    /// Announced once a change, both directions, for the life of the descriptor. The source remembers what it knows.
    case edgeTriggered
    /// Announced as long as the condition lasts. For listeners.
    case levelTriggered(EventSet)

    var bits: UInt32 {
        switch self {
        case .edgeTriggered: return clinux_EPOLLIN | clinux_EPOLLOUT | clinux_EPOLLRDHUP | clinux_EPOLLET
        case .levelTriggered(let events): return events.rawValue
        }
    }
}

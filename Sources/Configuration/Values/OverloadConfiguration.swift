/// What is measured, and what is done when it is too much (`envoy.config.overload.v3.OverloadManager`).
public struct OverloadConfiguration: Sendable, Equatable {
    /// Nanoseconds between two looks at the monitors.
    public var refreshInterval: UInt64 = 1_000_000_000
    /// What is measured, in file order; names are unique.
    public var monitors: [Monitor] = []
    /// What is done, in file order; each kind once.
    public var actions: [Action] = []

    /// Nothing is measured.
    public init() {}

    /// A measure from 0 (nothing) to 1 (all).
    public struct Monitor: Sendable, Equatable {
        /// What it measures.
        public enum Kind: Sendable, Equatable {
            /// The heap, as a share of so many bytes.
            case fixedHeap(maxBytes: UInt64)
            /// The number in a file.
            case injected(path: String)
            /// Downstream connections of all listeners, as a share of so many; no more are accepted.
            case downstreamConnections(max: UInt64)
        }

        /// The name that triggers and statistics know it by.
        public var name: String
        /// What it measures.
        public var kind: Kind

        /// Makes a monitor.
        public init(name: String, kind: Kind) {
            self.name = name
            self.kind = kind
        }
    }

    /// Something to be done, and when.
    public struct Action: Sendable, Equatable {
        /// What Envoy's actions of these names do.
        public enum Kind: String, Sendable, CaseIterable {
            /// New requests are answered with 503.
            case stopAcceptingRequests = "envoy.overload_actions.stop_accepting_requests"
            /// Each answer ends its connection.
            case disableKeepAlive = "envoy.overload_actions.disable_http_keepalive"
            /// Connections wait in the kernel's queue.
            case stopAcceptingConnections = "envoy.overload_actions.stop_accepting_connections"
            /// Connections are accepted and closed.
            case rejectIncomingConnections = "envoy.overload_actions.reject_incoming_connections"
            /// Free memory is given back to the system, every ten seconds.
            case shrinkHeap = "envoy.overload_actions.shrink_heap"
            /// Timeouts are shorter.
            case reduceTimeouts = "envoy.overload_actions.reduce_timeouts"
        }

        /// What is done.
        public var kind: Kind
        /// When; the strongest counts.
        public var triggers: [Trigger]
        /// Which timeouts `reduceTimeouts` concerns, each once.
        public var reducedTimeouts: [ReducedTimeout] = []

        /// Makes an action.
        public init(kind: Kind, triggers: [Trigger]) {
            self.kind = kind
            self.triggers = triggers
        }
    }

    /// A timeout that overload makes shorter (`envoy.config.overload.v3.ScaleTimersOverloadActionConfig.ScaleTimer`).
    public struct ReducedTimeout: Sendable, Equatable {
        /// Envoy's timers.
        public enum Timer: Sendable, Equatable {
            /// The idle timeout of downstream connections.
            case connectionIdle
            /// The idle timeout of downstream streams.
            case streamIdle
            /// How long a transport socket may shake hands.
            case transportConnect
            /// The greatest age of downstream connections.
            case connectionAge
            /// How long a stream may wait for its client to take what is buffered.
            case streamFlush
        }

        /// What is left at full strength.
        public enum Minimum: Sendable, Equatable {
            /// So many nanoseconds.
            case time(UInt64)
            /// So many hundredths, 0 to 100.
            case percent(Double)
        }

        /// Which timer.
        public var timer: Timer
        /// What is left at full strength.
        public var minimum: Minimum

        /// Makes a timeout.
        public init(_ timer: Timer, _ minimum: Minimum) {
            self.timer = timer
            self.minimum = minimum
        }
    }

    /// How a measure becomes an action's strength, from 0 (off) to 1 (saturated).
    public struct Trigger: Sendable, Equatable {
        /// The shape of the way from 0 to 1.
        public enum Shape: Sendable, Equatable {
            /// 1 from `value` on, else 0.
            case threshold(Double)
            /// 0 up to the first, 1 from the second on, and in a straight line between.
            case scaled(from: Double, to: Double)
        }

        /// The monitor, as its place in the list.
        public var monitor: Int
        /// The shape of the way from 0 to 1.
        public var shape: Shape

        /// Makes a trigger.
        public init(monitor: Int, shape: Shape) {
            self.monitor = monitor
            self.shape = shape
        }

        /// The strength at a measure.
        public func strength(at pressure: Double) -> Double {
            switch shape {
            case .threshold(let threshold): pressure >= threshold ? 1 : 0
            case .scaled(let from, let to):
                pressure <= from ? 0 : pressure >= to ? 1 : (pressure - from) / (to - from)
            }
        }
    }
}

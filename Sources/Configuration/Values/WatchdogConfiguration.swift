/// When a thread that does not come back to its loop counts as stuck (`envoy.config.bootstrap.v3.Watchdogs`).
public struct WatchdogConfiguration: Sendable, Equatable {
    /// For the main thread.
    public var mainThread: Thresholds
    /// For the workers.
    public var workers: Thresholds

    /// The thresholds of both kinds of threads; Envoy's defaults.
    public init(mainThread: Thresholds = Thresholds(), workers: Thresholds = Thresholds()) {
        self.mainThread = mainThread
        self.workers = workers
    }

    /// Times in nanoseconds.
    public struct Thresholds: Sendable, Equatable {
        /// When a miss is counted; nil is never.
        public var miss: UInt64? = 200_000_000
        /// When a mega miss is counted; nil is never.
        public var megamiss: UInt64? = 1_000_000_000
        /// When one stuck thread ends the process; nil is never.
        public var kill: UInt64?
        /// What is added to `kill` at random at most, so that not all proxies end at once.
        public var killJitter: UInt64 = 0
        /// When several stuck threads end the process; nil is never.
        public var multikill: UInt64?
        /// The share of the threads that several are; at least two.
        public var multikillPercent = 0.0

        /// Envoy's defaults.
        public init() {}
    }
}

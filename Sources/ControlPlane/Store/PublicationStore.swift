public import EventLoops

/// Where publications are kept. Blocking; one thread at a time.
public protocol PublicationStore: AnyObject, Sendable {
    /// The sets that are kept, oldest first. Read once, when the control plane starts.
    ///
    /// - Throws: when the place cannot be read at all; a set that is damaged is left out.
    func load() throws(DurableDirectory.Problem) -> [PublishedSet]

    /// Keeps a set. When this returns it is kept for good, and after a crash before that either it is or it is not.
    func publish(_ set: PublishedSet) throws(DurableDirectory.Problem)

    /// Keeps a small text of this process's own, such as how far a rollout has come, in place of the one before.
    func note(_ name: String, _ bytes: [UInt8]) throws(DurableDirectory.Problem)

    /// The text that was kept last under a name; nil means none.
    func note(_ name: String) -> [UInt8]?
}

/// Sets that go with the process.
public final class MemoryStore: PublicationStore {
    /// Keeps nothing beyond this process.
    public init() {}

    /// Nothing is left of earlier processes.
    public func load() throws(DurableDirectory.Problem) -> [PublishedSet] { [] }

    /// The publisher itself remembers the last sets.
    public func publish(_ set: PublishedSet) throws(DurableDirectory.Problem) {}

    /// Nobody reads it later.
    public func note(_ name: String, _ bytes: [UInt8]) throws(DurableDirectory.Problem) {}

    /// Nothing is left of earlier processes.
    public func note(_ name: String) -> [UInt8]? { nil }
}

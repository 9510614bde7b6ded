public import Configuration
internal import Synchronization

/// A secret that comes from a source, as it is at this moment. Whoever follows the source hands it in; any thread may
/// ask.
public final class SuppliedSecret: Sendable {
    /// Which secret of which source.
    public let reference: SecretReference
    private let state = Mutex(State())

    private struct State {
        var secret: SecretConfiguration?
        var version = ""
        var updatedAt: UInt64 = 0
    }

    /// One that has not come yet.
    public init(_ reference: SecretReference) { self.reference = reference }

    /// The secret; nil while there has been no good one.
    public var current: SecretConfiguration? { state.withLock { $0.secret } }

    /// The version that its source gave it; empty means none.
    public var version: String { state.withLock { $0.version } }

    /// When the secret came, in milliseconds since 1970.
    public var updatedAt: UInt64 { state.withLock { $0.updatedAt } }

    /// Puts a secret, or none, into the place of what was there. Contexts are still to be told
    /// (`TLSContextSource.secretChanged`).
    public func replace(with secret: SecretConfiguration?, version: String, at time: UInt64) {
        state.withLock { $0 = State(secret: secret, version: version, updatedAt: time) }
    }
}

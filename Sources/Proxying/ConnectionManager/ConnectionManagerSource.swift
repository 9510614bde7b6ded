internal import Synchronization

/// The newest settings of one connection manager. They are replaced as a whole when the routes that it takes from
/// elsewhere change; whoever replaces them tells the workers, which take them for the next requests.
public final class ConnectionManagerSource: Sendable {
    private let newest: Mutex<ConnectionManagerSettings>

    /// Begins with settings.
    public init(_ settings: ConnectionManagerSettings) { newest = Mutex(settings) }

    /// The settings at this moment.
    public var current: ConnectionManagerSettings { newest.withLock { $0 } }

    /// Puts others in their place.
    public func replace(_ settings: ConnectionManagerSettings) { newest.withLock { $0 = settings } }
}

public import Filters
public import Transports

/// What stands at the end of a filter chain on one worker: takes its connections over, and lets them go.
public protocol ChainEnd: AnyObject {
    /// Takes over an accepted connection, behind the filters of its chain; call `connection.start()` afterwards.
    func adopt(_ connection: Connection, _ facts: ConnectionFacts, behind filters: [NetworkFilter])
    /// Downstream connections at present.
    var connectionCount: Int { get }
    /// Called when a connection has closed, with its age in milliseconds.
    var onConnectionClosed: ((_ age: UInt64) -> Void)? { get set }
    /// Called when a connection has closed since its transport did not shake hands in time.
    var onHandshakeTimeout: (() -> Void)? { get set }
    /// The limits in which each connection has taken a place.
    var connectionLimits: [ConnectionLimit] { get set }
    /// Ends connections politely, over so many nanoseconds or at once when it is 0.
    func drain(over duration: UInt64)
    /// Lets what comes next end each connection, or no longer so.
    func setEndsConnections(_ ends: Bool)
    /// Closes what is left, and lets go of what it holds. Nothing is adopted behind it.
    func closeAll()
}

/// The end of a filter chain as the snapshot holds it.
public enum ChainEndSettings: Sendable {
    /// The HTTP connection manager.
    case http(ConnectionManagerSource)
    /// The TCP proxy.
    case tcp(TCPProxySettings)
    /// Sends back what comes.
    case echo(ServiceSettings)
    /// Sends these bytes and closes.
    case directResponse([UInt8], ServiceSettings)
    /// A chain without filters closes its connections.
    case nothing(ServiceSettings)

    /// The end on a worker.
    public func make(on worker: ProxyWorker) -> any ChainEnd {
        switch self {
        case .http(let source): HTTPConnectionManager(settings: source.current, worker: worker)
        case .tcp(let settings): TCPProxy(settings, worker: worker)
        case .echo(let settings): EchoService(settings, worker: worker)
        case .directResponse(let bytes, let settings): DirectResponseService(bytes, settings, worker: worker)
        case .nothing(let settings): RefusingService(settings, worker: worker)
        }
    }

    /// Whether the chain has no filters.
    public var isNothing: Bool { if case .nothing = self { true } else { false } }
}

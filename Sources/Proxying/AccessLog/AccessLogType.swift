/// What a line of a log is about, by Envoy's numbers (`envoy.data.accesslog.v3.AccessLogType`).
enum AccessLogType: UInt8 {
    /// Not the line of a request.
    case notSet = 0
    /// A proxied connection has its upstream.
    case tcpUpstreamConnected = 1
    /// A proxied connection lasts.
    case tcpPeriodic = 2
    /// A proxied connection has begun.
    case tcpConnectionStart = 14
    /// A proxied connection is over.
    case tcpConnectionEnd = 3
    /// The request has begun.
    case downstreamStart = 4
    /// The request lasts.
    case downstreamPeriodic = 5
    /// The request is over.
    case downstreamEnd = 6
    /// A try has its connection.
    case upstreamPoolReady = 7
    /// A try lasts.
    case upstreamPeriodic = 8
    /// A try is over.
    case upstreamEnd = 9

    /// Whether the line tells of one try, and not of its request.
    var isOfTry: Bool { self == .upstreamEnd || self == .upstreamPoolReady || self == .upstreamPeriodic }

    /// As `%ACCESS_LOG_TYPE%` writes it.
    var name: StaticString {
        switch self {
        case .notSet: "NotSet"
        case .tcpUpstreamConnected: "TcpUpstreamConnected"
        case .tcpPeriodic: "TcpPeriodic"
        case .tcpConnectionStart: "TcpConnectionStart"
        case .tcpConnectionEnd: "TcpConnectionEnd"
        case .downstreamStart: "DownstreamStart"
        case .downstreamPeriodic: "DownstreamPeriodic"
        case .downstreamEnd: "DownstreamEnd"
        case .upstreamPoolReady: "UpstreamPoolReady"
        case .upstreamPeriodic: "UpstreamPeriodic"
        case .upstreamEnd: "UpstreamEnd"
        }
    }
}

/// How the answers that a connection manager makes by itself are reworked
/// (`envoy.extensions.filters.network.http_connection_manager.v3.LocalReplyConfig`).
public struct LocalReplyConfiguration: Sendable, Equatable {
    /// Rules; the first whose filter takes the answer is applied.
    public var mappers: [Mapper]
    /// How the body looks; nil means as it is.
    public var bodyFormat: FormatConfiguration?

    /// One rule (`ResponseMapper`).
    public struct Mapper: Sendable, Equatable {
        /// Which answers it takes.
        public var filter: AccessLogFilterConfiguration
        /// The status instead, 200 to 599; nil means it stays.
        public var status: UInt16?
        /// The body instead, as it is, without commands; nil means it stays.
        public var body: [UInt8]?
        /// How the body looks, in place of `bodyFormat`.
        public var bodyFormat: FormatConfiguration?
        /// Fields that come to the head.
        public var additions: [HeaderAdditionConfiguration]

        /// Makes a rule.
        public init(
            filter: AccessLogFilterConfiguration, status: UInt16? = nil, body: [UInt8]? = nil,
            bodyFormat: FormatConfiguration? = nil, additions: [HeaderAdditionConfiguration] = []
        ) {
            self.filter = filter
            self.status = status
            self.body = body
            self.bodyFormat = bodyFormat
            self.additions = additions
        }
    }

    /// Rules and a format.
    public init(mappers: [Mapper] = [], bodyFormat: FormatConfiguration? = nil) {
        self.mappers = mappers
        self.bodyFormat = bodyFormat
    }
}

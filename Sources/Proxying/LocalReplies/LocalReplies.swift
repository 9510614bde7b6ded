internal import Buffers
internal import Configuration
internal import Filters
internal import RuntimeValues

/// What one worker does to the answers that a connection manager makes by itself: rules and formats, compiled.
final class LocalReplies {
    /// A body's format.
    struct Body {
        let program: FormatProgram
        let contentType: [UInt8]
        /// Whether the format names no type: what answers have otherwise, they have here.
        let hasUsualType: Bool

        init(_ format: FormatConfiguration) {
            program = FormatProgram(format)
            if case .text = format.content { hasUsualType = format.contentType.isEmpty } else { hasUsualType = false }
            if !format.contentType.isEmpty {
                contentType = Array(format.contentType.utf8)
            } else if case .json = format.content {
                contentType = FilterStream.jsonType
            } else {
                contentType = FilterStream.plainText
            }
        }
    }

    /// One rule.
    struct Mapper {
        let filter: AccessLogFilter
        let status: UInt16?
        let body: [UInt8]?
        let edits: HeaderEdits?
        let format: Body?

        init(_ configuration: LocalReplyConfiguration.Mapper, runtime: LiveRuntime) {
            filter = AccessLogFilter(configuration.filter, runtime: runtime)
            status = configuration.status
            body = configuration.body
            edits =
                configuration.additions.isEmpty
                ? nil : HeaderEdits(HeaderEditsConfiguration(additions: configuration.additions))
            format = configuration.bodyFormat.map { Body($0) }
        }
    }

    private let mappers: [Mapper]
    /// How bodies look that no rule has another format for; nil means as they are.
    let format: Body?

    init(_ configuration: LocalReplyConfiguration, runtime: LiveRuntime) {
        mappers = configuration.mappers.map { Mapper($0, runtime: runtime) }
        format = configuration.bodyFormat.map { Body($0) }
    }

    /// The first rule that takes the answer as it is.
    func mapper(for exchange: ActiveStream) -> Mapper? { mappers.first { $0.filter.matches(exchange) } }
}

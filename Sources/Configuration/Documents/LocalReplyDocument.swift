/// Reads `envoy.extensions.filters.network.http_connection_manager.v3.LocalReplyConfig`.
enum LocalReplyDocument {
    /// Reads the rules and the format.
    static func read(_ reader: inout MessageReader) -> LocalReplyConfiguration {
        LocalReplyConfiguration(
            mappers: reader.messages("mappers", readMapper).compactMap(\.self),
            bodyFormat: reader.message("body_format", FormatDocument.read) ?? nil)
    }

    private static func readMapper(_ reader: inout MessageReader) -> LocalReplyConfiguration.Mapper? {
        let isGiven = reader.has("filter")
        let filter = AccessLogFilterDocument.read(&reader)
        if !isGiven { reader.missing("filter") }
        let status = reader.uint32("status_code", in: 200...599).map { UInt16(truncatingIfNeeded: $0) }
        let body = reader.has("body") ? reader.message("body", DataSourceDocument.read) : nil
        let format = reader.message("body_format_override", FormatDocument.read) ?? nil
        let additions = HeaderEditsDocument.readAdditions("headers_to_add", of: &reader)
        return filter.map {
            LocalReplyConfiguration.Mapper(
                filter: $0, status: status, body: body, bodyFormat: format, additions: additions)
        }
    }
}

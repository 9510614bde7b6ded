internal import Buffers
internal import Proxying
internal import Telemetry

/// `/tap`: requests that have ended since the last question.
enum TapPage {
    /// The numbers in a cursor such as `12.40`; nil when it is none.
    static func cursor(_ text: String) -> [UInt64]? {
        let parts = text.split(separator: ".", maxSplits: 300).map { UInt64($0) }
        return parts.contains(nil) ? nil : parts.compactMap(\.self)
    }

    /// Requests of one answer, the newest; what is left out counts as lost.
    private static let mostRequests = 2_048

    static func json(_ reports: [TapReport]) -> ByteBuffer {
        var page = JSONWriter()
        page.beginObject()
        page.member("cursor", reports.map { "\($0.number)" }.joined(separator: "."))
        page.member("skipped", text: reports.reduce(0) { $0 &+ $1.skipped })
        let requests = reports.flatMap(\.requests).sorted {
            ($0.seconds, $0.nanoseconds) < ($1.seconds, $1.nanoseconds)
        }
        let leftOut = max(0, requests.count - mostRequests)
        page.member("lost", text: reports.reduce(UInt64(leftOut)) { $0 &+ $1.lost })
        page.member("begins", reports.contains(where: \.begins))
        page.beginArray("requests")
        for request in requests.dropFirst(leftOut) { write(request, to: &page) }
        page.endArray()
        page.endObject()
        return page.finish()
    }

    private static func write(_ request: TappedRequest, to page: inout JSONWriter) {
        page.beginObject()
        page.member("time", time(request))
        page.member("duration_us", text: request.duration)
        if request.upstreamDuration != 0 { page.member("upstream_us", text: request.upstreamDuration) }
        page.member("status", number: UInt64(request.status))
        let texts: [(StaticString, String)] = [
            ("method", request.method), ("authority", request.authority), ("path", request.path),
            ("protocol", request.version), ("client", request.client), ("listener", request.listener),
            ("manager", request.manager), ("route", request.route), ("cluster", request.cluster),
            ("endpoint", request.endpoint), ("flags", request.flags), ("details", request.details),
        ]
        for (name, text) in texts where !text.isEmpty { page.member(name, text) }
        page.member("attempts", number: UInt64(request.attempts))
        page.member("received", text: request.received)
        page.member("sent", text: request.sent)
        fields("request_headers", request.requestFields, to: &page)
        fields("response_headers", request.responseFields, to: &page)
        page.endObject()
    }

    private static func fields(_ name: StaticString, _ fields: [TappedRequest.Field], to page: inout JSONWriter) {
        page.beginArray(name)
        for field in fields {
            page.beginObject()
            page.member("name", field.name)
            page.member("value", field.value)
            page.endObject()
        }
        page.endArray()
    }

    private static func time(_ request: TappedRequest) -> String {
        var formatter = TimestampFormatter()
        var text = ByteBuffer()
        formatter.appendISO8601(seconds: request.seconds, nanoseconds: Int(request.nanoseconds), to: &text)
        return text.text
    }
}

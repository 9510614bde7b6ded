internal import Buffers
internal import ProxyRuntime

/// `/config_changes`: resources as they were and as they are, the newest change first, and what was refused.
enum HistoryPage {
    static func json(_ history: ConfigurationHistory) -> ByteBuffer {
        var page = JSONWriter()
        page.beginObject()
        page.beginArray("changes")
        for change in history.changes.reversed() {
            page.beginObject()
            page.member("time", ConfigDumpPage.text(of: change.time))
            page.member("kind", change.kind.description)
            page.member("name", change.name)
            if !change.version.isEmpty { page.member("version", change.version) }
            source("before", change.before, to: &page)
            source("after", change.after, to: &page)
            page.endObject()
        }
        page.endArray()
        page.beginArray("refusals")
        for refusal in history.refusals.reversed() {
            page.beginObject()
            page.member("time", ConfigDumpPage.text(of: refusal.time))
            page.member("source", refusal.source)
            if !refusal.version.isEmpty { page.member("version", refusal.version) }
            page.member("reason", refusal.reason)
            page.member("count", number: refusal.count)
            if refusal.count > 1 { page.member("last_time", ConfigDumpPage.text(of: refusal.lastTime)) }
            page.endObject()
        }
        page.endArray()
        page.endObject()
        return page.finish()
    }

    private static func source(_ name: StaticString, _ json: [UInt8], to page: inout JSONWriter) {
        if json.isEmpty { return }
        page.key(name)
        page.source(json)
    }
}

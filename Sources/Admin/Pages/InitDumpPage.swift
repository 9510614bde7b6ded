internal import ProxyRuntime

/// `/init_dump`: the listeners that wait, and for what, in Envoy's words.
enum InitDumpPage {
    /// The page; other masks than `listener` show nothing, as in Envoy.
    static func json(_ waiting: [ServedResources.Waiting], mask: String?) -> String {
        var page = JSONWriter()
        page.beginObject()
        if !waiting.isEmpty, mask == nil || mask == "" || mask == "listener" {
            page.beginArray("unready_targets_dumps")
            for listener in waiting {
                page.beginObject()
                page.member(
                    "name", "init manager Listener-local-init-manager \(listener.name) \(listener.number)")
                page.member("target_names", listener.targets.map { "shared target \($0)" })
                page.endObject()
            }
            page.endArray()
        }
        page.endObject()
        return page.finish().text
    }
}

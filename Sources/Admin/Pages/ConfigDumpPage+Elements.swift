internal import Buffers
internal import Configuration
internal import EventLoops
internal import ProxyRuntime
internal import TLS
internal import Telemetry

/// The elements of the dump's repeated fields.
extension ConfigDumpPage {
    func write(_ item: Item, of resource: Resource, isTyped: Bool, to page: inout JSONWriter) {
        page.beginObject()
        if isTyped { page.member("@type", "type.googleapis.com/envoy.admin.v3.\(resource.elementType)") }
        switch item {
        case .listener(let listener): states(of: listener, to: &page)
        case .dynamic(let item): state(item, resource, to: &page)
        case .source(let bytes, let range):
            page.key(resource.content)
            page.source(bytes, range, type: resource.contentType)
            page.member("last_updated", lastUpdated)
        case .endpoints(let cluster):
            page.key(resource.content)
            assignment(of: cluster, to: &page)
        case .secret(let secret):
            page.member("name", secret.name)
            page.key(resource.content)
            page.source(secret.source, type: resource.contentType)
        case .supplied(let secret): write(secret, of: resource, to: &page)
        }
        page.endObject()
    }

    private func write(_ supplied: SuppliedSecret, of resource: Resource, to page: inout JSONWriter) {
        let secret = supplied.current
        let version = secret == nil ? "uninitialized" : supplied.version
        page.member("name", supplied.reference.name)
        if !version.isEmpty { page.member("version_info", version) }
        page.member("last_updated", secret == nil ? lastUpdated : Self.time(supplied.updatedAt))
        page.key(resource.content)
        if let secret {
            page.source(secret.source, type: resource.contentType)
            return
        }
        page.beginObject()
        page.member("@type", resource.contentType.description)
        page.member("name", supplied.reference.name)
        page.endObject()
    }

    private func state(_ item: ServedResources.Item, _ resource: Resource, to page: inout JSONWriter) {
        if !item.version.isEmpty { page.member("version_info", item.version) }
        page.key(resource.content)
        page.source(item.source, item.source.indices, type: resource.contentType)
        page.member("last_updated", Self.text(of: item.lastUpdated))
    }

    private func states(of listener: ServedResources.DynamicListener, to page: inout JSONWriter) {
        page.member("name", listener.name)
        if let active = listener.active {
            page.beginObject("active_state")
            state(active, .dynamicListeners, to: &page)
            page.endObject()
        }
        if let warming = listener.warming {
            page.beginObject("warming_state")
            state(warming, .dynamicListeners, to: &page)
            page.endObject()
        }
        if let failed = listener.failed {
            page.beginObject("error_state")
            page.key("failed_configuration")
            page.source(failed.item.source, failed.item.source.indices, type: Resource.dynamicListeners.contentType)
            page.member("last_update_attempt", Self.text(of: failed.item.lastUpdated))
            page.member("details", failed.details)
            page.member("version_info", failed.item.version)
            page.endObject()
        }
    }

    /// A moment as RFC 3339 has it.
    static func text(of time: WallTime) -> String {
        var formatter = TimestampFormatter()
        var text = ByteBuffer()
        formatter.appendISO8601(seconds: time.seconds, nanoseconds: Int(time.nanoseconds), to: &text)
        return text.text
    }

    private static func time(_ milliseconds: UInt64) -> String {
        var formatter = TimestampFormatter()
        var text = ByteBuffer()
        let (seconds, rest) = milliseconds.quotientAndRemainder(dividingBy: 1_000)
        formatter.appendISO8601(seconds: Int64(clamping: seconds), nanoseconds: Int(rest) * 1_000_000, to: &text)
        return text.text
    }
}

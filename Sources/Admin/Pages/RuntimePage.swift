internal import Buffers
internal import Configuration

/// `/runtime`: every key with its value in each layer, and the one that counts.
enum RuntimePage {
    static func json(_ runtime: RuntimeConfiguration) -> ByteBuffer {
        var page = JSONWriter()
        page.beginObject()
        page.beginArray("layers")
        for layer in runtime.layers { page.string(layer.name) }
        page.endArray()
        page.beginObject("entries")
        for key in runtime.keys {
            page.key(text: key)
            page.beginObject()
            page.beginArray("layer_values")
            for layer in runtime.layers { page.string(layer.values[key] ?? "") }
            page.endArray()
            page.member("final_value", runtime.text(key) ?? "")
            page.endObject()
        }
        page.endObject()
        page.endObject()
        return page.finish()
    }
}

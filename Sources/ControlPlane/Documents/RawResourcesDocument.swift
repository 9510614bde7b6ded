internal import Configuration

/// Reads the `spec` of EnvoyResources.
enum RawResourcesDocument {
    static func read(_ reader: inout ObjectReader, _ metadata: ObjectMetadata) -> RawResources {
        var result = RawResources(metadata: metadata, selector: NodeSelector())
        result.selector = reader.object("selector", "selector", SelectorDocument.read) ?? NodeSelector()
        if !reader.hasElements("resources") { reader.missing("resources") }
        result.resources = reader.list("resources", atMost: 10_000)
        return result
    }
}

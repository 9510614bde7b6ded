/// Reads `envoy.extensions.filters.http.set_metadata.v3.Config`.
enum SetMetadataDocument: HTTPFilterReading {
    static let typeName = "envoy.extensions.filters.http.set_metadata.v3.Config"
    static let routeTypeName: String? = typeName

    static func read(_ reader: inout MessageReader) -> (any HTTPFilterValue)? {
        var entries: [SetMetadataConfiguration.Entry] = []
        // The deprecated form, which comes first.
        let space = reader.string("metadata_namespace") ?? ""
        let value = StructDocument.read("value", of: &reader)
        if !space.isEmpty {
            entries.append(
                SetMetadataConfiguration.Entry(space: space, allowsOverwrite: true, value: value))
        }
        entries += reader.messages("metadata", readEntry).compactMap(\.self)
        return SetMetadataConfiguration(entries: entries)
    }

    private static func readEntry(_ reader: inout MessageReader) -> SetMetadataConfiguration.Entry? {
        let space = reader.requiredString("metadata_namespace")
        let allowsOverwrite = reader.bool("allow_overwrite") ?? false
        if reader.has("typed_value") {
            reader.refuse("typed_value")
            return nil
        }
        let value = StructDocument.read("value", of: &reader)
        return space.map {
            SetMetadataConfiguration.Entry(space: $0, allowsOverwrite: allowsOverwrite, value: value)
        }
    }
}

/// Reads `envoy.config.core.v3.RuntimeFeatureFlag`.
enum RuntimeFlagDocument {
    /// Reads a flag that a runtime key can change; nil after a complaint.
    static func read(_ reader: inout MessageReader) -> RuntimeFlagConfiguration? {
        let key = reader.string("runtime_key") ?? ""
        guard reader.has("default_value") else {
            reader.missing("default_value")
            return nil
        }
        return reader.bool("default_value").map { RuntimeFlagConfiguration($0, key: key) }
    }
}

/// Reads `envoy.config.core.v3.RuntimeDouble`.
enum RuntimeDecimalDocument {
    /// Reads a number that a runtime key can change; 0 unless told.
    static func read(_ reader: inout MessageReader) -> RuntimeDecimalConfiguration {
        RuntimeDecimalConfiguration(reader.double("default_value") ?? 0, key: reader.string("runtime_key") ?? "")
    }
}

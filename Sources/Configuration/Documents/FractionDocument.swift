/// Reads `envoy.type.v3.FractionalPercent`.
enum FractionDocument {
    static func read(_ reader: inout MessageReader) -> FractionalPercentConfiguration {
        FractionalPercentConfiguration(
            numerator: reader.uint32("numerator") ?? 0,
            denominator: reader.choice("denominator", [0: 100, 1: 10_000, 2: 1_000_000]) ?? 100)
    }
}

/// Reads `envoy.config.core.v3.RuntimeFractionalPercent`.
enum RuntimeFractionDocument {
    /// Reads a share that a runtime key can change; nil after a complaint.
    static func read(_ reader: inout MessageReader) -> RuntimeFractionConfiguration? {
        let key = reader.string("runtime_key") ?? ""
        guard reader.has("default_value") else {
            reader.missing("default_value")
            return nil
        }
        return reader.message("default_value", FractionDocument.read).map { RuntimeFractionConfiguration($0, key: key) }
    }
}

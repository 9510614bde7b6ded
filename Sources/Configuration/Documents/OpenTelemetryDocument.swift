/// Reads what OpenTelemetry's tracer has beside its collector: `sampler` and `resource_detectors` of
/// `envoy.config.trace.v3.OpenTelemetryConfig`.
enum OpenTelemetryDocument {
    private static let samplers = "envoy.extensions.tracers.opentelemetry.samplers."
    private static let detectors = "envoy.extensions.tracers.opentelemetry.resource_detectors."

    /// Reads a sampler; one that follows the client's decision wraps another.
    static func readSampler(_ reader: inout MessageReader) -> OpenTelemetryConfiguration.Sampler? {
        guard let content = readExtension(&reader) else { return nil }
        switch content.typeName {
        case samplers + "v3.AlwaysOnSamplerConfig": return content.read { _ in OpenTelemetryConfiguration.Sampler() }
        case samplers + "v3.TraceIdRatioBasedSamplerConfig": return content.read(readShare)
        case samplers + "v3.ParentBasedSamplerConfig": return content.read(readParentBased) ?? nil
        case let type where type.hasPrefix(samplers): content.refuse("a sampler")
        default: content.misplace("the configuration of a sampler")
        }
        return nil
    }

    private static func readShare(_ reader: inout MessageReader) -> OpenTelemetryConfiguration.Sampler {
        let share = reader.message("sampling_percentage", FractionDocument.read)
        return OpenTelemetryConfiguration.Sampler(share: share ?? FractionalPercentConfiguration(numerator: 0))
    }

    private static func readParentBased(_ reader: inout MessageReader) -> OpenTelemetryConfiguration.Sampler? {
        guard reader.has("wrapped_sampler") else {
            reader.missing("wrapped_sampler")
            return nil
        }
        var result = reader.message("wrapped_sampler", readSampler) ?? nil
        result?.followsParent = true
        return result
    }

    /// Reads one of those who say what stands for this proxy.
    static func readDetector(_ reader: inout MessageReader) -> OpenTelemetryConfiguration.ResourceDetector? {
        guard let content = readExtension(&reader) else { return nil }
        switch content.typeName {
        case detectors + "v3.EnvironmentResourceDetectorConfig":
            return content.read { _ in OpenTelemetryConfiguration.ResourceDetector.environment }
        case detectors + "v3.StaticConfigResourceDetectorConfig": return content.read(readAttributes)
        case let type where type.hasPrefix(detectors): content.refuse("a resource detector")
        default: content.misplace("the configuration of a resource detector")
        }
        return nil
    }

    private static func readAttributes(_ reader: inout MessageReader) -> OpenTelemetryConfiguration.ResourceDetector {
        let session = reader.session
        var attributes: [OpenTelemetryConfiguration.Field] = []
        for (key, value) in reader.map("attributes") {
            guard let text = session.string(value) else { continue }
            attributes.append(OpenTelemetryConfiguration.Field(name: key.string ?? "", value: text))
        }
        return .fixed(attributes)
    }

    private static func readExtension(_ reader: inout MessageReader) -> ExtensionContent? {
        let name = reader.requiredString("name")
        guard reader.has("typed_config") else {
            reader.missing("typed_config")
            return nil
        }
        return reader.any("typed_config", named: name)
    }
}

/// Reads how requests are traced: `HttpConnectionManager.Tracing` and what routes say of it.
enum TracingDocument {
    /// Reads a connection manager's part.
    static func read(_ reader: inout MessageReader) -> TracingConfiguration {
        var result = TracingConfiguration()
        // As in Envoy, the shares of clients and of all are whole percents, the random one has two digits behind.
        result.sampling.client = readPercent("client_sampling", of: &reader, parts: 1)
        result.sampling.random = readPercent("random_sampling", of: &reader, parts: 100)
        result.sampling.overall = readPercent("overall_sampling", of: &reader, parts: 1)
        result.tags = readTags(&reader)
        result.isVerbose = reader.bool("verbose") ?? false
        result.longestPath = reader.uint32("max_path_tag_length") ?? result.longestPath
        result.spawnsUpstreamSpans = reader.bool("spawn_upstream_span") ?? false
        result.propagates = !(reader.bool("no_context_propagation") ?? false)
        result.operation = readFormat("operation", of: &reader)
        result.upstreamOperation = readFormat("upstream_operation", of: &reader)
        result.provider = reader.message("provider", readProvider) ?? nil
        return result
    }

    /// Reads a route's part.
    static func readRoute(_ reader: inout MessageReader) -> RouteTracingConfiguration {
        var result = RouteTracingConfiguration()
        reader.message("decorator") { reader in
            result.decorator = reader.requiredString("operation") ?? ""
            result.propagatesDecorator = reader.bool("propagate") ?? true
        }
        reader.message("tracing") { reader in
            result.sampling.client = reader.message("client_sampling", FractionDocument.read)
            result.sampling.random = reader.message("random_sampling", FractionDocument.read)
            result.sampling.overall = reader.message("overall_sampling", FractionDocument.read)
            result.tags = readTags(&reader)
            result.operation = readFormat("operation", of: &reader)
            result.upstreamOperation = readFormat("upstream_operation", of: &reader)
        }
        return result
    }

    /// Reads `envoy.type.v3.Percent` in `parts` of a percent.
    private static func readPercent(
        _ name: String, of reader: inout MessageReader, parts: Double
    ) -> FractionalPercentConfiguration? {
        reader.message(name) { reader in
            let node = reader.node("value")
            let value = reader.double("value") ?? 0
            if let node, !(0...100).contains(value) {
                reader.session.wrong(node, expected: "a number from 0 to 100")
                return FractionalPercentConfiguration()
            }
            let share = parts == 1 ? value.rounded(.towardZero) : (value * parts).rounded()
            return FractionalPercentConfiguration(numerator: UInt32(share), denominator: UInt32(100 * parts))
        }
    }

    private static func readFormat(_ name: String, of reader: inout MessageReader) -> SubstitutionFormat? {
        let node = reader.node(name)
        guard let text = reader.string(name), !text.isEmpty, let node else { return nil }
        return SubstitutionFormatReader.read(text, at: node, in: reader.session)
    }

    // MARK: - Tags

    private static func readTags(_ reader: inout MessageReader) -> [TraceTagConfiguration] {
        reader.messages("custom_tags", readTag).compactMap(\.self)
    }

    private static func readTag(_ reader: inout MessageReader) -> TraceTagConfiguration? {
        let name = reader.requiredString("tag")
        var source: TraceTagConfiguration.Source?
        reader.message("literal") { reader in source = reader.requiredString("value").map { .literal($0) } }
        reader.message("environment") { reader in
            let instead = reader.string("default_value") ?? ""
            source = reader.requiredString("name").map { .environment(name: $0, instead: instead) }
        }
        reader.message("request_header") { reader in
            let instead = reader.string("default_value") ?? ""
            source = reader.requiredString("name").map { .requestHeader(name: $0.lowercased(), instead: instead) }
        }
        if let metadata = reader.message("metadata", readMetadata) { source = metadata }
        if let format = readFormat("value", of: &reader) { source = .format(format) }
        let isGiven = ["literal", "environment", "request_header", "value", "metadata"].contains { reader.has($0) }
        if source == nil && !isGiven { reader.missing("literal", "environment", "request_header", "metadata", "value") }
        guard let name, let source else { return nil }
        return TraceTagConfiguration(name: name, source: source)
    }

    private static func readMetadata(_ reader: inout MessageReader) -> TraceTagConfiguration.Source? {
        let instead = reader.string("default_value") ?? ""
        // Of nothing there is only what stands instead.
        let isAny = reader.has("kind") && reader.has("metadata_key")
        let source = reader.message("kind") { reader -> FormatMetadataSource? in
            let kinds: [(name: String, source: FormatMetadataSource)] = [
                ("route", .route), ("cluster", .cluster), ("host", .endpoint),
            ]
            for kind in kinds where reader.has(kind.name) {
                reader.accept(kind.name)
                return kind.source
            }
            if reader.has("request") { reader.accept("request") } else { reader.missing("request", "route") }
            return nil
        }
        let path =
            reader.message("metadata_key") { reader -> [String] in
                let key = reader.requiredString("key") ?? ""
                let place = reader.node("path")
                let rest = reader.messages("path") { $0.requiredString("key") ?? "" }
                if rest.isEmpty {
                    if let place {
                        reader.session.wrong(place, expected: "at least one key")
                    } else {
                        reader.missing("path")
                    }
                }
                return [key] + rest
            } ?? []
        if !isAny { return .literal(instead) }
        let command: FormatCommand =
            if let source = source ?? nil {
                .metadata(source, path: path, limit: .max)
            } else {
                .dynamicMetadata(path: path, limit: .max)
            }
        return .metadata(command, instead: instead)
    }

    // MARK: - Providers

    private static let zipkinType = "envoy.config.trace.v3.ZipkinConfig"
    private static let openTelemetryType = "envoy.config.trace.v3.OpenTelemetryConfig"

    private static func readProvider(_ reader: inout MessageReader) -> TraceProviderConfiguration? {
        let name = reader.requiredString("name")
        guard let content = reader.configuration(of: name) else { return nil }
        switch content.typeName {
        case zipkinType: return content.read(readZipkin) ?? nil
        case openTelemetryType: return content.read(readOpenTelemetry) ?? nil
        case let type where type.hasPrefix("envoy.config.trace."): content.refuse("a tracer")
        default: content.misplace("the configuration of a tracer")
        }
        return nil
    }

    private static func readZipkin(_ reader: inout MessageReader) -> TraceProviderConfiguration? {
        let clusterNode = reader.node("collector_cluster")
        let cluster = reader.requiredString("collector_cluster")
        let path = reader.requiredString("collector_endpoint")
        let versionNode = reader.node("collector_endpoint_version")
        let version = reader.enumeration("collector_endpoint_version") ?? 0
        if version != 1 {
            let what = "HTTP_JSON, the one version that Apus sends"
            if let versionNode {
                reader.session.wrong(versionNode, expected: what)
            } else {
                reader.missing("collector_endpoint_version")
            }
        }
        guard let cluster, let path, let clusterNode, version == 1 else { return nil }
        reader.session.clusterReferences.append((cluster, clusterNode))
        var result = ZipkinConfiguration(cluster: cluster, path: path)
        result.host = reader.string("collector_hostname") ?? ""
        result.usesWideIDs = reader.bool("trace_id_128bit") ?? false
        result.sharesSpans = reader.bool("shared_span_context") ?? true
        result.propagatesW3C = reader.choice("trace_context_option", [0: false, 1: true]) ?? false
        return .zipkin(result)
    }

    private static func readOpenTelemetry(_ reader: inout MessageReader) -> TraceProviderConfiguration? {
        let serviceName = reader.string("service_name") ?? ""
        let queue = reader.uint32("max_cache_size") ?? 1024
        let sampler = reader.message("sampler", OpenTelemetryDocument.readSampler) ?? nil
        let detectors = reader.messages("resource_detectors", OpenTelemetryDocument.readDetector).compactMap(\.self)
        if reader.has("grpc_service") {
            reader.refuse("grpc_service")
            return nil
        }
        guard reader.has("http_service") else {
            reader.missing("http_service")
            return nil
        }
        var result = reader.message("http_service", readHTTPService) ?? nil
        result?.serviceName = serviceName
        result?.longestQueue = queue
        result?.sampler = sampler
        result?.detectors = detectors
        return result.map { .openTelemetry($0) }
    }

    /// Reads `envoy.config.core.v3.HttpService`.
    private static func readHTTPService(_ reader: inout MessageReader) -> OpenTelemetryConfiguration? {
        guard reader.has("http_uri") else {
            reader.missing("http_uri")
            return nil
        }
        var fields: [OpenTelemetryConfiguration.Field] = []
        _ = reader.messages("request_headers_to_add") { reader in
            reader.message("header") { reader in
                let value = reader.headerText("value") ?? ""
                if let name = reader.headerText("key"), !name.isEmpty {
                    fields.append(.init(name: name.lowercased(), value: value))
                } else {
                    reader.missing("key")
                }
            }
        }
        var result = reader.message("http_uri", readTarget) ?? nil
        result?.fields = fields
        return result
    }

    /// Reads `envoy.config.core.v3.HttpUri`.
    private static func readTarget(_ reader: inout MessageReader) -> OpenTelemetryConfiguration? {
        let uriNode = reader.node("uri")
        let clusterNode = reader.node("cluster")
        let uri = reader.requiredString("uri")
        let cluster = reader.requiredString("cluster")
        let timeout = reader.duration("timeout")
        if timeout == nil && !reader.has("timeout") { reader.missing("timeout") }
        guard let uri, let uriNode, let cluster, let clusterNode, let timeout else { return nil }
        reader.session.clusterReferences.append((cluster, clusterNode))
        guard let colon = uri.firstIndex(of: ":"), uri[colon...].hasPrefix("://") else {
            reader.session.wrong(uriNode, expected: "a URI with a scheme, such as http://collector/v1/traces")
            return nil
        }
        let rest = uri[colon...].dropFirst(3)
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        var result = OpenTelemetryConfiguration(
            cluster: cluster, host: String(rest[..<slash]), path: slash == rest.endIndex ? "/" : String(rest[slash...]))
        result.timeout = timeout
        return result
    }
}

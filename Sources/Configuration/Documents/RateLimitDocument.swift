internal import NetworkAddresses

/// Reads `envoy.config.route.v3.RateLimit`.
enum RateLimitDocument {
    private typealias Action = RateLimitConfiguration.Action

    /// Reads a list; `hasStages` says whether stages and keys that switch off have a meaning here.
    static func readList(
        _ name: String, of reader: inout MessageReader, hasStages: Bool
    ) -> [RateLimitConfiguration] {
        reader.messages(name) { read(&$0, hasStages: hasStages) }.compactMap(\.self)
    }

    private static func read(_ reader: inout MessageReader, hasStages: Bool) -> RateLimitConfiguration? {
        let stageNode = reader.node("stage")
        let stage = reader.uint32("stage", in: 0...10) ?? 0
        if let stageNode, !hasStages { reader.session.wrong(stageNode, expected: "no stage here") }
        let place = reader.node("actions")
        let actions = reader.messages("actions", readAction)
        if actions.isEmpty {
            if let place {
                reader.session.wrong(place, expected: "at least one action")
            } else {
                reader.missing("actions")
            }
            return nil
        }
        let whole = actions.compactMap(\.self)
        return whole.count == actions.count ? RateLimitConfiguration(stage: stage, actions: whole) : nil
    }

    private static func readAction(_ reader: inout MessageReader) -> RateLimitConfiguration.Action? {
        if reader.message("source_cluster", { _ in true }) != nil { return .sourceCluster }
        if reader.message("destination_cluster", { _ in true }) != nil { return .destinationCluster }
        if reader.message("remote_address", { _ in true }) != nil { return .remoteAddress }
        if let action = reader.message("request_headers", readHeader) { return action }
        if let action = reader.message("query_parameters", readQuery) { return action }
        if let action = reader.message("generic_key", readGeneric) { return action }
        if let action = reader.message("header_value_match", readHeaderMatch) { return action }
        if let action = reader.message("masked_remote_address", readMask) { return action }
        if let action = reader.message("dynamic_metadata", readDynamicMetadata) { return action }
        if let action = reader.message("metadata", readMetadata) { return action }
        if let action = reader.message("query_parameter_value_match", readQueryMatch) { return action }
        if let action = reader.message("remote_address_match", readAddressMatch) { return action }
        if reader.has("extension") {
            reader.refuse("extension")
        } else {
            reader.missing("request_headers", "generic_key", "header_value_match", "remote_address")
        }
        return nil
    }

    private static func readHeader(_ reader: inout MessageReader) -> Action? {
        let name = reader.requiredHeaderName("header_name")
        let key = reader.requiredString("descriptor_key")
        let skips = reader.bool("skip_if_absent") ?? false
        guard let name, let key else { return nil }
        return .header(name: name, key: key, skipsIfAbsent: skips)
    }

    private static func readQuery(_ reader: inout MessageReader) -> Action? {
        let name = reader.requiredString("query_parameter_name")
        let key = reader.requiredString("descriptor_key")
        let skips = reader.bool("skip_if_absent") ?? false
        guard let name, let key else { return nil }
        return .query(name: name, key: key, skipsIfAbsent: skips)
    }

    /// Texts with commands are refused, since they are not the same for all.
    private static func readValue(_ reader: inout MessageReader) -> String? {
        guard let node = reader.node("descriptor_value") else {
            reader.missing("descriptor_value")
            return nil
        }
        let text = reader.requiredString("descriptor_value")
        if text?.utf8.contains(UInt8(ascii: "%")) == true {
            reader.session.complain(
                .unimplemented, at: node, "expected a text without commands, found \(DecodingSession.quote(text ?? ""))"
            )
            return nil
        }
        return text
    }

    private static func readGeneric(_ reader: inout MessageReader) -> Action? {
        let key = reader.string("descriptor_key") ?? ""
        return readValue(&reader).map { .generic(key: key.isEmpty ? "generic_key" : key, value: $0) }
    }

    private static func readHeaderMatch(_ reader: inout MessageReader) -> Action? {
        let key = reader.string("descriptor_key") ?? ""
        let value = readValue(&reader)
        let expects = reader.bool("expect_match") ?? true
        let place = reader.node("headers")
        let headers = reader.messages("headers", HeaderMatcherDocument.read)
        if headers.isEmpty {
            if let place {
                reader.session.wrong(place, expected: "at least one condition")
            } else {
                reader.missing("headers")
            }
            return nil
        }
        let whole = headers.compactMap(\.self)
        guard let value, whole.count == headers.count else { return nil }
        return .headerMatch(key: key.isEmpty ? "header_match" : key, value: value, expects: expects, headers: whole)
    }

    private static func readQueryMatch(_ reader: inout MessageReader) -> Action? {
        let key = reader.string("descriptor_key") ?? ""
        let value = readValue(&reader)
        let expects = reader.bool("expect_match") ?? true
        let place = reader.node("query_parameters")
        let parameters = reader.messages("query_parameters", RouteMatchDocument.readParameter)
        if parameters.isEmpty {
            if let place {
                reader.session.wrong(place, expected: "at least one condition")
            } else {
                reader.missing("query_parameters")
            }
            return nil
        }
        let whole = parameters.compactMap(\.self)
        guard let value, whole.count == parameters.count else { return nil }
        return .queryMatch(
            key: key.isEmpty ? "query_match" : key, value: value, expects: expects, parameters: whole)
    }

    private static func readAddressMatch(_ reader: inout MessageReader) -> Action? {
        let key = reader.string("descriptor_key") ?? ""
        let value = readValue(&reader)
        // Takes the place of a value that is empty, which none is that has no commands.
        _ = reader.string("default_value")
        if !reader.has("address_matcher") { reader.missing("address_matcher") }
        var isInverted = false
        let ranges = reader.message("address_matcher") { reader in
            isInverted = reader.bool("invert_match") ?? false
            return CIDRDocument.readList("ranges", of: &reader)
        }
        guard let value, let ranges else { return nil }
        return .addressMatch(
            key: key.isEmpty ? "remote_address_match" : key, value: value, ranges: ranges, isInverted: isInverted)
    }

    private static func readMask(_ reader: inout MessageReader) -> Action? {
        .maskedRemoteAddress(
            v4Bits: reader.uint32("v4_prefix_mask_len", in: 0...32) ?? 32,
            v6Bits: reader.uint32("v6_prefix_mask_len", in: 0...128) ?? 128)
    }

    private static func readDynamicMetadata(_ reader: inout MessageReader) -> Action? {
        readMetadataKey(&reader, skips: false)
    }

    private static func readMetadata(_ reader: inout MessageReader) -> Action? {
        let source: Bool? = reader.choice("source", [0: true])
        let skips = reader.bool("skip_if_absent") ?? false
        guard source != false else { return nil }
        return readMetadataKey(&reader, skips: skips)
    }

    private static func readMetadataKey(_ reader: inout MessageReader, skips: Bool) -> Action? {
        let key = reader.requiredString("descriptor_key")
        let fallback = reader.string("default_value") ?? ""
        guard reader.has("metadata_key") else {
            reader.missing("metadata_key")
            return nil
        }
        let place =
            reader.message("metadata_key") { reader -> (space: String, path: [String])? in
                let space = reader.requiredString("key")
                let node = reader.node("path")
                let path = reader.messages("path") { $0.requiredString("key") }
                if path.isEmpty {
                    if let node {
                        reader.session.wrong(node, expected: "at least one key")
                    } else {
                        reader.missing("path")
                    }
                    return nil
                }
                let keys = path.compactMap(\.self)
                guard let space, keys.count == path.count else { return nil }
                return (space, keys)
            } ?? nil
        guard let key, let place else { return nil }
        return .metadata(key: key, space: place.space, path: place.path, fallback: fallback, skipsIfAbsent: skips)
    }
}

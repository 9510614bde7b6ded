internal import NetworkAddresses
internal import RegularExpressions

/// Reads what a matcher looks at, and what it must be like.
struct MatcherInputDocument {
    /// Whose matcher it is.
    private enum Place {
        case rules, routes, listener
    }

    private let place: Place

    /// Those of RBAC.
    static let rules = MatcherInputDocument(place: .rules)
    /// Those that choose routes.
    static let routes = MatcherInputDocument(place: .routes)
    /// Those that choose filter chains.
    static let listener = MatcherInputDocument(place: .listener)

    /// Whether trees may have matchers of their own beside maps.
    var hasCustomTrees: Bool { place == .listener }

    /// Whether an input may be compared as a text.
    func asksForTexts(_ input: MatcherInput) -> Bool {
        guard place == .rules else { return true }
        if case .header = input { return true }
        return false
    }

    /// Which matchers an input has.
    func words(for input: MatcherInput) -> String {
        switch input {
        case .metadata: "metadata"
        case _ where input.isAddress: "addresses"
        default: "texts"
        }
    }

    /// Opens an extension with its name; nil after a complaint.
    static func open(_ reader: inout MessageReader) -> ExtensionContent? {
        let name = reader.requiredString("name")
        let content = reader.any("typed_config", named: name)
        if content == nil && !reader.has("typed_config") { reader.missing("typed_config") }
        return content
    }

    // MARK: - Conditions

    /// Reads `SinglePredicate`; nil after a complaint.
    func readSingle(_ reader: inout MessageReader) -> MatcherCondition? {
        if !reader.has("input") { reader.missing("input") }
        let input = reader.message("input", readInput) ?? nil
        if reader.has("value_match") {
            guard let input, asksForTexts(input) else {
                if input != nil { reader.refuse("value_match") } else { reader.accept("value_match") }
                return nil
            }
            let text = reader.message("value_match", readText) ?? nil
            return text.map { .input(input, .text($0)) }
        }
        guard reader.has("custom_match") else {
            reader.missing("value_match", "custom_match")
            return nil
        }
        let test = reader.message("custom_match") { readCustom(&$0, input) } ?? nil
        guard let input, let test else { return nil }
        return .input(input, test)
    }

    /// Reads `xds.type.matcher.v3.StringMatcher`, whose expressions have to name their engine.
    private func readText(_ reader: inout MessageReader) -> StringMatcherConfiguration? {
        if let node = reader.node("safe_regex"), node.kind == .object {
            var isNamed = false
            node.forEachMember { key, _ in
                if key.string == "google_re2" || key.string == "googleRe2" { isNamed = true }
            }
            if !isNamed { reader.session.wrong(node, expected: "an expression with \"google_re2\"") }
        }
        return StringMatcherDocument.read(&reader)
    }

    private func readCustom(_ reader: inout MessageReader, _ input: MatcherInput?) -> MatcherTest? {
        guard let content = Self.open(&reader) else { return nil }
        let matchers = "envoy.extensions.matching.input_matchers."
        switch content.typeName {
        case matchers + "ip.v3.Ip":
            guard let networks = content.read(Self.readBlocks) ?? nil, let input else { return nil }
            if input.isAddress { return .networks(networks) }
            reader.session.complain(
                .unimplemented, at: content.typeNode, "expected an address as the input of a matcher of addresses")
            return nil
        case matchers + "metadata.v3.Metadata":
            var isInverted = false
            let value =
                content.read { reader -> ValueMatcherConfiguration? in
                    isInverted = reader.bool("invert") ?? false
                    if !reader.has("value") { reader.missing("value") }
                    return reader.message("value", MetadataMatcherDocument.readValue) ?? nil
                } ?? nil
            guard let value, let input else { return nil }
            if case .metadata = input { return .metadata(value, isInverted: isInverted) }
            reader.session.complain(
                .unimplemented, at: content.typeNode, "expected metadata as the input of a matcher of metadata")
            return nil
        default:
            content.refuse("a matcher of inputs")
            return nil
        }
    }

    private static func readBlocks(_ reader: inout MessageReader) -> [CIDRBlock]? {
        // Begins the name of a counter of inputs that are no addresses, which none is.
        _ = reader.requiredString("stat_prefix")
        return readNetworks("cidr_ranges", of: &reader)
    }

    /// Reads at least one network; nil after a complaint.
    static func readNetworks(_ name: String, of reader: inout MessageReader) -> [CIDRBlock]? {
        let place = reader.node(name)
        let complaints = reader.session.complaintCount
        let blocks = CIDRDocument.readList(name, of: &reader)
        if blocks.isEmpty && reader.session.complaintCount == complaints {
            if let place {
                reader.session.wrong(place, expected: "at least one network")
            } else {
                reader.missing(name)
            }
        }
        return blocks.isEmpty ? nil : blocks
    }

    // MARK: - Inputs

    private static let network = "envoy.extensions.matching.common_inputs.network.v3."

    /// Inputs without settings, by the last part of their types' names.
    private static let plainInputs: [String: MatcherInput] = [
        "DestinationIPInput": .destinationAddress, "SourceIPInput": .sourceAddress,
        "DirectSourceIPInput": .directSourceAddress, "DestinationPortInput": .destinationPort,
        "SourcePortInput": .sourcePort, "SourceTypeInput": .sourceType, "ServerNameInput": .serverName,
        "TransportProtocolInput": .transportProtocol, "ApplicationProtocolInput": .applicationProtocol,
    ]

    /// Reads an input; nil after a complaint.
    func readInput(_ reader: inout MessageReader) -> MatcherInput? {
        guard let content = Self.open(&reader) else { return nil }
        let type = content.typeName
        let isOfHTTP = type.hasPrefix("envoy.type.matcher.v3.Http")
        switch place {
        case .listener where isOfHTTP || type == Self.network + "DynamicMetadataInput":
            content.misplace("an input that connections have")
            return nil
        case .routes where isOfHTTP || type.hasPrefix(Self.network):
            guard type.hasSuffix(".HttpRequestHeaderMatchInput") || type.hasSuffix(".FilterStateInput") else {
                content.misplace("a header of the request or filter state")
                return nil
            }
        default: break
        }
        switch type {
        case "envoy.type.matcher.v3.HttpRequestHeaderMatchInput":
            return content.read { .header(($0.headerText("header_name") ?? "").lowercased()) }
        case Self.network + "FilterStateInput" where place == .routes:
            return content.read { $0.requiredString("key").map { MatcherInput.filterState($0) } } ?? nil
        case Self.network + "DynamicMetadataInput": return content.read(readMetadata) ?? nil
        default: break
        }
        if type.hasPrefix(Self.network), let input = Self.plainInputs[String(type.dropFirst(Self.network.count))],
            place == .listener || input.isAddress
        {
            return content.read { _ in input }
        }
        content.refuse("an input of a matcher")
        return nil
    }

    private func readMetadata(_ reader: inout MessageReader) -> MatcherInput? {
        let filter = reader.requiredString("filter")
        let place = reader.node("path")
        let path = reader.messages("path") { $0.requiredString("key") }
        if path.isEmpty {
            if let place { reader.session.wrong(place, expected: "at least one key") } else { reader.missing("path") }
            return nil
        }
        let keys = path.compactMap(\.self)
        guard let filter, keys.count == path.count else { return nil }
        return .metadata(filter: filter, path: keys)
    }
}

/// Reads `envoy.extensions.filters.http.header_mutation.v3`: the filter's configuration, and what routes say to it.
enum HeaderMutationDocument: HTTPFilterReading {
    static let typeName = "envoy.extensions.filters.http.header_mutation.v3.HeaderMutation"
    static let routeTypeName: String? = "envoy.extensions.filters.http.header_mutation.v3.HeaderMutationPerRoute"

    /// Reads the filter's own configuration.
    static func read(_ reader: inout MessageReader) -> (any HTTPFilterValue)? {
        HeaderMutationFilterConfiguration(
            mutations: reader.message("mutations", readMutations) ?? HeaderMutationConfiguration(),
            mostSpecificWins: reader.bool("most_specific_header_mutations_wins") ?? false)
    }

    /// Reads what a route, a virtual host or a table says.
    static func readRoute(_ reader: inout MessageReader) -> (any HTTPFilterValue)? {
        reader.message("mutations", readMutations) ?? HeaderMutationConfiguration()
    }

    private static func readMutations(_ reader: inout MessageReader) -> HeaderMutationConfiguration {
        HeaderMutationConfiguration(
            requestHeaders: readChanges("request_mutations", of: &reader),
            query: reader.messages("query_parameter_mutations", readQueryChange).compactMap(\.self),
            requestTrailers: readChanges("request_trailers_mutations", of: &reader),
            responseHeaders: readChanges("response_mutations", of: &reader),
            responseTrailers: readChanges("response_trailers_mutations", of: &reader))
    }

    /// Reads the `mutations` of a mutation of early request heads.
    static func readEarly(_ reader: inout MessageReader) -> [HeaderMutationConfiguration.Change] {
        let place = reader.key("mutations") ?? reader.place
        let changes = reader.messages("mutations", readChange)
        if changes.isEmpty {
            reader.session.complain(.wrongValue, at: place, "expected at least one mutation, found none")
        }
        return changes.compactMap(\.self)
    }

    private static func readChanges(
        _ name: String, of reader: inout MessageReader
    ) -> [HeaderMutationConfiguration.Change] {
        reader.messages(name, readChange).compactMap(\.self)
    }

    private static func readChange(_ reader: inout MessageReader) -> HeaderMutationConfiguration.Change? {
        if let node = reader.node("remove") {
            guard let name = reader.string("remove") else { return nil }
            if name.utf8.contains(where: { $0 == 0 || $0 == 0x0A || $0 == 0x0D }) {
                reader.session.wrong(node, expected: "the name of a header field")
                return nil
            }
            return .remove(name.lowercased())
        }
        if reader.has("append") {
            return (reader.message("append", HeaderEditsDocument.readAddition) ?? nil).map { .add($0) }
        }
        if reader.has("remove_on_match") {
            return (reader.message("remove_on_match", readMatcher) ?? nil).map { .removeMatching($0) }
        }
        reader.missing("remove", "append", "remove_on_match")
        return nil
    }

    private static func readMatcher(_ reader: inout MessageReader) -> StringMatcherConfiguration? {
        guard reader.has("key_matcher") else {
            reader.missing("key_matcher")
            return nil
        }
        return reader.message("key_matcher", StringMatcherDocument.read) ?? nil
    }

    // MARK: - Queries

    private static func readQueryChange(_ reader: inout MessageReader) -> HeaderMutationConfiguration.QueryChange? {
        let node = reader.node("remove")
        let name = reader.string("remove") ?? ""
        guard reader.has("append") else {
            if !name.isEmpty { return .remove(name) }
            reader.missing("append", "remove")
            return nil
        }
        if !name.isEmpty, let node {
            reader.session.complain(.wrongValue, at: node, "expected \"append\" or \"remove\", found both")
            return nil
        }
        return reader.message("append", readParameter) ?? nil
    }

    private static func readParameter(_ reader: inout MessageReader) -> HeaderMutationConfiguration.QueryChange? {
        let action: HeaderAdditionConfiguration.Action =
            reader.choice("action", [0: .append, 1: .addIfAbsent, 2: .overwriteOrAdd, 3: .overwrite]) ?? .append
        // Envoy wants a record, and passes over an entry beside it.
        reader.accept("entry")
        guard reader.has("record") else {
            reader.missing("record")
            return nil
        }
        guard let record = reader.message("record", readRecord) ?? nil else { return nil }
        return .add(name: record.name, value: record.value, action: action)
    }

    private static func readRecord(_ reader: inout MessageReader) -> (name: String, value: SubstitutionFormat)? {
        let session = reader.session
        let name = reader.requiredString("key")
        guard let node = reader.node("value") else {
            reader.missing("value")
            return nil
        }
        _ = reader.take("value")
        guard let text = node.string else {
            session.wrong(node, expected: "a string")
            return nil
        }
        guard let format = SubstitutionFormatReader.read(text, at: node, in: session), let name else { return nil }
        return (name, format)
    }
}

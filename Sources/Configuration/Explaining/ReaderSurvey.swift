/// Goes through all that a configuration file may hold and finds out what the reader makes of it, by letting the reader
/// read: nothing here can say other than what happens to a file. It takes its time.
struct ReaderSurvey {
    let catalogue: EnvoyCatalogue
    private let reader = ConfigurationReader()
    /// Messages that are no part of another.
    private let types: [String]
    /// Those that another of their package holds: rather parts of extensions than extensions.
    let parts: Set<String>

    init(_ catalogue: EnvoyCatalogue) {
        self.catalogue = catalogue
        types = catalogue.messageNames.filter { name in
            let parts = name.split(separator: ".")
            return name.hasPrefix("envoy.") && parts.count > 1 && parts[parts.count - 2].first?.isUppercase == false
        }
        var parts: Set<String> = []
        for type in types {
            let package = type[...(type.lastIndex(of: ".") ?? type.startIndex)]
            for field in catalogue.message(type)?.fields ?? [] {
                if case .message(let part) = field.kind, part.hasPrefix(package) { parts.insert(part) }
            }
        }
        self.parts = parts
    }

    /// Calls `visit` for each message that the reader reads, at the first place where it does, those near the top
    /// first; ends when it answers false.
    func walk(_ visit: (SurveyPlace, MessageDescription) -> Bool) {
        var entered: Set<String> = []
        var told: Set<String> = []
        var front = SurveyPlace.tops
        for _ in 0...Self.deepest {
            var next: [SurveyPlace] = []
            for place in front where !entered.contains(place.key) {
                guard let message = catalogue.message(place.type), let place = self.entered(place, message) else {
                    continue
                }
                entered.insert(place.key)
                // A listener filter is another thing there, of which fewer fields are read.
                let isMain = !place.key.hasPrefix(SurveyPlace.tops[1].key)
                // So is a filter of upstream requests, of which there is one.
                let isUsual = isMain && !place.key.hasSuffix(SurveyNeeds.upstreamFilters)
                if isUsual, told.insert(place.type).inserted, !visit(place, message) { return }
                for field in message.fields where isMain || SurveyNeeds.ofDatagrams.contains(field.name) {
                    next += children(of: place, message, field)
                }
            }
            front = next
        }
    }

    /// What the reader complains of in a text.
    func complaints(_ text: String) -> [ConfigurationComplaint] {
        reader.bootstrap(Array(text.utf8), file: "").complaints
    }

    /// Steps from the top at most.
    private static let deepest = 16

    // MARK: - Entering a place

    /// No field of Envoy's has this name, so that a complaint of it tells where the reader has met it.
    private static let stranger = "apus_probe"

    /// A place with its path and what must stand there; nil when the reader never comes there, or only checks the types
    /// of what it refuses as a whole.
    func entered(_ place: SurveyPlace, _ message: MessageDescription, depth: Int = 0) -> SurveyPlace? {
        var place = place
        for (name, text) in SurveyNeeds.inside[place.type] ?? [:] { place.given.append((name, text)) }
        let complaints = complaints(place.text(message, Self.stranger, "0"))
        guard let met = complaints.first(where: { $0.kind == .unknownField && $0.path.hasSuffix(Self.stranger) }),
            !complaints.contains(where: { Self.refuses($0, met.path) })
        else { return nil }
        place.path = String(met.path.dropLast(Self.stranger.count))
        complete(&place, message, depth)
        return place
    }

    /// Whether a complaint says that something around a path, or the extension that it stands in, is not read.
    private static func refuses(_ complaint: ConfigurationComplaint, _ path: String) -> Bool {
        if complaint.path.hasSuffix(".@type") { return path.hasPrefix(complaint.path.dropLast(5)) }
        guard complaint.kind == .unimplemented, path.hasPrefix(complaint.path) else { return false }
        let next = path.dropFirst(complaint.path.count).first
        return next == "." || next == "["
    }

    /// Gives the object what the reader misses in it, one after the other.
    private func complete(_ place: inout SurveyPlace, _ message: MessageDescription, _ depth: Int) {
        guard depth < 5 else { return }
        for _ in 0..<8 {
            let groups = complaints(place.text(message, Self.stranger, "0")).compactMap { missing($0, in: place) }
            let new = groups.filter { group in
                !place.required.contains(group) && !group.contains { name in place.given.contains { $0.name == name } }
            }
            guard let names = new.first else { return }
            place.required.append(names)
            for name in names {
                guard let field = message.fields.first(where: { $0.name == name }),
                    let text = sample(of: field, at: place, message, depth)
                else { continue }
                place.given.append((name, text))
                break
            }
        }
    }

    /// The fields of which a complaint says that one must be there.
    private func missing(_ complaint: ConfigurationComplaint, in place: SurveyPlace) -> [String]? {
        let end = " in \(place.type), found none"
        guard complaint.path + "." == place.path || (complaint.path.isEmpty && place.path.isEmpty),
            complaint.message.hasPrefix("expected \""), complaint.message.hasSuffix(end)
        else { return nil }
        let list = complaint.message.dropFirst("expected ".count).dropLast(end.count)
        return list.split(separator: "\"").map(String.init).filter { $0 != " or " }
    }

    private static let matcher = "xds.type.matcher.v3.Matcher"

    /// A value that a field takes, or nearly.
    private func sample(
        of field: FieldDescription, at place: SurveyPlace, _ message: MessageDescription, _ depth: Int
    ) -> String? {
        let value: String
        switch field.kind {
        case .bool: value = "true"
        case .string, .bytes: value = "\"x\""
        case .double, .float, .int64, .int32, .uint64, .uint32: value = "1"
        case .enumeration(let name): value = "\"\(catalogue.enumeration(name)?.values.first?.name ?? "")\""
        case .message("google.protobuf.Duration"): value = "\"1s\""
        case .message("google.protobuf.Any"): return nil
        case .message(let type):
            if let wrapped = WellKnownType.wrapped(type) {
                value = wrapped == .bool ? "true" : wrapped == .string ? "\"x\"" : "1"
                break
            }
            let (before, after) = field.isRepeated ? ("[{", "}]") : field.isMap ? ("{\"k\":{", "}}") : ("{", "}")
            let inner = place.child(message, field.name, type: type, before, after)
            guard let description = catalogue.message(type), let entered = entered(inner, description, depth: depth + 1)
            else { return before + after }
            return before + entered.given.map { "\"\($0.name)\":\($0.text)" }.joined(separator: ",") + after
        }
        return field.isRepeated ? "[\(value)]" : field.isMap ? "{\"k\":\(value)}" : value
    }

    // MARK: - What stands below

    private func children(
        of place: SurveyPlace, _ message: MessageDescription, _ field: FieldDescription
    ) -> [SurveyPlace] {
        guard case .message(let type) = field.kind else { return [] }
        let (before, after) = field.isRepeated ? ("[{", "}]") : field.isMap ? ("{\"k\":{", "}}") : ("{", "}")
        if type == "google.protobuf.Any" {
            return extensionTypes(of: field, at: place).map { type in
                let key = field.name == "typed_extension_protocol_options" ? type : "k"
                let before = field.isMap ? "{\"\(key)\":{" : before
                return place.child(
                    message, field.name, type: type, before + "\"@type\":\"type.googleapis.com/\(type)\",", after)
            }
        }
        if type.hasPrefix("google.") { return [] }
        var child = place.child(message, field.name, type: type, before, after)
        // What holds an extension is another thing in each field: other extensions belong there. So is a matcher, with
        // all that stands in it.
        if type.hasPrefix(Self.matcher) {
            let isInside = place.type.hasPrefix(Self.matcher)
            let root = isInside ? String(place.key.prefix { $0 != ">" }) : "\(place.key).\(field.name)"
            child.key = root + ">" + type
        } else if holdsExtension(type) {
            child.key = "\(place.key).\(field.name)"
        }
        return [child]
    }

    /// The types that may stand in a field of extensions: those of the packages that belong there.
    func extensionTypes(of field: FieldDescription, at place: SurveyPlace) -> [String] {
        let holder = place.opening.split(separator: "\"").last { SurveyNeeds.packages[String($0)] != nil }
        let prefixes = SurveyNeeds.packages[field.name] ?? holder.flatMap { SurveyNeeds.packages[String($0)] } ?? []
        return types.filter { type in prefixes.contains { type.hasPrefix($0) } }
    }

    /// Whether a message is little but a name and an extension.
    private func holdsExtension(_ type: String) -> Bool {
        catalogue.message(type)?.fields.contains { field in
            field.kind == .message("google.protobuf.Any") && !field.isMap
                && (field.name == "typed_config" || field.name == "config")
        } ?? false
    }
}

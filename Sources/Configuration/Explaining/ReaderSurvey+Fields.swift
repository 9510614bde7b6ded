internal import Buffers

/// What becomes of one field.
struct SurveyedField {
    let field: FieldDescription
    let isImplemented: Bool
    /// What its values must be, in the reader's words, beyond what its type says.
    var limits: [String] = []
    /// Values of its enumeration that Apus lacks.
    var refusedValues: [String] = []
    /// Types of extensions that Apus implements there, and those that Envoy has beside them.
    var extensions, refusedExtensions: [String]

    init(field: FieldDescription, isImplemented: Bool) {
        self.field = field
        self.isImplemented = isImplemented
        (extensions, refusedExtensions) = ([], [])
    }
}

extension ReaderSurvey {
    /// Whether the reader takes a field. Of one that it lacks it says so before it looks at the value.
    func isImplemented(_ field: FieldDescription, at place: SurveyPlace, _ message: MessageDescription) -> Bool {
        // No field takes these.
        let value = field.kind == .bool || field.kind == .message("google.protobuf.BoolValue") ? "\"?\"" : "true"
        return !complaints(place.text(message, field.name, value)).contains { complaint in
            complaint.kind == .unimplemented && complaint.path == place.path + field.name
        }
    }

    /// All that is found out about the fields of a message.
    func surveyAll(at place: SurveyPlace, _ message: MessageDescription) -> [SurveyedField] {
        message.fields.map { survey($0, at: place, message) }
    }

    /// All that is found out about a field.
    func survey(_ field: FieldDescription, at place: SurveyPlace, _ message: MessageDescription) -> SurveyedField {
        var result = SurveyedField(field: field, isImplemented: isImplemented(field, at: place, message))
        guard result.isImplemented else { return result }
        for value in Self.extremes(of: field) {
            for expected in expectations(value, of: field, at: place, message) where !result.limits.contains(expected) {
                result.limits.append(expected)
            }
        }
        if case .enumeration(let name) = field.kind {
            result.refusedValues = (catalogue.enumeration(name)?.values ?? []).map(\.name).filter { value in
                let text = field.isRepeated ? "[\"\(value)\"]" : "\"\(value)\""
                return complaints(place.text(message, field.name, text)).contains { complaint in
                    complaint.kind == .unimplemented && isAt(complaint, field, place)
                }
            }
        }
        if field.kind == .message("google.protobuf.Any") { surveyExtensions(&result, at: place, message) }
        return result
    }

    private func surveyExtensions(
        _ result: inout SurveyedField, at place: SurveyPlace, _ message: MessageDescription
    ) {
        let field = result.field
        for type in extensionTypes(of: field, at: place) {
            let key = field.name == "typed_extension_protocol_options" ? type : "k"
            let object = "{\"@type\":\"type.googleapis.com/\(type)\"}"
            let value = field.isMap ? "{\"\(key)\":\(object)}" : field.isRepeated ? "[\(object)]" : object
            let complaints = complaints(place.text(message, field.name, value)).filter { complaint in
                complaint.path.hasPrefix(place.path + field.name)
            }
            let ofType = complaints.filter { $0.path.hasSuffix("@type") || $0.path.hasSuffix("[\"\(key)\"]") }
            if ofType.contains(where: { $0.kind == .unimplemented }) {
                let isPart = parts.contains(type) || type.hasSuffix("PerRoute")
                if !isPart { result.refusedExtensions.append(type) }
            } else if ofType.isEmpty {
                result.extensions.append(type)
            }
        }
    }

    private func isAt(_ complaint: ConfigurationComplaint, _ field: FieldDescription, _ place: SurveyPlace) -> Bool {
        complaint.path == place.path + field.name || complaint.path == place.path + field.name + "[0]"
    }

    /// What the reader expects in the place of a value, where it says more than the type does.
    private func expectations(
        _ value: String, of field: FieldDescription, at place: SurveyPlace, _ message: MessageDescription
    ) -> [String] {
        complaints(place.text(message, field.name, value)).compactMap { complaint in
            guard complaint.kind == .wrongValue, isAt(complaint, field, place),
                complaint.message.hasPrefix("expected "), let end = complaint.message.range(ofText: ", found ")
            else { return nil }
            let words = complaint.message[..<end.lowerBound].dropFirst("expected ".count)
            return Self.saidByType(words) ? nil : String(words)
        }
    }

    /// Values at the ends of what a type can say.
    private static func extremes(of field: FieldDescription) -> [String] {
        let values: [String]
        switch field.kind {
        case .bool, .enumeration: values = []
        case .string: values = ["\"\"", "\" \\u0001\""]
        case .bytes: values = ["\"\""]
        case .double, .float: values = ["-1", "0", "1e300"]
        case .int64, .int32: values = ["-2147483648", "0", "2147483647"]
        case .uint32, .uint64: values = ["0", "4294967295"]
        case .message("google.protobuf.Duration"): values = ["\"0s\"", "\"0.000000001s\"", "\"9000000000s\""]
        case .message(let type):
            switch WellKnownType.wrapped(type) {
            case .uint32?, .uint64?: values = ["0", "4294967295"]
            case .double?, .float?: values = ["-1", "0", "1e300"]
            case .string?: values = ["\"\""]
            default: values = []
            }
        }
        if field.isMap { return [] }
        return field.isRepeated ? ["[]"] + values.map { "[\($0)]" } : values
    }

    private static func saidByType(_ words: Substring) -> Bool {
        words == "a duration from 0s to \(DurationText.longestSeconds)s"
            || words.hasPrefix("a whole number from 0 to 42949")
            || words.hasPrefix("a whole number from 0 to 1844")
    }
}

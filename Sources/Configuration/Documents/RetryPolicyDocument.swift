/// Reads `envoy.config.route.v3.RetryPolicy` and `HedgePolicy`.
enum RetryPolicyDocument {
    private static let predicates = "envoy.extensions.retry.host."
    private static let priorities = "envoy.extensions.retry.priority."

    /// Reads when requests are tried again.
    static func read(_ reader: inout MessageReader) -> RetryPolicyConfiguration {
        var result = RetryPolicyConfiguration()
        result.conditions = RetryConditions(list: reader.string("retry_on") ?? "")
        result.retries = reader.uint32("num_retries") ?? result.retries
        result.tryTimeout = reader.duration("per_try_timeout") ?? 0
        result.tryIdleTimeout = reader.duration("per_try_idle_timeout") ?? 0
        let attempts = reader.int64("host_selection_retry_max_attempts") ?? 0
        // As in Envoy, 0 is the default. Nobody has that many endpoints.
        if attempts != 0 { result.endpointAttempts = attempts < 0 ? 0 : Int(min(attempts, 10_000)) }
        for node in reader.elements("retriable_status_codes") {
            if let code = reader.session.unsigned(node, maximum: UInt64(UInt32.max)) {
                result.statusCodes.append(UInt32(truncatingIfNeeded: code))
            }
        }
        readBackOff(&reader, into: &result)
        reader.message("rate_limited_retry_back_off") { readResets(&$0, into: &result) }
        result.answerFields = reader.messages("retriable_headers", HeaderMatcherDocument.read).compactMap(\.self)
        result.requestFields =
            reader.messages("retriable_request_headers", HeaderMatcherDocument.read).compactMap(\.self)
        reader.message("retry_priority") { reader in
            readExtension(&reader, "a choice of priorities", prefix: priorities) { content in
                guard content.typeName == priorities + "previous_priorities.v3.PreviousPrioritiesConfig" else {
                    return false
                }
                result.priorityUpdateFrequency = content.read { reader in
                    let place = reader.node("update_frequency") ?? reader.place
                    let frequency = Int(reader.int64("update_frequency") ?? 0)
                    if frequency <= 0 { reader.session.wrong(place, expected: "a number above 0") }
                    return UInt32(clamping: frequency)
                }
                return true
            }
        }
        _ = reader.messages("retry_host_predicate") { reader in
            readExtension(&reader, "a rule for endpoints", prefix: predicates) { content in
                switch content.typeName {
                case predicates + "previous_hosts.v3.PreviousHostsPredicate":
                    content.read { _ in }
                    result.avoidsTriedEndpoints = true
                case predicates + "omit_canary_hosts.v3.OmitCanaryHostsPredicate":
                    content.read { _ in }
                    result.avoidsCanaries = true
                case predicates + "omit_host_metadata.v3.OmitHostMetadataConfig":
                    let labels = content.read {
                        StructDocument.readMetadata("metadata_match", space: "envoy.lb", of: &$0)
                    }
                    // As in Envoy, nobody is passed over for saying nothing.
                    if let labels, !labels.isEmpty { result.avoidedLabels.append(labels) }
                default: return false
                }
                return true
            }
        }
        return result
    }

    private static func readBackOff(_ reader: inout MessageReader, into result: inout RetryPolicyConfiguration) {
        let place = reader.node("retry_back_off")
        reader.message("retry_back_off") { reader in
            guard reader.has("base_interval") else { return reader.missing("base_interval") }
            guard let base = positive("base_interval", of: &reader) else { return }
            // Envoy counts milliseconds, and knows none below one.
            let least = max(base / 1_000_000, 1) &* 1_000_000
            result.backOffBase = least
            guard reader.has("max_interval"), let most = positive("max_interval", of: &reader) else { return }
            let limit = max(most / 1_000_000, 1) &* 1_000_000
            result.backOffLimit = limit
            if limit < least, let place {
                reader.session.wrong(
                    reader.node("max_interval") ?? place, expected: "a duration of at least \"base_interval\"")
            }
        }
    }

    private static func readResets(_ reader: inout MessageReader, into result: inout RetryPolicyConfiguration) {
        let place = reader.node("reset_headers") ?? reader.place
        let fields = reader.messages("reset_headers") { reader in
            let isMoment = reader.choice("format", [0: false, 1: true]) ?? false
            return reader.requiredHeaderName("name").map {
                RetryPolicyConfiguration.ResetField(name: $0, isMoment: isMoment)
            }
        }
        if fields.isEmpty { reader.session.wrong(place, expected: "at least one field") }
        result.resetFields = fields.compactMap(\.self)
        if reader.has("max_interval"), let most = positive("max_interval", of: &reader) { result.longestReset = most }
    }

    private static func positive(_ name: String, of reader: inout MessageReader) -> UInt64? {
        guard let node = reader.node(name), let duration = reader.duration(name) else { return nil }
        if duration > 0 { return duration }
        reader.session.wrong(node, expected: "a duration of more than 0s")
        return nil
    }

    /// Opens an extension and refuses by name what `take` does not take.
    private static func readExtension(
        _ reader: inout MessageReader, _ what: String, prefix: String, _ take: (ExtensionContent) -> Bool
    ) {
        let name = reader.requiredString("name")
        guard let content = reader.configuration(of: name) else { return }
        if !content.typeName.hasPrefix(prefix) { return content.misplace(what) }
        if !take(content) { content.refuse(what) }
    }

    /// Reads what happens while a try is slow.
    static func readHedge(_ reader: inout MessageReader) -> HedgePolicyConfiguration {
        var result = HedgePolicyConfiguration()
        result.keepsSlowTries = reader.bool("hedge_on_per_try_timeout") ?? false
        // Envoy reads these two, and does nothing by them.
        _ = reader.uint32("initial_requests", in: 1 ... .max)
        reader.message("additional_request_chance", FractionDocument.read)
        return result
    }
}

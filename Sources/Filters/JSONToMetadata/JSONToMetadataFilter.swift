internal import Buffers
internal import Configuration
internal import HTTPSemantics
internal import Telemetry

/// Makes metadata of bodies that are JSON. What its rules concern waits here until its body has come whole.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/json_to_metadata_filter
final class JSONToMetadataFilter: HTTPFilter {
    private let own: JSONToMetadataFactory.Level
    private let requests: MetricWriter
    private let responses: MetricWriter
    /// What holds for this stream, once its request was seen.
    private var level: JSONToMetadataFactory.Level?
    private var waitsForRequest = false
    private var waitsForResponse = false

    init(
        _ own: JSONToMetadataFactory.Level, _ requests: MetricWriter, _ responses: MetricWriter, name: String,
        stream: FilterStream, interests: FilterInterests
    ) {
        self.own = own
        self.requests = requests
        self.responses = responses
        super.init(stream: stream, name: name, interests: interests)
    }

    override func streamDestroyed() {
        level = nil
        waitsForRequest = false
        waitsForResponse = false
    }

    private func settle() -> JSONToMetadataFactory.Level {
        if let level { return level }
        let found = (stream.routeSettings(of: self) as? JSONToMetadataFactory.Level) ?? own
        level = found
        return found
    }

    // MARK: - Requests

    override func requestHeaders(endStream: Bool) -> FilterHeadersStatus {
        guard let rules = settle().request else { return .continueIteration }
        if !allows(stream.requestHead.headers, rules) {
            requests.increment(JSONToMetadataMetric.mismatchedContentType)
            note(rules, .invalid, isRequest: true)
            return .continueIteration
        }
        if endStream {
            requests.increment(JSONToMetadataMetric.noBody)
            note(rules, .missing, isRequest: true)
            return .continueIteration
        }
        waitsForRequest = true
        return .stopIteration
    }

    override func requestData(_ data: inout ByteBuffer, endStream: Bool) -> FilterDataStatus {
        guard waitsForRequest, let rules = level?.request else { return .continueIteration }
        if !endStream { return .stopAndBuffer }
        let body = stream.withHeldRequest(self) { $0.isEmpty ? data.bytes : $0.bytes + data.bytes }
        if stream.refusesWholeRequest(ofBytes: body.count) { return .stopNoBuffer }
        waitsForRequest = false
        read(body, rules, requests, isRequest: true)
        return .continueIteration
    }

    override func requestTrailers() -> FilterTrailersStatus {
        guard waitsForRequest, let rules = level?.request else { return .continueIteration }
        waitsForRequest = false
        read(stream.withHeldRequest(self) { $0.bytes }, rules, requests, isRequest: true)
        return .continueIteration
    }

    // MARK: - Responses

    override func responseHeaders(endStream: Bool) -> FilterHeadersStatus {
        guard let rules = settle().response else { return .continueIteration }
        if !allows(stream.responseHead.headers, rules) {
            responses.increment(JSONToMetadataMetric.mismatchedContentType)
            note(rules, .invalid, isRequest: false)
            return .continueIteration
        }
        if endStream {
            responses.increment(JSONToMetadataMetric.noBody)
            note(rules, .missing, isRequest: false)
            return .continueIteration
        }
        waitsForResponse = true
        return .stopIteration
    }

    override func responseData(_ data: inout ByteBuffer, endStream: Bool) -> FilterDataStatus {
        guard waitsForResponse, let rules = level?.response else { return .continueIteration }
        if !endStream { return .stopAndBuffer }
        waitsForResponse = false
        let body = stream.withHeldResponse(self) { $0.isEmpty ? data.bytes : $0.bytes + data.bytes }
        read(body, rules, responses, isRequest: false)
        return .continueIteration
    }

    override func responseTrailers() -> FilterTrailersStatus {
        guard waitsForResponse, let rules = level?.response else { return .continueIteration }
        waitsForResponse = false
        read(stream.withHeldResponse(self) { $0.bytes }, rules, responses, isRequest: false)
        return .continueIteration
    }

    // MARK: - Both

    private func allows(_ headers: borrowing HeaderMap, _ rules: JSONRules) -> Bool {
        let place = headers.firstIndex(of: .contentType)
        return place < 0 ? rules.allowsNone : rules.allows(headers.value(at: place))
    }

    private func read(_ body: [UInt8], _ rules: JSONRules, _ metrics: MetricWriter, isRequest: Bool) {
        if body.isEmpty {
            metrics.increment(JSONToMetadataMetric.noBody)
            note(rules, .missing, isRequest: isRequest)
        } else if let read = JSONBody(body) {
            metrics.increment(JSONToMetadataMetric.success)
            note(rules, read.isContainer ? .found(read) : .missing, isRequest: isRequest)
        } else {
            metrics.increment(JSONToMetadataMetric.invalidJSONBody)
            note(rules, .invalid, isRequest: isRequest)
        }
    }

    /// What came of a body.
    private enum Outcome {
        /// It could be read.
        case found(JSONBody)
        /// There is none, or none in which anything could be looked for.
        case missing
        /// It is not what is looked at.
        case invalid
    }

    /// Sets what the rules make of a body. As in Envoy, all of it comes at once, after the last rule was asked.
    private func note(_ rules: JSONRules, _ outcome: Outcome, isRequest: Bool) {
        var spaces: [String: [String: MetadataValue]] = [:]
        for rule in rules.rules {
            switch outcome {
            case .missing: set(rule.whenMissing, nil, &spaces)
            case .invalid: set(rule.whenInvalid, nil, &spaces)
            case .found(let body):
                switch body.find(rule) {
                case .value(let value): set(rule.whenPresent, value, &spaces)
                case .nothing: break
                case .missing: set(rule.whenMissing, nil, &spaces)
                }
            }
        }
        if spaces.isEmpty { return }
        for (space, members) in spaces { stream.dynamicMetadata.merge(members, into: space) }
        if isRequest { stream.clearRouteCache() }
    }

    private func set(
        _ target: JSONToMetadataConfiguration.Target?, _ found: MetadataValue?,
        _ spaces: inout [String: [String: MetadataValue]]
    ) {
        guard let target, let value = found ?? target.value.map({ MetadataValue($0) }) else { return }
        if target.keepsExisting, stream.dynamicMetadata[target.space]?.members?[target.key] != nil { return }
        spaces[target.space, default: [:]][target.key] = value
    }
}

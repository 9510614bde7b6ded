internal import Buffers
internal import Configuration
internal import EventLoops
internal import HTTPSemantics
internal import RegularExpressions
internal import Routing
internal import RuntimeValues
internal import Telemetry

/// Asks a service, by a request of its own, whether requests may pass.
///
/// Status 200 permits, 5xx and silence are no answer, all others refuse and are the client's answer. The request waits
/// meanwhile.
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/ext_authz_filter
final class ExternalAuthorizationFilter: HTTPFilter {
    private enum State {
        case passing, collecting, asking
    }

    private let worker: WorkerExternalAuthorization
    private let call: FilterCall
    private var state = State.passing
    private var body: ExternalAuthorizationConfiguration.Body?
    /// Whether the body was waited for.
    private var isCollected = false
    private var askedAt: UInt64 = 0
    /// Fields that come to the response.
    private var addedFields: [(name: [UInt8], value: [UInt8])] = []

    /// Refusals are not longer than this.
    private static let longestAnswer = 1 << 20

    init(_ worker: WorkerExternalAuthorization, _ call: FilterCall, name: String, stream: FilterStream) {
        self.worker = worker
        self.call = call
        super.init(
            stream: stream, name: name,
            interests: [.requestHeaders, .requestData, .requestTrailers, .responseHeaders])
    }

    private var configuration: ExternalAuthorizationConfiguration { worker.factory.configuration }

    // MARK: - The request

    override func requestHeaders(endStream: Bool) -> FilterHeadersStatus {
        // As Envoy does: what has no route is answered with 404, whoever asks for it.
        if !stream.isRouted { return .continueIteration }
        body = configuration.body
        if let level = stream.routeSettings(of: self) as? ExternalAuthorizationFactory.Level {
            switch level.configuration {
            case .disabled: return .continueIteration
            case .body(let own): body = own
            case .unchanged: break
            }
        }
        if !isAsked {
            worker.metrics.increment(ExternalAuthorizationMetric.disabled)
            if !worker.factory.deniesAtDisable.isOn { return .continueIteration }
            refuse(configuration.statusOnError, "ext_authz_error")
            return .stopIteration
        }
        guard let body, !endStream, !isWebSocket else {
            return ask(with: [], isPart: false) ? .continueIteration : .stopAllAndWatermark
        }
        state = .collecting
        isCollected = true
        if !body.allowsPart { stream.requestBufferLimit = Int(body.maxBytes) }
        return .stopIteration
    }

    /// Whether what follows the head is no body, but waits for the upgrade.
    private var isWebSocket: Bool {
        stream.requestHead.tunnel == .upgrade && stream.requestHead.headers.asksForWebSocket()
    }

    private var isAsked: Bool {
        if !worker.factory.enabled.includes(stream.randomBits()) { return false }
        return worker.factory.enabledMetadata?.matches(stream.dynamicMetadata) ?? true
    }

    override func requestData(_ data: inout ByteBuffer, endStream: Bool) -> FilterDataStatus {
        switch state {
        case .passing: return .continueIteration
        case .asking: return .stopAndWatermark
        case .collecting: break
        }
        let count = stream.withHeldRequest(self) { $0.count } + data.count
        let most = Int(body?.maxBytes ?? 0)
        let isFull = body?.allowsPart == true && count >= most
        if !endStream && !isFull { return .stopAndBuffer }
        if endStream && body?.allowsPart == false && stream.refusesWholeRequest(ofBytes: count) {
            return .stopNoBuffer
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(count, most))
        stream.withHeldRequest(self) { Self.append($0.readable, to: &bytes, upTo: most) }
        Self.append(data.readable, to: &bytes, upTo: most)
        let isPart = count > most || (isFull && !endStream)
        return ask(with: bytes, isPart: isPart) ? .continueIteration : .stopAndWatermark
    }

    override func requestTrailers() -> FilterTrailersStatus {
        switch state {
        case .passing: return .continueIteration
        case .asking: return .stopIteration
        case .collecting: break
        }
        var bytes: [UInt8] = []
        stream.withHeldRequest(self) { Self.append($0.readable, to: &bytes, upTo: $0.count) }
        return ask(with: bytes, isPart: false) ? .continueIteration : .stopIteration
    }

    private static func append(_ span: Span<UInt8>, to bytes: inout [UInt8], upTo most: Int) {
        let count = min(span.count, most - bytes.count)
        for index in 0..<max(count, 0) { bytes.append(span[index]) }
    }

    // MARK: - The question

    /// Asks, and says whether the request may go on at once.
    private func ask(with bytes: [UInt8], isPart: Bool) -> Bool {
        state = .asking
        askedAt = stream.loop.now
        let generation = stream.generation
        var isInside = true
        var mayPass = false
        call.send(question(bytes, isPart: isPart), timeout: configuration.timeout, longest: Self.longestAnswer) {
            [weak self] answer in
            guard let self, stream.isAlive, stream.generation == generation else { return }
            guard heard(answer) else { return }
            state = .passing
            if isInside { mayPass = true } else { stream.continueRequest(self) }
        }
        isInside = false
        return mayPass
    }

    private func question(_ bytes: [UInt8], isPart: Bool) -> FilterCall.Request {
        let headers = QuestionFields(stream.requestHead.headers, worker.factory)
        var request = FilterCall.Request(
            method: headers.method, authority: headers.authority,
            path: Array(configuration.pathPrefix.utf8) + headers.path, fields: headers.fields, body: bytes)
        request.fields.insert((Array("content-length".utf8), Array("\(bytes.count)".utf8)), at: 0)
        for field in configuration.addedFields {
            request.fields.append((Array(field.name.utf8), Array(field.value.utf8)))
        }
        if isCollected {
            let value = isPart ? "true" : "false"
            request.fields.append((Array("x-envoy-auth-partial-body".utf8), Array(value.utf8)))
        }
        return request
    }

    // MARK: - The answer

    /// Does what the answer says; whether the request may go on.
    private func heard(_ answer: FilterCall.Answer?) -> Bool {
        let cluster = stream.routeClusterName
        guard let answer, answer.status < 500 else {
            worker.count(.error, .error, cluster: cluster)
            if configuration.allowsFailures {
                worker.count(.failureModeAllowed, .failureModeAllowed, cluster: cluster)
                if configuration.tellsFailures { set("x-envoy-auth-failure-mode-allowed", Array("true".utf8)) }
                return true
            }
            refuse(configuration.statusOnError, "ext_authz_error")
            return false
        }
        if answer.status == 200 {
            worker.count(.ok, .ok, cluster: cluster)
            permit(answer)
            return true
        }
        worker.count(.denied, .denied, cluster: cluster)
        if configuration.chargesCluster { stream.chargeRouteCluster(status: answer.status) }
        refuse(answer)
        return false
    }

    private func permit(_ answer: FilterCall.Answer) {
        let factory = worker.factory
        var isChanged = false
        var metadata: [String: MetadataValue] = [:]
        var appended: [(name: [UInt8], value: [UInt8])] = []
        addedFields = []
        answer.headers.forEachField { name, value in
            // What frames bodies is the messages' own.
            let isOwn = Self.framing.contains(name) || name.elementsEqual("content-length".utf8)
            if !isOwn && factory.upstream.match(name) {
                set(name, value)
                isChanged = true
            }
            if !isOwn && factory.appended.match(name) {
                appended.append((name, value))
                isChanged = true
            }
            if !isOwn && factory.clientOnSuccess.match(name) { addedFields.append((name, value)) }
            if factory.metadata.match(name) { metadata[String(decoding: name, as: UTF8.self)] = .string(value) }
            if name.elementsEqual("x-envoy-auth-headers-to-remove".utf8) {
                remove(value)
                isChanged = true
            }
        }
        // A request has one host.
        for field in appended where !field.name.elementsEqual("host".utf8) {
            stream.requestHead.headers.append(name: field.name.span, field.value.span)
        }
        if !appended.isEmpty && stream.requestHead.headers.mayRepeat {
            stream.requestHead.headers.joinRepeated(in: .joinedInRequests)
        }
        if !metadata.isEmpty {
            metadata["ext_authz_duration"] = .number(Double((stream.loop.now &- askedAt) / 1_000_000))
            stream.dynamicMetadata.merge(metadata, into: "envoy.filters.http.ext_authz")
        }
        if isChanged && configuration.clearsRouteCache { stream.clearRouteCache() }
    }

    private func set(_ name: String, _ value: [UInt8]) { set(Array(name.utf8), value) }

    private func set(_ name: [UInt8], _ value: [UInt8]) {
        if name.elementsEqual("host".utf8) { return stream.requestHead.headers.set(.authority, value) }
        stream.requestHead.headers.remove(named: name.span)
        stream.requestHead.headers.append(name: name.span, value.span)
    }

    /// Removes the fields that a list names, but those of the first line and the host.
    private func remove(_ list: [UInt8]) {
        for part in list.split(separator: UInt8(ascii: ",")) {
            let name = part.map { Bytes.lowercased($0) }.filter { $0 != UInt8(ascii: " ") }
            if name.isEmpty || name.first == UInt8(ascii: ":") || name.elementsEqual("host".utf8) { continue }
            stream.requestHead.headers.remove(named: name.span)
        }
    }

    private func refuse(_ status: UInt16, _ details: StaticString) {
        stream.sendLocalReply(
            status: status, details: ResponseCodeDetails(details), flags: .unauthorizedExternalService)
    }

    private func refuse(_ answer: FilterCall.Answer) {
        let factory = worker.factory
        var fields: [(name: [UInt8], value: [UInt8])] = []
        answer.headers.forEachField { name, value in
            if factory.client.isEmpty || factory.client.match(name) || Self.alwaysTold.contains(name) {
                fields.append((name, value))
            }
        }
        let body = answer.body
        stream.sendLocalReply(
            status: answer.status, body: body.span, details: ResponseCodeDetails("ext_authz_denied"),
            flags: .unauthorizedExternalService
        ) {
            for field in fields where !Self.framing.contains(field.name) {
                self.stream.responseHead.headers.append(name: field.name.span, field.value.span)
            }
        }
    }

    private static let alwaysTold = ["www-authenticate", "location", "content-length"].map { Array($0.utf8) }
    /// What is not the answer's own; its length is made anew where it stands.
    private static let framing = ["transfer-encoding", "connection", "keep-alive"].map { Array($0.utf8) }

    // MARK: - The response

    override func responseHeaders(endStream: Bool) -> FilterHeadersStatus {
        for field in addedFields {
            stream.responseHead.headers.append(name: field.name.span, field.value.span)
        }
        if !addedFields.isEmpty { stream.responseHead.headers.joinRepeated(in: .joinedInResponses) }
        return .continueIteration
    }

    override func streamDestroyed() {
        if state == .asking { call.cancel() }
        state = .passing
        isCollected = false
        if !addedFields.isEmpty { addedFields = [] }
    }
}

/// What is told of a request.
private struct QuestionFields {
    var method = ""
    var authority = ""
    var path: [UInt8] = []
    var fields: [(name: [UInt8], value: [UInt8])] = []

    init(_ headers: borrowing HeaderMap, _ factory: ExternalAuthorizationFactory) {
        for index in 0..<headers.count {
            let value = headers.fieldBytes(at: index)
            switch headers.id(at: index) {
            case .method: method = String(decoding: value, as: UTF8.self)
            case .authority: authority = String(decoding: value, as: UTF8.self)
            case .path: path = value
            case .scheme, .contentLength, .transferEncoding, .connection: break
            case .authorization where !factory.untold.match(Array("authorization".utf8)):
                tell(Array("authorization".utf8), value)
            default:
                let name = headers.fieldName(at: index)
                if factory.told.match(name) && !factory.untold.match(name) { tell(name, value) }
            }
        }
    }

    /// Tells of a field; fields of one name are told as one, as in Envoy.
    private mutating func tell(_ name: [UInt8], _ value: [UInt8]) {
        if let place = fields.firstIndex(where: { $0.name == name }) {
            fields[place].value += [UInt8(ascii: ",")] + value
        } else {
            fields.append((name, value))
        }
    }
}

extension [TextMatcher] {
    /// Whether one of them takes a name.
    fileprivate func match(_ name: [UInt8]) -> Bool { contains { $0.matches(name.span) } }
}

extension HeaderMap {
    /// Whether the upgrade that is asked for is to WebSocket.
    fileprivate borrowing func asksForWebSocket() -> Bool {
        let index = firstIndex(of: .upgrade)
        return index >= 0 && Bytes.equalIgnoringCase(value(at: index), "websocket")
    }

    /// The value of a field, to keep.
    fileprivate borrowing func fieldBytes(at index: Int) -> [UInt8] {
        let value = value(at: index)
        var bytes: [UInt8] = []
        for place in value.indices { bytes.append(value[place]) }
        return bytes
    }

    /// The name of a field, to keep.
    fileprivate borrowing func fieldName(at index: Int) -> [UInt8] {
        let name = name(at: index)
        var bytes: [UInt8] = []
        for place in name.indices { bytes.append(name[place]) }
        return bytes
    }

    /// Hands out all fields but those of the first line.
    fileprivate borrowing func forEachField(_ body: (_ name: [UInt8], _ value: [UInt8]) -> Void) {
        for index in 0..<count where !id(at: index).isPseudo { body(fieldName(at: index), fieldBytes(at: index)) }
    }
}

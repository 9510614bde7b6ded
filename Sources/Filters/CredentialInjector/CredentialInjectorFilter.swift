internal import Buffers
public import Configuration
internal import HTTPSemantics
internal import Telemetry

/// The filter of a chain that puts a credential into requests.
public final class CredentialInjectorFactory: HTTPFilterFactory {
    let configuration: CredentialInjectorConfiguration
    let field: [UInt8]
    let credential: InjectedCredential
    private let scope: MetricScope

    /// Finds the credential; a file that cannot be read is noted as a problem.
    public init(_ configuration: CredentialInjectorConfiguration, _ context: FilterContext) {
        self.configuration = configuration
        field = Array(configuration.field.utf8)
        scope = context.scope("credential_injector.", CredentialInjectorMetric.family)
        switch configuration.credential {
        case .sourced(let reference): credential = context.injectedCredential(reference)
        case .secret(let source):
            credential = InjectedCredential()
            switch source?.readBytes() {
            case .success(let bytes): credential.replace(with: bytes)
            case .failure(let problem):
                context.problems.note("filter '\(context.name)': the credential: \(problem.text)")
            case nil: break
            }
        }
    }

    /// The worker's counters, and the credential as it knows it.
    public func makeMaker(on worker: FilterWorker) -> HTTPFilterMaker {
        let own = WorkerCredential(self, scope.writer(thread: worker.index))
        return HTTPFilterMaker { CredentialInjectorFilter(own, name: $0, stream: $1) }
    }
}

/// What one worker uses.
private final class WorkerCredential {
    let factory: CredentialInjectorFactory
    let metrics: MetricWriter
    private var generation: UInt64 = 0
    private(set) var hasCredential = false
    /// The credential behind its prefix.
    private(set) var value: [UInt8] = []
    /// Whether no field may have such a value.
    private(set) var isUnfit = false

    init(_ factory: CredentialInjectorFactory, _ metrics: MetricWriter) {
        self.factory = factory
        self.metrics = metrics
    }

    /// Takes the credential that there is now.
    func refresh() {
        let current = factory.credential.generation
        if current == generation { return }
        generation = current
        let bytes = factory.credential.bytes
        hasCredential = !bytes.isEmpty
        value = Array(factory.configuration.prefix.utf8) + bytes
        isUnfit = value.contains { ($0 < 0x20 && $0 != 0x09) || $0 == 0x7F }
    }
}

/// Puts a credential into requests that have none, for servers that want one which clients need not know.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/credential_injector_filter
private final class CredentialInjectorFilter: HTTPFilter {
    private let worker: WorkerCredential

    init(_ worker: WorkerCredential, name: String, stream: FilterStream) {
        self.worker = worker
        super.init(stream: stream, name: name, interests: [.requestHeaders])
    }

    override func requestHeaders(endStream: Bool) -> FilterHeadersStatus {
        let factory = worker.factory
        let name = factory.field
        if !factory.configuration.overwrites, stream.requestHead.headers.index(named: name.span) >= 0 {
            worker.metrics.increment(CredentialInjectorMetric.alreadyExists)
            return .continueIteration
        }
        worker.refresh()
        guard worker.hasCredential else {
            worker.metrics.increment(CredentialInjectorMetric.failed)
            if factory.configuration.allowsMissing { return .continueIteration }
            stream.sendLocalReply(
                status: 401, literal: "Failed to inject credential.",
                details: ResponseCodeDetails("failed_to_inject_credential"))
            return .stopIteration
        }
        worker.metrics.increment(CredentialInjectorMetric.injected)
        if worker.isUnfit { return refuse(name) }
        let value = worker.value
        // As in Envoy, it stands behind the others; what begins a head stays where it is.
        if name.first != UInt8(ascii: ":") { stream.requestHead.headers.remove(named: name.span) }
        stream.requestHead.headers.set(named: name.span, value.span)
        return .continueIteration
    }

    /// As Envoy's codec does it with a field that no upstream may get; that finds it out when it has a connection.
    private func refuse(_ name: [UInt8]) -> FilterHeadersStatus {
        var body = ByteBuffer()
        body.append("invalid header value for: ")
        body.append(name)
        let text = String(decoding: name, as: UTF8.self)
        stream.sendLocalReply(
            status: 503, body: body.readable,
            details: ResponseCodeDetails(
                "filter_removed_required_request_headers", cause: "{invalid_header_value_for:_\(text)}"),
            flags: .downstreamProtocolError)
        return .stopIteration
    }
}

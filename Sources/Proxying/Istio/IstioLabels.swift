internal import Buffers
internal import Configuration
internal import Filters
internal import Telemetry

/// Makes the labels of a series, as Istio's proxy does; made once a series.
///
/// Source: https://istio.io/latest/docs/reference/config/metrics/#labels
struct IstioLabels {
    let facts: IstioFacts
    let own: WorkloadNames
    let peer: WorkloadNames?
    let host: String
    let name: String
    let peerPrincipal: String
    let ownPrincipal: String

    private static let unknown = "unknown"
    private static let overflow = "overflow"

    /// All labels, in Istio's order.
    var all: [MetricLabel] {
        let peerNames = peer ?? WorkloadNames()
        // Whom a certificate names is sure; what a field says is not.
        let peerNamespace = Self.namespace(ofPrincipal: peerPrincipal) ?? peerNames.namespace
        var sides: [MetricLabel] = [MetricLabel("reporter", facts.isServer ? "destination" : "source")]
        if facts.isServer {
            sides += side("source", peerNames, peerNamespace, peerPrincipal, isPeer: true)
            sides += side("destination", own, own.namespace, ownPrincipal, isPeer: false)
        } else {
            sides += side("source", own, own.namespace, ownPrincipal, isPeer: false)
            sides += side("destination", peerNames, peerNamespace, peerPrincipal, isPeer: true)
        }
        let service = facts.isServer ? own.canonicalName : ""
        sides += [
            label("destination_service", host, else: service), label("destination_service_name", name, else: service),
            label("destination_service_namespace", facts.isServer ? own.namespace : peerNamespace, else: ""),
        ]
        return facts.subject == .messages ? sides : sides + ending
    }

    private func side(
        _ side: String, _ names: WorkloadNames, _ namespace: String, _ principal: String, isPeer: Bool
    ) -> [MetricLabel] {
        func label(_ name: String, _ value: String, else missing: String = IstioLabels.unknown) -> MetricLabel {
            let missing = isPeer && facts.isOverflow ? Self.overflow : missing
            return MetricLabel("\(side)_\(name)", value.isEmpty ? missing : value)
        }
        return [
            label("workload", names.name), label("canonical_service", names.canonicalName),
            label("canonical_revision", names.canonicalRevision, else: "latest"),
            label("workload_namespace", namespace), label("principal", principal), label("app", names.app),
            label("version", names.version), label("cluster", names.cluster),
        ]
    }

    private func label(_ name: String, _ value: String, else other: String) -> MetricLabel {
        if facts.isOverflow { return MetricLabel(name, Self.overflow) }
        if !value.isEmpty { return MetricLabel(name, value) }
        return MetricLabel(name, other.isEmpty ? Self.unknown : other)
    }

    /// What tells how it went.
    private var ending: [MetricLabel] {
        let proto =
            switch facts.subject {
            case .request, .messages: "http"
            case .call: "grpc"
            case .connection: "tcp"
            }
        var labels = [MetricLabel("request_protocol", proto)]
        if facts.subject != .connection {
            labels += [
                MetricLabel("response_code", facts.status.description),
                MetricLabel("grpc_response_status", facts.grpcStatus < 0 ? "" : facts.grpcStatus.description),
            ]
        }
        return labels + [
            MetricLabel("response_flags", facts.isOverflow ? Self.overflow : flags),
            MetricLabel("connection_security_policy", facts.security.label),
        ]
    }

    private var flags: String {
        let raised = ResponseFlags(rawValue: facts.flags)
        let names = ResponseFlags.names.filter { raised.contains($0.flag) }.map { "\($0.short)" }
        return names.isEmpty ? "-" : names.joined(separator: ",")
    }

    /// The namespace of `spiffe://domain/ns/namespace/sa/account`; nil for other names.
    static func namespace(ofPrincipal principal: String) -> String? {
        let parts = principal.split(separator: "/", omittingEmptySubsequences: false)
        guard let place = parts.firstIndex(of: "ns"), place + 1 < parts.count, !parts[place + 1].isEmpty else {
            return nil
        }
        return String(parts[place + 1])
    }
}

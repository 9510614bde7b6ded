internal import Buffers
internal import Configuration
internal import Filters
internal import HTTPSemantics

/// The `proxy-status` of answers that we give because something went wrong (RFC 9209).
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_conn_man/header_manipulation and
/// `HttpConnectionManager.ProxyStatusConfig`.
struct ProxyStatus: Sendable {
    private let name: [UInt8]
    private let configuration: ProxyStatusConfiguration

    /// Compiles what is to be said.
    init(_ configuration: ProxyStatusConfiguration, serverName: String, node: NodeNames) {
        self.configuration = configuration
        switch configuration.name {
        case .serverName: name = Array(serverName.utf8)
        case .nodeID: name = Array(node.id.utf8)
        case .literal(let text): name = Array(text.utf8)
        }
    }

    /// An error of RFC 9209 §2.3, and the status that goes with it.
    private struct Problem {
        let name: StaticString
        let status: UInt16
    }

    /// Adds the field when the flags tell of an error, and sets the recommended status where that is wanted.
    func apply(to head: inout ResponseHead, _ info: borrowing StreamInfo) {
        guard let problem = Self.problem(info.flags) else { return }
        let name = Self.fieldName
        let text = content(problem, info)
        head.headers.append(name: name.span, text.readable)
        if configuration.setsRecommendedStatus {
            head.status = problem.status
            head.forgetReason()
        }
    }

    private static let fieldName = Array("proxy-status".utf8)

    private func content(_ problem: Problem, _ info: borrowing StreamInfo) -> ByteBuffer {
        var text = ByteBuffer()
        text.append(name)
        text.append("; error=")
        text.append(problem.name)
        if configuration.removesDetails || info.details.isEmpty { return text }
        text.append("; details=\"")
        info.details.write(to: &text)
        if !configuration.removesFlags && !info.flags.isEmpty {
            var separator: StaticString = "; "
            for flag in ResponseFlags.names where info.flags.contains(flag.flag) {
                text.append(separator)
                text.append(flag.short)
                separator = ","
            }
        }
        text.append("\"")
        return text
    }

    /// The first flag that means an error, in the order of the flags.
    private static func problem(_ flags: ResponseFlags) -> Problem? {
        if flags.isEmpty { return nil }
        for (flag, problem) in problems where flags.contains(flag) { return problem }
        return nil
    }

    private static let problems: [(ResponseFlags, Problem)] = [
        (.failedLocalHealthCheck, Problem(name: "destination_unavailable", status: 503)),
        (.dnsResolutionFailed, Problem(name: "dns_error", status: 502)),
        (.noHealthyUpstream, Problem(name: "destination_unavailable", status: 503)),
        (.upstreamRequestTimeout, Problem(name: "http_response_timeout", status: 504)),
        (.localReset, Problem(name: "connection_timeout", status: 504)),
        (.upstreamRemoteReset, Problem(name: "connection_terminated", status: 502)),
        (.upstreamConnectionFailure, Problem(name: "connection_refused", status: 502)),
        (.upstreamConnectionTermination, Problem(name: "connection_terminated", status: 502)),
        (.upstreamOverflow, Problem(name: "connection_limit_reached", status: 503)),
        (.noRouteFound, Problem(name: "destination_not_found", status: 500)),
        (.rateLimited, Problem(name: "connection_limit_reached", status: 503)),
        (.upstreamRetryLimitExceeded, Problem(name: "destination_unavailable", status: 503)),
        (.streamIdleTimeout, Problem(name: "http_response_timeout", status: 504)),
        (.invalidEnvoyRequestHeaders, Problem(name: "http_request_error", status: 400)),
        (.upstreamProtocolError, Problem(name: "http_protocol_error", status: 502)),
        (.upstreamMaxStreamDurationReached, Problem(name: "http_response_timeout", status: 504)),
        (.noClusterFound, Problem(name: "destination_unavailable", status: 503)),
    ]
}

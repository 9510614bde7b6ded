internal import Buffers
public import Configuration
internal import HTTPSemantics
internal import NetworkAddresses
internal import Routing

/// Makes one descriptor of requests, as a route or a filter says; shared by all workers.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/route/v3/route_components.proto (RateLimit)
public final class RateLimitRule: Sendable {
    private enum Action: Sendable {
        case sourceCluster, destinationCluster, remoteAddress
        case header(name: [UInt8], key: [UInt8], skips: Bool)
        case query(name: [UInt8], key: [UInt8], skips: Bool)
        case maskedRemoteAddress(v4: Int, v6: Int)
        case generic(key: [UInt8], value: [UInt8])
        case headerMatch(key: [UInt8], value: [UInt8], expects: Bool, headers: [HeaderMatcher])
        case queryMatch(key: [UInt8], value: [UInt8], expects: Bool, parameters: [QueryParameterMatcher])
        case addressMatch(key: [UInt8], value: [UInt8], ranges: [CIDRBlock], isInverted: Bool)
        case metadata(key: [UInt8], space: String, path: [String], fallback: [UInt8], skips: Bool)
    }

    /// Which filters take it.
    public let stage: UInt32
    private let actions: [Action]

    /// Compiles a validated rule.
    public init(_ configuration: RateLimitConfiguration) {
        stage = configuration.stage
        actions = configuration.actions.map { action in
            switch action {
            case .sourceCluster: .sourceCluster
            case .destinationCluster: .destinationCluster
            case .remoteAddress: .remoteAddress
            case .header(let name, let key, let skips):
                .header(name: Array(name.utf8), key: Array(key.utf8), skips: skips)
            case .query(let name, let key, let skips):
                .query(name: Array(name.utf8), key: Array(key.utf8), skips: skips)
            case .maskedRemoteAddress(let v4, let v6): .maskedRemoteAddress(v4: Int(v4), v6: Int(v6))
            case .generic(let key, let value): .generic(key: Array(key.utf8), value: Array(value.utf8))
            case .headerMatch(let key, let value, let expects, let headers):
                .headerMatch(
                    key: Array(key.utf8), value: Array(value.utf8), expects: expects,
                    headers: headers.map { HeaderMatcher($0) })
            case .queryMatch(let key, let value, let expects, let parameters):
                .queryMatch(
                    key: Array(key.utf8), value: Array(value.utf8), expects: expects,
                    parameters: parameters.map { QueryParameterMatcher($0) })
            case .addressMatch(let key, let value, let ranges, let isInverted):
                .addressMatch(
                    key: Array(key.utf8), value: Array(value.utf8), ranges: ranges, isInverted: isInverted)
            case .metadata(let key, let space, let path, let fallback, let skips):
                .metadata(
                    key: Array(key.utf8), space: space, path: path, fallback: Array(fallback.utf8), skips: skips)
            }
        }
    }

    /// Writes the descriptor of a request; false when there is none.
    func write(_ stream: FilterStream, to text: inout DescriptorText) -> Bool {
        for action in actions {
            if !Self.write(action, stream, to: &text) { return false }
        }
        return !text.bytes.isEmpty
    }

    private static func write(_ action: Action, _ stream: FilterStream, to text: inout DescriptorText) -> Bool {
        switch action {
        case .sourceCluster:
            text.append(Array("source_cluster".utf8))
            text.append(Array(stream.ownClusterName.utf8))
        case .destinationCluster:
            guard let name = stream.routeClusterName else { return false }
            text.append(Array("destination_cluster".utf8))
            text.append(Array(name.utf8))
        case .remoteAddress:
            guard let address = stream.downstreamAddress?.ipAddress else { return false }
            text.append(Array("remote_address".utf8))
            text.append(address.text.bytes)
        case .maskedRemoteAddress(let v4, let v6):
            guard let address = stream.downstreamAddress?.ipAddress,
                let block = CIDRBlock(address: address, prefixLength: address.family == .v4 ? v4 : v6)
            else { return false }
            text.append(Array("masked_remote_address".utf8))
            text.append(Array("\(block)".utf8))
        case .header(let name, let key, let skips):
            let isThere: Void? = stream.requestHead.withValue(named: name.span) { value in
                text.append(key)
                text.append(value)
            }
            if isThere == nil { return skips }
        case .query(let name, let key, let skips):
            guard let value = stream.requestHead.headers.queryParameter(named: name) else { return skips }
            text.append(key)
            text.append(value)
        case .generic(let key, let value):
            text.append(key)
            text.append(value)
        case .headerMatch(let key, let value, let expects, let headers):
            if headers.allSatisfy({ stream.matches($0) }) != expects { return false }
            text.append(key)
            text.append(value)
        case .queryMatch(let key, let value, let expects, let parameters):
            var matches = true
            for parameter in parameters where matches {
                matches = stream.requestHead.headers.hasQuery(parameter)
            }
            if matches != expects { return false }
            text.append(key)
            text.append(value)
        case .addressMatch(let key, let value, let ranges, let isInverted):
            guard let address = stream.downstreamAddress?.ipAddress,
                ranges.contains(where: { $0.contains(address) }) != isInverted
            else { return false }
            text.append(key)
            text.append(value)
        case .metadata(let key, let space, let path, let fallback, let skips):
            guard case .string(let value)? = stream.dynamicMetadata.value(in: space, at: path[...]), !value.isEmpty
            else {
                if fallback.isEmpty { return skips }
                text.append(key)
                text.append(fallback)
                return true
            }
            text.append(key)
            text.append(value)
        }
        return true
    }
}

extension HeaderMap {
    /// Whether the query of the path is so.
    fileprivate func hasQuery(_ parameter: QueryParameterMatcher) -> Bool { parameter.matches(value(of: .path)) }
}

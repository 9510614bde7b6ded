internal import Buffers
public import Configuration
internal import HTTPSemantics
public import NetworkAddresses
public import RegularExpressions
public import Routing
public import Transports

/// What rules look at: a request, or a connection alone.
public protocol RBACSubject {
    /// The connection's own peer.
    var peerAddress: SocketAddress? { get }
    /// The client as a proxy in front told it, or the connection's own peer.
    var connectionAddress: SocketAddress? { get }
    /// The client as trusted fields tell it.
    var downstreamAddress: SocketAddress? { get }
    /// The address that the client spoke to.
    var ownAddress: SocketAddress? { get }
    /// Who the peer is; nil on a plain connection.
    var peerIdentity: (any PeerIdentity)? { get }
    /// The name that the client asked for when it secured the connection.
    var requestedServerName: String { get }
    /// Whether the request's fields are so; a connection has none.
    func matches(_ header: HeaderMatcher) -> Bool
    /// Whether the request's path, without its query, is so; a connection has none.
    func hasPath(_ path: TextMatcher) -> Bool
    /// Whether the metadata is so.
    func matches(_ metadata: MetadataMatcher) -> Bool
    /// Whether the metadata of its route is so.
    func routeMatches(_ metadata: MetadataMatcher) -> Bool
    /// Whether the text that filters share under a name is so; a connection has none.
    func hasFilterState(_ key: String, _ text: TextMatcher) -> Bool
}

/// Rules as they are applied, to requests and to connections; shared by all workers.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/rbac/v3/rbac.proto
public final class RBACEngine: Sendable {
    /// The outcome of the rules.
    public struct Decision: Sendable, Equatable {
        /// Whether it may go on.
        public let isAllowed: Bool
        /// The place of the policy that fits; nil means none does.
        public let policy: Int?
        /// What logs are told, if anything: whether they should take it.
        public let isLogged: Bool?

        init(isAllowed: Bool, policy: Int?, isLogged: Bool? = nil) {
            self.isAllowed = isAllowed
            self.policy = policy
            self.isLogged = isLogged
        }
    }

    private struct Choice: Sendable {
        let action: RBACRules.Action
        let condition: RBACMatcher
    }

    /// A class, since each look at a struct would retain its lists.
    private final class Policy: Sendable {
        private let permissions: [RBACMatcher]
        private let principals: [RBACMatcher]

        init(_ policy: RBACRules.Policy) {
            permissions = policy.permissions.map { RBACMatcher($0) }
            principals = policy.principals.map { RBACMatcher($0) }
        }

        func fits(_ subject: some RBACSubject) -> Bool {
            RBACMatcher.holdsAny(permissions, subject) && RBACMatcher.holdsAny(principals, subject)
        }
    }

    /// What the rules do.
    public let action: RBACRules.Action
    /// The names of the policies.
    public let names: [String]
    private let policies: [Policy]
    /// In place of policies; nil means there are those.
    private let choices: [Choice]?
    /// Whether some choice tells logs.
    private let choosesLogs: Bool

    /// Compiles validated rules.
    public init(_ rules: RBACRules) {
        action = rules.action
        names = rules.choices?.map(\.name) ?? rules.policies.map(\.name)
        choices = rules.choices?.map { Choice(action: $0.action, condition: RBACMatcher($0.condition)) }
        choosesLogs = rules.choices?.contains { $0.action == .log } ?? false
        policies = rules.policies.map { Policy($0) }
    }

    /// Applies the rules.
    public func decide(_ subject: some RBACSubject) -> Decision {
        if let choices {
            guard let fit = choices.firstIndex(where: { $0.condition.matches(subject) }) else {
                return Decision(isAllowed: false, policy: nil)
            }
            let action = choices[fit].action
            return Decision(
                isAllowed: action != .deny, policy: fit, isLogged: choosesLogs ? action == .log : nil)
        }
        let fit = place(of: subject)
        switch action {
        case .allow: return Decision(isAllowed: fit != nil, policy: fit)
        case .deny: return Decision(isAllowed: fit == nil, policy: fit)
        case .log: return Decision(isAllowed: true, policy: fit, isLogged: fit != nil)
        }
    }

    /// The first policy that fits.
    private func place(of subject: some RBACSubject) -> Int? {
        for place in policies.indices where policies[place].fits(subject) { return place }
        return nil
    }
}

/// One compiled condition.
indirect enum RBACMatcher: Sendable {
    case always
    case all([RBACMatcher])
    case any([RBACMatcher])
    case not(RBACMatcher)
    case header(HeaderMatcher)
    case path(TextMatcher)
    case destination(CIDRBlock)
    case destinationPort(Range<Int32>)
    case serverName(TextMatcher)
    case source(CIDRBlock)
    case peer(CIDRBlock)
    case client(CIDRBlock)
    case authenticated(TextMatcher?)
    case metadata(MetadataMatcher)
    case routeMetadata(MetadataMatcher)
    case filterState(key: String, TextMatcher)

    init(_ condition: RBACCondition) {
        switch condition {
        case .always: self = .always
        case .all(let conditions): self = .all(conditions.map { RBACMatcher($0) })
        case .any(let conditions): self = .any(conditions.map { RBACMatcher($0) })
        case .not(let condition): self = .not(RBACMatcher(condition))
        case .header(let header): self = .header(HeaderMatcher(header))
        case .path(let path): self = .path(TextMatcher(path))
        case .destination(let block): self = .destination(block)
        case .destinationPort(let start, let end): self = .destinationPort(start..<max(start, end))
        case .serverName(let name): self = .serverName(TextMatcher(name))
        case .source(let block): self = .source(block)
        case .peer(let block): self = .peer(block)
        case .client(let block): self = .client(block)
        case .authenticated(let name): self = .authenticated(name.map { TextMatcher($0) })
        case .metadata(let metadata): self = .metadata(MetadataMatcher(metadata))
        case .routeMetadata(let metadata): self = .routeMetadata(MetadataMatcher(metadata))
        case .filterState(let state): self = .filterState(key: state.key, TextMatcher(state.text))
        }
    }

    func matches(_ subject: some RBACSubject) -> Bool {
        switch self {
        case .always: true
        case .all(let matchers): Self.holdAll(matchers, subject)
        case .any(let matchers): Self.holdsAny(matchers, subject)
        case .not(let matcher): !matcher.matches(subject)
        case .header(let header): subject.matches(header)
        case .path(let path): subject.hasPath(path)
        case .destination(let block): Self.contains(block, subject.ownAddress)
        case .destinationPort(let ports): subject.ownAddress.map { ports.contains(Int32($0.port)) } ?? false
        case .serverName(let name): name.matches(subject.requestedServerName.utf8.span)
        case .source(let block): Self.contains(block, subject.connectionAddress)
        case .peer(let block): Self.contains(block, subject.peerAddress)
        case .client(let block): Self.contains(block, subject.downstreamAddress)
        case .authenticated(let name): subject.peerIdentity.map { Self.isNamed($0, name) } ?? false
        case .metadata(let metadata): subject.matches(metadata)
        case .routeMetadata(let metadata): subject.routeMatches(metadata)
        case .filterState(let key, let text): subject.hasFilterState(key, text)
        }
    }

    private static func holdAll(_ matchers: [RBACMatcher], _ subject: some RBACSubject) -> Bool {
        for place in matchers.indices where !matchers[place].matches(subject) { return false }
        return true
    }

    /// Whether one of them is so.
    static func holdsAny(_ matchers: [RBACMatcher], _ subject: some RBACSubject) -> Bool {
        for place in matchers.indices where matchers[place].matches(subject) { return true }
        return false
    }

    private static func contains(_ block: CIDRBlock, _ address: SocketAddress?) -> Bool {
        address?.ipAddress.map { block.contains($0) } ?? false
    }

    /// Whether a name of the certificate is so; one without names is called by its subject.
    private static func isNamed(_ peer: any PeerIdentity, _ name: TextMatcher?) -> Bool {
        guard let name else { return true }
        return peer.peerURIs.contains { name.matches($0.utf8.span) }
            || peer.peerHosts.contains { name.matches($0.utf8.span) }
            || name.matches(peer.peerSubject.utf8.span)
    }
}

extension FilterStream: RBACSubject {
    /// Whether the request's fields are so.
    public final func matches(_ header: HeaderMatcher) -> Bool { header.matches(requestHead) }

    /// Whether the request's path is so.
    public final func hasPath(_ path: TextMatcher) -> Bool {
        let index = requestHead.headers.firstIndex(of: .path)
        return index >= 0 && requestHead.headers.isPath(at: index, path)
    }

    /// Whether the metadata is so.
    public final func matches(_ metadata: MetadataMatcher) -> Bool { metadata.matches(dynamicMetadata) }
    /// Whether the metadata of its route is so.
    public final func routeMatches(_ metadata: MetadataMatcher) -> Bool {
        metadata.matches { space, path in routeMetadata(in: space, at: path).map { MetadataValue($0) } }
    }

    /// Whether the text that filters share under a name is so.
    public final func hasFilterState(_ key: String, _ text: TextMatcher) -> Bool {
        filterState.withText(of: key) { text.matches($0) }
            ?? connectionTexts?.withText(of: key) { text.matches($0) } ?? false
    }
}

extension HeaderMap {
    /// Whether field `index` is so, up to its query or fragment.
    borrowing func isPath(at index: Int, _ path: TextMatcher) -> Bool {
        let value = value(at: index)
        return path.matches(value.extracting(first: Bytes.endOfPath(value)))
    }
}

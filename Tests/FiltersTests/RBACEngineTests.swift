import Configuration
import HTTPSemantics
import NetworkAddresses
import RegularExpressions
import Routing
import Testing
import Transports

@testable import Filters

@Suite("Rules about who may do what")
struct RBACEngineTests {
    private final class Peer: PeerIdentity {
        let isPeerKnown = true
        let peerURIs: [String]
        let peerHosts: [String]
        let peerSubject: String

        init(uris: [String] = [], hosts: [String] = [], subject: String = "") {
            peerURIs = uris
            peerHosts = hosts
            peerSubject = subject
        }
    }

    /// A connection, without a request.
    private struct Connection: RBACSubject {
        var peerAddress: SocketAddress? = SocketAddress("10.0.0.1:1234")
        var connectionAddress: SocketAddress? = SocketAddress("10.0.0.1:1234")
        var downstreamAddress: SocketAddress? = SocketAddress("10.0.0.1:1234")
        var ownAddress: SocketAddress? = SocketAddress("192.0.2.1:443")
        var peerIdentity: (any PeerIdentity)?
        var requestedServerName = ""

        func matches(_ header: HeaderMatcher) -> Bool { header.matches(HeaderMap()) }
        func hasPath(_ path: TextMatcher) -> Bool { false }
        func matches(_ metadata: MetadataMatcher) -> Bool { metadata.matches(Metadata()) }
        func routeMatches(_ metadata: MetadataMatcher) -> Bool { metadata.matches { _, _ in nil } }
        func hasFilterState(_ key: String, _ text: TextMatcher) -> Bool { false }
    }

    private func fits(_ condition: RBACCondition, _ subject: Connection = Connection()) -> Bool {
        let policy = RBACRules.Policy(name: "p", permissions: [condition], principals: [.always])
        return RBACEngine(RBACRules(action: .allow, policies: [policy])).decide(subject).isAllowed
    }

    private static let never = RBACCondition.not(.always)

    @Test(
        "Actions decide what a policy that fits means",
        arguments: [
            (RBACRules.Action.allow, true, true), (.allow, false, false), (.deny, true, false), (.deny, false, true),
            (.log, true, true), (.log, false, true),
        ])
    func actions(action: RBACRules.Action, policyFits: Bool, isAllowed: Bool) {
        let condition = policyFits ? RBACCondition.always : Self.never
        let policy = RBACRules.Policy(name: "p", permissions: [condition], principals: [.always])
        let decision = RBACEngine(RBACRules(action: action, policies: [policy])).decide(Connection())
        // What rules of logging say is whether there is a line; others say nothing of that.
        let isLogged = action == .log ? policyFits : nil
        #expect(decision == .init(isAllowed: isAllowed, policy: policyFits ? 0 : nil, isLogged: isLogged))
    }

    @Test("The first policy by name counts, and needs a permission and a principal")
    func order() {
        let policies = [
            RBACRules.Policy(name: "c", permissions: [.always], principals: [.always]),
            RBACRules.Policy(name: "b", permissions: [Self.never, .always], principals: [Self.never, .always]),
            RBACRules.Policy(name: "a", permissions: [.always], principals: [Self.never]),
        ]
        let engine = RBACEngine(RBACRules(action: .deny, policies: policies))
        #expect(engine.names == ["a", "b", "c"])
        #expect(engine.decide(Connection()).policy == 1)
    }

    @Test("All, any and not")
    func logic() {
        #expect(fits(.all([.always, .always])) && !fits(.all([.always, Self.never])))
        #expect(fits(.any([Self.never, .always])) && !fits(.any([Self.never])))
        #expect(fits(.not(Self.never)) && !fits(.not(.always)))
    }

    @Test("Addresses and ports")
    func addresses() throws {
        let ten = try #require(CIDRBlock("10.0.0.0/8"))
        let other = try #require(CIDRBlock("11.0.0.0/8"))
        #expect(fits(.peer(ten)) && !fits(.peer(other)) && fits(.client(ten)))
        let own = try #require(CIDRBlock("192.0.2.1"))
        #expect(!fits(.destination(ten)) && fits(.destination(own)))
        #expect(fits(.destinationPort(start: 443, end: 444)) && !fits(.destinationPort(start: 444, end: 65_536)))
        #expect(!fits(.destinationPort(start: 1, end: 443)))
        var unix = Connection()
        unix.peerAddress = .unix("")
        #expect(!fits(.peer(ten), unix))
    }

    @Test("A certificate is called by its URIs, its DNS names and its subject")
    func certificates() {
        func named(_ text: String, _ peer: Peer?) -> Bool {
            var subject = Connection()
            subject.peerIdentity = peer
            return fits(.authenticated(StringMatcherConfiguration(.exact, text)), subject)
        }
        let peer = Peer(uris: ["spiffe://a/b", "spiffe://c"], hosts: ["h.com"], subject: "CN=s")
        #expect(named("spiffe://c", peer) && named("h.com", peer) && named("CN=s", peer) && !named("x", peer))
        #expect(!named("", nil) && !fits(.authenticated(nil)))
        var subject = Connection()
        subject.peerIdentity = Peer()
        #expect(fits(.authenticated(nil), subject))
    }

    @Test("A connection has no fields, no path and no metadata")
    func connections() {
        let header = HeaderMatcherConfiguration(name: "x", condition: .present(true))
        #expect(!fits(.header(header)) && fits(.not(.header(header))))
        #expect(!fits(.path(StringMatcherConfiguration(.exact, ""))))
        #expect(!fits(.metadata(MetadataMatcherConfiguration(filter: "f", path: ["k"], value: .present(true)))))
    }
}

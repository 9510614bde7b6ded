internal import Buffers
internal import Configuration
internal import HTTPSemantics

/// Which requests for tunnels a connection manager takes, and by which filters.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/http/upgrades
struct UpgradeSettings: Sendable {
    /// What becomes of a request for a tunnel.
    enum Verdict: Equatable {
        case refused
        /// By the filters of all requests.
        case accepted
        /// By filters of its own: those of the entry with that number, from 0.
        case acceptedByOwnFilters(Int)
    }

    /// What is said of one type; the first of the route's and the manager's that names it counts.
    private struct Entry: Sendable {
        let type: UpgradeType
        let isEnabled: Bool
        let hasOwnFilters: Bool
    }

    private let entries: [Entry]

    init(_ upgrades: [UpgradeConfiguration]) {
        entries = upgrades.map {
            Entry(type: UpgradeType($0.type), isEnabled: $0.isEnabled, hasOwnFilters: !$0.httpFilters.isEmpty)
        }
    }

    /// Judges a request for the tunnel `type`. A route's own word goes before the manager's; the filters are the
    /// manager's in any case.
    func verdict(_ type: Span<UInt8>, route: RouteUpgrades?) -> Verdict {
        let own = route?.isEnabled(type)
        if own == false { return .refused }
        guard let index = index(of: type) else { return own == true ? .accepted : .refused }
        if !entries[index].isEnabled && own != true { return .refused }
        return entries[index].hasOwnFilters ? .acceptedByOwnFilters(index) : .accepted
    }

    private func index(of type: Span<UInt8>) -> Int? {
        for (index, entry) in entries.enumerated() {
            if entry.type.isSame(type) { return index }
        }
        return nil
    }
}

/// The name of a protocol, compared without regard to case.
private struct UpgradeType: Sendable {
    private let lowercased: [UInt8]

    init(_ name: String) { lowercased = name.utf8.map { Bytes.lowercased($0) } }

    func isSame(_ name: Span<UInt8>) -> Bool {
        guard name.count == lowercased.count else { return false }
        for index in name.indices where Bytes.lowercased(name[index]) != lowercased[index] { return false }
        return true
    }
}

/// Which requests for tunnels a route takes, and where CONNECT requests end.
struct RouteUpgrades {
    private let entries: [(type: UpgradeType, isEnabled: Bool)]
    /// How CONNECT requests end here; nil means they go on.
    let termination: ConnectTerminationConfiguration?

    /// Nil when the route says nothing.
    init?(_ upgrades: [RouteUpgradeConfiguration]) {
        if upgrades.isEmpty { return nil }
        entries = upgrades.map { (UpgradeType($0.type), $0.isEnabled) }
        termination = upgrades.lazy.compactMap(\.termination).first
    }

    /// Whether the request ends here, and only what it carries goes upstream.
    func terminates(_ head: borrowing RequestHead) -> Bool {
        guard let termination else { return false }
        return head.tunnel == .connect || (termination.allowsPost && head.method == .post)
    }

    /// Whether the route takes such requests; nil when it does not say.
    func isEnabled(_ type: Span<UInt8>) -> Bool? {
        for entry in entries {
            if entry.type.isSame(type) { return entry.isEnabled }
        }
        return nil
    }
}

/// One text that Envoy and Apus both judge, and how they judge it. Every verdict was checked with Envoy 1.40.0.
struct LaxnessCase: Sendable, CustomStringConvertible {
    enum Verdict: Sendable {
        /// Both take it.
        case accepted
        /// Both refuse it.
        case refused
        /// Envoy takes it; Apus says by name what it does not implement.
        case unimplemented
        /// Envoy takes it; Apus refuses it for good reason (see the group).
        case refusedByApus
    }

    let slot: ConfigurationTemplate.Slot
    let value: String
    let verdict: Verdict

    var text: String { ConfigurationTemplate.make([slot: value]) }
    var description: String { "\(slot): \(value.prefix(100))" }

    static func accepted(_ slot: ConfigurationTemplate.Slot, _ value: String) -> LaxnessCase {
        LaxnessCase(slot: slot, value: value, verdict: .accepted)
    }

    static func refused(_ slot: ConfigurationTemplate.Slot, _ value: String) -> LaxnessCase {
        LaxnessCase(slot: slot, value: value, verdict: .refused)
    }

    static func unimplemented(_ slot: ConfigurationTemplate.Slot, _ value: String) -> LaxnessCase {
        LaxnessCase(slot: slot, value: value, verdict: .unimplemented)
    }

    static func refusedByApus(_ slot: ConfigurationTemplate.Slot, _ value: String) -> LaxnessCase {
        LaxnessCase(slot: slot, value: value, verdict: .refusedByApus)
    }
}

/// How lax the reader is, as data.
///
/// What Apus alone refuses: a key that stands twice in one object (Envoy lets the later win), a listener name that
/// stands twice (Envoy keeps one of the listeners and says nothing), an HTTP filter chain without a filter (Envoy
/// then never answers a request), a pipe where names are resolved (Envoy then asks for the empty name), priorities
/// that retries would leave out after no tries (Envoy finds that out with a request), dynamic hosts without a word on
/// their cache, and
/// numbers that the kernel refuses for every socket (Envoy then opens no connection).
enum LaxnessCases {
    static let all: [LaxnessCase] = [
        durations, wholeNumbers, truthValues, fractions, bytes, enumerations, strings, grammar, duplicates, spellings,
        lists, choices, extensions, accessLogs, formats, logFilters, headerEdits, headerMutations, filters, compression,
        matchers, matcherPlaces, upstreamFilters,
        localReplies,
        listener, manager, aggregates, dynamicHosts,
        managerTrust, routes, matches, targets, routeWork, routeOptions, resilience, cluster, assignments, names,
        sockets, tls,
        secrets,
        upgrades, overload, reducedTimeouts, operations, streams, balancing, subsets, hashPolicies,
        healthChecks, destinations, datagrams, networkRules, askedNames,
    ].flatMap(\.self)
}

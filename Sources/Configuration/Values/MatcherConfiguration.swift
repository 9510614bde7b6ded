public import NetworkAddresses

/// A tree of questions that ends in actions (`xds.type.matcher.v3.Matcher`).
///
/// An answer that leads to a matcher in which nothing fits is no answer: what stands behind it is asked.
public struct MatcherConfiguration<Action: Sendable & Equatable>: Sendable, Equatable {
    /// What is asked.
    public var questions: Questions
    /// What follows where none of them has an answer; nil means nothing.
    public var rest: Outcome?

    /// What is asked.
    public enum Questions: Sendable, Equatable {
        /// Nothing.
        case nothing
        /// The first condition that holds counts.
        case list([Branch])
        /// The entry whose key the input is counts.
        case exact(MatcherInput, [Entry])
        /// The entry with the longest key that the input begins with counts.
        case prefix(MatcherInput, [Entry])
        /// The entry with the longest network that has the address counts.
        case networks(MatcherInput, [NetworkEntry])
        /// The entry that has the domain counts: the name itself, then `*.suffix`, the longest first, then `*`.
        case domains(MatcherInput, [DomainEntry])
    }

    /// What follows.
    public indirect enum Outcome: Sendable, Equatable {
        /// This is done.
        case action(Action)
        /// This is asked.
        case matcher(MatcherConfiguration)
    }

    /// A condition and what follows.
    public struct Branch: Sendable, Equatable {
        /// The condition.
        public var condition: MatcherCondition
        /// What follows.
        public var outcome: Outcome
    }

    /// A key of a map and what follows.
    public struct Entry: Sendable, Equatable {
        /// The key.
        public var key: String
        /// What follows.
        public var outcome: Outcome
    }

    /// Networks and what follows.
    public struct NetworkEntry: Sendable, Equatable {
        /// The networks; at least one.
        public var networks: [CIDRBlock]
        /// What follows.
        public var outcome: Outcome
        /// Whether wider networks are left alone where nothing follows.
        public var isExclusive: Bool
    }

    /// Domains and what follows.
    public struct DomainEntry: Sendable, Equatable {
        /// Names, `*.suffix` or `*`; at least one.
        public var domains: [String]
        /// What follows.
        public var outcome: Outcome
    }

    /// Makes a tree.
    public init(_ questions: Questions = .nothing, rest: Outcome? = nil) {
        self.questions = questions
        self.rest = rest
    }

    /// The same tree with other actions; `change` is called for each action in the order of the file.
    public func map<New: Sendable & Equatable>(_ change: (Action) -> New) -> MatcherConfiguration<New> {
        typealias Result = MatcherConfiguration<New>
        let changed: Result.Questions
        switch questions {
        case .nothing: changed = .nothing
        case .list(let branches):
            changed = .list(
                branches.map { Result.Branch(condition: $0.condition, outcome: $0.outcome.map(change)) })
        case .exact(let input, let entries):
            changed = .exact(input, entries.map { Result.Entry(key: $0.key, outcome: $0.outcome.map(change)) })
        case .prefix(let input, let entries):
            changed = .prefix(input, entries.map { Result.Entry(key: $0.key, outcome: $0.outcome.map(change)) })
        case .networks(let input, let entries):
            changed = .networks(
                input,
                entries.map {
                    Result.NetworkEntry(
                        networks: $0.networks, outcome: $0.outcome.map(change), isExclusive: $0.isExclusive)
                })
        case .domains(let input, let entries):
            changed = .domains(
                input, entries.map { Result.DomainEntry(domains: $0.domains, outcome: $0.outcome.map(change)) })
        }
        return Result(changed, rest: rest?.map(change))
    }
}

extension MatcherConfiguration.Outcome {
    func map<New: Sendable & Equatable>(_ change: (Action) -> New) -> MatcherConfiguration<New>.Outcome {
        switch self {
        case .action(let action): .action(change(action))
        case .matcher(let matcher): .matcher(matcher.map(change))
        }
    }
}

/// A condition of a matcher.
public indirect enum MatcherCondition: Sendable, Equatable {
    /// Something is so. What is not there is not so.
    case input(MatcherInput, MatcherTest)
    /// All of these.
    case all([MatcherCondition])
    /// One of these.
    case any([MatcherCondition])
    /// The opposite.
    case not(MatcherCondition)
}

/// What a matcher looks at.
public enum MatcherInput: Sendable, Equatable {
    /// A field of the request, its name in lower case; several of one name are one, with commas between.
    case header(String)
    /// A text that filters share, by its key.
    case filterState(String)
    /// What filters have left.
    case metadata(filter: String, path: [String])
    /// The address that the client spoke to.
    case destinationAddress
    /// The client's address.
    case sourceAddress
    /// The address of the connection's own peer.
    case directSourceAddress
    /// The port that the client spoke to, in digits.
    case destinationPort
    /// The client's port, in digits.
    case sourcePort
    /// `local` for clients of the machine itself; nothing for others.
    case sourceType
    /// The name that a ClientHello asks for, in lower case.
    case serverName
    /// `tls`, or `raw_buffer` for all others.
    case transportProtocol
    /// The protocols that the client offers, as in `'h2','http/1.1'`.
    case applicationProtocol

    /// Whether it is an address.
    public var isAddress: Bool {
        switch self {
        case .destinationAddress, .sourceAddress, .directSourceAddress: true
        default: false
        }
    }
}

/// What an input must be like.
public enum MatcherTest: Sendable, Equatable {
    /// A text that is so.
    case text(StringMatcherConfiguration)
    /// An address of one of these networks.
    case networks([CIDRBlock])
    /// Metadata that is so, or, when inverted, is not.
    case metadata(ValueMatcherConfiguration, isInverted: Bool)
}

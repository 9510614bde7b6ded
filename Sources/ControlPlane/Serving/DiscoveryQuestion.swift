/// What a node asks (`envoy.service.discovery.v3.DiscoveryRequest`), as far as the control plane looks at it.
public struct DiscoveryQuestion: Sendable, Equatable {
    /// Who asks.
    public var node = NodeFacts(id: "")
    /// The version that is in use there; empty means none yet.
    public var version = ""
    /// The resources that are asked for, in order, each once; empty means all of the kind.
    public var names: [String] = []
    /// The full name of the kind's message; empty where the path says it alone.
    public var typeName = ""
    /// The response that an error is about; empty where none is named.
    public var nonce = ""
    /// Why the last response was refused, in one line; nil means it was not, or the node does not say so.
    public var refusal: String?

    /// Bytes that a question may have. A stock Envoy sends 77 KB with every one, nearly all of it a list of its
    /// extensions.
    public static let sizeLimit = 1 << 20
    /// Names that a question may have.
    public static let nameLimit = 20_000
    /// Bytes that a node's id may have, and each other text that is kept of a question but metadata and names.
    public static let identifierLimit = 1_024
    /// Bytes of a node's metadata that are kept: the shortest of its texts, since labels are short.
    static let metadataLimit = 16 << 10
    /// Bytes of names that a question may have.
    public static let nameBytesLimit = 512 << 10
    /// Bytes of an error that are kept.
    static let refusalLimit = 2_000

    /// Nothing is asked yet.
    public init() {}

    /// Why a question cannot be answered.
    public struct Problem: Error, Equatable, Sendable {
        /// For whoever sent it.
        public let text: String
    }

    /// Reads a question in JSON. Names of fields may be written as protocol buffers or as JSON has them.
    public static func read(_ bytes: [UInt8]) -> Result<DiscoveryQuestion, Problem> {
        var question = DiscoveryQuestion()
        var skimmer = JSONSkimmer(bytes)
        do throws(JSONSkimmer.Problem) {
            try question.read(&skimmer)
            try skimmer.end()
        } catch {
            return .failure(Problem(text: "byte \(error.offset): expected \(error.expected)"))
        }
        if question.node.id.isEmpty { return .failure(Problem(text: "node.id: expected who asks, found nothing")) }
        for (name, text) in question.texts where text.utf8.count > identifierLimit {
            return .failure(Problem(text: "\(name): expected at most \(identifierLimit) bytes"))
        }
        if question.names.count > nameLimit {
            return .failure(Problem(text: "resource_names: expected at most \(nameLimit) names"))
        }
        if question.names.reduce(0, { $0 + $1.utf8.count }) > nameBytesLimit {
            return .failure(Problem(text: "resource_names: expected at most \(nameBytesLimit) bytes of names"))
        }
        question.names = Set(question.names).sorted()
        question.node.metadata = shortest(of: question.node.metadata)
        return .success(question)
    }

    private var texts: [(name: String, text: String)] {
        [
            ("node.id", node.id), ("node.cluster", node.cluster), ("node.locality.region", node.region),
            ("node.locality.zone", node.zone), ("node.locality.sub_zone", node.subZone),
            ("node.user_agent_name", node.userAgent), ("node.user_agent_version", node.userAgentVersion),
            ("version_info", version), ("response_nonce", nonce),
        ]
    }

    /// What of metadata is kept; the same whatever order its members come in.
    private static func shortest(of metadata: [String: String]) -> [String: String] {
        func size(_ member: (key: String, value: String)) -> Int { member.key.utf8.count + member.value.utf8.count }
        var left = metadataLimit
        if metadata.reduce(0, { $0 + size($1) }) <= left { return metadata }
        var kept: [String: String] = [:]
        for member in metadata.sorted(by: { (size($0), $0.key) < (size($1), $1.key) }) {
            left -= size(member)
            if left < 0 { break }
            kept[member.key] = member.value
        }
        return kept
    }

    private mutating func read(_ skimmer: inout JSONSkimmer) throws(JSONSkimmer.Problem) {
        try skimmer.object { key, value throws(JSONSkimmer.Problem) in
            switch key {
            case "version_info", "versionInfo": version = try value.stringOrNothing()
            case "response_nonce", "responseNonce": nonce = try value.stringOrNothing()
            case "type_url", "typeUrl":
                typeName = String(try value.stringOrNothing().split(separator: "/").last ?? "")
            case "node": node = try Self.readNode(&value)
            case "resource_names", "resourceNames":
                guard value.isNext("[") else { return try value.skip() }
                try value.list { name throws(JSONSkimmer.Problem) in
                    // What is beyond the limit is counted, not kept.
                    if names.count > Self.nameLimit { try name.skip() } else { names.append(try name.string()) }
                }
            case "error_detail", "errorDetail":
                guard value.isNext("{") else { return try value.skip() }
                var message = ""
                try value.object { key, value throws(JSONSkimmer.Problem) in
                    if key == "message" { message = try value.stringOrNothing() } else { try value.skip() }
                }
                refusal = String(decoding: message.utf8.prefix(Self.refusalLimit), as: UTF8.self).oneLine
            default: try value.skip()
            }
        }
    }

    /// Reads `envoy.config.core.v3.Node`; its extensions are passed over.
    private static func readNode(_ skimmer: inout JSONSkimmer) throws(JSONSkimmer.Problem) -> NodeFacts {
        var node = NodeFacts(id: "")
        guard skimmer.isNext("{") else {
            try skimmer.skip()
            return node
        }
        try skimmer.object { key, value throws(JSONSkimmer.Problem) in
            switch key {
            case "id": node.id = try value.stringOrNothing()
            case "cluster": node.cluster = try value.stringOrNothing()
            case "user_agent_name", "userAgentName": node.userAgent = try value.stringOrNothing()
            case "user_agent_version", "userAgentVersion": node.userAgentVersion = try value.stringOrNothing()
            case "user_agent_build_version", "userAgentBuildVersion":
                let version = try readBuildVersion(&value)
                if !version.isEmpty { node.userAgentVersion = version }
            case "metadata":
                guard value.isNext("{") else { return try value.skip() }
                try value.object { key, value throws(JSONSkimmer.Problem) in
                    if value.isNext("\"") { node.metadata[key] = try value.string() } else { try value.skip() }
                }
            case "locality":
                guard value.isNext("{") else { return try value.skip() }
                try value.object { key, value throws(JSONSkimmer.Problem) in
                    switch key {
                    case "region": node.region = try value.stringOrNothing()
                    case "zone": node.zone = try value.stringOrNothing()
                    case "sub_zone", "subZone": node.subZone = try value.stringOrNothing()
                    default: try value.skip()
                    }
                }
            default: try value.skip()
            }
        }
        return node
    }

    /// Reads `envoy.config.core.v3.BuildVersion`.
    private static func readBuildVersion(_ skimmer: inout JSONSkimmer) throws(JSONSkimmer.Problem) -> String {
        var numbers: [UInt32] = [0, 0, 0]
        var isKnown = false
        guard skimmer.isNext("{") else {
            try skimmer.skip()
            return ""
        }
        try skimmer.object { key, value throws(JSONSkimmer.Problem) in
            guard key == "version", value.isNext("{") else { return try value.skip() }
            isKnown = true
            try value.object { key, value throws(JSONSkimmer.Problem) in
                let number = try value.numberOrNothing() ?? 0
                switch key {
                case "major_number", "majorNumber": numbers[0] = number
                case "minor_number", "minorNumber": numbers[1] = number
                case "patch": numbers[2] = number
                default: break
                }
            }
        }
        return isKnown ? numbers.map(String.init).joined(separator: ".") : ""
    }
}

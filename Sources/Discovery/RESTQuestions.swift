internal import Buffers
public import Configuration

/// What a server is asked, from one question to the next: a value without I/O.
///
/// ```
///   question(version, names) ──200──▶ taken: the next question says its version
///                            │        refused: it says the version from before, the nonce and what was wrong
///                            ├──304──▶ nothing changed
///                            └──else─▶ failed; what is there stays
/// ```
/// A version stands for what was heard under it: when somebody comes who has not heard it, it is forgotten, so that the
/// server does not say that nothing changed.
///
/// Envoy says nothing of what was wrong; a server that does not look for it passes over it.
/// Source: https://www.envoyproxy.io/docs/envoy/latest/api-docs/xds_protocol#rest-json-polling-subscriptions
public struct RESTQuestions: Sendable {
    /// What an answer means.
    public enum Meaning: Sendable, Equatable {
        /// A discovery response, to be read and judged.
        case resources([UInt8])
        /// All is as it was.
        case unchanged
        /// It cannot be used, for the operator.
        case failure(String)
    }

    /// What is asked for.
    public let path: String
    /// The resources that are asked for; empty means all of their kind.
    public var names: Set<String> = []
    /// Whether the last question said which version is in use, so that the server could answer that nothing changed.
    public private(set) var saidVersion = false
    private let kind: ResourceKind
    private let node: [UInt8]
    private var version = ""
    /// Whether answers bring versions; not the one to a question from before the version was forgotten.
    private var takesVersions = true
    private var refusal: (nonce: String, reason: String)?

    /// Questions for one kind of resources. `node` is a JSON object that says who asks.
    public init(_ kind: ResourceKind, node: [UInt8]) {
        self.kind = kind
        self.node = node
        path = "/v3/discovery:\(kind.pathName)"
    }

    /// The next question: a `DiscoveryRequest` in JSON.
    public func question() -> [UInt8] {
        var bytes: [UInt8] = Array("{".utf8)
        func member(_ name: String, _ write: (inout [UInt8]) -> Void) {
            if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
            JSONText.append(name, to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            write(&bytes)
        }
        if !version.isEmpty { member("version_info") { JSONText.append(version, to: &$0) } }
        member("node") { $0 += node }
        if !names.isEmpty {
            member("resource_names") { bytes in
                bytes.append(UInt8(ascii: "["))
                for (place, name) in names.sorted().enumerated() {
                    if place > 0 { bytes.append(UInt8(ascii: ",")) }
                    JSONText.append(name, to: &bytes)
                }
                bytes.append(UInt8(ascii: "]"))
            }
        }
        member("type_url") { JSONText.append("type.googleapis.com/\(kind.typeName)", to: &$0) }
        if let refusal {
            if !refusal.nonce.isEmpty { member("response_nonce") { JSONText.append(refusal.nonce, to: &$0) } }
            // 3 is gRPC's "invalid argument". There are servers that refuse a question without details, and would give
            // nothing new any more.
            member("error_detail") { bytes in
                bytes += "{\"code\":3,\"message\":".utf8
                JSONText.append(refusal.reason, to: &bytes)
                bytes += ",\"details\":[]}".utf8
            }
        }
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }

    /// The question is on its way.
    public mutating func sent() {
        takesVersions = true
        saidVersion = !version.isEmpty
    }

    /// The next question is to be answered in full, whatever is in use.
    public mutating func forgetVersion() {
        version = ""
        takesVersions = false
    }

    /// What a reply means.
    public func meaning(of reply: DiscoveryReply) -> Meaning {
        switch reply {
        case .answer(200, let body): .resources(body)
        case .answer(304, _): .unchanged
        case .answer(let status, _): .failure("the answer has status \(status)")
        case .failure(let text): .failure(text)
        }
    }

    /// An answer is in use.
    public mutating func accepted(version: String) {
        if takesVersions { self.version = version }
        refusal = nil
    }

    /// An answer, or a part of it, is not in use.
    public mutating func refused(nonce: String, reason: String) {
        refusal = (nonce, String(decoding: reason.utf8.prefix(4_000), as: UTF8.self))
    }

    /// How long to wait before the next question, in nanoseconds: the delay, and at random as much again.
    public static func wait(_ delay: UInt64, random: UInt64) -> UInt64 {
        let (sum, overflows) = delay.addingReportingOverflow(random % max(delay, 1))
        // At least a millisecond, so that a server that refuses at once is not flooded.
        return overflows ? delay : max(sum, 1_000_000)
    }
}

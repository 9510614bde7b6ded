/// Who a workload is: a SPIFFE ID of the form `spiffe://<trust domain>/ns/<namespace>/sa/<account>`.
///
/// Source: https://github.com/spiffe/spiffe/blob/main/standards/SPIFFE-ID.md
public struct WorkloadIdentity: Sendable, Hashable {
    /// Who is trusted to say so: a name of lower-case letters, digits, dots, dashes and underscores.
    public let trustDomain: String
    /// The namespace of its account.
    public let namespace: String
    /// Its account.
    public let account: String

    /// Makes an identity; nil when a part of it cannot stand in one.
    public init?(trustDomain: String, namespace: String, account: String) {
        guard Self.isTrustDomain(trustDomain), Self.isSegment(namespace), Self.isSegment(account) else { return nil }
        self.trustDomain = trustDomain
        self.namespace = namespace
        self.account = account
    }

    /// The identity that a URI names; nil when it is none of this form.
    public init?(uri: String) {
        let parts = uri.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 7, parts[0] == "spiffe:", parts[1].isEmpty, parts[3] == "ns", parts[5] == "sa" else {
            return nil
        }
        self.init(trustDomain: String(parts[2]), namespace: String(parts[4]), account: String(parts[6]))
    }

    /// The identity as certificates have it.
    public var uri: String { "spiffe://\(trustDomain)/ns/\(namespace)/sa/\(account)" }

    /// Whether a text can be a trust domain.
    public static func isTrustDomain(_ text: String) -> Bool {
        (1...255).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
                case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"): true
                default: false
                }
            }
    }

    /// Whether a text can be a namespace or an account: as long as names of Kubernetes may be, of letters, digits,
    /// dots, dashes and underscores, and none of those that paths have a sense of their own for.
    private static func isSegment(_ text: String) -> Bool {
        (1...253).contains(text.utf8.count) && text != "." && text != ".."
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
                case UInt8(ascii: "0")...UInt8(ascii: "9"): true
                case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"): true
                default: false
                }
            }
    }
}

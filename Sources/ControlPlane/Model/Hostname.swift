/// A host name of the Gateway API: precise, with `*.` before it, or any.
///
/// Source: https://gateway-api.sigs.k8s.io/reference/spec/#hostname
struct Hostname: Hashable, Comparable {
    /// In lower case; empty for any.
    let text: String

    static let any = Hostname(text: "")

    private init(text: String) { self.text = text }

    /// A name; nil for one that is no DNS name, such as an address or one with a port.
    init?(_ text: String) {
        let lower = text.lowercased()
        let rest = lower.hasPrefix("*.") ? lower.dropFirst(2) : lower[...]
        let labels = rest.split(separator: ".", omittingEmptySubsequences: false)
        guard lower.utf8.count <= 253, labels.allSatisfy({ DomainLabel.isRight($0.utf8) }),
            // An IPv4 address is no name.
            labels.contains(where: { $0.utf8.contains { $0 > UInt8(ascii: "9") } })
        else { return nil }
        self.init(text: lower)
    }

    var isAny: Bool { text.isEmpty }
    var isWildcard: Bool { text.hasPrefix("*.") }

    /// As Envoy writes it among domains.
    var domain: String { isAny ? "*" : text }

    /// All names that cover this one, from itself on, each wider than the one before.
    var widening: [Self] {
        if isAny { return [self] }
        var names = [self]
        var rest = isWildcard ? text.dropFirst(2) : text[...]
        while let dot = rest.firstIndex(of: ".") {
            rest = rest[rest.index(after: dot)...]
            names.append(Hostname(text: "*.\(rest)"))
        }
        return names + [.any]
    }

    /// Whether every host of another name is one of this name.
    func covers(_ other: Self) -> Bool {
        if isAny || self == other { return true }
        guard isWildcard else { return false }
        let suffix = text.dropFirst()
        return other.text.utf8.count > suffix.utf8.count && other.text.hasSuffix(suffix)
    }

    /// The hosts that both names have: one of the two, or nothing.
    func intersection(_ other: Self) -> Self? {
        if covers(other) { return other }
        return other.covers(self) ? self : nil
    }

    /// How precise it is: a precise name before a wildcard, then the longer one.
    var precision: Int { isAny ? 0 : text.utf8.count + (isWildcard ? 0 : 1000) }

    static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}

/// A part of a DNS name, which is also what objects of Kubernetes may be called.
enum DomainLabel {
    /// Lower-case letters, digits and hyphens; neither first nor last a hyphen; at most 63 bytes.
    static func isRight(_ label: some Collection<UInt8>) -> Bool {
        let hyphen = UInt8(ascii: "-")
        var first: UInt8?
        var last = hyphen
        for byte in label {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), hyphen: break
            default: return false
            }
            first = first ?? byte
            last = byte
        }
        return label.count <= 63 && first != hyphen && last != hyphen
    }

    /// Labels with dots between them, as most names of objects are.
    static func isName(_ text: String) -> Bool {
        text.utf8.count <= 253
            && text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy(isRight)
    }
}

/// The rules of the kernel's packet filter that lead a pod's connections through the proxy: what comes in to one port,
/// what goes out to another, and what the proxy itself sends to neither.
///
/// The rules are those of Istio's init container, in chains of our own.
/// Source: https://github.com/istio/istio/tree/master/tools/istio-iptables
struct InterceptionRules {
    /// Where redirected outbound connections go.
    var outboundPort: UInt16 = 15_001
    /// Where redirected inbound connections go.
    var inboundPort: UInt16 = 15_006
    /// Users whose connections are the proxy's own.
    var users: [String] = ["1337"]
    /// Groups whose connections are the proxy's own.
    var groups: [String] = ["1337"]
    /// Inbound ports that are redirected; nil: all.
    var inboundPorts: [UInt16]?
    /// Inbound ports that are not.
    var excludedInboundPorts: [UInt16] = []
    /// Outbound ports that are not redirected.
    var excludedOutboundPorts: [UInt16] = []
    /// Networks that are redirected; nil: all.
    var outboundRanges: [String]?
    /// Networks that are not.
    var excludedOutboundRanges: [String] = []

    /// The two families of addresses.
    enum Family: CaseIterable {
        case v4, v6

        /// The program that changes the rules.
        var program: String { self == .v4 ? "iptables" : "ip6tables" }
        /// This machine, as applications call it.
        var loopback: String { self == .v4 ? "127.0.0.1/32" : "::1/128" }
        /// Where the proxy connects from to the application.
        var inboundSource: String { self == .v4 ? "127.0.0.6/32" : "::6/128" }

        /// Whether a network is of this family.
        func contains(_ range: String) -> Bool { range.contains(":") == (self == .v6) }
    }

    static let inbound = "APUS_INBOUND"
    static let inboundRedirect = "APUS_IN_REDIRECT"
    static let outbound = "APUS_OUTPUT"
    static let redirect = "APUS_REDIRECT"
    static let chains = [inbound, inboundRedirect, outbound, redirect]

    /// How the chains are entered.
    static let entries = [["PREROUTING", "-p", "tcp", "-j", inbound], ["OUTPUT", "-j", outbound]]

    /// All rules of a family, as `iptables-restore` reads them.
    func text(_ family: Family) -> String {
        var lines = ["*nat"] + Self.chains.map { ":\($0) - [0:0]" }
        lines += ["-A \(Self.redirect) -p tcp -j REDIRECT --to-ports \(outboundPort)"]
        lines += ["-A \(Self.inboundRedirect) -p tcp -j REDIRECT --to-ports \(inboundPort)"]
        lines += inboundLines + outboundLines(family)
        lines += Self.entries.map { "-A " + $0.joined(separator: " ") }
        return (lines + ["COMMIT", ""]).joined(separator: "\n")
    }

    private var inboundLines: [String] {
        var lines = excludedInboundPorts.map { "-A \(Self.inbound) -p tcp --dport \($0) -j RETURN" }
        if let inboundPorts {
            lines += inboundPorts.map { "-A \(Self.inbound) -p tcp --dport \($0) -j \(Self.inboundRedirect)" }
        } else {
            lines.append("-A \(Self.inbound) -p tcp -j \(Self.inboundRedirect)")
        }
        return lines
    }

    private func outboundLines(_ family: Family) -> [String] {
        let chain = "-A \(Self.outbound)"
        var lines = excludedOutboundPorts.map { "\(chain) -p tcp --dport \($0) -j RETURN" }
        // What the proxy sends on to the application.
        lines.append("\(chain) -o lo -s \(family.inboundSource) -j RETURN")
        for (option, owner) in users.map({ ("--uid-owner", $0) }) + groups.map({ ("--gid-owner", $0) }) {
            // The application, reached through its own service, is behind the inbound side too.
            lines.append(
                "\(chain) -o lo ! -d \(family.loopback) -p tcp -m owner \(option) \(owner) -j \(Self.inboundRedirect)")
            // Applications on one machine speak to each other directly.
            lines.append("\(chain) -o lo -m owner ! \(option) \(owner) -j RETURN")
            // The proxy's own connections are not led to it again.
            lines.append("\(chain) -m owner \(option) \(owner) -j RETURN")
        }
        lines.append("\(chain) -d \(family.loopback) -j RETURN")
        for range in excludedOutboundRanges where family.contains(range) {
            lines.append("\(chain) -d \(range) -j RETURN")
        }
        if let outboundRanges {
            for range in outboundRanges where family.contains(range) {
                lines.append("\(chain) -p tcp -d \(range) -j \(Self.redirect)")
            }
        } else {
            lines.append("\(chain) -p tcp -j \(Self.redirect)")
        }
        return lines
    }

    /// Empties and removes the chains, once nothing leads into them, as `iptables-restore` reads it.
    static let removal =
        (["*nat"] + chains.map { ":\($0) - [0:0]" } + chains.map { "-X \($0)" } + ["COMMIT", ""])
        .joined(separator: "\n")
}

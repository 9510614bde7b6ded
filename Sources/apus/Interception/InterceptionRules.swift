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
    /// Inbound ports that are redirected; nil means all.
    var inboundPorts: [UInt16]?
    /// Inbound ports that are not.
    var excludedInboundPorts: [UInt16] = []
    /// Outbound ports that are not redirected.
    var excludedOutboundPorts: [UInt16] = []
    /// Networks that are redirected; nil means all.
    var outboundRanges: [String]?
    /// Networks that are not.
    var excludedOutboundRanges: [String] = []
    /// Outbound ports that are redirected wherever they are.
    var outboundPorts: [UInt16] = []
    /// Whether what comes in is handed to the proxy with the address that it was meant for, and not redirected.
    var isTransparent = false

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
    static let divert = "APUS_DIVERT"
    static let transparent = "APUS_TPROXY"
    /// Those of the table `mangle`, which only transparent rules have.
    static let mangleChains = [inbound, divert, transparent]
    /// By this mark the kernel's routing gives packets to this machine, whatever their address.
    static let mark = "1337"
    /// The routing table that says so.
    static let table = "133"

    /// How the chains are entered.
    static let entries = [["PREROUTING", "-p", "tcp", "-j", inbound], ["OUTPUT", "-j", outbound]]
    /// The same in the table `mangle`. Marks are kept with their connection, so that what answers a proxy which shows
    /// its client's address (`original_src`) finds back to it.
    static let mangleEntries = [
        ["PREROUTING", "-p", "tcp", "-j", inbound],
        ["PREROUTING", "-p", "tcp", "-m", "mark", "--mark", mark, "-j", "CONNMARK", "--save-mark"],
        ["OUTPUT", "-p", "tcp", "-m", "connmark", "--mark", mark, "-j", "CONNMARK", "--restore-mark"],
    ]

    /// All rules of a family, as `iptables-restore` reads them.
    func text(_ family: Family) -> String {
        var lines = ["*nat"] + Self.chains.map { ":\($0) - [0:0]" }
        lines += ["-A \(Self.redirect) -p tcp -j REDIRECT --to-ports \(outboundPort)"]
        lines += ["-A \(Self.inboundRedirect) -p tcp -j REDIRECT --to-ports \(inboundPort)"]
        if !isTransparent { lines += inboundLines(to: Self.inboundRedirect) }
        lines += outboundLines(family)
        lines += Self.entries.map { "-A " + $0.joined(separator: " ") } + ["COMMIT"]
        if isTransparent { lines += mangleLines(family) }
        return (lines + [""]).joined(separator: "\n")
    }

    private func inboundLines(to chain: String) -> [String] {
        var lines = excludedInboundPorts.map { "-A \(Self.inbound) -p tcp --dport \($0) -j RETURN" }
        if let inboundPorts {
            lines += inboundPorts.map { "-A \(Self.inbound) -p tcp --dport \($0) -j \(chain)" }
        } else {
            lines.append("-A \(Self.inbound) -p tcp -j \(chain)")
        }
        return lines
    }

    private func mangleLines(_ family: Family) -> [String] {
        let chain = "-A \(Self.inbound) -p tcp"
        var lines = ["*mangle"] + Self.mangleChains.map { ":\($0) - [0:0]" }
        lines += ["-A \(Self.divert) -j MARK --set-mark \(Self.mark)", "-A \(Self.divert) -j ACCEPT"]
        lines.append(
            "-A \(Self.transparent) ! -d \(family.loopback) -p tcp -j TPROXY --on-port \(inboundPort) "
                + "--tproxy-mark \(Self.mark)/0xffffffff")
        // What is under way already, what applications of one machine say to each other, and what the proxy sends on.
        lines += ["\(chain) -m mark --mark \(Self.mark) -j RETURN", "\(chain) -i lo -j RETURN"]
        lines += excludedInboundPorts.map { "\(chain) --dport \($0) -j RETURN" }
        // TPROXY would drop what belongs to sockets that are not transparent, such as answers to the proxy.
        lines.append("\(chain) -m conntrack --ctstate RELATED,ESTABLISHED -j \(Self.divert)")
        if let inboundPorts {
            lines += inboundPorts.map { "\(chain) --dport \($0) -j \(Self.transparent)" }
        } else {
            lines.append("\(chain) -j \(Self.transparent)")
        }
        lines += Self.mangleEntries.map { "-A " + $0.joined(separator: " ") }
        return lines + ["COMMIT"]
    }

    /// What gives this machine the address by which the proxy's connections to the application are known; IPv4 has all
    /// of 127.0.0.0/8 by itself.
    static func ownAddress(adds: Bool) -> [String] {
        ["ip", "-6", "address", adds ? "add" : "del", "::6/128", "dev", "lo"]
    }

    /// What makes packets with the mark this machine's, and what takes that back.
    static func routes(_ family: Family, adds: Bool) -> [[String]] {
        let (ip, verb) = (["ip", family == .v4 ? "-4" : "-6"], adds ? "add" : "del")
        return [
            ip + ["rule", verb, "fwmark", mark, "lookup", table],
            ip + ["route", verb, "local", "default", "dev", "lo", "table", table],
        ]
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
        lines += outboundPorts.map { "\(chain) -p tcp --dport \($0) -j \(Self.redirect)" }
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
    static let removal = removal(of: chains, in: "nat")
    /// The same for the table `mangle`.
    static let mangleRemoval = removal(of: mangleChains, in: "mangle")

    private static func removal(of chains: [String], in table: String) -> String {
        (["*\(table)"] + chains.map { ":\($0) - [0:0]" } + chains.map { "-X \($0)" } + ["COMMIT", ""])
            .joined(separator: "\n")
    }
}

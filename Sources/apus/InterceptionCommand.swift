internal import EventLoops
internal import NetworkAddresses

/// `apus interception`: shows, makes or removes the rules that lead a pod's connections through the proxy.
enum InterceptionCommand: Subcommand {
    static let name = "interception"
    static let flags = [
        Flag("--print", .toggle, "show the rules, and change nothing (the default)"),
        Flag("--apply", .toggle, "make the rules, in place of those of an earlier call"),
        Flag("--clean", .toggle, "remove the rules"),
        Flag("--ipv6", .toggle, "rules for IPv6 as well, where the machine has it"),
        Flag(
            "--mode", .value("redirect|tproxy"),
            "redirect (default), or tproxy: inbound connections come unchanged to a transparent listener"),
        Flag("--outbound-port", .value("port"), "where outbound connections are led (15001)"),
        Flag("--inbound-port", .value("port"), "where inbound connections are led (15006)"),
        Flag("--user", .value("id,…"), "users that the proxy runs as (1337)"),
        Flag("--group", .value("id,…"), "groups that the proxy runs as (1337)"),
        Flag("--inbound-ports", .value("port,…"), "inbound ports that are led to the proxy (all)"),
        Flag("--exclude-inbound-ports", .value("port,…"), "inbound ports that are not"),
        Flag("--exclude-outbound-ports", .value("port,…"), "outbound ports that are not led to the proxy"),
        Flag("--outbound-ports", .value("port,…"), "outbound ports that are led to the proxy in all networks"),
        Flag("--outbound-ranges", .value("network,…"), "networks to which connections are led to the proxy (all)"),
        Flag("--exclude-outbound-ranges", .value("network,…"), "networks to which they are not"),
    ]

    static func run(_ parsed: ParsedFlags) throws(CommandFailure) -> ExitCode {
        try parsed.refuseOperands()
        let modes = ["--print", "--apply", "--clean"].filter(parsed.toggles.contains)
        guard modes.count <= 1 else { throw .usage("\(modes[0]) and \(modes[1]) exclude each other") }
        let rules = try Self.rules(parsed)
        var families: [InterceptionRules.Family] = parsed.toggles.contains("--ipv6") ? [.v4, .v6] : [.v4]
        // Without IPv6 there is nothing to lead anywhere.
        if modes.first == "--apply" || modes.first == "--clean", !hasIPv6 { families.removeAll { $0 == .v6 } }
        for family in families {
            switch modes.first {
            case "--apply":
                // Rules of another mode go too.
                remove(family)
                if let failure = restore(rules.text(family), family) { return failure }
                let commands =
                    (family == .v6 ? [InterceptionRules.ownAddress(adds: true)] : [])
                    + (rules.isTransparent ? InterceptionRules.routes(family, adds: true) : [])
                if let failure = run(commands) { return failure }
            case "--clean": remove(family)
            default: Terminal.out("# \(family.program)-restore --noflush\n" + rules.text(family))
            }
        }
        return .success
    }

    /// Whether there is an address of IPv6, if only that of loopback: where it is switched off the file is there, and
    /// empty.
    private static var hasIPv6: Bool {
        if case .success(let bytes) = Files.read("/proc/net/if_inet6") { !bytes.isEmpty } else { false }
    }

    // MARK: - Flags

    private static func rules(_ parsed: ParsedFlags) throws(CommandFailure) -> InterceptionRules {
        var rules = InterceptionRules()
        if let port = try ports("--outbound-port", parsed)?.first { rules.outboundPort = port }
        if let port = try ports("--inbound-port", parsed)?.first { rules.inboundPort = port }
        rules.users = words("--user", parsed) ?? rules.users
        rules.groups = words("--group", parsed) ?? rules.groups
        for id in rules.users + rules.groups where UInt32(id) == nil {
            throw .usage("a number is expected for a user or group, found '\(id)'")
        }
        rules.inboundPorts = try ports("--inbound-ports", parsed)
        rules.excludedInboundPorts = try ports("--exclude-inbound-ports", parsed) ?? []
        rules.outboundPorts = try ports("--outbound-ports", parsed) ?? []
        rules.excludedOutboundPorts = try ports("--exclude-outbound-ports", parsed) ?? []
        rules.outboundRanges = try ranges("--outbound-ranges", parsed)
        rules.excludedOutboundRanges = try ranges("--exclude-outbound-ranges", parsed) ?? []
        rules.isTransparent = try parsed.choice("--mode", among: ["redirect", "tproxy"]) == "tproxy"
        return rules
    }

    private static func words(_ name: String, _ parsed: ParsedFlags) -> [String]? {
        parsed.values[name]?.split(separator: ",").map(String.init)
    }

    private static func ports(_ name: String, _ parsed: ParsedFlags) throws(CommandFailure) -> [UInt16]? {
        guard let words = words(name, parsed) else { return nil }
        var ports: [UInt16] = []
        for word in words {
            guard let port = UInt16(word), port > 0 else { throw .usage("\(name): '\(word)' is no port") }
            ports.append(port)
        }
        return ports
    }

    private static func ranges(_ name: String, _ parsed: ParsedFlags) throws(CommandFailure) -> [String]? {
        guard let words = words(name, parsed) else { return nil }
        for word in words where CIDRBlock(word) == nil { throw .usage("\(name): '\(word)' is no network") }
        return words
    }

    // MARK: - Changing rules

    /// The same rule stands there at most as often as an earlier call was cut short.
    private static let mostEntries = 16

    /// Removes what an earlier call made; without one nothing happens.
    private static func remove(_ family: InterceptionRules.Family) {
        let tables = [
            ("nat", InterceptionRules.entries, InterceptionRules.removal),
            ("mangle", InterceptionRules.mangleEntries, InterceptionRules.mangleRemoval),
        ]
        for (table, entries, removal) in tables {
            for entry in entries {
                var count = 0
                while count < mostEntries,
                    Processes.run([family.program, "-w", "-t", table, "-D"] + entry, isQuiet: true) == .exited(0)
                {
                    count += 1
                }
            }
            _ = Processes.run(
                ["\(family.program)-restore", "--noflush", "-w"], input: Array(removal.utf8), isQuiet: true)
        }
        let others =
            InterceptionRules.routes(family, adds: false)
            + (family == .v6 ? [InterceptionRules.ownAddress(adds: false)] : [])
        for words in others { _ = Processes.run(words, isQuiet: true) }
    }

    private static func run(_ commands: [[String]]) -> ExitCode? {
        for words in commands {
            let outcome = Processes.run(words)
            if outcome != .exited(0) {
                Terminal.error("\(words.joined(separator: " ")): \(outcome)")
                return .resource
            }
        }
        return nil
    }

    private static func restore(_ text: String, _ family: InterceptionRules.Family) -> ExitCode? {
        let program = "\(family.program)-restore"
        switch Processes.run([program, "--noflush", "-w"], input: Array(text.utf8)) {
        case .exited(0): return nil
        case .exited(let status): Terminal.error("\(program) failed with status \(status)")
        case .killed(let signal): Terminal.error("\(program) was ended by signal \(signal)")
        case .failed(let code): Terminal.error("\(program) cannot be run: \(SystemError.text(of: code))")
        }
        return .resource
    }
}

internal import Configuration
internal import EventLoops
internal import NetworkAddresses
internal import ProxyRuntime
internal import TLS
internal import Telemetry

/// What a configuration needs of the machine: looked at as the proxy would, and left as it was.
struct Preflight {
    let bootstrap: BootstrapConfiguration
    private let days: Int
    private(set) var findings: [Finding] = []

    init(_ bootstrap: BootstrapConfiguration, days: Int) {
        self.bootstrap = bootstrap
        self.days = days
    }

    /// Looks at everything.
    mutating func run(triesPorts: Bool) {
        lookAtFileLimit()
        lookAtMemory()
        lookAtAdmin()
        if triesPorts { lookAtPorts() }
        lookAtResources()
        lookAtSources()
        lookAtNames()
    }

    mutating func add(
        _ weight: Finding.Weight, _ subject: String, _ text: String, _ advice: String = ""
    ) {
        findings.append(Finding(weight: weight, subject: subject, text: text, advice: advice))
    }

    // MARK: - Limits

    /// Descriptors that few proxies need more of, and that each needs at least.
    private static let comfortableFiles = 16_384
    private static let fewestFiles = 256

    private mutating func lookAtFileLimit() {
        guard case .success(let bytes) = Files.read("/proc/self/limits") else { return }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        guard let line = lines.first(where: { $0.hasPrefix("Max open files") }) else { return }
        let words = line.dropFirst("Max open files".count).split(separator: " ")
        guard words.count >= 2 else { return }
        let (soft, hard) = (Int(words[0]), Int(words[1]))
        guard let soft, soft < Self.comfortableFiles else { return add(.fine, "open files", "limit \(words[0])") }
        let most = "each connection takes one or two"
        let canRaise = hard.map { $0 > soft } ?? true
        add(
            soft < Self.fewestFiles ? .problem : .warning, "open files", "limit \(soft); \(most)",
            "raise it: ulimit -n \(hard.map { "\(min($0, 65_536))" } ?? "65536") in the shell, or LimitNOFILE=65536 in "
                + "the systemd unit" + (canRaise ? "" : "; the hard limit is \(soft) too, which root raises"))
    }

    private static let comfortableMemory: UInt64 = 64 << 20
    private static let leastMemory: UInt64 = 24 << 20

    private mutating func lookAtMemory() {
        for path in ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"] {
            guard case .success(let bytes) = Files.read(path) else { continue }
            let text = String(decoding: bytes, as: UTF8.self).filter { !$0.isNewline }
            // The kernel's word for none, or a number that no machine has.
            guard let limit = UInt64(text), limit < 1 << 60 else {
                return add(.fine, "memory", "the control group has no limit")
            }
            if limit >= Self.comfortableMemory { return add(.fine, "memory", "limit \(limit >> 20) MiB") }
            return add(
                limit < Self.leastMemory ? .problem : .warning, "memory",
                "the control group has \(limit >> 20) MiB; an idle proxy takes about 12, a connection 2 KiB and more",
                "give it 64 MiB at least, or let overload_manager refuse requests before the kernel ends the process")
        }
    }

    // MARK: - Addresses

    private mutating func lookAtAdmin() {
        guard let admin = bootstrap.admin else {
            return add(
                .warning, "admin", "none is configured: nothing can look at the proxy",
                "add \"admin\" with an address of 127.0.0.1")
        }
        let text = ListenerAddress.text(admin.address)
        guard let address = ListenerAddress.resolve(admin.address) else {
            return add(.problem, "admin", "'\(text)' is no address", "name an IP address, such as 127.0.0.1")
        }
        guard let ip = address.ipAddress, !ip.unmapped.isLoopback else { return add(.fine, "admin", "at \(text)") }
        add(
            .warning, "admin", "at \(text): who reaches it can read the configuration and end the proxy",
            "let it listen on 127.0.0.1, and serve /stats/prometheus by a listener of its own where others scrape it")
    }

    // MARK: - Files

    /// Builds everything as the proxy would: certificates, keys and logs are opened by it.
    private mutating func lookAtResources() {
        do throws(StartupError) {
            let snapshot = try ProxyServer.rehearse(bootstrap)
            let now = WallTime.now().seconds
            let certificates = snapshot.contexts.flatMap { $0.certificates + $0.authorities }
            var seen: Set<String> = []
            for certificate in certificates where seen.insert(certificate.path + certificate.serial).inserted {
                look(at: certificate, now)
            }
            if certificates.isEmpty { add(.fine, "files", "those that this configuration names can be opened") }
        } catch {
            for message in error.messages {
                add(.problem, "files", message, "see that the file is there, and that the proxy's user may read it")
            }
        }
    }

    private mutating func look(at certificate: CertificateFacts, _ now: Int64) {
        let subject = "certificate \(certificate.path)"
        let names = certificate.alternativeNames.map(\.text).joined(separator: ", ")
        let left = certificate.daysLeft(at: now)
        if certificate.validFrom > now {
            return add(.problem, subject, "it does not hold yet", "see the clock of this machine: 'timedatectl'")
        }
        if certificate.validUntil <= now {
            return add(.problem, subject, "it has run out (\(names))", "put a new certificate and its key in place")
        }
        if left < UInt64(days) {
            return add(
                .warning, subject, "it runs out in \(left) days (\(names))",
                "renew it; the proxy takes new files by itself once they are there")
        }
        add(.fine, subject, "\(left) days left" + (names.isEmpty ? "" : " (\(names))"))
    }

    // MARK: - Names

    private static let nameTimeout: UInt64 = 5_000_000_000
    /// Names that are looked up; more would take their time.
    private static let mostNames = 256

    private mutating func lookAtNames() {
        var names: [(cluster: String, name: String)] = []
        for cluster in bootstrap.clusters {
            switch cluster.discoveryType {
            case .strictDNS, .logicalDNS:
                for endpoint in cluster.endpoints.flatMap(\.endpoints) where IPAddress(endpoint.address) == nil {
                    names.append((cluster.name, endpoint.address))
                }
            default: break
            }
        }
        if names.isEmpty { return }
        do {
            for (place, answer) in try Self.resolve(names.prefix(Self.mostNames).map(\.name)).enumerated() {
                let (cluster, name) = names[place]
                if let problem = answer {
                    add(
                        .problem, "cluster '\(cluster)'", "'\(name)' \(problem)",
                        "try 'getent hosts \(name)'; see /etc/resolv.conf, and whether the name is right")
                } else {
                    add(.fine, "cluster '\(cluster)'", "'\(name)' has an address")
                }
            }
        } catch {
            add(.problem, "names", "\(error)")
        }
    }

    /// What is wrong with each name; nil means it has an address.
    private static func resolve(_ names: [String]) throws(SystemError) -> [String?] {
        let loop = try EventLoop(name: "names")
        let resolver = try NameResolver()
        var answers: [String?] = names.map { _ in nil }
        var left = names.count
        for (place, name) in names.enumerated() {
            resolver.resolve(name, family: .all, timeout: nameTimeout, on: loop) { answer in
                switch answer {
                case .success: break
                case .failure(let failure): answers[place] = "cannot be resolved: \(failure)"
                }
                left -= 1
                if left == 0 { loop.stop() }
            }
        }
        loop.run()
        resolver.close()
        return answers
    }
}

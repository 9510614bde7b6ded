import Glibc

/// Networks that a test has for itself.
enum NetworkNamespace {
    /// Why there can be none with rules that redirect connections; nil when there can.
    static let missing: String? = {
        if geteuid() != 0 { return "not root" }
        let programs = ["unshare", "nsenter", "setpriv", "ip", "iptables", "iptables-restore", "openssl"]
        for program in programs where path(program) == nil { return "no \(program) here" }
        let rules = "ip link set lo up; iptables -t nat -A OUTPUT -p tcp -j REDIRECT --to-ports 1"
        guard let unshare = path("unshare"), let directory = try? TemporaryDirectory(),
            let process = try? ChildProcess(
                unshare, ["-n", "sh", "-ec", rules], output: directory.file("out"), errors: directory.file("err"))
        else { return "no process can be started" }
        if process.ending(within: 60) == .exit(0) { return nil }
        return "no network of its own with rules: " + (readFile(directory.file("err")) ?? []).text
    }()

    /// A program of the system.
    static func path(_ program: String) -> String? {
        ["/usr/bin/", "/usr/sbin/", "/bin/", "/sbin/"].map { $0 + program }.first { unsafe access($0, X_OK) == 0 }
    }
}

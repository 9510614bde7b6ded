internal import CLinux
internal import Glibc

/// How many CPUs this process may use: what its affinity mask and its control groups grant.
public enum CPULimit {
    /// Workers that make sense: the CPUs of the affinity mask, or fewer when a control group grants less, at least 1.
    /// A quota of 2.5 CPUs gives 2.
    public static func defaultConcurrency() -> Int {
        let allowed = max(1, Int(clinux_allowed_cpus()))
        guard let quota = quota() else { return allowed }
        return max(1, min(allowed, Int(quota.rounded(.down))))
    }

    /// CPUs that the control groups grant, nil without a quota. Files below `root` are read; the parameter is for
    /// tests.
    static func quota(root: String = "") -> Double? {
        guard let groups = read("\(root)/proc/self/cgroup") else { return nil }
        var smallest: Double?
        func consider(_ value: Double?) {
            if let value, value > 0 { smallest = min(smallest ?? value, value) }
        }
        for line in groups.split(separator: "\n") {
            // Lines are `hierarchy:controllers:path`; version 2 has hierarchy 0 and no controllers.
            let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3 else { continue }
            if parts[0] == "0" && parts[1].isEmpty {
                for path in ancestors(of: parts[2]) { consider(version2("\(root)/sys/fs/cgroup\(path)/cpu.max")) }
            } else if parts[1].split(separator: ",").contains("cpu") {
                for mount in ["cpu", "cpu,cpuacct"] {
                    for path in ancestors(of: parts[2]) { consider(version1("\(root)/sys/fs/cgroup/\(mount)\(path)")) }
                }
            }
        }
        return smallest
    }

    /// `/a/b`, `/a` and the root as an empty path: inside a container the path may not exist below the mount.
    private static func ancestors(of path: Substring) -> [String] {
        var result: [String] = []
        var rest = path
        while let slash = rest.lastIndex(of: "/"), rest.count > 1 {
            result.append(String(rest))
            rest = rest[..<slash]
        }
        result.append("")
        return result
    }

    /// `cpu.max` holds `quota period` in microseconds; `max` means none.
    private static func version2(_ path: String) -> Double? {
        guard let fields = read(path)?.split(whereSeparator: { $0 == " " || $0 == "\n" }), fields.count >= 2 else {
            return nil
        }
        return ratio(Double(fields[0]), Double(fields[1]))
    }

    private static func version1(_ directory: String) -> Double? {
        func number(_ name: String) -> Double? {
            read("\(directory)/\(name)").flatMap { Double($0.split(separator: "\n").first ?? "") }
        }
        return ratio(number("cpu.cfs_quota_us"), number("cpu.cfs_period_us"))
    }

    private static func ratio(_ quota: Double?, _ period: Double?) -> Double? {
        guard let quota, let period, quota > 0, period > 0 else { return nil }
        return quota / period
    }

    /// The first 4 KiB of a file; nil when it cannot be read.
    private static func read(_ path: String) -> String? {
        let descriptor = FileDescriptor(owning: unsafe open(path, O_RDONLY | O_CLOEXEC))
        guard descriptor.isOpen else { return nil }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = unsafe Glibc.read(descriptor.rawValue, &bytes, bytes.count)
        return count < 0 ? nil : String(decoding: bytes.prefix(count), as: UTF8.self)
    }
}

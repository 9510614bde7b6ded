import Glibc

/// A proxy that the cases can be run against.
enum ProxyBinary: String, Sendable, CaseIterable, CustomStringConvertible {
    case apus
    case envoy

    var description: String { rawValue }

    /// Apus, and Envoy where it is installed.
    static var present: [ProxyBinary] { envoy.path == nil ? [apus] : [apus, envoy] }

    /// Another build of Apus, that hot restarts go to and come back from: `APUS_OTHER_BINARY`.
    static var otherApus: String? { environment("APUS_OTHER_BINARY") }

    /// The executable, or nil where it is not installed.
    var path: String? {
        switch self {
        case .apus: Self.environment("APUS_BINARY") ?? Self.besideTests("apus")
        case .envoy: Self.environment("ENVOY_BINARY") ?? Self.inSearchPath("envoy")
        }
    }

    /// What serves a file with one worker.
    ///
    /// - Parameter hotRestart: what is said about hot restart; by default that it is off.
    func arguments(
        configuration: String, adminAddressPath: String, hotRestart: [String] = ["--disable-hot-restart"]
    ) -> [String] {
        let common =
            [
                "-c", configuration, "--concurrency", "1", "--log-level", "warning", "--admin-address-path",
                adminAddressPath, "--file-flush-interval-msec", "20",
            ] + hotRestart
        switch self {
        case .apus: return ["proxy"] + common + ["--drain-time-s", "0"]
        case .envoy: return common
        }
    }

    private static func environment(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        return unsafe String(cString: value)
    }

    /// SwiftPM puts executables beside the test bundle.
    private static func besideTests(_ name: String) -> String? {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = unsafe readlink("/proc/self/exe", &buffer, buffer.count)
        guard count > 0 else { return nil }
        let directories = [CommandLine.arguments.first ?? "", text(buffer[0..<count])]
        // Under the test runner the bundle is an argument; otherwise it is the executable itself.
        for place in directories + CommandLine.arguments {
            guard let slash = place.lastIndex(of: "/") else { continue }
            let candidate = place[..<slash] + "/" + name
            if unsafe access(String(candidate), X_OK) == 0 { return String(candidate) }
        }
        return nil
    }

    private static func text(_ characters: ArraySlice<CChar>) -> String {
        String(decoding: characters.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// An executable of the search path, or nil.
    static func inSearchPath(_ name: String) -> String? {
        for directory in (environment("PATH") ?? "").split(separator: ":") {
            let candidate = "\(directory)/\(name)"
            if unsafe access(candidate, X_OK) == 0 { return candidate }
        }
        return nil
    }
}

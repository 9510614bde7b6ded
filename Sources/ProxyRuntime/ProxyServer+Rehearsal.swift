public import Configuration
internal import RuntimeValues
internal import Telemetry

/// Whether a configuration could be served here, found out without serving it.
extension ProxyServer {
    /// Makes of a configuration what a start makes of it, and neither sockets nor files: certificates, keys, key sets
    /// and bodies are read, and logs are tried. What resources are to come from is `checkSources`' to look at.
    ///
    /// - Throws: `StartupError` with everything that stands in the way.
    public static func rehearse(_ bootstrap: BootstrapConfiguration) throws(StartupError) -> RuntimeSnapshot {
        let writer: LogWriter
        do throws(LogError) {
            writer = try LogWriter(makesFiles: false)
        } catch {
            throw StartupError(.resource, ["\(error.path): \(error.reason)"])
        }
        var problems: [String] = []
        var kind = StartupError.Kind.resource
        var snapshot: RuntimeSnapshot?
        do throws(StartupError) {
            var builder = SnapshotBuilder(
                registry: MetricRegistry(), logWriter: writer, workerCount: 1, runtime: LiveRuntime(bootstrap.runtime))
            snapshot = try builder.build(bootstrap)
        } catch {
            kind = error.kind
            problems = error.messages
        }
        for log in bootstrap.admin?.accessLogs ?? [] {
            guard case .file(let path) = log.sink, case .failure(let error) = writer.open(.file(path)) else { continue }
            problems.append("admin access log '\(error.path)' cannot be opened: \(error.reason)")
        }
        guard let snapshot, problems.isEmpty else { throw StartupError(kind, problems) }
        return snapshot
    }

    /// Everything that would keep a configuration from being served here; nil when nothing would.
    public static func obstacles(to bootstrap: BootstrapConfiguration) -> StartupError? {
        var found: [StartupError] = []
        do throws(StartupError) { _ = try rehearse(bootstrap) } catch { found.append(error) }
        do throws(StartupError) { try checkSources(of: bootstrap) } catch { found.append(error) }
        if found.isEmpty { return nil }
        let isOfConfiguration = found.contains { $0.kind == .configuration }
        return StartupError(isOfConfiguration ? .configuration : .resource, found.flatMap(\.messages))
    }
}

public import Configuration
internal import EventLoops
internal import Proxying
internal import Synchronization
internal import Telemetry

/// The configuration file, read again while the proxy runs.
extension ProxyServer {
    /// Says how the file is read again, on a thread of its own; before `run`. Without that it is read once.
    public func setRereading(
        _ read: @escaping @Sendable () -> (bootstrap: BootstrapConfiguration?, complaints: [String])
    ) {
        guard let identityCluster else {
            reread = read
            return
        }
        reread = {
            let (read, complaints) = read()
            guard var bootstrap = read else { return (nil, complaints) }
            do throws(StartupError) {
                try Self.add(identityCluster, to: &bootstrap)
            } catch {
                return (nil, complaints + error.messages)
            }
            return (bootstrap, complaints)
        }
    }

    /// Begins to watch the file, if that is asked for. Clusters and listeners are up.
    func beginReloads() {
        guard let reread, let clusters, let listeners else { return }
        let surroundings = FileReload.Surroundings(
            clusters: clusters, listeners: listeners, takeRest: { [unowned self] in takeRest(of: $0) },
            localCluster: localCluster)
        let reload = FileReload(
            surroundings, registry: registry, loop: loop, log: log, history: historyKeeper, read: reread)
        fileReload = reload
        if options.watchesConfiguration, !options.configurationPath.isEmpty {
            do throws(SystemError) {
                try watcher.watch(directory: FileWatcher.directory(of: options.configurationPath)) {
                    [unowned reload] in reload.fileMayHaveChanged()
                }
            } catch {
                log.error(.config, "'\(options.configurationPath)' is not watched: \(error)")
            }
        }
        if isReloadAsked { reload.reload() }
    }

    /// Reads the file again (SIGHUP).
    func reloadConfiguration() {
        guard phase == .running else { return log.info(.main, "SIGHUP is ignored: the proxy is ending") }
        if let fileReload { return fileReload.reload() }
        if reread == nil { return log.info(.main, "SIGHUP is ignored: there is no file to read again") }
        isReloadAsked = true
    }

    /// Takes the secrets and the values by key; what else differs takes a new start, and is told.
    private func takeRest(of bootstrap: BootstrapConfiguration) -> [String] {
        if secrets != bootstrap.secrets {
            secrets = bootstrap.secrets
            feeds?.replaceSecrets(secrets)
            refreshSnapshot()
        }
        var fields = Self.members(of: bootstrapSource, differingFrom: bootstrap.source)
        fields.removeAll { $0 == "layered_runtime" }
        if !takeRuntime(bootstrap.runtime) { fields.append("layered_runtime") }
        if bootstrap.node.source != node.source { fields.append("node") }
        if bootstrap.admin?.source != adminSource { fields.append("admin") }
        return fields.sorted().map { "'\($0)' has changed in the file, which takes effect at the next start" }
    }

    /// Takes the layers of the file; false where others come from sources than those that are followed.
    private func takeRuntime(_ next: RuntimeConfiguration) -> Bool {
        if next.discoveries != runtime.discoveries { return false }
        var next = next
        // What was set through the admin interface, or came from a source, stays.
        for place in next.layers.indices where next.layers[place].isAdmin || next.layers[place].discovery != nil {
            let layer = next.layers[place]
            let known = runtime.layers.first { $0.isAdmin == layer.isAdmin && $0.discovery == layer.discovery }
            next.layers[place].values = known?.values ?? [:]
        }
        if next == runtime { return true }
        let keys = Set(next.keys).subtracting(runtime.keys)
        runtime = next
        runtimeChanged(keys.sorted())
        return true
    }

    /// The names of members in which two JSON objects differ.
    private static func members(of one: [UInt8], differingFrom other: [UInt8]) -> [String] {
        func members(_ source: [UInt8]) -> [String: [UInt8]] {
            guard case .success(let document) = JSONReader().read(source, file: "") else { return [:] }
            var members: [String: [UInt8]] = [:]
            document.root.forEachMember { key, value in
                var bytes: [UInt8] = []
                JSONText.append(value, to: &bytes)
                members[key.string ?? ""] = bytes
            }
            return members
        }
        let (before, after) = (members(one), members(other))
        return Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
    }
}

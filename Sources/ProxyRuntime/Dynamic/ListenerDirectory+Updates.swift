internal import Configuration
internal import Discovery
internal import Telemetry

/// The updates of a source, and of the file.
extension ListenerDirectory: WarmingDirectory {
    static var sourceName: String { "lds" }

    func apply(
        _ diff: ResourceDiff, of response: DiscoveredResponse, _ reasons: [String]
    ) -> (Subscription.Outcome, refusal: String?) {
        var reasons = reasons
        errors = [:]
        let unchanged = Set(diff.unchanged)
        for (place, resource) in response.resources.enumerated() where !unchanged.contains(place) {
            if resource.complaints.isEmpty || resource.name.isEmpty { continue }
            let details = resource.complaints.map(\.text).joined(separator: "; ")
            errors[resource.name] = ErrorState(details, response, resource)
        }
        for place in diff.duplicates {
            reasons.append("listener '\(response.resources[place].name)': each name is expected once")
        }
        // Listeners that go make room for those that come; so do their sockets.
        leaving = (active + warming.values).filter { $0.isDynamic && diff.removed.contains($0.listener.name) }
        let added = Set(diff.added)
        let fixed = staticNames
        for place in (diff.added + diff.changed).sorted() {
            let resource = response.resources[place]
            guard case .listener(let configuration)? = resource.value else { continue }
            if fixed.contains(resource.name) { continue }
            do throws(StartupError) {
                try warm(
                    configuration, isNew: added.contains(place), version: response.version,
                    fingerprint: ResourceFingerprint(resource.source))
                log.info(.upstream, "lds: add/update listener '\(resource.name)'")
            } catch {
                metrics.increment(ListenerManagerMetric.listenerCreateFailure)
                let details = error.messages.joined(separator: "; ")
                errors[resource.name] = ErrorState(details, response, resource)
                reasons.append("listener '\(resource.name)': \(details)")
            }
        }
        leaving = []
        for name in diff.removed { remove(name, isDynamic: true) }
        if !reasons.isEmpty { return (.rejected, tell(reasons)) }
        version = response.version
        return (.accepted(reloaded: false), nil)
    }

    // MARK: - The file

    /// Takes the listeners of the file as it is now.
    ///
    /// - Returns: why some were not taken; what was there of them stays.
    func update(static listeners: [ListenerConfiguration], changed: inout Set<String>) -> [String] {
        var reasons: [String] = []
        let unnamed = active.filter { $0.listener.name.isEmpty }
        let others = listeners.filter(\.name.isEmpty)
        if unnamed.count != others.count || zip(unnamed, others).contains(where: { !$0.listener.isSame(as: $1) }) {
            reasons.append("listeners without a name stay as they are until the next start")
        }
        let names = Set(listeners.map(\.name))
        // Listeners that go make room for those that come; so do their sockets.
        let gone = staticNames.subtracting(names).filter { !$0.isEmpty }
        leaving = (active + warming.values).filter { !$0.isDynamic && gone.contains($0.listener.name) }
        for configuration in listeners where !configuration.name.isEmpty {
            let name = configuration.name
            let known = warming[name] ?? active.first { $0.listener.name == name }
            if let known, !known.isDynamic, known.listener.isSame(as: configuration) { continue }
            do throws(StartupError) {
                try warm(configuration, isNew: known == nil)
                changed.insert(name)
            } catch {
                metrics.increment(ListenerManagerMetric.listenerCreateFailure)
                reasons += error.messages
            }
        }
        leaving = []
        for name in gone.sorted() { remove(name, isDynamic: false) }
        changed.formUnion(gone)
        return reasons
    }
}

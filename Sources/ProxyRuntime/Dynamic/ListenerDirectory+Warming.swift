internal import Configuration
internal import Discovery
internal import NetworkAddresses
internal import TLS
internal import Telemetry

/// One listener from its coming to its end.
extension ListenerDirectory {
    /// Begins to warm a listener; one without a fingerprint is the file's.
    func warm(
        _ configuration: ListenerConfiguration, isNew: Bool, version: String = "",
        fingerprint: ResourceFingerprint? = nil
    ) throws(StartupError) {
        let name = configuration.name
        if name.isEmpty { throw StartupError(.configuration, ["a name expected, found none"]) }
        let old = active.first { $0.listener.name == name }
        let superseded = warming[name]
        if let taken = neighbour(of: configuration) {
            throw StartupError(.configuration, ["an address of its own expected, found that of '\(taken)'"])
        }
        let listener = try surroundings.make(configuration, old?.listener)
        // Sockets go on where nothing of them differs.
        let donor = [superseded, old].compactMap(\.self).first { $0.listener.hasSameSockets(as: configuration) }
        var number = donor?.number ?? nextNumber
        var addresses = donor?.addresses ?? []
        if donor == nil {
            nextNumber += 1
            number = nextNumber - 1
            addresses = try surroundings.bind(listener, number, [superseded, old].compactMap(\.self) + leaving)
        }
        if let superseded { drop(superseded, keeping: number) }
        metrics.increment(isNew ? ListenerManagerMetric.listenerAdded : .listenerModified)
        metrics.increment(ListenerManagerMetric.listenerCreateSuccess)
        let entry = Entry(listener, number: number, addresses: addresses, fingerprint: fingerprint, version: version)
        warming[name] = entry
        count()
        wait(for: entry)
    }

    private func wait(for entry: Entry) {
        var left = 1
        let one = { [unowned self] in
            left -= 1
            if left == 0 { activate(entry) }
        }
        for use in Self.uses(of: entry.listener) {
            guard let routes else { continue }
            left += 1
            do throws(ResourceFeeds.Problem) {
                try routes.add(use, ready: one)
            } catch {
                _ = tell(["listener '\(entry.listener.name)': \(error.text)"])
                one()
            }
        }
        for context in Self.contexts(of: entry.listener) {
            guard let contexts = findContexts() else { continue }
            left += 1
            contexts.follow(context, ready: one)
        }
        one()
    }

    private func activate(_ entry: Entry) {
        let name = entry.listener.name
        guard warming[name] === entry else { return }
        warming[name] = nil
        let source = entry.listener.configuration.source
        if let place = active.firstIndex(where: { $0.listener.name == name }) {
            let old = active[place]
            active[place] = entry
            note(name, entry.version, before: old.listener.configuration.source, after: source)
            if old.number == entry.number {
                surroundings.publish(.replaced(old, by: entry))
                if old.listener.isLike(entry.listener.configuration) {
                    metrics.increment(ListenerManagerMetric.listenerInPlaceUpdated)
                }
            } else {
                surroundings.publish(.added(entry))
                surroundings.publish(.removed(old))
            }
        } else {
            active.append(entry)
            note(name, entry.version, before: [], after: source)
            surroundings.publish(.added(entry))
        }
        count()
        waits.end(warming: warming.keys)
    }

    private func note(_ name: String, _ version: String, before: [UInt8], after: [UInt8]) {
        keeper.history.note("listener", name, version: version, before: before, after: after)
    }

    func remove(_ name: String, isDynamic: Bool) {
        metrics.increment(ListenerManagerMetric.listenerRemoved)
        let old = active.first { $0.isDynamic == isDynamic && $0.listener.name == name }
        if let entry = warming[name], entry.isDynamic == isDynamic {
            warming[name] = nil
            drop(entry, keeping: old?.number ?? -1)
        }
        if let old {
            active.removeAll { $0 === old }
            note(name, "", before: old.listener.configuration.source, after: [])
            surroundings.publish(.removed(old))
        }
        count()
        waits.end(warming: warming.keys)
    }

    /// A listener that never became active goes.
    func drop(_ entry: Entry, keeping number: Int) {
        release(entry, except: active.first { $0.listener.name == entry.listener.name })
        let isShared = active.contains { $0.number == entry.number }
        if entry.number != number, !isShared { surroundings.unbind(entry.number) }
    }

    /// Ends what the main loop does for a listener, but for what another goes on with.
    func release(_ old: Entry, except new: Entry?) {
        let uses = new.map { Self.uses(of: $0.listener) } ?? []
        for use in Self.uses(of: old.listener) where !uses.contains(where: { $0 === use }) { routes?.remove(use) }
        let contexts = new.map { Self.contexts(of: $0.listener) } ?? []
        for context in Self.contexts(of: old.listener) where !contexts.contains(where: { $0 === context }) {
            findContexts()?.forget(context)
        }
    }

    /// The name of another listener at one of the addresses; nil when there is none.
    private func neighbour(of configuration: ListenerConfiguration) -> String? {
        guard configuration.bindToPort else { return nil }
        let wanted = configuration.places.filter { !$0.address.isChosenByKernel }
        let others = (active + warming.values).filter { entry in
            entry.listener.name != configuration.name && !leaving.contains { $0 === entry }
        }
        return others.first { entry in
            entry.listener.configuration.bindToPort
                && entry.listener.configuration.places.contains { place in
                    wanted.contains { $0.address == place.address }
                }
        }?.listener.name
    }

    static func uses(of listener: ListenerSnapshot) -> [RouteUse] { listener.chains.compactMap(\.routeUse) }

    static func contexts(of listener: ListenerSnapshot) -> [any RenewableContext] {
        var contexts: [any RenewableContext] = listener.chains.compactMap(\.tls)
        for chain in listener.chains {
            for credential in chain.credentials { contexts.append(credential) }
        }
        return contexts
    }
}

extension AddressConfiguration {
    /// Whether the kernel chooses the port.
    var isChosenByKernel: Bool {
        switch self {
        case .socket(let socket): socket.port == 0
        case .pipe: false
        }
    }
}

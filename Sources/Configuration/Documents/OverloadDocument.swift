internal import Buffers

/// Reads `envoy.config.overload.v3.OverloadManager`.
enum OverloadDocument {
    private static let prefix = "envoy.extensions.resource_monitors."
    /// The only name by which Envoy finds the limit of downstream connections.
    private static let connectionsName = "envoy.resource_monitors.global_downstream_max_connections"

    static func read(_ reader: inout MessageReader) -> OverloadConfiguration {
        var result = OverloadConfiguration()
        let node = reader.node("refresh_interval")
        if let interval = reader.duration("refresh_interval") {
            if interval < 1_000_000, let node {
                reader.session.wrong(node, expected: "at least a millisecond")
            } else {
                result.refreshInterval = interval
            }
        }
        var names: [String?] = []
        var monitors: [OverloadConfiguration.Monitor] = []
        var isDoubtful = false
        for (name, monitor) in reader.messages("resource_monitors", { readMonitor(&$0, known: &names) }) {
            if let name, monitor == nil { isDoubtful = isDoubtful || !name.isEmpty }
            if let monitor { monitors.append(monitor) }
        }
        if names.isEmpty && !isDoubtful && !reader.isUnreadable("resource_monitors") {
            reader.missing("resource_monitors")
        }
        result.monitors = monitors
        var kinds: Set<String> = []
        result.actions = reader.messages("actions") {
            readAction(&$0, monitors: monitors, isDoubtful: isDoubtful, known: &kinds)
        }.compactMap(\.self)
        return result
    }

    private static func readMonitor(
        _ reader: inout MessageReader, known: inout [String?]
    ) -> (name: String?, monitor: OverloadConfiguration.Monitor?) {
        let node = reader.node("name")
        guard let name = reader.requiredString("name"), let node else {
            known.append(nil)
            return (nil, nil)
        }
        if known.contains(name) { reader.session.wrong(node, expected: "a monitor that stands in the list once") }
        known.append(name)
        guard let content = reader.configuration(of: name) else { return (name, nil) }
        var kind: OverloadConfiguration.Monitor.Kind?
        switch content.typeName {
        case prefix + "fixed_heap.v3.FixedHeapConfig":
            kind = content.read { positive("max_heap_size_bytes", &$0).map { .fixedHeap(maxBytes: $0) } } ?? nil
        case prefix + "injected_resource.v3.InjectedResourceConfig":
            kind = content.read { $0.requiredString("filename").map { .injected(path: $0) } } ?? nil
        case prefix + "downstream_connections.v3.DownstreamConnectionsConfig":
            kind =
                content.read {
                    positive("max_active_downstream_connections", &$0).map { .downstreamConnections(max: $0) }
                } ?? nil
            if name != connectionsName { reader.session.wrong(node, expected: "the name \"\(connectionsName)\"") }
        case let type where type.contains(text: ".resource_monitors."): content.refuse("a resource monitor")
        default: content.misplace("the configuration of a resource monitor")
        }
        return (name, kind.map { OverloadConfiguration.Monitor(name: name, kind: $0) })
    }

    private static func positive(_ name: String, _ reader: inout MessageReader) -> UInt64? {
        guard let node = reader.node(name) else {
            _ = reader.take(name)
            reader.missing(name)
            return nil
        }
        _ = reader.take(name)
        guard let value = reader.session.unsigned(node, maximum: UInt64(Int64.max)) else { return nil }
        if value > 0 { return value }
        reader.session.wrong(node, expected: "a whole number of at least 1")
        return nil
    }

    private static func readAction(
        _ reader: inout MessageReader, monitors: [OverloadConfiguration.Monitor], isDoubtful: Bool,
        known: inout Set<String>
    ) -> OverloadConfiguration.Action? {
        let node = reader.node("name")
        let name = reader.requiredString("name")
        let triggers = reader.messages("triggers") { readTrigger(&$0, monitors: monitors, isDoubtful: isDoubtful) }
        if triggers.isEmpty && !reader.isUnreadable("triggers") { reader.missing("triggers") }
        guard let name, let node else { return nil }
        var timeouts: [OverloadConfiguration.ReducedTimeout] = []
        if name == OverloadConfiguration.Action.Kind.reduceTimeouts.rawValue {
            timeouts = ReducedTimeoutsDocument.read(&reader)
        } else if let place = reader.node("typed_config") {
            _ = reader.take("typed_config")
            reader.session.wrong(place, expected: "no configuration of its own for this action")
        }
        if !known.insert(name).inserted {
            reader.session.wrong(node, expected: "an action that stands in the list once")
        }
        guard let kind = OverloadConfiguration.Action.Kind(rawValue: name) else {
            let names = OverloadConfiguration.Action.Kind.allCases.map(\.rawValue)
            if others.contains(name) {
                reader.session.complain(
                    .unimplemented, at: node,
                    "expected an action that Apus implements (\(names.joined(separator: ", "))), found \"\(name)\"")
            } else {
                reader.session.wrong(
                    node, expected: "an overload action", suggestion: NearestName.of(name, in: names + others))
            }
            return nil
        }
        var action = OverloadConfiguration.Action(kind: kind, triggers: triggers.compactMap(\.self))
        action.reducedTimeouts = timeouts
        return action
    }

    /// Envoy's actions that Apus lacks.
    private static let others = ["envoy.overload_actions.reset_high_memory_stream"]

    private static func readTrigger(
        _ reader: inout MessageReader, monitors: [OverloadConfiguration.Monitor], isDoubtful: Bool
    ) -> OverloadConfiguration.Trigger? {
        let node = reader.node("name")
        let name = reader.requiredString("name")
        var shape: OverloadConfiguration.Trigger.Shape?
        if reader.has("threshold") {
            shape = reader.message("threshold") { unit("value", &$0).map { .threshold($0) } } ?? nil
        } else if reader.has("scaled") {
            let scaledNode = reader.node("scaled")
            shape =
                reader.message("scaled") { reader in
                    guard let from = unit("scaling_threshold", &reader),
                        let to = unit("saturation_threshold", &reader)
                    else { return nil }
                    if from < to { return .scaled(from: from, to: to) }
                    if let scaledNode {
                        reader.session.complain(
                            .wrongValue, at: scaledNode,
                            "expected scaling_threshold below saturation_threshold, found \(from) and \(to)")
                    }
                    return nil
                } ?? nil
        } else {
            reader.missing("threshold", "scaled")
        }
        guard let name, let node else { return nil }
        let place = monitors.firstIndex { monitor in
            if case .downstreamConnections = monitor.kind { return false }
            return monitor.name == name
        }
        if place == nil && !isDoubtful {
            reader.session.wrong(
                node, expected: "the name of a resource monitor",
                suggestion: NearestName.of(name, in: monitors.map(\.name)))
        }
        guard let place, let shape else { return nil }
        return OverloadConfiguration.Trigger(monitor: place, shape: shape)
    }

    /// A number from 0 to 1; 0 when it is not given.
    private static func unit(_ name: String, _ reader: inout MessageReader) -> Double? {
        let node = reader.node(name)
        guard let value = reader.double(name) else { return node == nil ? 0 : nil }
        if (0...1).contains(value) { return value }
        if let node { reader.session.wrong(node, expected: "a number from 0 to 1") }
        return nil
    }
}

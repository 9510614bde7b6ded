/// Reads `envoy.config.overload.v3.ScaleTimersOverloadActionConfig`.
enum ReducedTimeoutsDocument {
    private typealias Timeout = OverloadConfiguration.ReducedTimeout
    private static let type = "envoy.config.overload.v3.ScaleTimersOverloadActionConfig"

    /// Reads the `typed_config` of the action.
    static func read(_ reader: inout MessageReader) -> [OverloadConfiguration.ReducedTimeout] {
        guard reader.has("typed_config") else {
            reader.missing("typed_config")
            return []
        }
        guard let content = reader.any("typed_config") else { return [] }
        guard content.typeName == type else {
            content.misplace("\(type)")
            return []
        }
        return content.read(readTimeouts) ?? []
    }

    private static func readTimeouts(_ reader: inout MessageReader) -> [OverloadConfiguration.ReducedTimeout] {
        var known: [Timeout.Timer] = []
        let timeouts = reader.messages("timer_scale_factors") { reader in
            let timeout = readTimeout(&reader)
            if let timeout {
                if known.contains(timeout.timer) {
                    reader.session.wrong(reader.place, expected: "a timer that stands in the list once")
                }
                known.append(timeout.timer)
            }
            return timeout
        }
        if timeouts.isEmpty && !reader.isUnreadable("timer_scale_factors") { reader.missing("timer_scale_factors") }
        return timeouts.compactMap(\.self)
    }

    private static func readTimeout(_ reader: inout MessageReader) -> OverloadConfiguration.ReducedTimeout? {
        let node = reader.node("timer") ?? reader.place
        let timer: Timeout.Timer?? = reader.choice(
            "timer",
            [
                0: nil, 1: .connectionIdle, 2: .streamIdle, 3: .transportConnect, 4: .connectionAge, 5: .streamFlush,
            ])
        if case .some(.none) = timer { reader.session.wrong(node, expected: "a timer other than UNSPECIFIED") }
        if !reader.has("timer") { reader.missing("timer") }
        var minimum: Timeout.Minimum?
        if reader.has("min_timeout") {
            minimum = reader.duration("min_timeout").map { .time($0) }
        } else if reader.has("min_scale") {
            minimum = (reader.message("min_scale", readPercent) ?? nil).map { .percent($0) }
        } else {
            reader.missing("min_timeout", "min_scale")
        }
        guard case .some(.some(let timer)) = timer, let minimum else { return nil }
        return OverloadConfiguration.ReducedTimeout(timer, minimum)
    }

    private static func readPercent(_ reader: inout MessageReader) -> Double? {
        let node = reader.node("value")
        guard let value = reader.double("value") else { return node == nil ? 0 : nil }
        if (0...100).contains(value) { return value }
        if let node { reader.session.wrong(node, expected: "a number from 0 to 100") }
        return nil
    }
}

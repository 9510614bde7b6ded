public import Buffers

/// One value on its way to statsd: what a counter has gained, what a gauge is, or one value of a histogram.
public struct StatsdMetric {
    /// What a value means, in statsd's letters.
    public enum Kind: Sendable {
        /// What was added (`c`).
        case counter
        /// What it is now (`g`).
        case gauge
        /// One value (`ms`), as Envoy sends those of all histograms, whatever their unit.
        case timer
    }

    /// Where tags stand in a line.
    public enum TagForm: Sendable {
        /// Nowhere: their values stay in the name.
        case none
        /// Behind the value, after `|#`, as Datadog's agent takes them.
        case trailing
        /// Behind the name, each after a semicolon, as Graphite takes them.
        case inName
    }

    let kind: Kind
    let value: UInt64
    /// The whole name.
    let name: [UInt8]
    /// The name without tags, and those; nil where nobody asked for them.
    let tagged: (name: [UInt8], tags: [MetricLabel])?

    /// Appends the line for it, without an end of line.
    public func append(to line: inout ByteBuffer, prefix: Span<UInt8>, tags: TagForm) {
        line.append(prefix)
        line.append(UInt8(ascii: "."))
        let tagged = tags == .none ? nil : tagged
        line.append(tagged?.name ?? name)
        if tags == .inName {
            for tag in tagged?.tags ?? [] {
                line.append(UInt8(ascii: ";"))
                line.append(tag.name)
                line.append(UInt8(ascii: "="))
                line.append(tag.value)
            }
        }
        line.append(UInt8(ascii: ":"))
        line.append(decimal: value)
        switch kind {
        case .counter: line.append("|c" as StaticString)
        case .gauge: line.append("|g" as StaticString)
        case .timer: line.append("|ms" as StaticString)
        }
        guard tags == .trailing, let list = tagged?.tags, !list.isEmpty else { return }
        for (place, tag) in list.enumerated() {
            line.append(place == 0 ? "|#" : "," as StaticString)
            line.append(tag.name)
            line.append(UInt8(ascii: ":"))
            line.append(tag.value)
        }
    }
}

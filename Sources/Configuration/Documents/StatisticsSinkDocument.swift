internal import Buffers

/// Reads `envoy.config.metrics.v3.StatsSink`: where statistics are sent.
enum StatisticsSinkDocument {
    private typealias Value = StatisticsSinkConfiguration

    private static let statsd = "envoy.config.metrics.v3.StatsdSink"
    private static let dogStatsd = "envoy.config.metrics.v3.DogStatsdSink"
    private static let graphite = "envoy.extensions.stat_sinks.graphite_statsd.v3.GraphiteStatsdSink"
    /// What Envoy sends statistics to otherwise.
    private static let others = [
        "envoy.config.metrics.v3.HystrixSink", "envoy.config.metrics.v3.MetricsServiceConfig",
    ]

    /// Reads one sink; nil after a complaint.
    static func read(_ reader: inout MessageReader) -> StatisticsSinkConfiguration? {
        let name = reader.string("name")
        guard let content = reader.configuration(of: name) else { return nil }
        switch content.typeName {
        case statsd: return content.read(readStatsd) ?? nil
        case dogStatsd: return content.read { readTagged(&$0, .trailing) } ?? nil
        case graphite: return content.read { readTagged(&$0, .inName) } ?? nil
        case let type where others.contains(type) || type.contains(text: ".stat_sinks."):
            content.refuse("a sink of statistics (statsd, dogstatsd or Graphite's)")
        default: content.misplace("the configuration of a sink of statistics")
        }
        return nil
    }

    private static func readStatsd(_ reader: inout MessageReader) -> StatisticsSinkConfiguration? {
        var target: Value.Target?
        if let node = reader.node("tcp_cluster_name") {
            let name = reader.string("tcp_cluster_name") ?? ""
            reader.session.clusterReferences.append((name, node))
            target = .cluster(name)
        } else if reader.has("address") {
            target = readAddress(&reader)
        } else {
            reader.missing("address", "tcp_cluster_name")
        }
        return finish(&reader, target)
    }

    private static func readTagged(_ reader: inout MessageReader, _ tags: Value.Tags) -> StatisticsSinkConfiguration? {
        if !reader.has("address") { reader.missing("address") }
        let target = readAddress(&reader)
        let longest = reader.uint64("max_bytes_per_datagram", in: 1 ... .max)
        var result = finish(&reader, target)
        result?.tags = tags
        result?.longestDatagram = longest ?? 0
        return result
    }

    private static func readAddress(_ reader: inout MessageReader) -> Value.Target? {
        let address = reader.message("address") { AddressDocument.read(&$0, allowsDatagrams: true) } ?? nil
        return address.map { .datagrams($0) }
    }

    private static func finish(
        _ reader: inout MessageReader, _ target: Value.Target?
    ) -> StatisticsSinkConfiguration? {
        let prefix = reader.string("prefix") ?? ""
        guard let target else { return nil }
        var result = StatisticsSinkConfiguration(target: target)
        if !prefix.isEmpty { result.prefix = prefix }
        return result
    }
}

internal import Buffers
internal import Configuration
internal import Filters
internal import HTTPSemantics

/// What the filters of one chain on one worker write.
final class ConnectionTextPrograms {
    typealias Entry = (name: String, program: FormatProgram, skipsEmpty: Bool, choosesCluster: Bool)

    let atStart: [Entry]
    let afterHandshake: [Entry]
    let withData: [Entry]

    init(_ configuration: ConnectionTextsConfiguration) {
        func compile(_ entries: [FilterStateConfiguration.Entry]) -> [Entry] {
            entries.map { ($0.name, FormatProgram($0.format), $0.skipsEmpty, $0.choosesCluster) }
        }
        atStart = compile(configuration.atStart)
        afterHandshake = compile(configuration.afterHandshake)
        withData = compile(configuration.withData)
    }
}

/// Leaves texts for other filters, for logs, and for the requests of its connection.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/listeners/network_filters/set_filter_state
final class ConnectionTextFilter: NetworkFilter {
    private let programs: ConnectionTextPrograms
    private let settings: ServiceSettings
    private let worker: ProxyWorker
    private var hasSeenData = false

    init(_ programs: ConnectionTextPrograms, _ settings: ServiceSettings, on worker: ProxyWorker) {
        self.programs = programs
        self.settings = settings
        self.worker = worker
        super.init()
    }

    override var leavesTexts: Bool { true }

    override func connectionAccepted() { set(programs.atStart) }

    override func connectionOpened() -> NetworkFilterStatus {
        set(programs.afterHandshake)
        return .continueIteration
    }

    override func received(_ data: inout ByteBuffer, endOfStream: Bool) -> NetworkFilterStatus {
        if !hasSeenData {
            hasSeenData = true
            set(programs.withData)
        }
        return .continueIteration
    }

    private func set(_ entries: [ConnectionTextPrograms.Entry]) {
        guard !entries.isEmpty, let chain, let texts = chain.facts.texts else { return }
        let exchange = ConnectionExchange(
            chain.connection, chain.facts, worker: worker, settings: settings, isFiltered: true)
        exchange.measure()
        var text = ByteBuffer()
        for entry in entries {
            text.removeAll()
            entry.program.write(exchange, to: &text)
            if entry.skipsEmpty && text.isEmpty { continue }
            texts.set(entry.name, to: text.readable)
            if entry.choosesCluster { chain.facts.clusterName = String(decoding: text.bytes, as: UTF8.self) }
        }
    }
}

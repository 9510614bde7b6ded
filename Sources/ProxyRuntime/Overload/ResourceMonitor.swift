internal import Configuration
internal import EventLoops
internal import Proxying
internal import Telemetry

/// Measures one resource. On the main loop.
final class ResourceMonitor {
    private let kind: OverloadConfiguration.Monitor.Kind
    private let connections: ConnectionLimit?
    private let percent = SharedNumber()
    private let failures = SharedNumber()
    /// What was measured last; more than 1 when a limit is passed already.
    private(set) var pressure = 0.0

    /// A monitor with its statistics.
    init(_ configuration: OverloadConfiguration.Monitor, connections: ConnectionLimit?, registry: MetricRegistry) {
        kind = configuration.kind
        self.connections = connections
        let name = "overload.\(configuration.name)."
        let (percent, failures) = (self.percent, self.failures)
        registry.addSource(name + "pressure") { percent.value }
        registry.addSource(name + "failed_updates", kind: .counter) { failures.value }
        if case .downstreamConnections = kind { return }
        // A look never takes so long here that the next one would have to be left out.
        registry.addSource(name + "skipped_updates", kind: .counter) { 0 }
    }

    /// Measures anew. What cannot be measured stays as it was.
    func update() {
        guard let measured = measure() else {
            failures.value &+= 1
            return
        }
        pressure = measured
        percent.value = UInt64(min(max(measured, 0), 1e15) * 100)
    }

    private func measure() -> Double? {
        switch kind {
        case .fixedHeap(let maxBytes): return Double(ProcessMemory.read().allocated) / Double(maxBytes)
        case .downstreamConnections(let most): return Double(connections?.current ?? 0) / Double(most)
        case .injected(let path):
            guard case .success(let bytes) = Files.read(path) else { return nil }
            return Self.number(in: bytes)
        }
    }

    /// A number from 0 to 1, with white space around it.
    static func number(in bytes: [UInt8]) -> Double? {
        let isSpace: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
        let text = bytes.drop(while: isSpace).reversed().drop(while: isSpace).reversed()
        guard let value = Double(String(decoding: Array(text), as: UTF8.self)), (0...1).contains(value) else {
            return nil
        }
        return value
    }
}

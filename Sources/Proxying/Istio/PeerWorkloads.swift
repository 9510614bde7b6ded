internal import Buffers
internal import Configuration

/// A workload that peers serve, one object for all that say the same.
final class PeerWorkload {
    let names: WorkloadNames

    init(_ names: WorkloadNames) { self.names = names }
}

/// The workloads that a worker has heard of, found by the texts in which peers tell of them.
struct PeerWorkloads {
    private struct Entry {
        let text: [UInt8]
        /// Nil for a text that says nothing.
        let workload: PeerWorkload?
        /// The next entry whose hash is the same; -1 for none.
        let next: Int
    }

    /// How a text says it.
    enum Form: UInt64 {
        /// As in `x-envoy-peer-metadata`.
        case field = 1
        /// As in an endpoint's metadata.
        case endpoint = 2
    }

    private var entries: [Entry] = []
    /// By hash, the first entry.
    private var first: [UInt64: Int] = [:]
    private var workloads: [WorkloadNames: PeerWorkload] = [:]
    // Invariant: the sum of the lengths of all texts.
    private(set) var textBytes = 0

    /// Texts that are remembered: each pod has its own. Beyond these all are forgotten, and asked anew.
    private static let mostTexts = 1_024
    /// Bytes of all of them: of a usual pod there are some hundred. It bounds what comparing costs too, where somebody
    /// chooses texts of one hash.
    static let mostTextBytes = 1 << 20
    /// Workloads beyond these are unknown ones: peers choose the names.
    private static let mostWorkloads = 2_048

    /// The workload of a text; nil when it says nothing.
    mutating func workload(_ form: Form, _ text: Span<UInt8>) -> PeerWorkload? {
        if text.isEmpty || text.count > PeerMetadataText.longest { return nil }
        let hash = Bytes.xxHash64(text, seed: form.rawValue)
        var place = first[hash] ?? -1
        while place >= 0 {
            let entry = entries[place]
            if Self.isSame(text, entry.text) { return entry.workload }
            place = entry.next
        }
        if entries.count >= Self.mostTexts || textBytes + text.count > Self.mostTextBytes {
            entries.removeAll()
            first.removeAll()
            textBytes = 0
        }
        let names =
            switch form {
            case .field: PeerMetadataText.decode(text)
            case .endpoint: PeerMetadataText.workload(ofEndpoint: text)
            }
        let workload = names.flatMap { known($0) }
        var copy: [UInt8] = []
        for index in text.indices { copy.append(text[index]) }
        entries.append(Entry(text: copy, workload: workload, next: first[hash] ?? -1))
        first[hash] = entries.count - 1
        textBytes += text.count
        return workload
    }

    private static func isSame(_ text: Span<UInt8>, _ known: [UInt8]) -> Bool { Bytes.equal(text, known.span) }

    private mutating func known(_ names: WorkloadNames) -> PeerWorkload? {
        if let workload = workloads[names] { return workload }
        guard workloads.count < Self.mostWorkloads else { return nil }
        let workload = PeerWorkload(names)
        workloads[names] = workload
        return workload
    }
}

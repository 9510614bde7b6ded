internal import Configuration
internal import Discovery
internal import Telemetry

/// A resource of the proxy with where it came from.
protocol DirectoryEntry {
    var name: String { get }
    /// Of its text; nil for those of the file.
    var fingerprint: ResourceFingerprint? { get }
    /// Whether a source gave it, and not the file.
    var isDynamic: Bool { get }
}

/// What listeners and clusters have alike: they come from the file and from a source, and warm up before they serve.
protocol WarmingDirectory: AnyObject {
    associatedtype Entry: DirectoryEntry

    /// What serves, in the order of its coming.
    var active: [Entry] { get }
    /// What waits, by name; its old self may serve meanwhile.
    var warming: [String: Entry] { get }
    var log: Log { get }
    /// What the log calls their source: `lds`.
    static var sourceName: String { get }

    /// Applies a response that may be taken, but for `reasons`.
    func apply(
        _ diff: ResourceDiff, of response: DiscoveredResponse, _ reasons: [String]
    ) -> (Subscription.Outcome, refusal: String?)
}

extension WarmingDirectory {
    /// Applies what a source says; with what became of it, and why it was not taken if that is so.
    func apply(_ response: DiscoveredResponse) -> (Subscription.Outcome, refusal: String?) {
        let current = (active.filter { warming[$0.name] == nil } + warming.values).compactMap { entry in
            entry.fingerprint.map { ResourceDiff.Item(name: entry.name, fingerprint: $0) }
        }
        switch ResourceIntake(response, current: current) {
        case .unreadable(let complaints):
            return (.unreadable, complaints.map(\.text).joined(separator: "\n"))
        case .refused(let complaints):
            return (.rejected, tell(complaints.map(\.text)))
        case .taken(let diff, let complaints):
            return apply(diff, of: response, complaints.map(\.text))
        }
    }

    /// Tells the log why something was not taken; returns the reasons as one text.
    func tell(_ reasons: [String]) -> String {
        for reason in reasons { log.warning(.config, "\(Self.sourceName): what is there stays: \(reason)") }
        return reasons.joined(separator: "\n")
    }

    /// The names of the file's.
    var staticNames: Set<String> { Set((active + warming.values).lazy.filter { !$0.isDynamic }.map(\.name)) }
}

internal import Buffers
internal import Configuration
internal import HTTPSemantics

/// Which redirects a route follows for its clients, as one worker asks it.
final class InternalRedirects {
    let configuration: InternalRedirectConfiguration
    private let copiedFields: [[UInt8]]

    init(_ configuration: InternalRedirectConfiguration) {
        self.configuration = configuration
        copiedFields = configuration.copiedFields.map { Array($0.utf8) }
    }

    /// Whether answers of that status are looked at.
    func concerns(_ status: UInt16) -> Bool { configuration.statuses.contains(status) }

    /// Gives the request the fields that the redirect says, or takes them from it.
    func copyFields(from answer: borrowing HeaderMap, to request: inout HeaderMap) {
        for name in copiedFields {
            request.remove(named: name.span)
            var index = answer.index(named: name.span)
            while index >= 0 {
                request.append(name: name.span, answer.value(at: index))
                index = answer.index(named: name.span, from: index + 1)
            }
        }
    }

    /// Whether a redirect may lead from one route to another. `history` is what the request has seen before.
    func allows(
        from source: [UInt8], to target: [UInt8], isPlain: Bool, targetIsPlain: Bool, _ history: inout RedirectHistory
    ) -> Bool {
        for condition in configuration.conditions {
            let isTrue =
                switch condition {
                case .isNew: history.noteStep(from: source, to: target)
                case .isNamed(let names): names.contains { $0.utf8.elementsEqual(target) }
                case .isSafe: !isPlain || targetIsPlain
                }
            if !isTrue { return false }
        }
        return true
    }
}

/// Where redirects have led a request.
struct RedirectHistory {
    /// Redirects that were followed.
    var count: UInt32 = 0
    private var steps: [(source: [UInt8], target: [UInt8])] = []

    /// Nowhere yet.
    init() {}

    /// Whether no redirect led from the one route to the other before; it has now.
    mutating func noteStep(from source: [UInt8], to target: [UInt8]) -> Bool {
        if steps.contains(where: { $0.source == source && $0.target == target }) { return false }
        steps.append((source, target))
        return true
    }
}

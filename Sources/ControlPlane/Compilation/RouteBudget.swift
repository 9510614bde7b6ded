internal import Configuration

/// How many routes may still be made for all nodes together: a few documents can ask for very many.
final class RouteBudget {
    private let complaints: ComplaintList
    private var left = most

    private static let most = 500_000

    init(_ complaints: ComplaintList) { self.complaints = complaints }

    /// Takes some routes that are made of a part of a document; false, with a complaint there, when they are too many.
    func spend(_ count: Int, at node: JSONNode) -> Bool {
        if left >= count {
            left -= count
            return true
        }
        if left >= 0 {
            complaints.complain(
                .wrongValue, at: node, "expected at most \(Self.most) routes for all nodes together, found more")
        }
        left = -1
        return false
    }
}

internal import Configuration
internal import HTTPSemantics

/// Conditions on header fields that have to hold together, in order.
///
/// A balanced tree, since a look at an element of a list would retain it; its depth is small however many there are.
final class HeaderConditions: Sendable {
    private let earlier: HeaderConditions?
    private let matcher: HeaderMatcher
    private let later: HeaderConditions?

    /// Compiles validated conditions; nil when there is none.
    init?(_ conditions: ArraySlice<HeaderMatcherConfiguration>) {
        if conditions.isEmpty { return nil }
        let middle = conditions.startIndex + conditions.count / 2
        earlier = HeaderConditions(conditions[..<middle])
        matcher = HeaderMatcher(conditions[middle])
        later = HeaderConditions(conditions[(middle + 1)...])
    }

    /// Whether all of them hold.
    func hold(for head: borrowing RequestHead) -> Bool {
        (earlier?.hold(for: head) ?? true) && matcher.matches(head) && (later?.hold(for: head) ?? true)
    }
}

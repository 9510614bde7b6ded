internal import Configuration
internal import HTTPSemantics

/// What chooses, in one virtual host, the routes that a request may take.
final class RouteMatcher: Sendable {
    private let tree: MatchTree
    /// The routes of each action, and their places in the virtual host.
    let lists: [(index: RouteIndex, routes: Range<Int>)]
    /// What has to be known of a request beside its head.
    var asks: RequestFacts.Kinds { tree.asks }

    /// Compiles a matcher over a virtual host's routes.
    init(_ matcher: MatcherConfiguration<Range<Int>>, _ paths: [PathMatcher], _ conditions: [RouteConditions?]) {
        var lists: [(index: RouteIndex, routes: Range<Int>)] = []
        let numbered = matcher.map { range in
            lists.append((RouteIndex(Array(paths[range]), Array(conditions[range])), range))
            return lists.count - 1
        }
        tree = MatchTree(numbered)
        self.lists = lists
    }

    /// The place in `lists` of the routes to look at; -1 for none.
    func choose(_ head: borrowing RequestHead, _ facts: RequestFacts) -> Int { tree.decide(head, facts) }
}

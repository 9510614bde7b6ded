/// A context that is made anew when what it is made from changes, whatever its side (`TLSContextSource`).
public protocol RenewableContext: AnyObject, Sendable {
    /// The field that it comes from, for messages.
    var place: String { get }
    /// The directories whose changes may concern it.
    var directories: [String] { get }
    /// The secrets of sources that it is made from.
    var secrets: [SuppliedSecret] { get }
    /// Makes the context anew if what it is made from has changed; whether it has. Reads files, so it blocks.
    func reload() throws(TLSProblem) -> Bool
    /// One of its secrets is another: makes it anew.
    func secretChanged() throws(TLSProblem)
    /// Counts files that could not take the place of others.
    func countFailure()
}

public import Configuration
internal import HTTPSemantics
public import NetworkAddresses

/// What a tree of matchers looks at: a request, or a connection.
public protocol MatchSubject: ~Copyable {
    /// What is known beside it.
    associatedtype Facts

    /// Calls `body` with an input as a text; nil when there is none.
    borrowing func withText<Result>(
        of input: MatchInput, _ facts: Facts, _ body: (Span<UInt8>) -> Result
    ) -> Result?

    /// An input that is an address; nil when there is none.
    borrowing func address(of input: MatcherInput) -> IPAddress?
}

/// An input of a matcher, compiled.
public struct MatchInput: Sendable {
    /// What it is.
    public let input: MatcherInput
    /// The name of the field, where it is one.
    let name: [UInt8]
    let id: HeaderID

    init(_ input: MatcherInput) {
        self.input = input
        guard case .header(let name) = input else {
            (self.name, id) = ([], .other)
            return
        }
        // Requests keep their host under `:authority`.
        let bytes = Array((name == "host" ? ":authority" : name).utf8)
        id = HeaderID(lowercased: bytes.span)
        self.name = bytes
    }
}

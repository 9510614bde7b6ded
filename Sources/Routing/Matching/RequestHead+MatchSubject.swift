internal import Buffers
public import Configuration
public import HTTPSemantics
public import NetworkAddresses

extension RequestHead: MatchSubject {
    /// Calls `body` with a field, or with a text that filters share. Several fields of one name are one, with commas
    /// between.
    public borrowing func withText<Result>(
        of input: MatchInput, _ facts: RequestFacts, _ body: (Span<UInt8>) -> Result
    ) -> Result? {
        if case .filterState(let key) = input.input { return facts.filterState[key].map { body($0.span) } }
        if input.id == .scheme {
            if scheme == .unknown { return nil }
            let text = scheme.text
            return body(text.span)
        }
        let first = Self.next(headers, input, from: 0)
        if first < 0 { return nil }
        var index = Self.next(headers, input, from: first &+ 1)
        if index < 0 { return body(headers.value(at: first)) }
        var whole = ByteBuffer()
        whole.append(headers.value(at: first))
        while index >= 0 {
            whole.append(UInt8(ascii: ","))
            whole.append(headers.value(at: index))
            index = Self.next(headers, input, from: index &+ 1)
        }
        return body(whole.readable)
    }

    /// Requests are not asked for addresses.
    public borrowing func address(of input: MatcherInput) -> IPAddress? { nil }

    private static func next(_ headers: borrowing HeaderMap, _ input: MatchInput, from start: Int) -> Int {
        if input.id == .other { return headers.index(named: input.name.span, from: start) }
        return headers.mayContain(input.id) ? headers.index(of: input.id, from: start) : -1
    }
}

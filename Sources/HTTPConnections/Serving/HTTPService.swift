/// What answers the requests of an `HTTPServiceServer`: an interface of the program itself, not traffic.
///
/// ```
///   head ─▶ bodyLimit ─▶ body … ─▶ serve ─▶ answer, now or later ─▶ exchangeEnded
///               └ may answer ──────────────────▲      └ the client leaves first: clientLeft ─▶ exchangeEnded
/// ```
///
/// All calls come on the server's loop. A body that takes too long, or more memory than its client may have, is given
/// up: `bodyGivenUp`, and it is never served.
public protocol HTTPService: AnyObject {
    /// The head of a request is there. May answer at once, and then returns whatever it likes.
    ///
    /// - Returns: how many bytes the body may have; a longer one is answered 413.
    func bodyLimit(of exchange: HTTPExchange) -> Int

    /// The request is complete. Call `exchange.answer` once, now or later.
    func serve(_ exchange: HTTPExchange)

    /// The client left before the request was answered, or before all of the answer was written.
    func clientLeft(_ exchange: HTTPExchange)

    /// A body is not waited for any more; the server answers by itself.
    func bodyGivenUp(_ exchange: HTTPExchange, _ reason: HTTPExchange.Surrender)

    /// The exchange is over, whatever its end; the last call.
    func exchangeEnded(_ exchange: HTTPExchange)
}

extension HTTPService {
    /// Does nothing.
    public func clientLeft(_ exchange: HTTPExchange) {}

    /// Does nothing.
    public func bodyGivenUp(_ exchange: HTTPExchange, _ reason: HTTPExchange.Surrender) {}

    /// Does nothing.
    public func exchangeEnded(_ exchange: HTTPExchange) {}
}

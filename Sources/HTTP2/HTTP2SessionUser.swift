/// Who uses a session: is asked for what takes a request, while its head is decoded.
///
/// Called from inside `HTTP2Session.step`; it may not call the session.
public protocol HTTP2SessionUser: AnyObject {
    /// The peer opens a stream: sets `stream.server`.
    func streamOpened(_ stream: HTTP2Stream)
}

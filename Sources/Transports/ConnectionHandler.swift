public import EventLoops

/// What happens on a connection, told to its codec or network filter. Subclasses override what they need.
///
/// Everything runs on the loop, and never from inside a call to the connection, with one exception: `close(.now)` and
/// `resetHard()` call `connectionClosed` before they return. The connection keeps its handler alive until it is closed.
open class ConnectionHandler: TimerOwner {
    /// The connection is open: after `start()` for an accepted one, after connecting for an upstream one, after the
    /// handshake when there is a transport socket. Default: nothing.
    open func connectionOpened() {}

    /// Bytes were appended to `connection.inbound`, or the peer ended its direction, or reading was resumed while
    /// bytes were left. What you do not consume stays, and more comes behind it: pause reading before it is too much.
    /// Default: nothing.
    ///
    /// - Parameter endOfStream: the peer has ended its direction and everything it sent is in `inbound`. The connection
    ///   stays open for our direction until you close it.
    open func connectionReadable(endOfStream: Bool) {}

    /// The connection is gone. Runs exactly once, and nothing runs after it. Default: nothing.
    open func connectionClosed(_ reason: ConnectionCloseReason) {}

    /// `outbound` grew beyond the buffer limit: stop feeding it. Runs once for each crossing. Default: nothing.
    open func connectionAboveHighWatermark() {}

    /// `outbound` shrank to half the buffer limit: feed it again. Runs once after each `connectionAboveHighWatermark`.
    /// Default: nothing.
    open func connectionBelowLowWatermark() {}

    /// `outbound` became empty after `notifyWhenDrained()`. Runs once for each request. Default: nothing.
    open func connectionDrained() {}

    /// The peer reset or fully closed while reading is paused, so nothing can be sent any more; bytes that came before
    /// may still be read after resuming. Default: nothing.
    open func connectionHungUpWhilePaused() {}
}

public import HTTPSemantics

/// What is known about one downstream connection beside its bytes. Listener filters, network filters, the end of the
/// chain and logs tell each other by it. Confined to the connection's loop.
public final class ConnectionFacts {
    /// When it began, how it ended, what was counted.
    public var info = StreamInfo()
    /// The name that the client asked for, as a first look at its bytes told; empty without such a look.
    public var requestedServerName = ""
    /// The cluster that a filter has chosen for it; nil means none has.
    public var clusterName: String?
    /// Why a filter ended it, for `%CONNECTION_TERMINATION_DETAILS%`; empty when none did.
    public var terminationDetails = ""
    /// Why this side ended it, for `%DOWNSTREAM_LOCAL_CLOSE_REASON%`; empty when it did not.
    public var localCloseReason = ""
    /// Why this side ended the upstream connection; empty when it did not.
    public var upstreamCloseReason = ""

    /// What filters leave for one another and for logs.
    public var metadata = Metadata()

    /// Texts that filters share; nil where no filter of its chain leaves any.
    public var texts: ConnectionTexts?

    /// The head of the answer that opened its tunnel, as JSON; nil where nobody keeps it.
    public var tunnelHeaders: [UInt8]?
    /// The trailers of that answer; nil as above.
    public var tunnelTrailers: [UInt8]?

    /// Nothing known yet.
    public init() {}
}

internal import HTTPConnections

/// What somebody asks the authority for, as far as it is looked at.
struct AuthorityRequest: Sendable, Equatable {
    /// Whether its method is POST.
    var isPost = true
    /// The value of `authorization`; empty means none.
    var authorization: [UInt8] = []
    /// The address of who asks; empty means it is not known.
    var peer = ""
    /// A certificate request in PEM.
    var body: [UInt8] = []
}

/// What the authority says.
struct AuthorityReply: Sendable, Equatable {
    var status: UInt16
    /// JSON.
    var body: [UInt8]
    var fields: [(name: String, value: String)] = []
    /// The statistics.
    var metric: AuthorityMetric
    /// For the audit log: who asked, as far as that is known, and what came of it.
    var who: String
    var outcome: String

    static func == (left: AuthorityReply, right: AuthorityReply) -> Bool {
        left.status == right.status && left.body == right.body && left.metric == right.metric && left.who == right.who
            && left.outcome == right.outcome && left.fields.elementsEqual(right.fields) { $0 == $1 }
    }

    var answer: HTTPAnswer { HTTPAnswer(status, body, contentType: "application/json", fields: fields) }
}

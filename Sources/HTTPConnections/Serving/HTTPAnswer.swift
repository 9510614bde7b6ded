/// What an `HTTPService` says to a request.
public struct HTTPAnswer: Sendable, Equatable {
    /// The status code, 200 to 599.
    public var status: UInt16
    /// The body. Its bytes are shared, not copied, by all who are answered the same.
    public var body: [UInt8]
    /// `content-type`; empty means none is said.
    public var contentType: String
    /// Further fields, names in lower case.
    public var fields: [(name: String, value: String)]

    /// Makes an answer.
    public init(
        _ status: UInt16, _ body: [UInt8] = [], contentType: String = "",
        fields: [(name: String, value: String)] = []
    ) {
        self.status = status
        self.body = body
        self.contentType = contentType
        self.fields = fields
    }

    /// An answer in JSON.
    public static func json(_ status: UInt16, _ body: [UInt8]) -> HTTPAnswer {
        HTTPAnswer(status, body, contentType: "application/json")
    }

    /// An answer in words.
    public static func text(_ status: UInt16, _ text: String) -> HTTPAnswer {
        HTTPAnswer(status, Array(text.utf8), contentType: "text/plain; charset=utf-8")
    }

    /// Whether both say the same.
    public static func == (left: HTTPAnswer, right: HTTPAnswer) -> Bool {
        left.status == right.status && left.body == right.body && left.contentType == right.contentType
            && left.fields.elementsEqual(right.fields) { $0 == $1 }
    }
}

internal import HTTPConnections
internal import HTTPSemantics

/// A file for browsers beside the interface. It holds nothing of the mesh: what it shows it asks the interface for,
/// with the token of whoever looks at it.
public struct InterfacePage: Sendable {
    /// The path, such as `/dashboard`.
    public let path: String
    /// Its `content-type`.
    public let contentType: String
    /// Further fields, names in lower case.
    public let fields: [(name: String, value: String)]
    /// Its bytes.
    public let body: [UInt8]

    /// Makes a file.
    public init(path: String, contentType: String, fields: [(name: String, value: String)], body: [UInt8]) {
        self.path = path
        self.contentType = contentType
        self.fields = fields
        self.body = body
    }

    /// What is answered for it. Where nobody may use the interface there is no page either.
    func answer(to exchange: HTTPExchange, hasTokens: Bool) -> HTTPAnswer {
        guard exchange.requestHead.method == .get || exchange.requestHead.method == .head else {
            var answer = HTTPAnswer.text(405, "expected GET\n")
            answer.fields.append((name: "allow", value: "GET, HEAD"))
            return answer
        }
        guard hasTokens else {
            return .text(403, "the control plane was started without --token-file: its interface is closed\n")
        }
        return HTTPAnswer(200, body, contentType: contentType, fields: fields)
    }
}

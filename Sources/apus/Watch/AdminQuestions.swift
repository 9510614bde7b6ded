internal import Configuration
internal import ControlPlane
internal import NetworkAddresses

/// Asks the admin interface of a proxy.
struct AdminQuestions {
    static let flags = [
        Flag("--admin", short: "-a", .value("ip:port|path"), "the proxy's admin interface; default 127.0.0.1:9901"),
        Flag("--output", short: "-o", .value("table|json"), "how it is written"),
    ]

    private let client: InterfaceClient
    /// Whether JSON is written.
    let writesJSON: Bool

    /// What the flags say.
    init(_ parsed: ParsedFlags) throws(CommandFailure) {
        try parsed.refuseOperands()
        let text = parsed.values["--admin"] ?? "127.0.0.1:9901"
        guard let address = SocketAddress(text) else {
            throw .usage("--admin: an address such as 127.0.0.1:9901 expected, found '\(text)'")
        }
        var client = InterfaceClient(address: address)
        client.serverName = "admin"
        self.client = client
        writesJSON = try parsed.choice("--output", among: ["table", "json"]) == "json"
    }

    /// Why there is no answer.
    struct Failure: Error {
        let text: String
    }

    /// The JSON of a path.
    func ask(_ path: String) throws(Failure) -> JSONNode {
        let reply: InterfaceClient.Reply
        switch client.get(path, seconds: 30) {
        case .failure(let problem): throw Failure(text: problem.text)
        case .success(let value): reply = value
        }
        guard reply.status == 200 else {
            let text = String(decoding: reply.body.prefix(300), as: UTF8.self).oneLine
            throw Failure(text: "the admin interface answers \(reply.status) to \(path.prefix { $0 != "?" }): \(text)")
        }
        guard case .success(let document) = JSONReader(dialect: .strict).read(reply.body, file: "") else {
            throw Failure(text: "the admin interface answers no JSON to \(path.prefix { $0 != "?" })")
        }
        return document.root
    }
}

extension JSONNode {
    /// A number, also where protobuf's JSON writes it as a text.
    var double: Double? { (numberText ?? string).flatMap { Double($0) } }
}

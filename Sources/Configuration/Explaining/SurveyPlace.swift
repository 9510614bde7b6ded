/// A place of a file where an object of some type stands, and what must stand around it and in it.
struct SurveyPlace {
    /// The full name of the object's type.
    let type: String
    /// What stands before the object's members, and behind them.
    let opening, closing: String
    /// The path of a member in complaints, but for its name; known once the reader has come there.
    var path = ""
    /// What stands in the object so that its other members are looked at, by field.
    var given: [(name: String, text: String)] = []
    /// What the place is told by: its type, or, where it holds an extension, the field that it stands in.
    var key: String
    /// The fields that the reader asks for, each with others that would do.
    var required: [[String]] = []

    /// Where a walk begins: the top of a bootstrap file, and a listener of datagrams, which holds other filters.
    static let tops: [SurveyPlace] = {
        var datagrams = SurveyPlace(
            type: "envoy.config.listener.v3.Listener", opening: "{\"static_resources\":{\"listeners\":[{",
            closing: "}]}}", key: "datagrams")
        datagrams.given = [("name", "\"l\""), ("address", SurveyNeeds.datagrams)]
        return [
            SurveyPlace(type: FieldExplainer.usual[0], opening: "{", closing: "}", key: FieldExplainer.usual[0]),
            datagrams,
        ]
    }()

    /// The file with a member in the object, beside what must stand there. What excludes the member is left out.
    func text(_ message: MessageDescription, _ name: String, _ value: String) -> String {
        opening + (companions(of: name, in: message) + [Self.member(name, value)]).joined(separator: ",") + closing
    }

    /// The place of an object in a member of this one.
    func child(_ message: MessageDescription, _ name: String, type: String, _ before: String, _ after: String)
        -> SurveyPlace
    {
        let members = companions(of: name, in: message).map { $0 + "," }.joined()
        return SurveyPlace(
            type: type, opening: "\(opening)\(members)\"\(name)\":\(before)", closing: after + closing, key: type)
    }

    /// What stands beside a member.
    private func companions(of name: String, in message: MessageDescription) -> [String] {
        let oneof = message.fields.first { $0.name == name }?.oneof
        var others = given.filter { other in
            guard other.name != name else { return false }
            return oneof == nil || message.fields.first { $0.name == other.name }?.oneof != oneof
        }
        for needed in SurveyNeeds.beside["\(type).\(name)"] ?? [:] {
            others.removeAll { $0.name == needed.key }
            others.append((needed.key, needed.value))
        }
        return others.map { Self.member($0.name, $0.text) }
    }

    private static func member(_ name: String, _ value: String) -> String { "\"\(name)\":\(value)" }
}

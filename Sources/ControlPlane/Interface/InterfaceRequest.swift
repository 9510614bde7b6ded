internal import Buffers
internal import Configuration
internal import HTTPConnections
internal import HTTPSemantics

/// What a request at the interface is about: its method, the parts of its path, and its parameters.
struct InterfaceRequest: Equatable {
    let method: HTTPMethod
    /// The parts between the slashes, decoded.
    let parts: [String]
    private let parameters: [String: String]

    /// Takes a target apart; nil when it is none (RFC 9112 §3.2.1), or has an encoding that is broken (RFC 3986 §2.1).
    init?(method: HTTPMethod, target: [UInt8]) {
        guard target.first == UInt8(ascii: "/") else { return nil }
        let end = target.firstIndex(of: UInt8(ascii: "?")) ?? target.endIndex
        var parts: [String] = []
        for part in target[1..<end].split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            guard let text = Self.decoded(part) else { return nil }
            parts.append(text)
        }
        var parameters: [String: String] = [:]
        for pair in target[end...].dropFirst().split(separator: UInt8(ascii: "&")) {
            let sides = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decoded(sides[0]), let value = Self.decoded(sides.count > 1 ? sides[1] : []) else {
                return nil
            }
            parameters[name] = value
        }
        self.method = method
        self.parts = parts
        self.parameters = parameters
    }

    /// What is wrong with the parameters where only these are known; nil means nothing.
    func problem(knowing names: [String]) -> String? {
        guard let unknown = parameters.keys.sorted().first(where: { !names.contains($0) }) else { return nil }
        if let near = NearestName.of(unknown, in: names) { return "\(unknown): did you mean \(near)?" }
        let known = names.isEmpty ? "no parameters" : names.joined(separator: ", ")
        return "\(unknown): expected \(known)"
    }

    /// The value of a parameter; nil when it is not given.
    subscript(_ name: String) -> String? { parameters[name] }

    /// The value of a parameter as a number that is not negative; nil when it is none.
    func number(_ name: String) -> Int? { self[name].flatMap { Int($0) }.flatMap { $0 < 0 ? nil : $0 } }

    private static func decoded(_ text: ArraySlice<UInt8>) -> String? {
        var bytes: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst()?.hexadecimalDigit, let low = rest.popFirst()?.hexadecimalDigit else {
                return nil
            }
            bytes.append(high << 4 | low)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}

extension PublicationHistory.Condition {
    /// The condition of a request by its `if-match` and `if-none-match` (RFC 9110 §13.1), in the order of §13.2.2.
    init(ifMatch: String?, ifNoneMatch: String?) {
        var parts: [Self] = []
        if let ifMatch {
            let tags = Self.tags(ifMatch)
            // A weak tag equals none here (RFC 9110 §8.8.3.2), and what begins with W/ is no version.
            parts.append(tags == ["*"] ? .exists : .version(tags))
        }
        if let ifNoneMatch {
            let tags = Self.tags(ifNoneMatch)
            // Weak or not does not count here.
            parts.append(
                tags == ["*"] ? .absent : .otherThan(tags.map { $0.hasPrefix("W/") ? String($0.dropFirst(2)) : $0 }))
        }
        switch parts.count {
        case 0: self = .none
        case 1: self = parts[0]
        default: self = .all(parts)
        }
    }

    private static func tags(_ field: String) -> [String] {
        field.split(separator: ",").map { String($0).trimmedOfSpace.filter { $0 != "\"" } }
    }
}

extension String {
    fileprivate var trimmedOfSpace: String {
        String(drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }
}

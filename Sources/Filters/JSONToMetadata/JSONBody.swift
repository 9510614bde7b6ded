internal import Buffers
internal import Configuration
internal import HTTPSemantics

/// A body that is JSON, as Envoy reads it: a byte order mark is passed over, a body ends before its first NUL, and of
/// keys that stand twice in an object the last counts. Whole numbers above 2^63 - 1, and those that no floating-point
/// number is near to, make it none.
struct JSONBody {
    private let root: JSONNode
    /// Longer texts are not taken, as in Envoy.
    private static let longest = 8 << 10
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// nil: it is none. Nesting is bounded by the bytes alone: nothing here follows it by recursion.
    init?(_ body: [UInt8]) {
        var text = body.prefix { $0 != 0 }
        if text.starts(with: Self.byteOrderMark) { text = text.dropFirst(Self.byteOrderMark.count) }
        let reader = JSONReader(dialect: .strict, maximumDepth: .max)
        guard let document = reader.readRepeating(Array(text)), document.hasOnlyUsualNumbers else { return nil }
        root = document.root
    }

    /// Whether anything can be looked for in it.
    var isContainer: Bool { root.kind == .object || root.kind == .array }

    /// What a rule finds.
    enum Finding {
        /// This.
        case value(MetadataValue)
        /// Something of which nothing is made.
        case nothing
        /// Nothing.
        case missing
    }

    /// Follows the keys of a rule. A value that the rule gives itself is found wherever the last key would stand, as in
    /// Envoy.
    func find(_ rule: JSONToMetadataConfiguration.Rule) -> Finding {
        var node = root
        for key in rule.path.dropLast() {
            guard let next = node.last(key), next.kind == .object else { return .missing }
            node = next
        }
        guard let target = rule.whenPresent else { return .nothing }
        if let value = target.value { return .value(MetadataValue(value)) }
        guard let key = rule.path.last, let found = node.last(key) else { return .missing }
        return switch target.form {
        case .itself: itself(found)
        case .text: text(of: found)
        case .number: number(of: found)
        }
    }

    private func itself(_ node: JSONNode) -> Finding {
        switch node.kind {
        case .bool: return .value(.bool(node.bool ?? false))
        case .number: return .value(.number(Self.number(node)))
        case .string:
            let text = node.string ?? ""
            return text.utf8.count > Self.longest ? .missing : .value(.text(text))
        case .null, .object, .array: return .missing
        }
    }

    private func text(of node: JSONNode) -> Finding {
        let text: String
        switch node.kind {
        case .bool: text = node.bool == true ? "1" : "0"
        case .number: text = node.numberText.flatMap { Int64($0) }?.description ?? FixedPoint.text(Self.number(node))
        case .string: text = node.string ?? ""
        case .null, .object, .array: return .missing
        }
        if text.utf8.count > Self.longest { return .missing }
        return text.isEmpty ? .nothing : .value(.text(text))
    }

    private func number(of node: JSONNode) -> Finding {
        switch node.kind {
        case .bool: return .value(.number(node.bool == true ? 1 : 0))
        case .number: return .value(.number(Self.number(node)))
        case .string:
            let text = (node.string ?? "").utf8
            let start = text.firstIndex { !Self.isSpace($0) } ?? text.endIndex
            let end = text.lastIndex { !Self.isSpace($0) }.map { text.index(after: $0) } ?? start
            return Double(String(decoding: text[start..<end], as: UTF8.self)).map { .value(.number($0)) } ?? .missing
        case .null, .object, .array: return .missing
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    /// A whole number has no sign when it is 0.
    private static func number(_ node: JSONNode) -> Double {
        let text = node.numberText ?? ""
        return Int64(text).map(Double.init) ?? Double(text) ?? 0
    }
}

internal import Buffers
internal import Configuration
internal import HTTPSemantics
internal import RegularExpressions

/// Rules as one worker applies them: expressions keep room for their work.
final class MetadataRules {
    let request: [MetadataRule]
    let response: [MetadataRule]

    init(_ configuration: HeaderToMetadataConfiguration) {
        request = configuration.requestRules.map { MetadataRule($0) }
        response = configuration.responseRules.map { MetadataRule($0) }
    }
}

/// One rule: takes a value out of a head, and makes metadata of it.
final class MetadataRule {
    private typealias Target = HeaderToMetadataConfiguration.Target

    private let rule: HeaderToMetadataConfiguration.Rule
    private let name: [UInt8]
    /// Whether it takes a response's status or a request's scheme, which are no fields here.
    private let isStatus: Bool
    private let isScheme: Bool
    private let rewriter: RegularExpressionRewriter?
    /// Longer values are left alone, as in Envoy.
    private static let longest = 8 << 10

    init(_ rule: HeaderToMetadataConfiguration.Rule) {
        self.rule = rule
        switch rule.source {
        case .header(let name): self.name = Array((name == "host" ? ":authority" : name).utf8)
        case .cookie(let name): self.name = Array(name.utf8)
        }
        isStatus = rule.source == .header(":status")
        isScheme = rule.source == .header(":scheme")
        rewriter = rule.whenPresent?.rewrite.map { RegularExpressionRewriter($0.expression) }
    }

    /// Applies the rule to a head, which may lose the field; `status` is that of a response, `scheme` a request's.
    func apply(
        to headers: inout HeaderMap, status: UInt16? = nil, scheme: HTTPScheme? = nil, _ metadata: inout Metadata
    ) {
        let unlisted =
            status.flatMap { isStatus ? Array("\($0)".utf8) : nil } ?? scheme.flatMap { isScheme ? $0.text : nil }
        guard let value = unlisted ?? value(in: headers) else {
            if let target = rule.whenMissing { set(Array(target.value.utf8), target, &metadata) }
            return
        }
        if let target = rule.whenPresent {
            set(target.value.isEmpty ? rewritten(value, target) : Array(target.value.utf8), target, &metadata)
        }
        if rule.removes, case .header = rule.source {
            let name = name
            headers.remove(named: name.span)
        }
    }

    private func value(in headers: borrowing HeaderMap) -> [UInt8]? {
        let name = name
        if case .cookie = rule.source {
            guard let place = headers.cookie(named: name.span) else { return nil }
            return Self.bytes(headers.value(at: place.field).extracting(place.range))
        }
        var index = headers.index(named: name.span)
        if index < 0 { return nil }
        var value: [UInt8] = []
        var isFirst = true
        while index >= 0 {
            if !isFirst { value.append(UInt8(ascii: ",")) }
            isFirst = false
            value += Self.bytes(headers.value(at: index))
            index = headers.index(named: name.span, from: index + 1)
        }
        return value
    }

    private static func bytes(_ span: Span<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        for index in span.indices { bytes.append(span[index]) }
        return bytes
    }

    private func rewritten(_ value: [UInt8], _ target: Target) -> [UInt8] {
        guard let rewriter, let rewrite = target.rewrite else { return value }
        var result: [UInt8] = []
        let isChanged = rewriter.replaceAll(in: value.span, with: rewrite.substitution) { piece in
            for index in piece.indices { result.append(piece[index]) }
        }
        return isChanged ? result : value
    }

    /// The bytes of base64 that ends with at most two `=`, whether or not they pad it; nil when it is none.
    private static func decoded(_ value: [UInt8]) -> [UInt8]? {
        var digits = value[...]
        for _ in 0..<2 where digits.last == UInt8(ascii: "=") { digits.removeLast() }
        if digits.last == UInt8(ascii: "=") { return nil }
        let padded = digits + [UInt8](repeating: UInt8(ascii: "="), count: (4 - digits.count % 4) % 4)
        let text = Array(padded)
        var decoded: [UInt8] = []
        return Base64Coding.decode(text.span, .standard, to: &decoded) ? decoded : nil
    }

    private func set(_ value: [UInt8], _ target: Target, _ metadata: inout Metadata) {
        var value = value
        if value.isEmpty || value.count >= Self.longest { return }
        if target.isBase64 {
            guard let decoded = Self.decoded(value), !decoded.isEmpty else { return }
            value = decoded
        }
        if !target.isNumber {
            metadata.set(target.key, in: target.space, to: .string(value))
        } else if let number = Double(String(decoding: value, as: UTF8.self)) {
            metadata.set(target.key, in: target.space, to: .number(number))
        }
    }
}

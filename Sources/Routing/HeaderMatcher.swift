internal import Buffers
public import Configuration
public import HTTPSemantics
internal import RegularExpressions

/// A compiled condition on a header field.
///
/// Of several fields of one name, one that is so is enough. A class, because a struct of texts in a list would have
/// them all retained at each look.
/// Source: https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/route/v3/route_components.proto (HeaderMatcher)
public final class HeaderMatcher: Sendable {
    private let name: [UInt8]
    private let id: HeaderID
    private let condition: Condition
    private let text: TextMatcher
    private let isInverted: Bool
    private let treatsMissingAsEmpty: Bool

    private enum Condition: Sendable {
        case present(Bool)
        case range(start: Int64, end: Int64)
        /// As `text` says.
        case text
    }

    /// Compiles a validated condition.
    public init(_ configuration: HeaderMatcherConfiguration) {
        // Requests keep their host under `:authority`.
        let name = Array((configuration.name == "host" ? ":authority" : configuration.name).utf8)
        id = HeaderID(lowercased: name.span)
        self.name = name
        switch configuration.condition {
        case .present(let present): (condition, text) = (.present(present), TextMatcher(.exact, ""))
        case .range(let start, let end): (condition, text) = (.range(start: start, end: end), TextMatcher(.exact, ""))
        case .text(let text): (condition, self.text) = (.text, TextMatcher(text))
        }
        isInverted = configuration.isInverted
        treatsMissingAsEmpty = configuration.treatsMissingAsEmpty
    }

    /// Whether a request is as it must be.
    public func matches(_ head: borrowing RequestHead) -> Bool {
        if id == .scheme { return matchesScheme(head.scheme) }
        return matches(head.headers)
    }

    /// The scheme is no field. A request has none before it was found out what it is.
    private func matchesScheme(_ scheme: HTTPScheme) -> Bool {
        if case .present(let present) = condition {
            return ((scheme != .unknown || treatsMissingAsEmpty) == present) != isInverted
        }
        if scheme == .unknown { return treatsMissingAsEmpty && matches(Span()) != isInverted }
        let text = scheme.text
        return matches(text.span) != isInverted
    }

    /// Whether the fields are as they must be.
    public func matches(_ headers: borrowing HeaderMap) -> Bool {
        let first = next(headers, from: 0)
        if case .present(let present) = condition {
            return ((first >= 0 || treatsMissingAsEmpty) == present) != isInverted
        }
        if first < 0 { return treatsMissingAsEmpty && matches(Span()) != isInverted }
        var index = first
        repeat {
            if matches(headers.value(at: index)) { return !isInverted }
            index = next(headers, from: index &+ 1)
        } while index >= 0
        return isInverted
    }

    private func next(_ headers: borrowing HeaderMap, from start: Int) -> Int {
        if id == .other {
            let name = name
            return headers.index(named: name.span, from: start)
        }
        return headers.mayContain(id) ? headers.index(of: id, from: start) : -1
    }

    private func matches(_ value: Span<UInt8>) -> Bool {
        switch condition {
        case .present(let present): return present
        case .range(let start, let end):
            guard let number = Self.number(value) else { return false }
            return number >= start && number < end
        case .text: return text.matches(value)
        }
    }

    /// A whole number with an optional sign; nil for anything else.
    private static func number(_ text: Span<UInt8>) -> Int64? {
        let isNegative = text.count > 0 && text[0] == UInt8(ascii: "-")
        var index = isNegative || (text.count > 0 && text[0] == UInt8(ascii: "+")) ? 1 : 0
        if index == text.count { return nil }
        var value: Int64 = 0
        while index < text.count {
            guard text[index] >= 0x30, text[index] <= 0x39 else { return nil }
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let digit = Int64(text[index] - 0x30)
            let (sum, carry) =
                isNegative
                ? product.subtractingReportingOverflow(digit) : product.addingReportingOverflow(digit)
            if overflow || carry { return nil }
            value = sum
            index += 1
        }
        return value
    }
}

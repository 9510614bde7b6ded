internal import Configuration
internal import HTTPSemantics
internal import RegularExpressions

/// A compiled condition on a cookie: on the first of its name.
struct CookieMatcher: Sendable {
    private let name: [UInt8]
    private let text: TextMatcher
    private let isInverted: Bool

    init(_ configuration: CookieMatcherConfiguration) {
        name = Array(configuration.name.utf8)
        text = TextMatcher(configuration.text)
        isInverted = configuration.isInverted
    }

    /// Whether the cookie of a request is so.
    func matches(_ headers: borrowing HeaderMap) -> Bool {
        guard let place = headers.cookie(named: name.span) else { return isInverted }
        return text.matches(headers.value(at: place.field).extracting(place.range)) != isInverted
    }
}

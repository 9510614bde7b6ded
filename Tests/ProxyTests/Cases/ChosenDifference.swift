/// The differences from Envoy that ARCHITECTURE.md lists, and the cases that show them. What Apus does in those cases
/// stands in `Golden/chosen-differences.txt`.
enum ChosenDifference: String, CaseIterable {
    /// A client that has closed its direction is answered.
    case halfClosedClient
    /// What RFC 9112 lets a recipient refuse is refused.
    case strictFraming
    /// HTTP/1.0 clients get no 1xx.
    case noInterimForOldVersions
    /// Parameters of a query that a filter rewrites stay percent-encoded.
    case keptEncoding
    /// What came before a fault in the framing of an answer goes on.
    case bytesBeforeTheFault
    /// A credential that no field may have is refused before anybody is connected to.
    case earlyRefusalOfCredentials
    /// A body that ends with its connection is cut off by a reset.
    case cutByReset

    /// Names of cases.
    var cases: [String] {
        switch self {
        case .halfClosedClient: ["leaves-before-the-answer", "leaves-in-the-middle-of-the-answer"]
        case .strictFraming:
            [
                "bare-cr-before-the-request", "bare-cr-in-a-value", "bare-lf-after-a-field",
                "bare-lf-after-request-line", "bare-lf-at-the-end", "bare-lf-before-the-request",
                "bare-lf-behind-chunk-data", "bare-lf-behind-the-last-chunk", "bare-lf-everywhere", "two-cr-before-lf",
                "obs-fold", "obs-fold-in-a-trailer", "obs-fold-of-content-length", "obs-fold-of-transfer-encoding",
                "obs-fold-twice", "obs-fold-with-tab",
                "space-behind-the-version", "tabs-in-the-request-line", "two-spaces-after-method",
                "two-spaces-after-target", "http09",
                "bytes-behind-chunk-data", "extension-of-20000", "nul-in-a-chunk-extension", "size-trailing-space",
                "size-trailing-tab", "space-inside-a-chunk-size",
                "extension-empty", "extension-no-token", "extension-open-quote",
                "coding-chunked-gzip", "coding-identity-field-second",
                "host-at", "host-bad-port", "host-bad-ipv6", "ignore-port", "strip-any-port", "csrf-odd-hosts",
                "dynamic-host-no-port", "host-twice-different", "host-twice-equal",
                "virtual-host-of-two-hosts",
                "http10-post-chunked",
                "connect-granted-with-a-length", "upgrade-refused-by-name", "answer-101-unasked",
                "answer-with-bare-cr-in-a-value", "answer-with-bare-lf", "answer-with-obs-fold",
            ]
        case .noInterimForOldVersions: ["http10-expect-continue"]
        case .keptEncoding: ["query-encoded"]
        case .bytesBeforeTheFault: ["answer-second-chunk-size-bad"]
        case .earlyRefusalOfCredentials:
            ["injected-two-lines", "injected-control-bytes", "injected-control-bytes-over-others"]
        case .cutByReset: ["resets-inside-a-body-without-a-length"]
        }
    }

    /// The cases of all differences.
    static let names = Set(allCases.flatMap(\.cases))
}

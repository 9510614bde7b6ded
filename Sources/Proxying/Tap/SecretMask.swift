internal import Buffers

/// Keeps secrets out of what operators are shown of requests.
///
/// Fields show their values only when they are on a list. In paths and queries the shape decides: words and short
/// numbers are shown; what looks random, is long, or has a name that speaks of secrets is not. A secret that is a plain
/// word of a path cannot be told from a name. Only the first KiB of a path is looked at, however long it is.
enum SecretMask {
    /// Fields whose values say nothing that lets somebody in.
    private static let harmless: Set<String> = [
        "accept", "accept-encoding", "accept-language", "accept-ranges", "age", "allow", "cache-control", "connection",
        "content-disposition", "content-encoding", "content-language", "content-length", "content-range",
        "content-type", "date", "expect", "expires", "grpc-message", "grpc-status", "grpc-timeout", "host",
        "if-modified-since", "keep-alive", "last-modified", "origin", "range", "retry-after", "server", "te",
        "traceparent", "trailer", "transfer-encoding", "upgrade", "user-agent", "vary", "via", "x-b3-sampled",
        "x-b3-spanid", "x-b3-traceid", "x-envoy-attempt-count", "x-envoy-decorator-operation",
        "x-envoy-expected-rq-timeout-ms", "x-envoy-external-address", "x-envoy-internal", "x-envoy-overloaded",
        "x-envoy-upstream-service-time",
        "x-forwarded-for", "x-forwarded-host", "x-forwarded-port", "x-forwarded-proto", "x-request-id",
    ]
    /// Parts of a parameter's name behind which there may be a secret.
    private static let secretive: [[UInt8]] = [
        "access", "assertion", "auth", "code", "cookie", "credential", "hash", "hmac", "jwt", "key", "login", "nonce",
        "otp", "pass", "pin", "pwd", "secret", "session", "sid", "sig", "state", "ticket", "token",
    ].map { Array($0.utf8) }
    /// Parameters that tell what is shown: their values may be longer than others.
    private static let familiar: Set<String> = [
        "count", "dir", "fields", "format", "height", "lang", "limit", "locale", "offset", "order", "page", "per_page",
        "size", "sort", "v", "version", "width",
    ]
    /// Bytes of a value, and of a path, that are shown at most.
    private static let longestValue = 256
    private static let longestPath = 1_024

    /// The value of a field, or how long it is.
    static func value(_ value: Span<UInt8>, ofField name: String) -> String {
        guard harmless.contains(name) else { return "(\(value.count) bytes)" }
        let shown = cut(value, longestValue)
        return name == "host" || name == "origin" || name == "x-forwarded-host" ? withoutUser(shown) : shown
    }

    /// An authority, or a URL that is not more than one, without who is named before its host (RFC 3986 §3.2.1).
    static func withoutUser(_ authority: String) -> String {
        guard let sign = authority.utf8.lastIndex(of: UInt8(ascii: "@")) else { return authority }
        let before = authority[..<sign]
        let scheme = before.range(ofText: "://").map { before[..<$0.upperBound] } ?? ""
        return "\(scheme)(\(before.utf8.count - scheme.utf8.count) bytes)\(authority[sign...])"
    }

    /// A text, up to so many bytes of it.
    static func cut(_ text: Span<UInt8>, _ limit: Int) -> String {
        let start = (0..<min(text.count, limit)).map { text[$0] }
        return String(decoding: start, as: UTF8.self) + (text.count > limit ? "…" : "")
    }

    /// A path with its query, without what may be secrets.
    static func path(_ path: Span<UInt8>) -> String {
        let text = (0..<min(path.count, longestPath)).map { path[$0] }
        var shown: [UInt8] = []
        var start = 0
        var (isQuery, isParameter) = (false, false)
        for (place, byte) in text.enumerated() {
            let ends =
                byte == UInt8(ascii: ";")
                || (isQuery ? byte == UInt8(ascii: "&") : [0x2f, 0x3f, 0x23].contains(byte))  // "/?#"
            if !ends { continue }
            append(text[start..<place], isParameter: isQuery || isParameter, to: &shown)
            shown.append(byte)
            start = place + 1
            if !isQuery {
                isQuery = byte != UInt8(ascii: ";") && byte != UInt8(ascii: "/")
                isParameter = byte == UInt8(ascii: ";")
            }
            if shown.count > longestPath { break }
        }
        if path.count > longestPath || shown.count > longestPath {
            // What the limit cuts may be the beginning of a secret.
            shown.append(contentsOf: "…".utf8)
        } else {
            append(text[start...], isParameter: isQuery || isParameter, to: &shown)
        }
        return String(decoding: shown, as: UTF8.self)
    }

    private static func append(_ piece: ArraySlice<UInt8>, isParameter: Bool, to shown: inout [UInt8]) {
        func append(_ part: ArraySlice<UInt8>, if isShown: Bool) {
            if isShown || part.isEmpty {
                shown.append(contentsOf: part)
            } else {
                shown.append(contentsOf: "(\(part.count) bytes)".utf8)
            }
        }
        guard isParameter else { return append(piece, if: isPlain(piece)) }
        guard let equals = piece.firstIndex(of: UInt8(ascii: "=")) else { return append(piece, if: isShort(piece)) }
        let (name, value) = (piece[..<equals], piece[(equals + 1)...])
        append(name, if: isPlain(name))
        shown.append(UInt8(ascii: "="))
        let mayShow = isPlain(name) && !isSecretive(name)
        append(
            value,
            if: mayShow
                && (isShort(value) || isPlain(value) && familiar.contains(String(decoding: name, as: UTF8.self)))
        )
    }

    /// Whether a name speaks of secrets. An encoded letter would hide that.
    private static func isSecretive(_ name: ArraySlice<UInt8>) -> Bool {
        if name.contains(UInt8(ascii: "%")) { return true }
        return name.indices.contains { place in
            secretive.contains { word in
                name.endIndex - place >= word.count && word.indices.allSatisfy { name[place + $0] | 0x20 == word[$0] }
            }
        }
    }

    /// Whether it is a short number or a short word, and no more.
    private static func isShort(_ text: ArraySlice<UInt8>) -> Bool {
        text.allSatisfy(isDigit) ? text.count <= 8 : text.allSatisfy(isLetter) && text.count <= 12
    }

    /// Whether it is made of words and short numbers, and of one short mixture of both at most (`v1beta1`).
    private static func isPlain(_ text: ArraySlice<UInt8>) -> Bool {
        if text.count > 64 { return false }
        var (letters, digits, allDigits, mixtures) = (0, 0, 0, 0)
        var hasColon = false
        for byte in text + [UInt8(ascii: "-")] {
            if isLetter(byte) {
                letters += 1
            } else if isDigit(byte) {
                digits += 1
            } else if byte > 0x20 && byte < 0x7f {
                if letters > 0 && digits > 0 { mixtures += 1 }
                if letters > 24 || digits > 8 || letters > 0 && digits > 0 && letters + digits > 8 { return false }
                hasColon = hasColon || byte == UInt8(ascii: ":")
                allDigits += digits
                (letters, digits) = (0, 0)
            } else {
                return false
            }
        }
        return mixtures <= 1 && allDigits <= 12 && !(hasColon && allDigits > 0)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    private static func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7a }
}

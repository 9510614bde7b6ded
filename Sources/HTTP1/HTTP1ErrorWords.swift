internal import Buffers
internal import HTTPSemantics

/// What was wrong with a request, in the words that Envoy has for the end of its connection.
enum HTTP1ErrorWords {
    /// Finds the words for a problem; nil where Envoy's codec sees none.
    ///
    /// - Parameters:
    ///   - head: the bytes of the request's head as far as they have come; empty when the head was good.
    ///   - allowsCustomMethods: whether a method may be any token.
    static func words(
        for problem: MessageProblem, head: Span<UInt8>, allowsCustomMethods: Bool
    ) -> StaticString? {
        switch problem {
        case .codecError:
            head.isEmpty
                ? "codec_error:http/1.1_protocol_error:_HPE_INVALID_CHUNK_SIZE"
                : words(head, allowsCustomMethods: allowsCustomMethods)
        case .invalidCharacters: "codec_error:http/1.1_protocol_error:_header_value_contains_invalid_chars"
        case .underscore: "codec_error:http/1.1_protocol_error:_header_name_contains_underscores"
        case .invalidURL: "codec_error:http/1.1_protocol_error:_invalid_url_in_request_line"
        case .invalidScheme: "codec_error:http/1.1_protocol_error:_invalid_scheme"
        case .invalidAuthority:
            "codec_error:http/1.1_protocol_error:_request_headers_failed_spec_compliance_checks"
        case .bodyDisallowed: "codec_error:http/1.1_protocol_error:_unsupported_content_length"
        case .lengthAndChunked:
            "codec_error:http/1.1_protocol_error:_both_'Content-Length'_and_'Transfer-Encoding'_are_set."
        case .invalidTransferEncoding: "codec_error:http/1.1_protocol_error:_unsupported_transfer_encoding"
        case .lowVersion: "codec_error:Upgrade_required_for_HTTP/1.0_or_HTTP/0.9"
        case .headTooLarge: "codec_error:http/1.1_protocol_error:_headers_size_exceeds_limit"
        case .tooManyFields: "codec_error:http/1.1_protocol_error:_headers_count_exceeds_limit"
        default: nil
        }
    }

    /// The words for what is wrong in the lines of a head; the first that is.
    private static func words(_ head: Span<UInt8>, allowsCustomMethods: Bool) -> StaticString {
        var end = lineEnd(head, from: 0)
        let line = head.extracting(0..<end)
        let space = Bytes.firstIndex(of: 0x20, in: line)
        let method = line.extracting(0..<(space < 0 ? end : space))
        if !HTTP1RequestLine.isMethod(method, allowCustom: allowsCustomMethods) {
            return "codec_error:http/1.1_protocol_error:_HPE_INVALID_METHOD"
        }
        let target = space &+ 1
        let targetEnd = space < 0 ? end : Bytes.firstNotVisible(in: line, from: target)
        guard space >= 0, targetEnd > target, isTarget(line.extracting(target..<targetEnd)) else {
            return "codec_error:http/1.1_protocol_error:_HPE_INVALID_URL"
        }
        if !isVersion(line.extracting(targetEnd..<end)) {
            return "codec_error:http/1.1_protocol_error:_HPE_INVALID_VERSION"
        }
        while end &+ 2 < head.count {
            let start = end &+ 2
            end = lineEnd(head, from: start)
            let field = head.extracting(start..<end)
            if field.isEmpty { break }
            let colon = Bytes.firstIndex(of: UInt8(ascii: ":"), in: field)
            if colon < 0 { return "codec_error:http/1.1_protocol_error:_HEADER_MISSING_COLON" }
            if colon == 0 { return "codec_error:http/1.1_protocol_error:_INVALID_HEADER_FORMAT" }
            for index in 0..<colon where !Bytes.isToken(field[index]) {
                return "codec_error:http/1.1_protocol_error:_INVALID_HEADER_NAME_CHARACTER"
            }
        }
        return "codec_error:http/1.1_protocol_error:_UNPARSABLE_CONTENT_LENGTH"
    }

    private static func lineEnd(_ head: Span<UInt8>, from start: Int) -> Int {
        var end = start
        while end < head.count && head[end] != 0x0d && head[end] != 0x0a { end &+= 1 }
        return end
    }

    /// Whether it has one of the forms of targets (RFC 9112 §3.2), as far as its first look tells.
    private static func isTarget(_ target: Span<UInt8>) -> Bool {
        target[0] == UInt8(ascii: "/") || target[0] == UInt8(ascii: "*")
            || Bytes.firstIndex(of: UInt8(ascii: ":"), in: target) >= 0
    }

    /// Whether a space and a version of HTTP are all that the rest of the line has.
    private static func isVersion(_ rest: Span<UInt8>) -> Bool {
        guard rest.count == 9, rest[0] == 0x20 else { return false }
        for column in 0..<8 where !HTTP1RequestLine.fitsVersion(rest[column &+ 1], column: column) { return false }
        return true
    }
}

internal import Buffers
internal import HTTPSemantics

/// The framing rules that requests and responses share (RFC 9112 §6, RFC 9110 §8.6), and those of `connection`.
enum HTTP1BodyLength {
    /// What Content-Length and Transfer-Encoding of one head mean together.
    enum Declared {
        case nothing
        case length(UInt64)
        case chunked
        case failed(MessageProblem)
    }

    /// Reads both fields. Removes Content-Length from a chunked message where the options allow that.
    static func declared(_ headers: inout HeaderMap, options: HTTP1Options) -> Declared {
        let lengthIndex = headers.firstIndex(of: .contentLength)
        let codingIndex = headers.firstIndex(of: .transferEncoding)
        if lengthIndex < 0 && codingIndex < 0 { return .nothing }
        var length: UInt64 = 0
        if lengthIndex >= 0 {
            // One field with one number: two recipients may read lists and repetitions differently.
            if headers.mayRepeat(.contentLength) && headers.index(of: .contentLength, from: lengthIndex &+ 1) >= 0 {
                return .failed(MessageProblem.codecError)
            }
            guard let number = decimal(headers.value(at: lengthIndex)) else {
                return .failed(MessageProblem.codecError)
            }
            length = number
        }
        if codingIndex < 0 { return .length(length) }
        let isChunked =
            Bytes.equalIgnoringCase(headers.value(at: codingIndex), "chunked")
            && headers.index(of: .transferEncoding, from: codingIndex &+ 1) < 0
        if lengthIndex >= 0 {
            if !isChunked || !options.allowChunkedLength { return .failed(MessageProblem.lengthAndChunked) }
            headers.remove(.contentLength)
        }
        if isChunked { return .chunked }
        return .failed(
            hasBytesBehindChunks(headers) ? MessageProblem.codecError : MessageProblem.invalidTransferEncoding)
    }

    /// Whether chunked is a coding of the message, but not the last one. Then the length is unknown, which is another
    /// error than an unknown coding (RFC 9112 §6.3).
    private static func hasBytesBehindChunks(_ headers: borrowing HeaderMap) -> Bool {
        var isListed = false
        var isLast = false
        var index = headers.firstIndex(of: .transferEncoding)
        while index >= 0 {
            var element = FieldList.Element()
            while FieldList.next(in: headers.value(at: index), &element) {
                isLast = Bytes.equalIgnoringCase(headers.value(at: index).extracting(element.range), "chunked")
                isListed = isListed || isLast
            }
            index = headers.index(of: .transferEncoding, from: index &+ 1)
        }
        return isListed && !isLast
    }

    /// Digits only, and no more than a `UInt64` holds.
    private static func decimal(_ value: Span<UInt8>) -> UInt64? {
        let count = value.count
        if count == 0 { return nil }
        var number: UInt64 = 0
        // So few digits always fit.
        if count < 20 {
            for index in 0..<count {
                let digit = value[index] &- 0x30
                if digit > 9 { return nil }
                number = number &* 10 &+ UInt64(digit)
            }
            return number
        }
        for index in 0..<count {
            let digit = value[index] &- 0x30
            if digit > 9 { return nil }
            let (tens, overflow) = number.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tens.addingReportingOverflow(UInt64(digit))
            if overflow || carry { return nil }
            number = sum
        }
        return number
    }

    /// Whether the connection persists after the message (RFC 9112 §9.3).
    static func keepsAlive(_ headers: borrowing HeaderMap, version: HTTPVersion) -> Bool {
        if version == .http10 { return lists(headers, .connection, "keep-alive") }
        return !lists(headers, .connection, "close") && !lists(headers, .proxyConnection, "close")
    }

    /// Whether a field of that name lists the token.
    static func lists(_ headers: borrowing HeaderMap, _ id: HeaderID, _ token: StaticString) -> Bool {
        var index = headers.firstIndex(of: id)
        while index >= 0 {
            if FieldList.contains(headers.value(at: index), token) { return true }
            index = headers.index(of: id, from: index &+ 1)
        }
        return false
    }
}

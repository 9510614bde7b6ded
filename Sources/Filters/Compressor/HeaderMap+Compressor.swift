internal import Buffers
internal import HTTPSemantics

/// What a compressor asks of heads, and changes in them.
extension HeaderMap {
    /// Appends the value of field `index` to a buffer.
    func appendValue(at index: Int, to buffer: inout ByteBuffer) { buffer.append(value(at: index)) }

    /// Whether the message turns its connection into something else.
    var isUpgrade: Bool {
        let index = firstIndex(of: .connection)
        return index >= 0 && contains(.upgrade) && list(at: index, contains: "upgrade")
    }

    /// `content-length`; nil where there is none, 0 where it is no number.
    var knownLength: UInt64? {
        let index = firstIndex(of: .contentLength)
        guard index >= 0 else { return nil }
        let value = self.value(at: index)
        var length: UInt64 = 0
        for place in value.indices {
            let (product, isTooLong) = length.multipliedReportingOverflow(by: 10)
            let digit = UInt64(value[place] &- UInt8(ascii: "0"))
            let (sum, overflows) = product.addingReportingOverflow(digit)
            guard digit < 10, !isTooLong, !overflows else { return 0 }
            length = sum
        }
        return length
    }

    /// Whether a transfer coding has compressed the body already.
    var isTransferCompressed: Bool {
        var index = firstIndex(of: .transferEncoding)
        while index >= 0 {
            if list(at: index, contains: "gzip") || list(at: index, contains: "br")
                || list(at: index, contains: "deflate") || list(at: index, contains: "compress")
                || list(at: index, contains: "zstd")
            {
                return true
            }
            index = self.index(of: .transferEncoding, from: index + 1)
        }
        return false
    }

    /// Whether the body has to stay as it is (RFC 9111 §5.2.2.6).
    var forbidsTransforming: Bool {
        var index = firstIndex(of: .cacheControl)
        while index >= 0 {
            if list(at: index, contains: "no-transform") { return true }
            index = self.index(of: .cacheControl, from: index + 1)
        }
        return false
    }

    /// Tells caches that the body depends on what clients take.
    mutating func addAcceptEncodingToVary() {
        let index = firstIndex(of: .vary)
        if index < 0 {
            append(.vary, "Accept-Encoding")
        } else if !list(at: index, containsExactly: "Accept-Encoding") {
            extendValue(at: index, separator: ", ") { $0.append("Accept-Encoding") }
        }
    }

    /// Whether an entity tag is a weak one.
    func isWeakTag(at index: Int) -> Bool {
        let value = self.value(at: index)
        return value.count >= 2 && Bytes.lowercased(value[0]) == UInt8(ascii: "w") && value[1] == UInt8(ascii: "/")
    }

    /// Makes a strong entity tag a weak one.
    mutating func weakenTag(at index: Int) {
        var tag = ByteBuffer()
        tag.append("W/")
        tag.append(value(at: index))
        setValue(at: index, tag.readable)
    }

    /// Tells what was done with the body, or why nothing was.
    mutating func appendCompressionStatus(_ write: (inout ByteBuffer) -> Void) {
        var text = ByteBuffer()
        write(&text)
        append(name: compressionStatusName.span, text.readable)
    }
}

private let compressionStatusName = Array("x-envoy-compression-status".utf8)

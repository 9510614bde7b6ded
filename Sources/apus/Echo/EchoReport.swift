internal import Buffers
internal import HTTPSemantics

/// The JSON that the echo upstream answers with.
enum EchoReport {
    /// Writes method, path, host, fields in their order, and the body's size and beginning.
    static func write(
        _ head: borrowing RequestHead, bodyCount: Int, bodyStart: [UInt8], server: String, remote: String,
        to output: inout ByteBuffer
    ) {
        output.append("{\"server\":")
        string(Array(server.utf8).span, &output)
        output.append(",\"remote\":")
        string(Array(remote.utf8).span, &output)
        output.append(",\"method\":")
        string(head.headers.value(of: .method), &output)
        output.append(",\"path\":")
        string(head.headers.value(of: .path), &output)
        output.append(",\"host\":")
        string(head.headers.value(of: .authority), &output)
        output.append(",\"protocol\":\"")
        output.append(head.version.name)
        output.append("\",\"headers\":[")
        var isFirst = true
        for index in 0..<head.headers.count where !head.headers.id(at: index).isPseudo {
            if !isFirst { output.append(",") }
            isFirst = false
            output.append("[")
            string(head.headers.name(at: index), &output)
            output.append(",")
            string(head.headers.value(at: index), &output)
            output.append("]")
        }
        output.append("],\"body_bytes\":")
        output.append(decimal: bodyCount)
        output.append(",\"body\":")
        // The report is JSON whatever the body was: what is no UTF-8 is shown by replacement characters.
        string(Array(String(decoding: bodyStart, as: UTF8.self).utf8).span, &output)
        output.append("}\n")
    }

    private static func string(_ bytes: Span<UInt8>, _ output: inout ByteBuffer) {
        output.append("\"")
        output.append(escapingJSON: bytes)
        output.append("\"")
    }
}

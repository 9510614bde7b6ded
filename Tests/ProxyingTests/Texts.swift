import Buffers
import HTTPSemantics

func text(_ bytes: Span<UInt8>) -> String { String(decoding: (0..<bytes.count).map { bytes[$0] }, as: UTF8.self) }

/// A header map of these fields; names are in lower case.
func makeHeaders(_ fields: [(String, String)]) -> HeaderMap {
    var headers = HeaderMap()
    for (name, value) in fields { headers.append(name: Array(name.utf8).span, Array(value.utf8).span) }
    return headers
}

/// The field lines as they go on.
func lines(_ headers: borrowing HeaderMap) -> String {
    var output = ByteBuffer()
    headers.writeFieldLines(to: &output)
    return text(output.readable)
}

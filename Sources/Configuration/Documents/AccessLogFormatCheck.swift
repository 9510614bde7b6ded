/// Checks the grammar of text formats: `%COMMAND(argument):length%`, with `%%` for a percent sign.
enum AccessLogFormatCheck {
    /// The format; nil after a complaint.
    static func check(_ format: String, at node: JSONNode, in session: DecodingSession) -> String? {
        let text = Array(format.utf8)
        var index = 0
        while index < text.count {
            guard text[index] == UInt8(ascii: "%") else {
                index += 1
                continue
            }
            if index + 1 < text.count, text[index + 1] == UInt8(ascii: "%") {
                index += 2
                continue
            }
            guard let end = endOfCommand(text, from: index + 1) else {
                let rest = DecodingSession.quote(String(decoding: text[index...], as: UTF8.self))
                session.complain(
                    .wrongValue, at: node,
                    "expected a command such as %RESPONSE_CODE% or %REQ(USER-AGENT):20% (%% for a percent sign), found \(rest)"
                )
                return nil
            }
            index = end
        }
        return format
    }

    /// The place behind the closing percent sign of a command whose name begins at `start`.
    private static func endOfCommand(_ text: [UInt8], from start: Int) -> Int? {
        var index = start
        while index < text.count, isNameByte(text[index]) { index += 1 }
        if index == start { return nil }
        if index < text.count, text[index] == UInt8(ascii: "(") {
            // The argument ends at the first parenthesis that the rest of the command can follow.
            var close = index + 1
            while close < text.count {
                if text[close] == UInt8(ascii: ")"), let end = endAfterArgument(text, from: close + 1) { return end }
                close += 1
            }
            return nil
        }
        return endAfterArgument(text, from: index)
    }

    private static func endAfterArgument(_ text: [UInt8], from start: Int) -> Int? {
        var index = start
        if index < text.count, text[index] == UInt8(ascii: ":") {
            let first = index + 1
            index = first
            while index < text.count, isDigit(text[index]) { index += 1 }
            if index == first { return nil }
        }
        return index < text.count && text[index] == UInt8(ascii: "%") ? index + 1 : nil
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")) || isDigit(byte) || byte == UInt8(ascii: "_")
    }
}

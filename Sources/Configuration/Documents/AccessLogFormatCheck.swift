/// Checks text formats: the grammar `%COMMAND(argument):length%`, with `%%` for a percent sign, and the commands.
struct AccessLogFormatCheck {
    private let text: [UInt8]
    private let node: JSONNode
    private let session: DecodingSession

    /// The format; nil after a complaint.
    static func check(_ format: String, at node: JSONNode, in session: DecodingSession) -> String? {
        let check = AccessLogFormatCheck(text: Array(format.utf8), node: node, session: session)
        return check.checkAll() ? format : nil
    }

    private struct Command {
        let name: String
        var hasArgument = false
        var hasLength = false
        /// Behind the closing percent sign.
        var end = 0
    }

    private func checkAll() -> Bool {
        var index = 0
        while index < text.count {
            guard text[index] == UInt8(ascii: "%") else {
                index += 1
                continue
            }
            if byte(index + 1) == UInt8(ascii: "%") {
                index += 2
                continue
            }
            guard let command = command(from: index + 1) else {
                let rest = DecodingSession.quote(String(decoding: text[index...], as: UTF8.self))
                session.complain(
                    .wrongValue, at: node,
                    "expected a command such as %REQ(USER-AGENT):20% (%% for a percent sign), found \(rest)")
                return false
            }
            if !isRight(command) { return false }
            index = command.end
        }
        return true
    }

    /// Whether Envoy has the command in this form and Apus implements it.
    private func isRight(_ command: Command) -> Bool {
        let name = command.name
        guard let argument = AccessLogCommands.argument(of: name) else {
            session.complain(
                .wrongValue, at: node, "expected a command that Envoy has, found %\(name)%",
                suggestion: NearestName.of(name, in: AccessLogCommands.all))
            return false
        }
        let takesLength = argument == .always
        if argument == .always && !command.hasArgument {
            session.complain(.wrongValue, at: node, "expected an argument, as in %\(name)(…)%, found %\(name)%")
        } else if argument == .never && command.hasArgument {
            session.complain(.wrongValue, at: node, "expected %\(name)% alone, found it with an argument")
        } else if argument == .never && command.hasLength {
            session.complain(.wrongValue, at: node, "expected %\(name)% alone, found it with a length")
        } else if !AccessLogCommands.implemented.contains(name) {
            session.complain(
                .unimplemented, at: node, "expected a command that Apus implements, found %\(name)%")
        } else if !takesLength && (command.hasLength || (command.hasArgument && name != "START_TIME")) {
            session.complain(
                .unimplemented, at: node,
                "expected %\(name)% alone, found it with an argument or length, which Apus does not implement")
        } else {
            return true
        }
        return false
    }

    /// The command whose name begins at `start`; nil when the text there is none.
    private func command(from start: Int) -> Command? {
        var index = start
        while let byte = byte(index), isNameByte(byte) { index += 1 }
        if index == start { return nil }
        var command = Command(name: String(decoding: text[start..<index], as: UTF8.self))
        guard byte(index) == UInt8(ascii: "(") else { return finish(&command, from: index) ? command : nil }
        command.hasArgument = true
        // The argument ends at the first parenthesis that the rest of a command can follow.
        var close = index + 1
        while let byte = byte(close) {
            if byte == UInt8(ascii: ")"), finish(&command, from: close + 1) { return command }
            close += 1
        }
        return nil
    }

    /// Reads the length, if any, and the closing percent sign.
    private func finish(_ command: inout Command, from start: Int) -> Bool {
        var index = start
        command.hasLength = byte(index) == UInt8(ascii: ":")
        if command.hasLength {
            index += 1
            let first = index
            while let byte = byte(index), isDigit(byte) { index += 1 }
            if index == first { return false }
        }
        command.end = index + 1
        return byte(index) == UInt8(ascii: "%")
    }

    private func byte(_ index: Int) -> UInt8? { index < text.count ? text[index] : nil }

    private func isNameByte(_ byte: UInt8) -> Bool {
        (byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")) || isDigit(byte) || byte == UInt8(ascii: "_")
    }
}

/// Takes substitution formats apart: the grammar `%COMMAND(argument):length%`, with `%%` for a percent sign, and the
/// commands.
struct SubstitutionFormatReader {
    /// A mistake: its kind, what is wrong, and what was probably meant.
    typealias Complaint = (ConfigurationComplaint.Kind, String, String?) -> Void

    private let text: [UInt8]
    private let note: Complaint

    /// The format; nil after a complaint.
    static func read(_ format: String, at node: JSONNode, in session: DecodingSession) -> SubstitutionFormat? {
        let reader = SubstitutionFormatReader(text: Array(format.utf8)) {
            session.complain($0, at: node, $1, suggestion: $2)
        }
        return reader.read()
    }

    init(text: [UInt8], note: @escaping Complaint) {
        self.text = text
        self.note = note
    }

    /// A command as it is written.
    struct Command {
        let name: String
        var argument: String?
        var length: Int?
        /// Whether a length is given, also one that no number holds.
        var hasLength = false
        /// Behind the closing percent sign.
        var end = 0

        /// The length, or none.
        var limit: Int { length ?? .max }
    }

    /// The format; nil after a complaint.
    func read() -> SubstitutionFormat? {
        var pieces: [SubstitutionFormat.Piece] = []
        var literal: [UInt8] = []
        var index = 0
        while index < text.count {
            guard text[index] == UInt8(ascii: "%") else {
                literal.append(text[index])
                index += 1
                continue
            }
            if byte(index + 1) == UInt8(ascii: "%") {
                literal.append(UInt8(ascii: "%"))
                index += 2
                continue
            }
            guard let command = command(from: index + 1) else {
                let rest = DecodingSession.quote(String(decoding: text[index...], as: UTF8.self))
                complain(
                    at: index, "expected a command such as %REQ(USER-AGENT):20% (%% for a percent sign), found \(rest)")
                return nil
            }
            let isSound = Self.isInForm(command) { complain($0, at: index, $1, suggestion: $2) }
            guard isSound else { return nil }
            let interpreter = FormatCommandReader { complain($0, at: index, $1) }
            guard let value = interpreter.read(command) else { return nil }
            if !literal.isEmpty { pieces.append(.text(literal)) }
            literal = []
            pieces.append(.command(value))
            index = command.end
        }
        if !literal.isEmpty { pieces.append(.text(literal)) }
        return SubstitutionFormat(pieces)
    }

    /// Whether Envoy has the command in this form.
    static func isInForm(_ command: Command, _ complain: Complaint) -> Bool {
        let name = command.name
        guard let argument = FormatCommands.argument(of: name) else {
            complain(
                .wrongValue, "expected a command that Envoy has, found %\(name)%",
                NearestName.of(name, in: FormatCommands.all))
            return false
        }
        if argument == .always && (command.argument ?? "").isEmpty {
            complain(.wrongValue, "expected an argument, as in %\(name)(…)%, found %\(name)%", nil)
        } else if argument == .never && command.argument != nil {
            complain(.wrongValue, "expected %\(name)% alone, found it with an argument", nil)
        } else if !FormatCommands.takesLength(name) && command.hasLength {
            complain(.wrongValue, "expected %\(name)% without a length, found it with one", nil)
        } else {
            return true
        }
        return false
    }

    private func complain(
        _ kind: ConfigurationComplaint.Kind = .wrongValue, at index: Int, _ message: String, suggestion: String? = nil
    ) {
        note(kind, "\(message) (byte \(index + 1) of the format)", suggestion)
    }

    /// The command whose name begins at `start`; nil when the text there is none.
    private func command(from start: Int) -> Command? {
        var index = start
        while let byte = byte(index), isNameByte(byte) { index += 1 }
        if index == start { return nil }
        var command = Command(name: String(decoding: text[start..<index], as: UTF8.self))
        guard byte(index) == UInt8(ascii: "(") else { return finish(&command, from: index) ? command : nil }
        // The argument ends at the first parenthesis that the rest of a command can follow.
        var close = index + 1
        while let byte = byte(close) {
            if byte == UInt8(ascii: ")"), finish(&command, from: close + 1) {
                command.argument = String(decoding: text[(index + 1)..<close], as: UTF8.self)
                return command
            }
            close += 1
        }
        return nil
    }

    /// Reads the length, if any, and the closing percent sign.
    private func finish(_ command: inout Command, from start: Int) -> Bool {
        var index = start
        command.hasLength = byte(index) == UInt8(ascii: ":")
        command.length = nil
        if command.hasLength {
            index += 1
            let first = index
            while let byte = byte(index), isDigit(byte) { index += 1 }
            guard let length = Int(String(decoding: text[first..<index], as: UTF8.self)) else { return false }
            command.length = length
        }
        command.end = index + 1
        return byte(index) == UInt8(ascii: "%")
    }

    private func byte(_ index: Int) -> UInt8? { index < text.count ? text[index] : nil }

    private func isNameByte(_ byte: UInt8) -> Bool {
        (byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")) || isDigit(byte) || byte == UInt8(ascii: "_")
    }
}

/// Oracles for fuzzing what is read of answers of name servers: no bytes may trap, what follows a message changes
/// nothing, and a message that is cut short says the same or nothing. Not for serving.
public enum NameMessageFuzz {
    /// Reads `bytes` as an answer; byte 0 chooses where it is cut.
    public static func run(_ bytes: [UInt8]) {
        guard let choice = bytes.first else { return }
        let message = Array(bytes.dropFirst())
        let result = NameMessage.smallestTimeToLive(message.span)
        if let result {
            precondition(
                NameMessage.smallestTimeToLive((message + [0, 1, choice]).span) == result, "what follows counts")
            precondition(result == 0 || stands(result, in: message), "a time to live that nobody has said")
            precondition(message.count > 12, "an answer without a record")
        }
        let cut = message.prefix(message.count * Int(choice) / 256)
        if let part = NameMessage.smallestTimeToLive(Array(cut).span) {
            precondition(part == result, "a part of a message says something else")
        }
    }

    private static func stands(_ number: UInt32, in message: [UInt8]) -> Bool {
        var last: UInt32 = 0
        for (place, byte) in message.enumerated() {
            last = last << 8 | UInt32(byte)
            if place >= 3 && last == number { return true }
        }
        return false
    }
}

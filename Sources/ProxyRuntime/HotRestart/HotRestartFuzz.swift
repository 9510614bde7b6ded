/// Oracles for fuzzing what another instance says: no bytes may trap, and a message that was read is written as the
/// same bytes. Not for serving.
public enum HotRestartFuzz {
    /// Reads `bytes` as a message.
    public static func run(_ bytes: [UInt8]) {
        guard let message = try? HotRestartMessage(bytes) else { return }
        let written = message.encoded
        // A refusal may be of another version.
        precondition(written.dropFirst() == bytes.dropFirst(), "a message is written as another")
        guard let again = try? HotRestartMessage(written) else { preconditionFailure("what is written is no message") }
        precondition(again == message, "what is written is another message")
        if case .ready(let kept, _) = message {
            var copy = SocketSet()
            for number in 0..<UInt32(kept.bytes.count * 8) where kept.contains(number) { copy.insert(number) }
            for number in 0..<UInt32(kept.bytes.count * 8) {
                precondition(copy.contains(number) == kept.contains(number), "a set loses members")
            }
            precondition(!kept.contains(.max), "a set has members beyond its end")
        }
    }
}

internal import HTTPSemantics

/// Oracles for fuzzing the parsers: bytes must give the same events however they are cut into pieces, and no bytes may
/// trap. Not for serving.
///
/// Byte 0 chooses the options (and the method for responses), byte 1 where to cut; the rest is what the peer sent.
public enum HTTP1Fuzz {
    /// Parses the bytes as requests: whole, cut in two, and byte by byte. Traps when the events differ.
    public static func request(_ bytes: [UInt8]) {
        check(bytes) { HTTP1Trace.requests($0, cuts: $1, options: options($2)) }
    }

    /// Parses the bytes as responses, as `request` does.
    public static func response(_ bytes: [UInt8]) {
        let methods: [HTTPMethod] = [.get, .head, .connect, .post]
        check(bytes) {
            HTTP1Trace.responses(
                $0, cuts: $1, options: options($2), method: methods[Int($2 >> 6)], upgrade: $2 & 0x20 != 0)
        }
    }

    private static func check(_ bytes: [UInt8], _ trace: (ArraySlice<UInt8>, [Int], UInt8) -> [UInt8]) {
        guard bytes.count > 2 else { return }
        let message = bytes[2...]
        let whole = trace(message, [], bytes[0])
        let cut = Int(bytes[1]) * message.count / 256
        precondition(trace(message, [cut], bytes[0]) == whole, "events differ when the bytes come in two pieces")
        if message.count > 2048 { return }
        precondition(
            trace(message, Array(1..<max(2, message.count)), bytes[0]) == whole,
            "events differ when the bytes come one by one")
    }

    private static func options(_ bits: UInt8) -> HTTP1Options {
        var options = HTTP1Options()
        options.enableTrailers = bits & 1 != 0
        options.allowChunkedLength = bits & 2 != 0
        options.acceptHTTP10 = bits & 4 != 0
        options.keepSpelling = bits & 4 != 0
        options.allowCustomMethods = bits & 8 != 0
        options.underscores = bits & 0x10 != 0 ? (bits & 8 != 0 ? .reject : .drop) : .allow
        if bits & 0x20 != 0 {
            options.maxHeadBytes = 256
            options.maxFields = 5
        }
        return options
    }
}

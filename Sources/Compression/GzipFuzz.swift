internal import Buffers

/// Oracles for fuzzing gzip members: no bytes may trap, whatever comes in whichever pieces is read alike, no call hands
/// out more than its room, and what was read whole is what is read of it encoded again. Not for serving.
public enum GzipFuzz {
    /// Reads `bytes` as a member.
    public static func run(_ bytes: [UInt8]) {
        let whole = read(bytes, pieces: [bytes.count], room: 65_536)
        let single = read(bytes, pieces: Array(repeating: 1, count: bytes.count), room: 4_096)
        precondition(whole == single, "a member is read otherwise byte by byte")
        let half = bytes.count / 2
        precondition(whole == read(bytes, pieces: [half, bytes.count - half], room: 97), "a member is read otherwise")
        _ = read(bytes, pieces: [half, bytes.count - half], room: 4_096, windowBits: 9)
        guard whole.outcome == .ended, whole.output.count < 1 << 16 else { return }
        var buffer = ByteBuffer()
        buffer.append(whole.output)
        GzipEncoder(GzipSettings()).encode(&buffer, isLast: true)
        let again = read(buffer.bytes, pieces: [buffer.count], room: 65_536)
        precondition(again == whole, "what was encoded again is something else")
    }

    private struct Result: Equatable {
        var outcome = GzipDecoder.Outcome.goesOn
        var output: [UInt8] = []
    }

    /// A little may stand for much: enough is enough.
    private static let most = 1 << 20

    private static func read(_ bytes: [UInt8], pieces: [Int], room: Int, windowBits: Int = 15) -> Result {
        let decoder = GzipDecoder(windowBits: windowBits)
        var result = Result()
        var start = 0
        for piece in pieces {
            let input = bytes.span.extracting(start..<(start + piece))
            start += piece
            var position = 0
            var goesOn = true
            while goesOn {
                var output = ByteBuffer()
                result.outcome = decoder.decode(input, from: &position, room: room, to: &output)
                precondition(output.count <= room && position <= input.count, "more than there is room for")
                result.output += output.bytes
                if result.output.count >= most {
                    return Result(outcome: .goesOn, output: Array(result.output.prefix(most)))
                }
                goesOn = result.outcome == .goesOn && output.count == room
            }
        }
        return result
    }
}

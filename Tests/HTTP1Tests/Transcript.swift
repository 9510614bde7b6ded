import HTTPSemantics
import Testing

@testable import HTTP1

/// Raw text and the events that it must give, however its bytes arrive.
///
/// Escapes in `input`: `\r \n \t \0 \\ \xNN`, and `{n*text}` for n times `text`.
struct Transcript: Sendable, CustomTestStringConvertible {
    let name: String
    let input: [UInt8]
    let events: String
    let options: HTTP1Options
    let method: HTTPMethod

    init(
        _ name: String, _ input: String, _ events: String, method: HTTPMethod = .get,
        options change: (inout HTTP1Options) -> Void = { _ in }
    ) {
        self.name = name
        self.input = Self.decode(Array(input.utf8)[...])
        self.events = events
        self.method = method
        var options = HTTP1Options()
        change(&options)
        self.options = options
    }

    var testDescription: String { name }

    /// Feeds the input as requests: whole, cut in two at every byte, and byte by byte.
    func checkRequests() {
        check { HTTP1Trace.requests($0, cuts: $1, options: options) }
    }

    /// Feeds the input as responses, likewise.
    func checkResponses() {
        check {
            HTTP1Trace.responses(
                $0, cuts: $1, options: options, method: method, tunnel: method == .connect ? .connect : .none)
        }
    }

    private func check(_ trace: (ArraySlice<UInt8>, [Int]) -> [UInt8]) {
        let whole = String(decoding: trace(input[...], []), as: UTF8.self)
        #expect(whole == (events.isEmpty ? "" : events + "\n"))
        // Long inputs are cut at some places only: around them lies nothing but more of the same.
        let step = input.count > 2048 ? input.count / 32 : 1
        for cut in stride(from: 1, to: input.count, by: step) {
            let cutInTwo = String(decoding: trace(input[...], [cut]), as: UTF8.self)
            if cutInTwo != whole {
                Issue.record("cut at \(cut): \(cutInTwo) instead of \(whole)")
                return
            }
        }
        if input.count > 1 {
            let single = String(decoding: trace(input[...], Array(1..<input.count)), as: UTF8.self)
            #expect(single == whole, "byte by byte")
        }
    }

    private static func decode(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        var index = text.startIndex
        while index < text.endIndex {
            let byte = text[index]
            index += 1
            if byte == UInt8(ascii: "{"), let star = text[index...].firstIndex(of: UInt8(ascii: "*")),
                let count = Int(String(decoding: text[index..<star], as: UTF8.self)),
                let end = text[star...].firstIndex(of: UInt8(ascii: "}"))
            {
                let unit = decode(text[(star + 1)..<end])
                for _ in 0..<count { bytes += unit }
                index = end + 1
                continue
            }
            if byte != UInt8(ascii: "\\") || index == text.endIndex {
                bytes.append(byte)
                continue
            }
            let escape = text[index]
            index += 1
            switch escape {
            case UInt8(ascii: "r"): bytes.append(0x0d)
            case UInt8(ascii: "n"): bytes.append(0x0a)
            case UInt8(ascii: "t"): bytes.append(0x09)
            case UInt8(ascii: "0"): bytes.append(0)
            case UInt8(ascii: "x"):
                let digits = String(decoding: text[index..<min(index + 2, text.endIndex)], as: UTF8.self)
                bytes.append(UInt8(digits, radix: 16) ?? 0)
                index += 2
            default: bytes.append(escape)
            }
        }
        return bytes
    }
}

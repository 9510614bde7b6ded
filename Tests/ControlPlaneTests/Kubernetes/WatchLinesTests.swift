import Testing

@testable import ControlPlane

@Suite("The stream of a watch")
struct WatchLinesTests {
    private static let lines = ["{\"a\":1}", "{}", String(repeating: "x", count: 300), "\"é\""]

    @Test("Lines are the same wherever they are split")
    func splits() throws {
        let text = Array((Self.lines.joined(separator: "\n") + "\n\n\n").utf8)
        for size in [1, 2, 3, 7, 64, 1000] {
            var reader = WatchLines(longest: 300)
            var found: [String] = []
            for start in stride(from: 0, to: text.count, by: size) {
                found += try reader.append(text[start..<min(start + size, text.count)]).map {
                    String(decoding: $0, as: UTF8.self)
                }
            }
            #expect(found == Self.lines)
        }
    }

    @Test("A line that is too long ends it, complete or not")
    func limit() throws {
        var reader = WatchLines(longest: 4)
        #expect(try reader.append(Array("abcd\nab".utf8)).count == 1)
        #expect(throws: WatchLines.TooLong.self) { try reader.append(Array("cde".utf8)) }
        var other = WatchLines(longest: 4)
        #expect(throws: WatchLines.TooLong.self) { try other.append(Array("abcde\n".utf8)) }
    }

    @Test(
        "Events are told apart; what is none is nil",
        arguments: [
            (#"{"type":"ADDED","object":{"metadata":{"name":"a"}}}"#, "changed"),
            (#"{"type":"MODIFIED","object":{}}"#, "changed"), (#"{"type":"DELETED","object":{}}"#, "deleted"),
            (#"{"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"7"}}}"#, "bookmark 7"),
            (#"{"type":"BOOKMARK","object":{"metadata":{}}}"#, "none"),
            (#"{"type":"ERROR","object":{"code":410,"message":"too old"}}"#, "expired"),
            (#"{"type":"ERROR","object":{"reason":"Expired"}}"#, "expired"),
            (#"{"type":"ERROR","object":{"code":500,"message":"no\nmore"}}"#, "failed no\u{5c}u{a}more"),
            (#"{"type":"ERROR","object":{}}"#, "failed it says no reason"),
            (#"{"type":"OTHER","object":{}}"#, "none"), (#"{"type":"ADDED"}"#, "none"),
            (#"{"type":"ADDED","object":[]}"#, "none"), ("{", "none"), ("[]", "none"), ("", "none"),
        ])
    func events(_ line: String, _ expected: String) {
        let words =
            switch WatchEvent.read(Array(line.utf8)) {
            case .changed: "changed"
            case .deleted: "deleted"
            case .bookmark(let version): "bookmark \(version)"
            case .expired: "expired"
            case .failed(let text): "failed \(text)"
            case nil: "none"
            }
        #expect(words == expected)
    }

    @Test("Any bytes never trap")
    func fuzz() {
        let seed = Array(
            (#"{"type":"ADDED","object":{"metadata":{"name":"a","resourceVersion":"1"},"spec":{"ports":[{"port":1}]}}}"#
                + "\n" + #"{"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"7"}}}"# + "\n").utf8)
        for count in stride(from: 0, to: seed.count, by: 3) { KubernetesFuzz.run([3, 1] + seed[..<count]) }
        var numbers = SeededNumbers(seed: 5)
        for _ in 0..<300 {
            var bytes = [UInt8.random(in: 0...20, using: &numbers), UInt8.random(in: 0...200, using: &numbers)] + seed
            for _ in 0..<Int.random(in: 1...5, using: &numbers) {
                bytes[Int.random(in: 0..<bytes.count, using: &numbers)] = UInt8.random(in: 0...255, using: &numbers)
            }
            KubernetesFuzz.run(bytes)
        }
    }
}

import Foundation
import HTTP1
import Testing

@Suite("Fuzzing")
struct FuzzTests {
    /// A small generator, so that a failure comes back with its seed.
    private struct Random: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            var word = state
            word ^= word >> 33
            word = word &* 0xff51_afd7_ed55_8ccd
            return word ^ (word >> 33)
        }
    }

    private static let pieces: [String] = [
        "\r\n", "\r", "\n", "\0", " ", "\t", ":", ";", "0", "1", "a", "f", "ffffffffffffffff", "chunked",
        "Transfer-Encoding: chunked\r\n", "Content-Length: 3\r\n", "Connection: close\r\n", "Host: h\r\n", "a_b: c\r\n",
        "0\r\n\r\n", "3\r\nabc\r\n", "GET / HTTP/1.1\r\n", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 100 C\r\n\r\n",
        "POST http://b:1/ HTTP/1.1\r\n", "x: y\r\n", " HTTP/1.0\r\n", "Upgrade: h2c\r\nConnection: upgrade\r\n",
        "\u{7f}", "{", "CONNECT a:1 HTTP/1.1\r\n",
    ]

    /// Takes an input of the corpus and cuts, repeats, replaces and inserts pieces of it.
    private func mutated(_ seed: [UInt8], _ random: inout Random) -> [UInt8] {
        var bytes = seed.count > 1500 ? Array(seed.prefix(1500)) : seed
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let at = Int.random(in: 0...bytes.count, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0:
                bytes.insert(
                    contentsOf: Array(Self.pieces[Int.random(in: 0..<Self.pieces.count, using: &random)].utf8), at: at)
            case 1: bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 1...8, using: &random)))
            case 2 where at < bytes.count: bytes[at] = UInt8.random(in: 0...255, using: &random)
            case 3: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + 30)], at: at)
            default:
                let telling = Array("\r\n :;0a".utf8)
                if at < bytes.count { bytes[at] = telling[Int.random(in: 0..<telling.count, using: &random)] }
            }
        }
        return [UInt8.random(in: 0...255, using: &random), UInt8.random(in: 0...255, using: &random)] + bytes
    }

    /// The inputs that are kept for one entry of `make fuzz`.
    private func committed(_ entry: String) throws -> [[UInt8]] {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let folder = tests.appending(path: "Fuzzing/corpus/\(entry)").path()
        return try FileManager.default.contentsOfDirectory(atPath: folder).sorted().compactMap {
            FileManager.default.contents(atPath: "\(folder)/\($0)").map(Array.init)
        }
    }

    @Test("The committed inputs of fuzzing hold")
    func corpora() throws {
        let (requests, responses) = (try committed("HTTP1Request"), try committed("HTTP1Response"))
        #expect(requests.count > 50 && responses.count > 30)
        for input in requests { HTTP1Fuzz.request(input) }
        for input in responses { HTTP1Fuzz.response(input) }
        for input in try committed("Tunnel") { HTTP1TunnelFuzz.tunnel(input) }
        for input in try committed("HTTP1Chunked") { HTTP1Fuzz.chunked(input) }
    }

    @Test("Mutated heads of tunnels let every byte behind them through, or none")
    func tunnels() throws {
        let seeds = try committed("Tunnel")
        var random = Random(state: 11)
        for _ in 0..<4000 {
            let seed = seeds[Int.random(in: 0..<seeds.count, using: &random)]
            HTTP1TunnelFuzz.tunnel(mutated(Array(seed.dropFirst(2)), &random))
        }
    }

    @Test("Mutated requests give the same events in any pieces")
    func requests() {
        let corpus =
            RequestLineCorpus.lines + RequestLineCorpus.targets + RequestLineCorpus.starts + RequestFieldCorpus.fields
            + RequestFieldCorpus.framing + RequestFieldCorpus.connection + RequestBodyCorpus.chunks
            + RequestBodyCorpus.trailers + RequestBodyCorpus.sequences
        var random = Random(state: 1)
        for _ in 0..<4000 {
            HTTP1Fuzz.request(mutated(corpus[Int.random(in: 0..<corpus.count, using: &random)].input, &random))
        }
    }

    @Test("Mutated responses give the same events in any pieces")
    func responses() {
        let corpus =
            ResponseCorpus.lines + ResponseCorpus.framing + ResponseCorpus.statuses + ResponseCorpus.methods
            + RequestBodyCorpus.chunks
        var random = Random(state: 2)
        for _ in 0..<4000 {
            HTTP1Fuzz.response(mutated(corpus[Int.random(in: 0..<corpus.count, using: &random)].input, &random))
        }
    }
}

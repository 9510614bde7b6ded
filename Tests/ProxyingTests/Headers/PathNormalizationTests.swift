import Buffers
import Testing

@testable import Proxying

@Suite struct PathNormalizationTests {
    private func canonical(_ path: String) -> String? {
        var output = ByteBuffer()
        let bytes = Array(path.utf8)
        guard PathNormalization.canonical(bytes.span, to: &output) else { return nil }
        return text(output.readable)
    }

    @Test("Every escaped byte stays, is undone or is refused as Envoy does it")
    func escapes() {
        let undone = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~".utf8)
        for byte in UInt8.min...UInt8.max {
            let digits = String(byte, radix: 16)
            let escape = "%" + (digits.count == 1 ? "0" : "") + digits
            let expected: String? =
                byte == 0
                ? nil : undone.contains(byte) ? "/x\(Character(UnicodeScalar(byte)))y" : "/x\(escape)y"
            #expect(canonical("/x\(escape)y") == expected, "\(escape)")
        }
    }

    @Test("Every visible byte stays or is escaped as Envoy does it")
    func bytes() {
        let escaped = ["\"": "%22", "<": "%3C", ">": "%3E", "^": "%5E", "`": "%60", "{": "%7B", "|": "%7C", "}": "%7D"]
        for byte in UInt8(0x21)...0x7e {
            let character = String(UnicodeScalar(byte))
            // A query and a fragment are cut off before.
            if character == "?" || character == "#" || character == "%" { continue }
            let expected = character == "\\" ? "/" : escaped[character] ?? character
            #expect(canonical("/x\(character)y") == "/x\(expected)y")
            let path = Array("/x\(character)y".utf8)
            #expect(PathNormalization.isCanonical(path.span) == (expected == character))
        }
    }

    @Test("Segments of dots go, with the segment before them where there are two")
    func dots() {
        for (path, expected) in [
            ("/", "/"), ("", "/"), ("a", "/a"), ("/a/./b", "/a/b"), ("/a/../b", "/b"), ("/../../b", "/b"),
            ("/a/b/..", "/a/"),
            ("/a/b/.", "/a/b/"), ("/.", "/"), ("/..", "/"), ("/a/.b/..c", "/a/.b/..c"), ("/a/...", "/a/..."),
            ("/a//../b", "/a/b"), ("/a/%2e%2E/b", "/b"), ("/a/.%2e", "/"), ("/a\\..\\b", "/b"), ("/%2e%2", "/.%2"),
            ("/a./b", "/a./b"), ("//", "//"), ("/a/../../..//b", "//b"),
            ("/a/..;x/b", "/b"), ("/a/.;x/b", "/a/b"), ("/a/...;x/b", "/a/...;x/b"), ("/a/..;", "/"), ("/a/.;", "/a/"),
            ("/..;/..;/x", "/x"), ("/a/%2e%2e;x/b", "/a/..;x/b"), ("/a/.%2e;x/b", "/a/..;x/b"),
            ("/a..;x/b", "/a..;x/b"),
            ("/a\\..;x\\b", "/a/..;x/b"), ("/a/..,x/b", "/a/..,x/b"), ("/a/..;x;y/b", "/b"), ("/a/.;/..;/b", "/b"),
        ] {
            #expect(canonical(path) == expected, "\(path)")
        }
    }

    @Test("What is undone makes no escape of a percent sign that was none")
    func literalPercents() {
        for (path, expected) in [
            ("/%%41", "/%A"), ("/%%41z", "/%Az"), ("/%%41A", "/%25AA"), ("/%4%31", "/%2541"), ("/%%30%30", "/%2500"),
            ("/%%", "/%%"), ("/%a%41", "/%25aA"), ("/%%zz", "/%%zz"), ("/%%2f", "/%%2f"), ("/%%%41%41", "/%%25AA"),
            ("/%4%7a", "/%4z"), ("/%%4141", "/%25A41"), ("/%%34%", "/%4%"), ("/%2%66", "/%252f"), ("/%1%zz", "/%1%zz"),
            ("/%%67%67", "/%gg"), ("/%%2e%2e/", "/%../"), ("/x%2%46/..", "/"), ("/%/..%41A", "/%/..AA"),
        ] {
            #expect(canonical(path) == expected, "\(path)")
        }
    }

    @Test("What is canonical stays so, and nothing climbs out of the root")
    func stable() {
        var state: UInt64 = 7
        let parts = ["/", ".", "..", "%2e", "%2E", "a", "\\", "%", "%41", "b", "%2f", ";", "//"]
        for _ in 0..<4000 {
            var path = "/"
            for _ in 0..<8 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                path += parts[Int(state >> 33) % parts.count]
            }
            guard let once = canonical(path) else { continue }
            // An escape that is undone may spell another one, or dots with parameters: those stay, as in Envoy.
            if !once.contains("%") && !once.contains(";") { #expect(canonical(once) == once, "\(path)") }
            #expect(once.hasPrefix("/"))
            let segments = once.split(separator: "/", omittingEmptySubsequences: false)
            #expect(!segments.contains(".") && !segments.contains(".."), "\(path) became \(once)")
        }
    }

    @Test("Runs of slashes become one, and what is nothing else keeps two")
    func slashes() {
        for (path, expected) in [
            ("/a//b", "/a/b"), ("//a", "/a"), ("/a//", "/a/"), ("//", "//"), ("////", "//"), ("/a///b//c/", "/a/b/c/"),
        ] {
            var output = ByteBuffer()
            let bytes = Array(path.utf8)
            #expect(PathNormalization.hasSlashRun(bytes.span) == true)
            PathNormalization.mergingSlashes(bytes.span, to: &output)
            #expect(text(output.readable) == expected, "\(path)")
        }
    }

    @Test("Escaped slashes and backslashes are found and undone, nothing else")
    func escapedSlashes() {
        for (path, expected) in [
            ("/a%2fb%2F", "/a/b/"), ("/a%5cb%5C", "/a\\b\\"), ("%2f%2", "/%2"), ("/%252f%2f", "/%252f/"),
        ] {
            var output = ByteBuffer()
            let bytes = Array(path.utf8)
            #expect(PathNormalization.hasEscapedSlash(bytes.span) == true)
            PathNormalization.unescapingSlashes(bytes.span, to: &output)
            #expect(text(output.readable) == expected, "\(path)")
        }
        for path in ["/a", "/%2", "/%", "/%252f", "/%5d"] {
            let bytes = Array(path.utf8)
            #expect(PathNormalization.hasEscapedSlash(bytes.span) == false, "\(path)")
        }
    }
}

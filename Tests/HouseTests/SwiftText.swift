/// A Swift source taken apart: what is code, what is comment, line by line.
///
/// Both have the lines of the source; bytes of the other kind are blanks there, and so is what stands in string
/// literals, but for the code of interpolations.
struct SwiftText: Sendable {
    let code: [String]
    let comments: [String]

    init(_ source: String) {
        var reader = Reader(Array(source.utf8))
        reader.readCode(until: nil)
        code = Self.lines(reader.code)
        comments = Self.lines(reader.comments)
    }

    private static func lines(_ bytes: [UInt8]) -> [String] {
        bytes.split(separator: 0x0a, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
    }

    private struct Reader {
        private let bytes: [UInt8]
        private var at = 0
        private(set) var code: [UInt8] = []
        private(set) var comments: [UInt8] = []

        init(_ bytes: [UInt8]) {
            self.bytes = bytes
            code.reserveCapacity(bytes.count)
            comments.reserveCapacity(bytes.count)
        }

        private func peek(_ offset: Int = 0) -> UInt8 { at + offset < bytes.count ? bytes[at + offset] : 0 }

        private mutating func take(asCode: Bool = false, asComment: Bool = false) {
            let byte = bytes[at]
            at += 1
            let blank: UInt8 = byte == 0x0a ? 0x0a : 0x20
            code.append(asCode ? byte : blank)
            comments.append(asComment ? byte : blank)
        }

        /// Reads to the end, or to the parenthesis that closes an interpolation.
        mutating func readCode(until end: UInt8?) {
            var depth = 0
            while at < bytes.count {
                switch (peek(), peek(1)) {
                case (UInt8(ascii: "/"), UInt8(ascii: "/")):
                    while at < bytes.count && peek() != 0x0a { take(asComment: true) }
                case (UInt8(ascii: "/"), UInt8(ascii: "*")): readBlockComment()
                case (UInt8(ascii: "\""), _): readString(marks: 0)
                case (UInt8(ascii: "#"), UInt8(ascii: "\"")), (UInt8(ascii: "#"), UInt8(ascii: "#")):
                    var marks = 0
                    while peek() == UInt8(ascii: "#") {
                        marks += 1
                        take()
                    }
                    if peek() == UInt8(ascii: "\"") { readString(marks: marks) }
                case (UInt8(ascii: "("), _):
                    depth += 1
                    take(asCode: true)
                case (UInt8(ascii: ")"), _):
                    if depth == 0 && end != nil { return }
                    depth -= 1
                    take(asCode: true)
                default: take(asCode: true)
                }
            }
        }

        private mutating func readBlockComment() {
            var depth = 0
            while at < bytes.count {
                let isStart = peek() == UInt8(ascii: "/") && peek(1) == UInt8(ascii: "*")
                let isEnd = peek() == UInt8(ascii: "*") && peek(1) == UInt8(ascii: "/")
                if isStart { depth += 1 }
                if isEnd { depth -= 1 }
                take(asComment: true)
                if isStart || isEnd { take(asComment: true) }
                if depth == 0 { return }
            }
        }

        private func standsHere(_ byte: UInt8, times: Int, from offset: Int = 0) -> Bool {
            (0..<times).allSatisfy { peek(offset + $0) == byte }
        }

        private mutating func skip(_ count: Int) {
            for _ in 0..<count where at < bytes.count { take() }
        }

        /// Reads a literal from its first quote on; `marks` number signs stood before it.
        private mutating func readString(marks: Int) {
            let quotes = standsHere(UInt8(ascii: "\""), times: 3) ? 3 : 1
            skip(quotes)
            while at < bytes.count {
                if standsHere(UInt8(ascii: "\""), times: quotes)
                    && standsHere(UInt8(ascii: "#"), times: marks, from: quotes)
                {
                    skip(quotes + marks)
                    return
                }
                if peek() == UInt8(ascii: "\\") && standsHere(UInt8(ascii: "#"), times: marks, from: 1) {
                    skip(marks + 1)
                    if peek() == UInt8(ascii: "(") {
                        take(asCode: true)
                        readCode(until: UInt8(ascii: ")"))
                    }
                    if at < bytes.count { take(asCode: peek() == UInt8(ascii: ")")) }
                } else if peek() == 0x0a && quotes == 1 {
                    return
                } else {
                    take()
                }
            }
        }
    }
}

extension StringProtocol {
    /// The words of the line: runs of letters, digits and underscores.
    var words: [String] {
        utf8.split { !($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7a || $0 >= 0x30 && $0 <= 0x39 || $0 == 0x5f) }
            .map { String(decoding: $0, as: UTF8.self) }
    }

    /// The line without white space around it.
    var trimmed: String {
        var rest = self[...]
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }
}
